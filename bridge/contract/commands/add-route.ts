import { z } from 'zod';

/** Makes a route without stops, as for a development or for a part of another route. */
export const addRoutePayloadSchema = z.object({
  /** Letters, digits and dashes, at most 8: what every device has room for. */
  routeId: z.string().trim().max(40),
  cycleId: z.string().trim().max(40),
  name: z.string().trim().max(200),
});
export type AddRoutePayload = z.infer<typeof addRoutePayloadSchema>;

export const addRouteReplySchema = addRoutePayloadSchema.extend({ cycleName: z.string() });
export type AddRouteReply = z.infer<typeof addRouteReplySchema>;
