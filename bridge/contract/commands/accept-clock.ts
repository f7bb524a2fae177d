import { z } from 'zod';

/** Says that this computer's clock is right now, and was ahead when the last receipt was made. */
export const acceptClockPayloadSchema = z.strictObject({});
export type AcceptClockPayload = z.infer<typeof acceptClockPayloadSchema>;

export const acceptClockReplySchema = z.object({
  /** The instant of the last receipt before; null in books without any. */
  lastAppliedAt: z.string().nullable(),
  now: z.string(),
});
export type AcceptClockReply = z.infer<typeof acceptClockReplySchema>;
