import { z } from 'zod';
import { monthSchema } from '../month.js';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

/** From one month through another; this month unless told. */
export const remittanceParametersSchema = z.object({
  fromMonth: monthSchema.optional(),
  throughMonth: monthSchema.optional(),
});
export type RemittanceParameters = z.infer<typeof remittanceParametersSchema>;

function amount(id: string, header: string, help: string): SheetColumn {
  return { id, header, type: 'money', width: 13, help };
}

/** What is due to the City, per service and month. */
export const remittanceSheet: SheetKind = {
  id: 'remittance',
  title: 'Remittance',
  purpose: 'read-only',
  description: 'What is due to the City of its services, month by month, beside what the ledger has.',
  parameters: remittanceParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 18, help: 'Service and month.' },
    { id: 'service', header: 'Service', type: 'text', width: 10, help: "The City's service." },
    { id: 'month', header: 'Month', type: 'text', width: 10, help: 'By the dates in the books.' },
    { id: 'basis', header: 'Basis', type: 'text', width: 10, help: 'Due when billed, or when collected.' },
    amount('before', 'Before', 'Due and not collected, at the end of the month before.'),
    amount('billed', 'Billed', 'What bills charged, without tax.'),
    amount('lateCharges', 'Late charges', "Late charges that are the City's."),
    amount('adjusted', 'Adjusted', 'Adjustments and reversals.'),
    amount('writtenOff', 'Written off', 'What the City bears, less what was recovered.'),
    amount('remitted', 'Remitted', 'What was paid to the City.'),
    amount('collected', 'Collected', 'Money applied to its charges, less what was returned.'),
    amount('notCollected', 'Not collected', 'Open of what becomes due only when collected.'),
    amount('due', 'Due', 'Due at the end of the month.'),
    amount('ledgerDue', 'Ledger: due', 'What the ledger has as due to the City.'),
    amount('ledgerNotCollected', 'Ledger: not collected', 'What the ledger has as billed and not collected.'),
    amount('difference', 'Difference', 'How far the report is from the ledger: nothing.'),
  ],
};
