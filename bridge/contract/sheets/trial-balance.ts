import { monthRangeSchema } from './month-range.js';
import { summedColumn, type SheetKind } from './sheet-kind.js';

/** The chart of accounts with what was posted. */
export const trialBalanceSheet: SheetKind = {
  id: 'trial-balance',
  title: 'Trial Balance',
  purpose: 'read-only',
  description: 'Every ledger account: what it had before the period, what was posted, and what it has after it.',
  parameters: monthRangeSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 10, help: 'The ledger account.' },
    { id: 'ledgerAccount', header: 'Account', type: 'text', width: 10, help: 'Its number in the chart of accounts.' },
    { id: 'name', header: 'Name', type: 'text', width: 36, help: 'Its name.' },
    summedColumn('opening', 'Opening', 14, 'Before the period; a credit balance is negative.'),
    summedColumn('debit', 'Debit', 14, 'Posted in the period.'),
    summedColumn('credit', 'Credit', 14, 'Posted in the period.'),
    summedColumn('closing', 'Closing', 14, 'After the period; a credit balance is negative.'),
  ],
};
