import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

export const adjustmentKinds = ['leak', 'misread', 'wrong tariff', 'billing error', 'goodwill'] as const;
export type AdjustmentKind = (typeof adjustmentKinds)[number];

export const adjustmentParametersSchema = z.object({});

/** Adjustments typed row by row: a credit is negative. */
export const adjustmentsSheet: SheetKind = {
  id: 'adjustments',
  title: 'Adjustments',
  purpose: 'entry',
  description: 'One adjustment a row. Preview shows the journal, push posts it.',
  parameters: adjustmentParametersSchema,
  blankRows: 25,
  identityColumns: ['account', 'service'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'Made when you preview or push. Leave it as it is.' },
    { id: 'account', header: 'Account', type: 'text', width: 14, editable: true, help: 'The account number.' },
    {
      id: 'service',
      header: 'Service',
      type: 'choice',
      width: 10,
      editable: true,
      choices: ['water', 'sewer', 'garbage'],
      help: 'The service whose charge is corrected.',
    },
    {
      id: 'kind',
      header: 'Kind',
      type: 'choice',
      width: 14,
      editable: true,
      choices: adjustmentKinds,
      help: 'What the adjustment is for.',
    },
    {
      id: 'amount',
      header: 'Amount',
      type: 'money',
      isSummed: true,
      width: 12,
      editable: true,
      help: 'Dollars; a credit is negative.',
    },
    { id: 'reason', header: 'Reason', type: 'text', width: 32, editable: true, help: 'Why, for the record.' },
    { id: 'note', header: 'Note', type: 'text', width: 32, editable: true, help: 'Anything else worth keeping.' },
  ],
};
