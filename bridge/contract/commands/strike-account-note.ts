import { z } from 'zod';

/** Strikes a note of an account: it stays to be read, with who struck it and when. */
export const strikeAccountNotePayloadSchema = z.object({ noteNumber: z.number().int().positive() });
export type StrikeAccountNotePayload = z.infer<typeof strikeAccountNotePayloadSchema>;

export const strikeAccountNoteReplySchema = strikeAccountNotePayloadSchema.extend({ accountId: z.string() });
export type StrikeAccountNoteReply = z.infer<typeof strikeAccountNoteReplySchema>;
