import { billRunParametersSchema } from './readings.js';
import type { SheetKind } from './sheet-kind.js';

/** What an open run would bill, line by line, from the reads as they stand; of a posted one what it billed. */
export const billPreviewSheet: SheetKind = {
  id: 'bill-preview',
  title: 'Bill Preview',
  purpose: 'read-only',
  description: 'Every bill line of the run as it would be posted now, or as it was posted. Nothing here is pushed.',
  parameters: billRunParametersSchema,
  exceptionColumn: 'note',
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 17, help: 'Account and line.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: 'The account.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    { id: 'rateClass', header: 'Class', type: 'text', width: 15, help: 'The rate class.' },
    { id: 'service', header: 'Service', type: 'text', width: 9, help: 'water, sewer or garbage.' },
    { id: 'line', header: 'Line', type: 'text', width: 34, help: 'The bill line.' },
    { id: 'usage', header: 'Usage gal', type: 'integer', width: 11, help: 'Gallons billed for the account.' },
    { id: 'amount', header: 'Amount', type: 'money', isSummed: true, width: 11, help: 'The line in dollars.' },
    {
      id: 'billTotal',
      header: 'Bill total',
      type: 'money',
      width: 11,
      help: "The whole bill, on the account's first line.",
    },
    {
      id: 'lastBill',
      header: 'Last bill',
      type: 'money',
      width: 11,
      help: "The account's bill before, on its first line.",
    },
    {
      id: 'state',
      header: 'State',
      type: 'text',
      width: 9,
      help: 'to post, held, in the way of posting, posted or reversed.',
    },
    {
      id: 'note',
      header: 'Note',
      type: 'text',
      width: 52,
      help: 'What was found on the bill; the Bill Exceptions sheet takes the decisions.',
    },
    { id: 'address', header: 'Address', type: 'text', width: 26, help: 'The premises.' },
    { id: 'tariff', header: 'Tariff version', type: 'text', width: 30, help: 'The rates that were used.' },
  ],
};
