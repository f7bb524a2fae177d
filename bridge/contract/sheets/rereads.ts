import { billRunParametersSchema } from './readings.js';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

const reading = (id: string, header: string, help: string): SheetColumn => {
  return { id, header, type: 'text', width: 13, help };
};

/** The trail of every reread of a bill run: why it was issued, what came back, and what became of it, with who and when. */
export const rereadsSheet: SheetKind = {
  id: 'rereads',
  title: 'Rereads',
  purpose: 'read-only',
  description: 'Every reread of a cycle, what is open first: from the first reading to what became of it.',
  parameters: billRunParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Names the work order.' },
    {
      id: 'order',
      header: 'Order',
      type: 'integer',
      isPlainNumber: true,
      width: 8,
      help: 'The number of the work order.',
    },
    {
      id: 'state',
      header: 'State',
      type: 'text',
      width: 12,
      help: 'Open; withdrawn; returned and waiting; or what became of the read: accepted, changed, escalated ...',
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
      help: 'The meter number, and the register of a compound meter.',
    },
    reading('first', 'First read', 'The reading that was doubted, as it came; empty where none had come.'),
    { id: 'firstOn', header: 'First on', type: 'date', width: 11, help: 'The date of the first reading.' },
    {
      id: 'imported',
      header: 'Unloaded by',
      type: 'text',
      width: 30,
      help: 'Who unloaded the first reading, and when.',
    },
    { id: 'exception', header: 'Exception', type: 'text', width: 44, help: 'What was found on it.' },
    { id: 'issued', header: 'Issued by', type: 'text', width: 30, help: 'Who asked for the reread, and when.' },
    { id: 'reason', header: 'Reason', type: 'text', width: 28, help: 'Why, as the person said.' },
    reading('again', 'Reread', 'The reading that came back, as it came.'),
    { id: 'againOn', header: 'Reread on', type: 'date', width: 11, help: 'The date of the reread.' },
    {
      id: 'difference',
      header: 'Difference',
      type: 'integer',
      width: 11,
      help: 'Counts of the register from the first reading to the reread.',
    },
    { id: 'returned', header: 'Returned by', type: 'text', width: 30, help: 'Who unloaded the reread, and when.' },
    { id: 'settled', header: 'Settled by', type: 'text', width: 30, help: 'Who decided on the read, and when.' },
    {
      id: 'run',
      header: 'Run',
      type: 'text',
      width: 20,
      help: 'The bill run; of one that was reversed since, that it was.',
    },
  ],
};
