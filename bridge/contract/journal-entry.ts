import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { centsSchema } from './money.js';

export const entryKinds = ['opening', 'bill', 'payment', 'adjustment', 'reversal'] as const;

/** One side of an entry: debits are positive, credits negative. Control accounts name the customer account. */
export const postingSchema = z.object({
  ledgerAccount: z.string(),
  accountId: z.string().nullable(),
  amountCents: centsSchema,
});
export type Posting = z.infer<typeof postingSchema>;

/** A journal entry before it is numbered and sealed. */
export const journalEntrySchema = z.object({
  kind: z.enum(entryKinds),
  effectiveOn: calendarDateSchema,
  accountId: z.string().nullable(),
  memo: z.string(),
  reverses: z.number().int().nullable(),
  postings: z.array(postingSchema).min(2),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
