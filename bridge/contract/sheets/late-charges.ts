import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { summedColumn, type SheetKind } from './sheet-kind.js';

/** What is decided of a late charge. */
export const lateChargeDecisions = ['charge', 'waive'] as const;
export type LateChargeDecision = (typeof lateChargeDecisions)[number];

/** A due date; the last one that is over unless told. */
export const lateChargesParametersSchema = z.object({ dueOn: calendarDateSchema.optional() });
export type LateChargesParameters = z.infer<typeof lateChargesParametersSchema>;

/** Who had not paid by the cut-off of a due date, what the rule charges for that, and what was decided. */
export const lateChargesSheet: SheetKind = {
  id: 'late-charges',
  title: 'Late Charges',
  purpose: 'review',
  description: 'Who did not pay by a due date. Type charge, or waive with a reason; a due date is charged once.',
  parameters: lateChargesParametersSchema,
  exceptionColumn: 'todo',
  basisColumns: ['dueOn', 'charge', 'state'],
  decisionColumns: ['decision', 'reason'],
  columns: [
    { id: 'key', header: 'Account', type: 'key', width: 13, help: 'The account. Leave it as it is.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    {
      id: 'todo',
      header: 'To do',
      type: 'text',
      width: 13,
      help: 'decide; decide again after a reversal; look again where less or more would be charged now. Else empty.',
    },
    summedColumn('owed', 'Past due', 11, 'What the statement asked for and was not paid by the cut-off.'),
    summedColumn('arranged', 'Arranged', 11, 'What of it may wait under a payment arrangement.'),
    summedColumn('base', 'Base', 11, 'What the rule takes its percentage of.'),
    summedColumn(
      'charge',
      'Late charge',
      11,
      'What the rule charges: never more than the statement said, also where an arrangement was broken since.',
    ),
    { id: 'why', header: 'Why', type: 'text', width: 38, help: 'How the charge comes about, or why there is none.' },
    {
      id: 'decision',
      header: 'Decision',
      type: 'choice',
      width: 10,
      editable: true,
      choices: lateChargeDecisions,
      help: 'charge it, or waive it with a reason.',
    },
    {
      id: 'reason',
      header: 'Reason',
      type: 'text',
      width: 30,
      editable: true,
      help: 'Why it is waived, or charged again after a reversal; for the record.',
    },
    { id: 'state', header: 'State', type: 'text', width: 11, help: 'undecided, none, charged, waived or reversed.' },
    { id: 'decided', header: 'Decided', type: 'text', width: 44, help: 'The last decision: how much, who and when.' },
    { id: 'balance', header: 'Balance now', type: 'money', width: 12, help: 'All that the account owes now.' },
    { id: 'rateClass', header: 'Class', type: 'text', width: 13, help: 'The rate class that was billed.' },
    { id: 'dueOn', header: 'Due date', type: 'date', width: 11, help: 'The due date that was missed.' },
    { id: 'address', header: 'Address', type: 'text', width: 26, help: 'The premises.' },
  ],
};
