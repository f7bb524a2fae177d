import { z } from 'zod';
import { dayRangeSchema } from './day-range.js';
import { moneyColumn, summedColumn, type SheetKind } from './sheet-kind.js';

/** What adjustments can be added up by. */
export const summaryGroups = ['kind', 'cause', 'person', 'month', 'service', 'owner'] as const;
export type SummaryGroup = (typeof summaryGroups)[number];

export const adjustmentSummaryParametersSchema = dayRangeSchema.extend({ by: z.enum(summaryGroups).default('kind') });
export type AdjustmentSummaryParameters = z.infer<typeof adjustmentSummaryParametersSchema>;

/** Adjustments that stand, added up one way or another, beside what was billed. */
export const adjustmentSummarySheet: SheetKind = {
  id: 'adjustment-summary',
  title: 'Adjustment Summary',
  purpose: 'read-only',
  description:
    'Adjustments, rebills, transfers and write-offs that stand, added up by kind, reason code, person, month, service or whose money it is.',
  parameters: adjustmentSummaryParametersSchema,
  exceptionColumn: 'look',
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 16, help: 'Names the row.' },
    {
      id: 'group',
      header: 'Group',
      type: 'text',
      width: 26,
      help: 'The kind, reason code, person, month, service or owner.',
    },
    { id: 'count', header: 'Count', type: 'integer', width: 8, help: 'How many adjustments have a part in it.' },
    { id: 'accounts', header: 'Accounts', type: 'integer', width: 10, help: 'On how many accounts.' },
    summedColumn('credits', 'Credits', 14, 'What was credited, as a negative amount.'),
    summedColumn('charges', 'Charges', 14, 'What was charged.'),
    summedColumn('net', 'Net', 14, 'Both together.'),
    summedColumn('tax', 'Tax', 12, 'What of it is tax.'),
    summedColumn('city', 'City part', 13, "What of it is the City's."),
    moneyColumn('largest', 'Largest', 13, 'The largest single one, whichever way.'),
    moneyColumn('billed', 'Billed', 15, 'What bills of these days charged: of the month or the service, or in all.'),
    {
      id: 'share',
      header: 'Share of billed',
      type: 'decimal',
      width: 12,
      help: 'The net, as a percentage of what was billed.',
    },
    {
      id: 'look',
      header: 'Worth a look',
      type: 'text',
      width: 48,
      help: 'What is unusual about it; a question to ask, not a fault.',
    },
  ],
};
