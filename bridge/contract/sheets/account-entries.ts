import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** What can be entered, in the words of the sheet. */
export const accountEntryKinds = [
  'fee',
  'late charge',
  'returned payment',
  'deposit taken',
  'deposit interest',
  'deposit applied',
  'deposit refund',
  'credit refund',
  'refund paid',
  'transfer',
  'write-off',
  'recovery',
] as const;
export type AccountEntryKind = (typeof accountEntryKinds)[number];

/** The types of charge that a chart starts with. */
export const chargeChoices = [
  'water',
  'water-tax',
  'water-late-charge',
  'sewer',
  'sewer-tax',
  'sewer-late-charge',
  'garbage',
  'garbage-tax',
  'garbage-late-charge',
  'fee',
] as const;

export const accountEntryParametersSchema = z.object({});

/** What happens on customers' accounts beside bills, payments and adjustments, typed row by row. */
export const accountEntriesSheet: SheetKind = {
  id: 'account-entries',
  title: 'Account Entries',
  purpose: 'entry',
  description: 'Fees, late charges, returned payments, deposits, refunds, transfers and write-offs, one a row.',
  parameters: accountEntryParametersSchema,
  blankRows: 25,
  identityColumns: ['account', 'what'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'Made when you preview or push. Leave it as it is.' },
    { id: 'account', header: 'Account', type: 'text', width: 14, editable: true, help: 'The account number.' },
    {
      id: 'what',
      header: 'What',
      type: 'choice',
      width: 17,
      editable: true,
      choices: accountEntryKinds,
      help: 'What is entered.',
    },
    {
      id: 'charge',
      header: 'Charge',
      type: 'choice',
      width: 20,
      editable: true,
      choices: chargeChoices,
      help: 'The type of charge: needed for a late charge; narrows a transfer, a write-off or a recovery.',
    },
    {
      id: 'amount',
      header: 'Amount',
      type: 'money',
      isSummed: true,
      width: 12,
      editable: true,
      help: 'Dollars, more than zero; deposit interest is worked out where it is left empty.',
    },
    {
      id: 'otherAccount',
      header: 'To account',
      type: 'text',
      width: 14,
      editable: true,
      help: 'The account that a transfer goes to.',
    },
    {
      id: 'payment',
      header: 'Payment entry',
      type: 'integer',
      isPlainNumber: true,
      width: 15,
      editable: true,
      help: 'The journal entry of a payment that was returned, as the Ledger sheet has it.',
    },
    {
      id: 'date',
      header: 'Due date',
      type: 'date',
      width: 11,
      editable: true,
      help: 'Of a late charge, the due date that was missed; of a fee, when it is due.',
    },
    {
      id: 'reference',
      header: 'Reference',
      type: 'text',
      width: 16,
      editable: true,
      help: 'A check number or the like.',
    },
    { id: 'reason', header: 'Reason', type: 'text', width: 36, editable: true, help: 'Why, for the record.' },
  ],
};
