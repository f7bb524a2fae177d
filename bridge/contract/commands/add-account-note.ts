import { z } from 'zod';

/** Far above the longest note, so that one which is too long is told as such. */
const TEXT_LENGTH_MAX = 20_000;

/** Notes something of an account, for whoever opens it next. */
export const addAccountNotePayloadSchema = z.object({
  accountId: z.string().max(40),
  text: z.string().max(TEXT_LENGTH_MAX),
});
export type AddAccountNotePayload = z.infer<typeof addAccountNotePayloadSchema>;

/** The text as it is kept. */
export const addAccountNoteReplySchema = addAccountNotePayloadSchema.extend({ noteNumber: z.number().int() });
export type AddAccountNoteReply = z.infer<typeof addAccountNoteReplySchema>;
