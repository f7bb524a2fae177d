import { z } from 'zod';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

/** Of one account, of a route's accounts, or of all that are open. */
export const customerContactsParametersSchema = z.object({
  accountId: z.string().min(1).max(40).optional(),
  routeId: z.string().min(1).max(40).optional(),
});
export type CustomerContactsParameters = z.infer<typeof customerContactsParametersSchema>;

const ADDRESS_HELP = [
  'Where bills are mailed, below the name. All four empty: to the service address.',
  'The next line: the street, or the city with state and ZIP code.',
  'The next line.',
  'The last line.',
];

function addressColumn(help: string, index: number): SheetColumn {
  const number = index + 1;
  return { id: `address${number}`, header: `Mail to ${number}`, type: 'text', width: 24, editable: true, help };
}

/** How customers want to be reached: e-bill, mailing address, phone and calls. */
export const customerContactsSheet: SheetKind = {
  id: 'customer-contacts',
  title: 'Customer Contacts',
  purpose: 'review',
  description:
    'How customers are reached: e-bill or paper, e-mail, mailing address, phone, and whether they may be called. Change the yellow cells and push; bills already posted keep what held when they were posted.',
  parameters: customerContactsParametersSchema,
  columns: [
    { id: 'key', header: 'Account', type: 'key', width: 13, help: 'The account. Leave it as it is.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 26, help: "The customer's name." },
    { id: 'service', header: 'Service address', type: 'text', width: 26, help: 'The premises.' },
    {
      id: 'eBill',
      header: 'E-bill',
      type: 'choice',
      width: 8,
      editable: true,
      choices: ['yes', 'no'],
      help: 'yes: a notice by e-mail and no paper. no: paper.',
    },
    { id: 'email', header: 'E-mail', type: 'text', width: 28, editable: true, help: 'One address.' },
    ...ADDRESS_HELP.map(addressColumn),
    {
      id: 'phone',
      header: 'Phone',
      type: 'text',
      width: 14,
      editable: true,
      help: 'Ten digits, such as 205-555-0143.',
    },
    {
      id: 'calls',
      header: 'Calls',
      type: 'choice',
      width: 10,
      editable: true,
      choices: ['consent', 'opt-out'],
      help: 'What the customer said of automatic calls to this phone: consent, opt-out, or empty. To take a consent anew, clear it, push, pull again and type it.',
    },
    {
      id: 'told',
      header: 'How told',
      type: 'text',
      width: 26,
      editable: true,
      help: 'How the customer said it, such as by phone on 3 May or in the form for new service. Type it anew with Calls.',
    },
    { id: 'changedOn', header: 'Changed', type: 'date', width: 11, help: 'When it was last changed here.' },
    { id: 'changedBy', header: 'By', type: 'text', width: 18, help: 'Who changed it.' },
  ],
};
