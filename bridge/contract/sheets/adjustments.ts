import { z } from 'zod';
import { services } from '../services.js';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

export const adjustmentKinds = [
  'leak',
  'misread',
  'wrong tariff',
  'wrong meter or multiplier',
  'billed after move-out',
  'billing error',
  'goodwill',
  'returned payment fee',
  'late charge waiver',
  'deposit correction',
  'transfer between accounts',
  'write-off',
  'rebill',
] as const;
export type AdjustmentKind = (typeof adjustmentKinds)[number];

export const adjustmentParametersSchema = z.object({});

/** What the bridge tells of a typed account; nothing of it is read back. It stands first, so that what is typed is one block. */
const accountColumns: readonly SheetColumn[] = [
  { id: 'name', header: 'Name', type: 'text', width: 22, help: 'Whose account it is. Filled in by the bridge.' },
  { id: 'balance', header: 'Balance', type: 'money', width: 11, help: 'What the account owes before this row.' },
  {
    id: 'lastBill',
    header: 'Last bill',
    type: 'text',
    width: 30,
    help: 'The number, date and total of the last bill.',
  },
];

/** What a row comes to once it was previewed or pushed. */
const amountColumns: readonly SheetColumn[] = [
  { id: 'tax', header: 'Tax', type: 'money', width: 10, help: 'The tax that follows the amount, as it was billed.' },
  {
    id: 'total',
    header: 'Total',
    type: 'money',
    isSummed: true,
    width: 12,
    help: 'What the account’s balance and deposit change by together; a credit is negative.',
  },
  {
    id: 'corrects',
    header: 'Corrects',
    type: 'text',
    width: 24,
    help: 'The bills that it corrects, by number and date: what a month or an empty cell came to.',
  },
];

/** Adjustments typed row by row: a credit is negative. */
export const adjustmentsSheet: SheetKind = {
  id: 'adjustments',
  title: 'Adjustments',
  purpose: 'entry',
  description:
    'One adjustment a row. Preview shows the journal; push posts it, or lets it wait for approval above your limit.',
  parameters: adjustmentParametersSchema,
  blankRows: 25,
  identityColumns: ['account', 'service'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'Made when you preview or push. Leave it as it is.' },
    ...accountColumns,
    { id: 'account', header: 'Account', type: 'text', width: 14, editable: true, help: 'The account number.' },
    {
      id: 'service',
      header: 'Service',
      type: 'choice',
      width: 10,
      editable: true,
      choices: services,
      help: 'The service whose charge is corrected. A fee and a deposit are of none.',
    },
    {
      id: 'kind',
      header: 'Kind',
      type: 'choice',
      width: 24,
      editable: true,
      choices: adjustmentKinds,
      help: 'What the adjustment is for.',
    },
    {
      id: 'amount',
      header: 'Amount',
      type: 'money',
      emptyWords: ['calculate'],
      isSummed: true,
      width: 12,
      editable: true,
      help: 'Dollars before tax; a credit is negative. Leave it empty, or type calculate, to have a leak, a bill after move-out, a late charge waiver, a fee or a write-off worked out; a misread, a wrong tariff or a wrong meter then leads to Rebill.',
    },
    { id: 'reason', header: 'Reason', type: 'text', width: 32, editable: true, help: 'Why, for the record.' },
    { id: 'note', header: 'Note', type: 'text', width: 32, editable: true, help: 'Anything else worth keeping.' },
    {
      id: 'bill',
      header: 'Bill',
      type: 'bill',
      width: 11,
      editable: true,
      help: 'The number of the bill that is corrected, or the month that its period ends in or that it is dated in, such as October 2026; the last bill unless told.',
    },
    {
      id: 'cause',
      header: 'Reason code',
      type: 'text',
      width: 20,
      editable: true,
      help: 'The reason, as reports count it, by the codes of the setting adjustment-reasons. The leak policy says which leaks qualify.',
    },
    {
      id: 'document',
      header: 'Document',
      type: 'text',
      width: 20,
      editable: true,
      help: 'Where the evidence is: a plumber’s invoice, a work order, a letter.',
    },
    {
      id: 'documentsOn',
      header: 'Documents on',
      type: 'date',
      width: 13,
      editable: true,
      help: 'The day on which the customer brought the evidence.',
    },
    {
      id: 'leakOn',
      header: 'Leak on',
      type: 'date',
      width: 11,
      editable: true,
      help: 'The day of a leak where it is known; else the read date of its bill counts. Documents are due from then on.',
    },
    {
      id: 'otherAccount',
      header: 'To account',
      type: 'text',
      width: 14,
      editable: true,
      help: 'The account that a transfer goes to.',
    },
    ...amountColumns,
  ],
};
