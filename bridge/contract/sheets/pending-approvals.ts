import { z } from 'zod';
import { moneyColumn, type SheetKind } from './sheet-kind.js';

/** What can be said of a request. */
export const approvalWords = ['approve', 'return', 'decline', 'withdraw', 'emergency', 'acknowledge'] as const;
export type ApprovalWord = (typeof approvalWords)[number];

export const pendingApprovalsParametersSchema = z.object({});

/** What waits for another person's word, and what was approved in an emergency until a supervisor has seen it; with its evidence, calculation and effect. */
export const pendingApprovalsSheet: SheetKind = {
  id: 'pending-approvals',
  title: 'Pending Approvals',
  purpose: 'review',
  description: 'Adjustments above a limit: approve, return or decline them with a word. Nobody approves their own.',
  parameters: pendingApprovalsParametersSchema,
  basisColumns: ['bill', 'amount', 'state'],
  decisionColumns: ['decision', 'word'],
  columns: [
    { id: 'key', header: 'Request', type: 'key', width: 10, help: 'The number of the request.' },
    { id: 'account', header: 'Account', type: 'text', width: 14, help: 'The account number.' },
    { id: 'name', header: 'Name', type: 'text', width: 24, help: 'Whose account it is.' },
    { id: 'kind', header: 'Kind', type: 'text', width: 24, help: 'What the adjustment is for.' },
    { id: 'service', header: 'Service', type: 'text', width: 10, help: 'The service whose charge is corrected.' },
    {
      id: 'bill',
      header: 'Bill',
      type: 'integer',
      width: 9,
      isPlainNumber: true,
      help: 'The bill that is corrected, where it is of one.',
    },
    moneyColumn('amount', 'Amount', 12, 'What the account’s balance and deposit would change by, tax included.'),
    {
      id: 'decision',
      header: 'Decision',
      type: 'choice',
      width: 12,
      editable: true,
      choices: approvalWords,
      help: 'approve posts it; return gives it back to be mended; decline ends it; withdraw is for who asked; emergency is one of several people’s approval while nobody with the limit can be reached; acknowledge says that a supervisor has seen such a one.',
    },
    {
      id: 'word',
      header: 'Word',
      type: 'text',
      width: 32,
      editable: true,
      help: 'Why; needed to return, to decline and in an emergency.',
    },
    { id: 'state', header: 'State', type: 'text', width: 30, help: 'Where it stands, and what was said of it so far.' },
    { id: 'why', header: 'Why it waits', type: 'text', width: 44, help: 'The limit that it is above, or the rule.' },
    { id: 'requestedBy', header: 'Asked by', type: 'text', width: 18, help: 'Who typed it.' },
    { id: 'requestedOn', header: 'Asked on', type: 'date', width: 11, help: 'When it was pushed.' },
    { id: 'reason', header: 'Reason', type: 'text', width: 32, help: 'Why, as it was typed.' },
    { id: 'cause', header: 'Reason code', type: 'text', width: 20, help: 'The reason, as reports count it.' },
    { id: 'evidence', header: 'Evidence', type: 'text', width: 28, help: 'The document and the day it came.' },
    { id: 'note', header: 'Note', type: 'text', width: 28, help: 'What else was noted.' },
    { id: 'calculation', header: 'Calculation', type: 'text', width: 48, help: 'How the amount was worked out.' },
    { id: 'effect', header: 'Effect', type: 'text', width: 48, help: 'What it would post, as of the pull.' },
    moneyColumn('before', 'Balance before', 15, 'What the account owes as of the pull.'),
    moneyColumn(
      'after',
      'Balance after',
      15,
      'What it would owe then, late charges on bills that are made again aside.',
    ),
  ],
};
