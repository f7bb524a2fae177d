import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** How an arrangement comes to its end: as agreed, or because the customer did not keep it. */
export const arrangementEnds = ['ended', 'broken'] as const;
export type ArrangementEndWord = (typeof arrangementEnds)[number];

/** Of all accounts or of one. */
export const paymentArrangementsParametersSchema = z.object({ accountId: z.string().min(1).max(40).optional() });
export type PaymentArrangementsParameters = z.infer<typeof paymentArrangementsParametersSchema>;

/** What customers may pay later: no late charge is taken of it while they keep to it. */
export const paymentArrangementsSheet: SheetKind = {
  id: 'payment-arrangements',
  title: 'Payment Arrangements',
  purpose: 'review',
  description:
    'What customers agreed to pay later; no late charge is taken of it while it is kept. Fill an empty row for a new one; end one, or say that it was broken, with a reason.',
  parameters: paymentArrangementsParametersSchema,
  addsRows: true,
  blankRows: 25,
  exceptionColumn: 'behind',
  basisColumns: ['state'],
  decisionColumns: ['end', 'endReason'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Names the row. Leave it as it is; empty in a new row.' },
    {
      ...{ id: 'account', header: 'Account', type: 'text', width: 13, isSent: true },
      help: 'The account. Leave it as it is; fill it in a new row.',
    },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    {
      ...{ id: 'amount', header: 'Amount', type: 'money', width: 11, isSent: true },
      help: 'In a new row: how much of what is owed may be paid later. It covers what was due first before the rest.',
    },
    {
      ...{ id: 'from', header: 'From', type: 'date', width: 11, isSent: true },
      help: 'In a new row: the day of the agreement. It covers charges up to this day.',
    },
    {
      ...{ id: 'until', header: 'Until', type: 'date', width: 11, isSent: true },
      help: 'In a new row: the last day; empty means the day of the last instalment.',
    },
    {
      ...{ id: 'instalments', header: 'Instalments', type: 'text', width: 44, isSent: true },
      help: 'In a new row, where there are any: 40.00 by 2026-12-05; 40.00 by 2027-01-05. Together the amount.',
    },
    {
      ...{ id: 'reason', header: 'Reason', type: 'text', width: 30, isSent: true },
      help: 'In a new row: why, for the record.',
    },
    {
      ...{ id: 'end', header: 'End it', type: 'choice', width: 10, editable: true, choices: arrangementEnds },
      help: 'ended, or broken by the customer: a broken one counts for no statement from now on.',
    },
    {
      ...{ id: 'endReason', header: 'Why it ends', type: 'text', width: 28, editable: true },
      help: 'Why it ends, for the record.',
    },
    { id: 'state', header: 'State', type: 'text', width: 10, help: 'to come, in force, over, ended or broken.' },
    { id: 'covers', header: 'Covers today', type: 'money', width: 12, help: 'What it covers of what fell due today.' },
    {
      ...{ id: 'behind', header: 'Behind', type: 'text', width: 30 },
      help: 'How much less was paid since From than the instalments and later bills that fell due before today, up to Until.',
    },
    { id: 'made', header: 'Made', type: 'text', width: 26, help: 'Who entered it and when.' },
    { id: 'closed', header: 'Ended', type: 'text', width: 34, help: 'Who ended it and when.' },
  ],
};
