import { z } from 'zod';

/** Notes that the calling service got a file another way than by being sent it, with the reason saying how. */
export const noteCallsHandedOverPayloadSchema = z.strictObject({
  billRunId: z.string().min(1).max(60),
  edition: z.number().int().positive(),
});
export type NoteCallsHandedOverPayload = z.infer<typeof noteCallsHandedOverPayloadSchema>;

export const noteCallsHandedOverReplySchema = z.object({ fileName: z.string(), calls: z.number().int() });
export type NoteCallsHandedOverReply = z.infer<typeof noteCallsHandedOverReplySchema>;
