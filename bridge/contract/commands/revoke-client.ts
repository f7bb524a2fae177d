import { z } from 'zod';

/** Takes a paired client's token away. */
export const revokeClientPayloadSchema = z.object({ clientId: z.string().max(64) });
export type RevokeClientPayload = z.infer<typeof revokeClientPayloadSchema>;

export const revokeClientReplySchema = z.object({ clientId: z.string() });
export type RevokeClientReply = z.infer<typeof revokeClientReplySchema>;
