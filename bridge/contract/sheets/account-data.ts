import { z } from 'zod';
import { services } from '../services.js';
import type { SheetKind } from './sheet-kind.js';

/** Of one account, of a route's accounts, or of all; one item or all. */
export const accountDataParametersSchema = z.object({
  accountId: z.string().min(1).max(40).optional(),
  routeId: z.string().min(1).max(40).optional(),
  name: z.string().min(1).max(60).optional(),
});
export type AccountDataParameters = z.infer<typeof accountDataParametersSchema>;

/** How the Service column calls an item that is of every service. */
export const ALL_SERVICES = 'all';

/** What accounts have that their tariffs ask for: in force, to come, and fees that are not billed yet. */
export const accountDataSheet: SheetKind = {
  id: 'account-data',
  title: 'Account Data',
  purpose: 'review',
  description:
    'What accounts have that their tariffs ask for: dwelling units, city limits, fees and the like. Change values and dates, or fill empty rows; what was said before stays known.',
  parameters: accountDataParametersSchema,
  addsRows: true,
  blankRows: 25,
  decisionColumns: ['value', 'from'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Names the row. Leave it as it is; empty in a new row.' },
    {
      id: 'account',
      header: 'Account',
      type: 'text',
      width: 13,
      isSent: true,
      help: 'The account. Leave it as it is; fill it in a new row.',
    },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    { id: 'address', header: 'Service address', type: 'text', width: 26, help: 'The premises.' },
    {
      id: 'service',
      header: 'Service',
      type: 'choice',
      width: 10,
      isSent: true,
      choices: [ALL_SERVICES, ...services],
      help: 'The service that it is of. Leave it as it is; in a new row, empty means all services.',
    },
    {
      id: 'datum',
      header: 'Item',
      type: 'text',
      width: 22,
      isSent: true,
      help: 'Its name, as rate files have it, such as dwelling_units or fee_returned_item. Leave it as it is; fill it in a new row.',
    },
    {
      id: 'value',
      header: 'Value',
      type: 'text',
      width: 18,
      editable: true,
      help: 'What it is; of a fee, how many times it is charged. Empty: it no longer holds from that date.',
    },
    {
      id: 'from',
      header: 'From',
      type: 'date',
      width: 12,
      editable: true,
      help: 'The first day on which it holds. A fee is charged once, with the bill whose period has that day.',
    },
    {
      id: 'state',
      header: 'State',
      type: 'text',
      width: 12,
      help: 'In force, to come, or a fee that is still to be billed.',
    },
    {
      id: 'askedBy',
      header: 'Asked for by',
      type: 'text',
      width: 34,
      help: "The account's tariffs that ask for it, now or in a version to come. Empty: no bill depends on it.",
    },
  ],
};
