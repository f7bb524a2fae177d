import { monthRangeSchema } from './month-range.js';
import { moneyColumn, summedColumn, type SheetKind } from './sheet-kind.js';

/** What is due to the City, per service and month. */
export const remittanceSheet: SheetKind = {
  id: 'remittance',
  title: 'Remittance',
  purpose: 'read-only',
  description: 'What is due to the City of its services, month by month, beside what the ledger has.',
  parameters: monthRangeSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 18, help: 'Service and month.' },
    { id: 'service', header: 'Service', type: 'text', width: 10, help: "The City's service." },
    { id: 'month', header: 'Month', type: 'text', width: 10, help: 'By the dates in the books.' },
    { id: 'basis', header: 'Basis', type: 'text', width: 10, help: 'Due when billed, or when collected.' },
    moneyColumn('before', 'Before', 13, 'Due and not collected, at the end of the month before.'),
    summedColumn('billed', 'Billed', 13, 'What bills charged, without tax.'),
    summedColumn('lateCharges', 'Late charges', 13, "Late charges that are the City's."),
    summedColumn('adjusted', 'Adjusted', 13, 'Adjustments and reversals.'),
    summedColumn('writtenOff', 'Written off', 13, 'What the City bears, less what was recovered.'),
    summedColumn('remitted', 'Remitted', 13, 'What was paid to the City.'),
    summedColumn('collected', 'Collected', 13, 'Money applied to its charges, less what was returned.'),
    moneyColumn('notCollected', 'Not collected', 13, 'Open of what becomes due only when collected.'),
    moneyColumn('due', 'Due', 13, 'Due at the end of the month.'),
    moneyColumn('ledgerDue', 'Ledger: due', 13, 'What the ledger has as due to the City.'),
    moneyColumn('ledgerNotCollected', 'Ledger: not collected', 13, 'What the ledger has as billed and not collected.'),
    summedColumn('difference', 'Difference', 13, 'How far the report is from the ledger: nothing.'),
  ],
};
