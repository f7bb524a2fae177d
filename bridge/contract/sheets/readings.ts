import { z } from 'zod';
import { readActions } from '../metering.js';
import type { SheetKind } from './sheet-kind.js';

export const billRunParametersSchema = z.object({ billRunId: z.string().max(64) });
export type BillRunParameters = z.infer<typeof billRunParametersSchema>;

/** Reads of one bill run, exceptions first: the coordinator accepts, rereads, estimates, changes or holds each. */
export const readingsSheet: SheetKind = {
  id: 'readings',
  title: 'Readings',
  purpose: 'review',
  description: 'The reads of a cycle, exceptions first. Type an action and a reason, then push.',
  parameters: billRunParametersSchema,
  exceptionColumn: 'exception',
  basisColumns: ['reading', 'previous'],
  decisionColumns: ['action', 'newReading', 'reason'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 14, help: 'Names the read. Leave it as it is.' },
    {
      id: 'exception',
      header: 'Exception',
      type: 'text',
      width: 52,
      help: 'Why this read needs a look. Empty when it is fine.',
    },
    { id: 'suggestion', header: 'Suggested', type: 'text', width: 11, help: 'What Curbstop would do.' },
    {
      id: 'action',
      header: 'Action',
      type: 'choice',
      width: 11,
      editable: true,
      choices: readActions,
      help: 'accept the read, send for a reread, estimate, change to the reading typed beside, or hold.',
    },
    {
      id: 'newReading',
      header: 'New reading',
      type: 'integer',
      isPlainNumber: true,
      width: 12,
      editable: true,
      help: 'For the action change: the reading as it should be.',
    },
    {
      id: 'reason',
      header: 'Reason',
      type: 'text',
      width: 28,
      editable: true,
      help: 'Why, for the record; needed for every action but accept.',
    },
    {
      id: 'state',
      header: 'State',
      type: 'text',
      width: 11,
      help: 'Where the read stood when you pulled; Status says what became of it since.',
    },
    {
      id: 'reading',
      header: 'Reading',
      type: 'integer',
      isPlainNumber: true,
      width: 11,
      help: 'The read as it will be billed.',
    },
    {
      id: 'previous',
      header: 'Previous',
      type: 'integer',
      isPlainNumber: true,
      width: 11,
      help: 'The last billed read.',
    },
    { id: 'readOn', header: 'Read on', type: 'date', width: 11, help: 'The date of the read.' },
    { id: 'days', header: 'Days', type: 'integer', width: 6, help: 'Days since the previous read.' },
    { id: 'usage', header: 'Usage gal', type: 'integer', width: 11, help: 'Gallons used since the previous read.' },
    {
      id: 'usual',
      header: 'Usual gal',
      type: 'integer',
      width: 11,
      help: "The account's usual gallons for as many days.",
    },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: 'The account.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    { id: 'address', header: 'Address', type: 'text', width: 26, help: 'The premises.' },
    { id: 'route', header: 'Route', type: 'text', width: 7, help: 'The route.' },
    {
      id: 'sequence',
      header: 'Stop',
      type: 'integer',
      isPlainNumber: true,
      width: 7,
      help: 'The place in the walking order.',
    },
    {
      id: 'meter',
      header: 'Meter',
      type: 'text',
      width: 12,
      help: 'The meter number, the register of a compound meter, and the day on which the meter was taken out.',
    },
    { id: 'codes', header: 'Codes', type: 'text', width: 18, help: "The reader's skip and trouble codes." },
  ],
};
