import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** What becomes of a payment in suspense: it goes to the account that it was meant for, or back to the payer. */
export const suspenseActions = ['apply', 'return'] as const;
export type SuspenseAction = (typeof suspenseActions)[number];

export const suspenseParametersSchema = z.object({});

/** Payments whose account is not known, the oldest first, to be put to an account or given back. */
export const suspenseSheet: SheetKind = {
  id: 'suspense',
  title: 'Suspense',
  purpose: 'review',
  description: 'Payments without an account. Type an action, the account and a reason, then push.',
  parameters: suspenseParametersSchema,
  decisionColumns: ['action', 'account', 'reason'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 10, help: 'Names the payment. Leave it as it is.' },
    { id: 'received', header: 'Received', type: 'date', width: 11, help: 'The day on which it came.' },
    {
      id: 'amount',
      header: 'Amount',
      type: 'money',
      isSummed: true,
      width: 12,
      isSent: true,
      help: 'Dollars. Leave it as it is.',
    },
    { id: 'accountText', header: 'Account given', type: 'text', width: 16, help: 'The account as the file has it.' },
    { id: 'payer', header: 'Payer', type: 'text', width: 24, help: 'Who paid, as the file has it.' },
    { id: 'cause', header: 'Why', type: 'text', width: 30, help: 'Why it is here.' },
    {
      id: 'action',
      header: 'Action',
      type: 'choice',
      width: 10,
      editable: true,
      choices: suspenseActions,
      help: 'apply it to the account typed beside, or return it to the payer.',
    },
    {
      id: 'account',
      header: 'Account',
      type: 'text',
      width: 14,
      editable: true,
      help: 'For the action apply: the account number that it was meant for.',
    },
    { id: 'reason', header: 'Reason', type: 'text', width: 32, editable: true, help: 'Why, for the record.' },
    { id: 'source', header: 'Source', type: 'text', width: 12, help: 'How it came.' },
    { id: 'reference', header: 'Reference', type: 'text', width: 16, help: "The payer's or the bank's number for it." },
    { id: 'file', header: 'File', type: 'text', width: 24, help: 'The payment file that brought it, and the line.' },
  ],
};
