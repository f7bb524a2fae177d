import { counted } from '../../../bridge/contract/counted.js';

export const reversalWords = {
  open: 'Reverse the run',
  openNamed: (billRunId: string) => `Reverse the run ${billRunId}`,
  title: 'Reverse the run',
  totalling: 'Looking at the posted run…',
  notPossible: 'The run cannot be reversed',
  run: (billRunId: string) => `Run ${billRunId}.`,
  check:
    'These are the totals that were posted. Reversing takes every bill off its account by an entry of its own; what was paid becomes credit of the account, and the period can be billed again.',
  reason: 'Reason for the record',
  reasonMissing: 'Say why the run is reversed.',
  post: (bills: number) => `Reverse ${counted(bills, 'bill')}`,
  reversing: 'Reversing the run…',
  changed: 'These are not the totals of the run any more. Nothing was reversed. Look at them again.',
  done: (bills: number, total: string) => `Reversed: ${counted(bills, 'bill')}, ${total}.`,
  already: 'This reversal was already received. Nothing was reversed twice.',
  released: 'Had paid the bills',
  reapplied: 'Pays older charges now',
  entries: 'Journal entries',
  again: (billedOn: string, dueOn: string) =>
    `The period is open again, to be billed ${billedOn} and due ${dueOn}. Its reads are as they were: look at them, pull the Bill Preview and post.`,
  decisionsFall: (decisions: number) =>
    `${counted(decisions, 'decision')} on bills of the next run will be taken back: that run goes on from this one, and is opened anew after it.`,
  decisionsFell: (decisions: number) =>
    `Taken back on bills of the next run: ${counted(decisions, 'decision')}. Decide anew once that run is open again.`,
  failed: 'The run was not reversed',
  unknown: 'It is not known whether the run was reversed',
  unknownDetail: 'Press Reverse again: it is never reversed twice.',
  back: 'Back to Receipts',
} as const;
