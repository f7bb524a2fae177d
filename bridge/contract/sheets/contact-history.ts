import { customerContactsParametersSchema } from './customer-contacts.js';
import type { SheetKind } from './sheet-kind.js';

/** Everything that customers ever said of how they are reached, above all their consents, with who wrote it down and how it was told. */
export const contactHistorySheet: SheetKind = {
  id: 'contact-history',
  title: 'Contact History',
  purpose: 'read-only',
  description:
    'Every change of how customers are reached, the newest first within each account: consents with who, when and how.',
  parameters: customerContactsParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Names the change.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: 'The account.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    { id: 'date', header: 'Date', type: 'date', width: 11, help: "The day, in the utility's time zone." },
    { id: 'time', header: 'Time', type: 'text', width: 9, help: "The time of day, in the utility's time zone." },
    { id: 'by', header: 'By', type: 'text', width: 18, help: 'Who wrote it down.' },
    { id: 'changed', header: 'Changed', type: 'text', width: 44, help: 'What was changed: before, and since then.' },
    { id: 'told', header: 'How told', type: 'text', width: 28, help: 'How the customer said it.' },
    {
      id: 'what',
      header: 'By what',
      type: 'text',
      width: 30,
      help: 'A push of Customer Contacts, its reversal, or results of calls.',
    },
    { id: 'reason', header: 'Reason', type: 'text', width: 28, help: 'Why, as the person said.' },
    {
      id: 'receipt',
      header: 'Receipt',
      type: 'integer',
      isPlainNumber: true,
      width: 9,
      help: 'The number of the receipt.',
    },
    { id: 'calls', header: 'Calls', type: 'text', width: 10, help: 'consent, opt-out, or empty, from then on.' },
    { id: 'eBill', header: 'E-bill', type: 'text', width: 8, help: 'yes or no, from then on.' },
  ],
};
