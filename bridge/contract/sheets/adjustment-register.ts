import { dayRangeSchema } from './day-range.js';
import { moneyColumn, summedColumn, type SheetColumn, type SheetKind } from './sheet-kind.js';

function text(id: string, header: string, width: number, help: string): SheetColumn {
  return { id, header, type: 'text', width, help };
}

function number(id: string, header: string, width: number, help: string): SheetColumn {
  return { id, header, type: 'integer', isPlainNumber: true, width, help };
}

/** What an auditor asks for: every adjustment and request, with who asked, who approved, why and by what evidence. */
export const adjustmentRegisterSheet: SheetKind = {
  id: 'adjustment-register',
  title: 'Adjustment Register',
  purpose: 'read-only',
  description:
    'Every adjustment, rebill, transfer, write-off and request of these days, the newest first, with its evidence, approval and entry.',
  parameters: dayRangeSchema,
  exceptionColumn: 'look',
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'Names the adjustment or the request.' },
    text('state', 'State', 26, 'posted, reversed, or where the request stands.'),
    {
      id: 'date',
      header: 'Date',
      type: 'date',
      width: 11,
      help: 'The day of the entry; of a request the day it was asked.',
    },
    number('receipt', 'Receipt', 9, 'The receipt that posted it, or that asked for it.'),
    number('entry', 'Entry', 9, 'The number of its journal entry.'),
    text('account', 'Account', 13, 'The account number.'),
    text('name', 'Name', 24, 'Whose account it is.'),
    text('kind', 'Kind', 22, 'What it is for.'),
    text('cause', 'Reason code', 18, 'The reason code, as it was chosen.'),
    text('bill', 'Bill', 11, 'The bills that it corrects.'),
    text('charges', 'Charges', 34, 'The types of charge that it changes, each with its amount and whose it is.'),
    moneyColumn('asked', 'Asked', 12, 'What a request asked for.'),
    moneyColumn('amount', 'Posted', 12, 'What was posted, tax included; a credit is negative.'),
    moneyColumn('tax', 'Tax', 11, 'What of it is tax.'),
    moneyColumn('utility', 'Utility part', 12, "What of it is the utility's own."),
    moneyColumn('city', 'City part', 12, "What of it is the City's."),
    summedColumn('standing', 'Stands', 12, 'What was posted and is not reversed.'),
    text('requestedBy', 'Asked by', 18, 'Who typed it.'),
    text('approvedBy', 'Approved by', 18, 'Who approved it; empty where it needed nobody else.'),
    text('word', 'Word', 28, 'What was said of the request.'),
    number('request', 'Request', 9, 'The number of the request, where it was one.'),
    text('reason', 'Reason', 30, 'Why, for the record.'),
    text('document', 'Document', 22, 'Where the evidence is.'),
    { id: 'documentsOn', header: 'Documents on', type: 'date', width: 13, help: 'When the evidence came in.' },
    { id: 'leakOn', header: 'Leak on', type: 'date', width: 11, help: 'The day of a leak, where it is known.' },
    text('note', 'Note', 24, 'What else was noted.'),
    text('calculation', 'Calculation', 48, 'How the amount was worked out.'),
    number('reversedBy', 'Reversed by', 11, 'The receipt that reversed it.'),
    text('look', 'Worth a look', 48, 'What is unusual about it; a question to ask, not a fault.'),
  ],
};
