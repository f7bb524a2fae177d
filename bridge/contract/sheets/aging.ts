import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { summedColumn, type SheetKind } from './sheet-kind.js';

/** As of the end of a day, today unless told; per account and charge, or per charge; of all accounts or of one. */
export const agingParametersSchema = z.object({
  asOf: calendarDateSchema.optional(),
  by: z.enum(['account', 'service']).default('account'),
  accountId: z.string().max(40).optional(),
});
export type AgingParameters = z.infer<typeof agingParametersSchema>;

/** What customers owe, by how long it is past due. */
export const agingSheet: SheetKind = {
  id: 'aging',
  title: 'Aging',
  purpose: 'read-only',
  description:
    'What was open at the end of a day, by service and by how long it was past due; any day may be asked for.',
  parameters: agingParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 24, help: 'Account and charge.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: "The customer's account." },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: 'Whose account it is.' },
    { id: 'status', header: 'Account status', type: 'text', width: 14, help: 'How the account stands today.' },
    { id: 'service', header: 'Service', type: 'text', width: 10, help: 'The service; empty for fees and credit.' },
    { id: 'charge', header: 'Charge', type: 'text', width: 24, help: 'What was charged.' },
    summedColumn('notDue', 'Not due', 12, 'Due on that day or later.'),
    summedColumn('days1', '1-30 days', 12, 'Past due for 1 to 30 days.'),
    summedColumn('days31', '31-60 days', 12, 'Past due for 31 to 60 days.'),
    summedColumn('days61', '61-90 days', 12, 'Past due for 61 to 90 days.'),
    summedColumn('over90', 'Over 90 days', 12, 'Past due for more than 90 days.'),
    summedColumn('total', 'Open', 12, 'All that was open.'),
    summedColumn('unapplied', 'Unapplied credit', 12, 'What was paid too much, as a negative amount.'),
    summedColumn('balance', 'Balance', 12, 'What was open, unapplied credit taken off.'),
  ],
};
