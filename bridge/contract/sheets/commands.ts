import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import type { SheetKind } from './sheet-kind.js';

/** From one day through another, of everybody or of one person by name or id; all that was done unless told. */
export const commandsParametersSchema = z.object({
  from: calendarDateSchema.optional(),
  to: calendarDateSchema.optional(),
  person: z.string().trim().max(80).optional(),
});
export type CommandsParameters = z.infer<typeof commandsParametersSchema>;

/** Who did what, when and why. */
export const commandsSheet: SheetKind = {
  id: 'commands',
  title: 'Commands',
  purpose: 'read-only',
  description: 'Every change: who made it, when and why, and what it posted; the newest first.',
  parameters: commandsParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 10, help: 'The receipt.' },
    {
      id: 'receipt',
      header: 'Receipt',
      type: 'integer',
      isPlainNumber: true,
      width: 9,
      help: 'The number of the receipt.',
    },
    { id: 'date', header: 'Date', type: 'date', width: 11, help: "The day, in the utility's time zone." },
    { id: 'time', header: 'Time', type: 'text', width: 9, help: "The time of day, in the utility's time zone." },
    { id: 'person', header: 'By', type: 'text', width: 20, help: 'Who did it.' },
    { id: 'role', header: 'Role', type: 'text', width: 12, help: 'What the person may do.' },
    {
      id: 'client',
      header: 'Computer',
      type: 'text',
      width: 20,
      help: 'The paired client; empty at the bridge itself.',
    },
    { id: 'what', header: 'What', type: 'text', width: 30, help: 'What was done.' },
    { id: 'reason', header: 'Reason', type: 'text', width: 40, help: 'Why, as the person said.' },
    { id: 'entries', header: 'Entries', type: 'integer', width: 9, help: 'How many journal entries it made.' },
    { id: 'amount', header: 'Posted', type: 'money', isSummed: true, width: 14, help: 'The debits of its entries.' },
  ],
};
