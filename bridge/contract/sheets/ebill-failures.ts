import { billRunParametersSchema } from './readings.js';
import { moneyColumn, type SheetKind } from './sheet-kind.js';

/** The e-bill notices of a posted run that did not arrive, or may not have, with what becomes of each. */
export const ebillFailuresSheet: SheetKind = {
  id: 'ebill-failures',
  title: 'E-Bill Failures',
  purpose: 'read-only',
  description:
    'E-bill notices of a run that did not arrive, or may not have: what happened, why, and what is left to do, which the receipt of the run offers.',
  parameters: billRunParametersSchema,
  exceptionColumn: 'toDo',
  columns: [
    { id: 'key', header: 'Account', type: 'key', width: 13, help: 'The account.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    { id: 'toDo', header: 'To do', type: 'text', width: 21, help: 'What is left to do. Empty where nothing is.' },
    {
      id: 'happened',
      header: 'What happened',
      type: 'text',
      width: 18,
      help: 'Refused by the mailbox, came back later, not sent, may have been sent, or given up.',
    },
    {
      id: 'why',
      header: 'Why',
      type: 'text',
      width: 40,
      help: 'What the mail server said, or the reason of whoever gave it up.',
    },
    {
      id: 'became',
      header: 'What became of it',
      type: 'text',
      width: 42,
      help: 'The file for the mailing service that its bill is in, and whether that was sent.',
    },
    { id: 'email', header: 'E-mail', type: 'text', width: 28, help: 'Where the notice went, as it was at posting.' },
    { id: 'date', header: 'Date', type: 'date', width: 11, help: 'When that was noted.' },
    { id: 'time', header: 'Time', type: 'text', width: 9, help: "The time of day, in the utility's time zone." },
    { id: 'by', header: 'By', type: 'text', width: 18, help: 'Who sent it, read what came back, or gave it up.' },
    moneyColumn('amount', 'Amount due', 12, 'What the notice asked for.'),
    { id: 'phone', header: 'Phone', type: 'text', width: 14, help: 'Today, to ask for another address.' },
    { id: 'emailNow', header: 'E-mail now', type: 'text', width: 28, help: 'Where the next notice goes.' },
  ],
};
