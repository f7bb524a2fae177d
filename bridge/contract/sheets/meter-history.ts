import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

export const meterHistoryParametersSchema = z.object({ meterId: z.string().min(1).max(40) });
export type MeterHistoryParameters = z.infer<typeof meterHistoryParametersSchema>;

/** All that is known of one meter: where it was, its tests, its corrections and its readings, the newest first. */
export const meterHistorySheet: SheetKind = {
  id: 'meter-history',
  title: 'Meter History',
  purpose: 'read-only',
  description: 'Where a meter was, its tests, its corrections and its readings, the newest first.',
  parameters: meterHistoryParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 16, help: 'Names the row.' },
    { id: 'on', header: 'Date', type: 'date', width: 11, help: 'The day on which it was.' },
    { id: 'what', header: 'What', type: 'text', width: 11, help: 'What was done with the meter.' },
    { id: 'premises', header: 'Premises', type: 'text', width: 11, help: 'Where it was.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: 'The account that a reading was for.' },
    {
      id: 'reading',
      header: 'Reading',
      type: 'text',
      width: 16,
      help: 'What it showed; of a compound meter the low and the high register.',
    },
    { id: 'usage', header: 'Usage gal', type: 'integer', width: 11, help: 'Gallons up to a reading that was billed.' },
    {
      id: 'detail',
      header: 'Detail',
      type: 'text',
      width: 36,
      help: 'The run of a reading, the figures of a test, what was corrected, the meter of the other side of a change-out.',
    },
    { id: 'reason', header: 'Reason', type: 'text', width: 30, help: 'Why, for the record.' },
    {
      id: 'receipt',
      header: 'Receipt',
      type: 'integer',
      isPlainNumber: true,
      width: 9,
      help: 'The receipt with which it was entered; empty of what was loaded with the utility.',
    },
  ],
};
