import { EFFECTS_SHOWN_MAX } from '../../../bridge/contract/commands/push-sheet.js';
import { counted } from '../../../bridge/contract/counted.js';

export const effectWords = {
  balances: 'What the accounts owe',
  balanceHeaders: ['Account', 'Before', 'After'],
  balancesCut: (left: number) => `and ${counted(left, 'more account')}`,
  items: 'Open charges',
  itemHeaders: ['Charge', 'Paid by it', 'Still open'],
  ofBill: (billNumber: number) => `bill ${billNumber}`,
  ofEntry: (entryNumber: number) => `entry ${entryNumber}`,
  cut: `Only the first ${EFFECTS_SHOWN_MAX} are shown here.`,
  ledger: 'By account of the general ledger',
  city: 'City’s part',
  less: (amount: string) => `${amount} less`,
  more: (amount: string) => `${amount} more`,
  unchanged: 'as before',
} as const;
