import { z } from 'zod';
import { centsSchema } from '../money.js';
import { issueSchema } from '../problem.js';
import { journalLineSchema, ROWS_PER_PUSH_MAX } from './push-sheet.js';

/** Reverses what a push did. Without rows it is all of them that stand. */
export const reversePushPayloadSchema = z.strictObject({
  /** The receipt of the push. */
  receiptNumber: z.number().int().positive(),
  /** The keys of rows that it pushed. */
  rows: z.array(z.string().max(80)).min(1).max(ROWS_PER_PUSH_MAX).optional(),
});
export type ReversePushPayload = z.infer<typeof reversePushPayloadSchema>;

/** A row of the push, and how it stands after this reversal. */
export const reversedRowSchema = z.object({
  key: z.string(),
  /** The row's number in the worksheet when it was pushed. */
  sheetRow: z.number().int(),
  /** What the push did with it. */
  text: z.string(),
  state: z.enum(['standing', 'reversed', 'reversed-before']),
  /** The receipt that reversed it before; null for every other row. */
  reversedBy: z.number().int().nullable(),
});
export type ReversedRow = z.infer<typeof reversedRowSchema>;

export const reversePushReplySchema = z.object({
  receiptNumber: z.number().int(),
  /** The kind of the sheet that was pushed. */
  sheet: z.string(),
  /** Whether single rows can be picked. */
  isByRow: z.boolean(),
  /** Every row that the push applied. */
  rows: z.array(reversedRowSchema),
  /** Why it can't be reversed, row by row; nothing is reversed then. */
  issues: z.array(issueSchema),
  /** Sentences about what follows from it that somebody should look at. */
  notices: z.array(z.string()),
  /** The accounts that are touched, and what each owes before and after. */
  balances: z.array(z.object({ accountId: z.string(), beforeCents: centsSchema, afterCents: centsSchema })),
  /** What had paid the reversed charges, and is credit of the accounts again. */
  releasedCents: centsSchema,
  /** So much credit pays other charges now. */
  reappliedCents: centsSchema,
  /** The first lines of the journal that it makes, as many as a push shows. */
  journal: z.array(journalLineSchema),
});
export type ReversePushReply = z.infer<typeof reversePushReplySchema>;

/** What the Status cell of a row says that was pushed and then reversed. */
export function reversedText(receiptNumber: number): string {
  return `Reversed by receipt ${receiptNumber}.`;
}
