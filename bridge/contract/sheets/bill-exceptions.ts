import { billDecisions } from '../bill-review.js';
import { billRunParametersSchema } from './readings.js';
import type { SheetKind } from './sheet-kind.js';

/**
 * What was found on the bills of an open run, the worst first: each is released, held or to be fixed. Accounts that nothing
 * was found on are held by rows that are typed. Of a posted run it has what was decided or held when it was posted.
 */
export const billExceptionsSheet: SheetKind = {
  id: 'bill-exceptions',
  title: 'Bill Exceptions',
  purpose: 'review',
  description:
    'What was found on the bills of a cycle, the worst first. Type a decision and a reason, then push. To hold any other account, type it into an empty row with hold and a reason.',
  parameters: billRunParametersSchema,
  exceptionColumn: 'todo',
  addsRows: true,
  blankRows: 10,
  basisColumns: ['exception'],
  decisionColumns: ['decision', 'reason'],
  columns: [
    {
      id: 'key',
      header: 'Key',
      type: 'key',
      width: 16,
      help: 'Names the exception. Leave it as it is; empty in a new row.',
    },
    {
      id: 'todo',
      header: 'To do',
      type: 'text',
      width: 14,
      help: 'What stands in the way of posting: decide, look again because it changed, or fix. Empty when nothing does.',
    },
    {
      id: 'severity',
      header: 'Severity',
      type: 'text',
      width: 14,
      help: 'What blocks posting is held or fixed; what needs a look is released, held or fixed; information needs nothing, but may be held or fixed.',
    },
    {
      id: 'account',
      header: 'Account',
      type: 'text',
      width: 13,
      isSent: true,
      help: 'The account. Leave it as it is; fill it in a new row, to hold an account that nothing was found on.',
    },
    { id: 'exception', header: 'Exception', type: 'text', width: 60, help: 'What was found, with its numbers.' },
    {
      id: 'decision',
      header: 'Decision',
      type: 'choice',
      width: 11,
      editable: true,
      choices: billDecisions,
      help: 'release the bill, hold the account out of this run (the next one bills it), or fix what is wrong.',
    },
    {
      id: 'reason',
      header: 'Reason',
      type: 'text',
      width: 28,
      editable: true,
      help: 'Why, for the record; needed for hold and fix.',
    },
    { id: 'fix', header: 'What to do', type: 'text', width: 48, help: 'Where it is mended.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name." },
    { id: 'usage', header: 'Usage gal', type: 'integer', width: 11, help: 'Gallons billed for the account.' },
    { id: 'billTotal', header: 'Bill total', type: 'money', width: 11, help: 'The whole bill in dollars.' },
    { id: 'lastBill', header: 'Last bill', type: 'money', width: 11, help: "The account's bill before." },
    {
      id: 'state',
      header: 'State',
      type: 'text',
      width: 13,
      help: 'open, changed, fix, released, held, or nothing to do.',
    },
    { id: 'decided', header: 'Decided', type: 'text', width: 34, help: 'The last decision: who, when and why.' },
    { id: 'rateClass', header: 'Class', type: 'text', width: 13, help: 'The rate class.' },
    { id: 'route', header: 'Route', type: 'text', width: 7, help: 'The route.' },
    { id: 'address', header: 'Address', type: 'text', width: 26, help: 'The premises.' },
  ],
};
