import { number } from '../wording.js';

export const commonWords = {
  back: 'Back to Home',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Retry',
  showMore: (left: number) => `Show more (${number(left)} left)`,
  seeLedger: 'See it in the ledger',
  pullReceipt: 'Pull Receipt',
  receipt: (receiptNumber: number) => `Receipt ${receiptNumber}`,
  pairAgain: 'Pair this computer again',
  unexpected: 'Something in the pane went wrong.',
  unexpectedFix: 'Try again. If it happens again, close and reopen the pane, and tell whoever looks after Curbstop.',
  stopped: 'You stopped waiting before the bridge answered; it may have done it all the same.',
  line: (rowKey: string) => rowKey.charAt(0).toUpperCase() + rowKey.slice(1),
  wholeFile: 'Whole file',
} as const;
