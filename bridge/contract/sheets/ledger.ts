import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** By account, by the receipt that made the entries, or the newest entries. */
export const ledgerParametersSchema = z.object({
  accountId: z.string().max(40).optional(),
  receiptNumber: z.number().int().positive().optional(),
});
export type LedgerParameters = z.infer<typeof ledgerParametersSchema>;

/** Journal lines as posted. */
export const ledgerSheet: SheetKind = {
  id: 'ledger',
  title: 'Ledger',
  purpose: 'read-only',
  description: 'Journal lines as posted, newest entry first: of one account, of one receipt, or the last ones.',
  parameters: ledgerParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'Entry and line.' },
    { id: 'entry', header: 'Entry', type: 'integer', isPlainNumber: true, width: 9, help: 'The journal entry.' },
    { id: 'date', header: 'Date', type: 'date', width: 11, help: 'The date in the books.' },
    { id: 'kind', header: 'Kind', type: 'text', width: 11, help: 'What the entry records.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: "The customer's account." },
    {
      id: 'ledgerAccount',
      header: 'Ledger account',
      type: 'text',
      width: 30,
      help: 'Number and name in the chart of accounts.',
    },
    { id: 'debit', header: 'Debit', type: 'money', isSummed: true, width: 12, help: 'Dollars.' },
    { id: 'credit', header: 'Credit', type: 'money', isSummed: true, width: 12, help: 'Dollars.' },
    { id: 'memo', header: 'Memo', type: 'text', width: 40, help: 'What it was for.' },
    {
      id: 'receipt',
      header: 'Receipt',
      type: 'integer',
      isPlainNumber: true,
      width: 9,
      help: 'The command that made it.',
    },
    { id: 'person', header: 'By', type: 'text', width: 18, help: 'Who did it.' },
  ],
};
