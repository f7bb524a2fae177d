import { callDecisions } from '../calls.js';
import { billRunParametersSchema } from './readings.js';
import type { SheetKind } from './sheet-kind.js';

/** The customers of a posted run whom there is a reason to call: each is called or skipped. */
export const callsSheet: SheetKind = {
  id: 'calls',
  title: 'Calls',
  purpose: 'review',
  description:
    'Customers of a posted run with a high use or a leak. Change call to skip where nobody is to be called, with why, and push: the list is kept as it then is, and can be sent.',
  parameters: billRunParametersSchema,
  exceptionColumn: 'whyNot',
  basisColumns: ['about', 'phone'],
  decisionColumns: ['decision', 'why'],
  columns: [
    { id: 'key', header: 'Account', type: 'key', width: 13, help: 'The account. Leave it as it is.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    {
      id: 'about',
      header: 'Reason for the call',
      type: 'text',
      width: 52,
      help: 'What the customer is called about, with its numbers.',
    },
    {
      id: 'decision',
      header: 'Decision',
      type: 'choice',
      width: 10,
      editable: true,
      choices: callDecisions,
      help: 'call or skip. What may not be called by the rules has none.',
    },
    {
      id: 'why',
      header: 'Why skipped',
      type: 'text',
      width: 26,
      editable: true,
      help: 'For the record; needed for skip.',
    },
    {
      id: 'whyNot',
      header: 'Not called because',
      type: 'text',
      width: 42,
      help: 'What keeps the customer from being called. Empty where nothing does.',
    },
    {
      id: 'state',
      header: 'State',
      type: 'text',
      width: 24,
      help: 'to decide, to call, with another account of the phone, skipped, called, or not called.',
    },
    { id: 'phone', header: 'Phone', type: 'text', width: 14, help: 'Where the customer is called.' },
    { id: 'usage', header: 'Usage gal', type: 'integer', width: 11, help: 'Gallons used in the period.' },
    {
      id: 'usual',
      header: 'Usual gal',
      type: 'integer',
      width: 11,
      help: "The account's usual gallons for as many days.",
    },
    { id: 'days', header: 'Days', type: 'integer', width: 6, help: 'Days of the period.' },
    { id: 'message', header: 'Message', type: 'text', width: 60, help: 'What is said.' },
    { id: 'calledOn', header: 'Called on', type: 'date', width: 11, help: 'The day of the call.' },
    { id: 'outcome', header: 'Outcome', type: 'text', width: 13, help: 'What the calling service told of the call.' },
    { id: 'address', header: 'Address', type: 'text', width: 26, help: 'The premises.' },
    { id: 'decided', header: 'Decided', type: 'text', width: 10, help: 'yes once the decision was pushed.' },
  ],
};
