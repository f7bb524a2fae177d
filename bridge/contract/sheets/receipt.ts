import { z } from 'zod';
import { summedColumn, type SheetColumn, type SheetKind } from './sheet-kind.js';

/** The receipt of a push, by its number. */
export const receiptParametersSchema = z.strictObject({ receiptNumber: z.number().int().positive() });
export type ReceiptParameters = z.infer<typeof receiptParametersSchema>;

function text(id: string, header: string, width: number, help: string): SheetColumn {
  return { id, header, type: 'text', width, help };
}

function number(id: string, header: string, width: number, help: string): SheetColumn {
  return { id, header, type: 'integer', isPlainNumber: true, width, help };
}

/** What a push did, to be printed and filed: each row with what became of it, what it posted, and what reversed it since. */
export const receiptSheet: SheetKind = {
  id: 'receipt',
  title: 'Receipt',
  purpose: 'read-only',
  description:
    'A push by the number of its receipt: what became of each row, what it posted, and what reversed it since.',
  parameters: receiptParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'Names the row, or an entry that is of no single row.' },
    number('row', 'Row', 6, 'Its row in the sheet when it was pushed; empty for an entry that is of no single row.'),
    text('account', 'Account', 13, 'The account, where the row is about one.'),
    text('customer', 'Customer', 24, 'Whose account it is.'),
    text(
      'what',
      'What became of it',
      52,
      'As the Status said when it was pushed; of an entry that is of no single row, what it is for.',
    ),
    summedColumn('debit', 'Debit', 12, 'What customers owe more by it, in dollars.'),
    summedColumn('credit', 'Credit', 12, 'What customers owe less by it, in dollars.'),
    text('entries', 'Entry', 12, 'The numbers of its journal entries.'),
    text('documents', 'Document', 12, 'The numbers of its documents in the ledger.'),
    number('reversedBy', 'Reversed by', 11, 'The receipt that reversed the row since.'),
    text('reversedWho', 'Who reversed it', 30, 'Who reversed it, on what day and why.'),
  ],
};
