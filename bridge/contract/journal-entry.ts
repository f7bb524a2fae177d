import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { centsSchema, type Cents } from './money.js';

/** As the table entry_kind has them. */
export const entryKinds = [
  'opening',
  'bill',
  'payment',
  'adjustment',
  'reversal',
  'late-charge',
  'fee',
  'returned-payment',
  'application',
  'deposit',
  'deposit-interest',
  'deposit-applied',
  'deposit-refund',
  'credit-refund',
  'refund-paid',
  'transfer',
  'write-off',
  'recovery',
  'suspense',
  'suspense-release',
  'remittance',
  'rebill',
] as const;
export type EntryKind = (typeof entryKinds)[number];

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

/** A posting that is in the ledger. */
export interface PostingRef {
  readonly entryNumber: number;
  readonly lineNumber: number;
}

/** A posting of the entry at hand by its place among the postings, or one that is in the ledger. */
export type LineRef = { readonly line: number } | PostingRef;

/** So much of a credit to a receivable pays so much of an item; a negative amount releases what it paid. */
export interface DraftAllocation {
  readonly credit: LineRef;
  readonly item: LineRef;
  readonly amountCents: Cents;
}

/** A journal entry with what it applies to open items: every credit to a receivable is applied wholly. */
export interface DraftEntry extends JournalEntry {
  readonly allocations: readonly DraftAllocation[];
}
