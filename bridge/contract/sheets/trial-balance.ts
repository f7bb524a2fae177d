import { z } from 'zod';
import { monthSchema } from '../month.js';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

/** From one month through another; this month unless told. */
export const trialBalanceParametersSchema = z.object({
  fromMonth: monthSchema.optional(),
  throughMonth: monthSchema.optional(),
});
export type TrialBalanceParameters = z.infer<typeof trialBalanceParametersSchema>;

function amount(id: string, header: string, help: string): SheetColumn {
  return { id, header, type: 'money', width: 14, help };
}

/** The chart of accounts with what was posted. */
export const trialBalanceSheet: SheetKind = {
  id: 'trial-balance',
  title: 'Trial Balance',
  purpose: 'read-only',
  description: 'Every ledger account: what it had before the period, what was posted, and what it has after it.',
  parameters: trialBalanceParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 10, help: 'The ledger account.' },
    { id: 'ledgerAccount', header: 'Account', type: 'text', width: 10, help: 'Its number in the chart of accounts.' },
    { id: 'name', header: 'Name', type: 'text', width: 36, help: 'Its name.' },
    amount('opening', 'Opening', 'Before the period; a credit balance is negative.'),
    amount('debit', 'Debit', 'Posted in the period.'),
    amount('credit', 'Credit', 'Posted in the period.'),
    amount('closing', 'Closing', 'After the period; a credit balance is negative.'),
  ],
};
