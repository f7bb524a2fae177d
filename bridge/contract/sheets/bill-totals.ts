import { billRunParametersSchema } from './readings.js';
import { moneyColumn, type SheetKind } from './sheet-kind.js';

/** What a run would bill, or billed, added up in several ways, beside the run before and the same month a year ago. */
export const billTotalsSheet: SheetKind = {
  id: 'bill-totals',
  title: 'Bill Totals',
  purpose: 'read-only',
  description: 'Totals of the run by service, tariff, class and route, beside the last run and a year ago.',
  parameters: billRunParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 18, help: 'Names the total.' },
    {
      id: 'by',
      header: 'By',
      type: 'text',
      width: 10,
      help: 'What is added up: service, tariff, class, route or all.',
    },
    { id: 'name', header: 'Name', type: 'text', width: 26, help: 'Of which service, tariff, class or route.' },
    { id: 'bills', header: 'Bills', type: 'integer', width: 8, help: 'How many bills have it.' },
    {
      id: 'usage',
      header: 'Usage gal',
      type: 'integer',
      width: 12,
      help: 'Gallons through the meters of these bills.',
    },
    moneyColumn('amount', 'Amount', 13, 'Dollars that this run would bill, or billed.'),
    { id: 'lastBills', header: 'Last bills', type: 'integer', width: 9, help: 'Bills of the run before.' },
    moneyColumn('lastAmount', 'Last run', 13, 'Dollars of the run before.'),
    moneyColumn('lastChange', 'Change', 12, 'Dollars more than the run before.'),
    {
      id: 'lastPercent',
      header: 'Change %',
      type: 'decimal',
      width: 9,
      help: 'The change in percent of the run before.',
    },
    {
      id: 'yearBills',
      header: 'Year ago bills',
      type: 'integer',
      width: 12,
      help: 'Bills of the same month a year ago.',
    },
    moneyColumn('yearAmount', 'Year ago', 13, 'Dollars of the same month a year ago.'),
    moneyColumn('yearChange', 'Year change', 12, 'Dollars more than a year ago.'),
    { id: 'yearPercent', header: 'Year %', type: 'decimal', width: 9, help: 'The change in percent of a year ago.' },
  ],
};
