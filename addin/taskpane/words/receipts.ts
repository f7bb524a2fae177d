import { counted } from '../../../bridge/contract/counted.js';
import type { Receipt } from '../../../bridge/contract/api.js';

export const receiptsWords = {
  title: 'Receipts',
  loading: 'Asking for the receipts…',
  none: 'No receipts yet',
  noneDetail: 'Every push, unload and posting leaves a receipt here.',
  by: (person: string, when: string) => `${person}, ${when}`,
  reason: (reason: string) => `Reason: ${reason}`,
  seeRouteChanges: 'See which stops moved',
  find: 'Find receipts',
  number: 'Receipt number',
  sheet: 'Sheet that was pushed',
  anySheet: 'Any, and what was no sheet',
  person: 'Person’s name, or a part of it',
  from: 'From, as 2026-11-01; empty for all',
  to: 'To, as 2026-11-30; empty for all',
  all: 'Show all',
  older: 'Show older receipts',
  noneFit: 'No receipt fits',
  noneFitDetail: 'Ask for less, or show all.',
  reverses: (receiptNumber: number) => `Reverses receipt ${receiptNumber}.`,
  reversed: (by: Receipt['reversals'][number], isWhole: boolean, when: string) =>
    `${isWhole ? 'Reversed' : `Reversed in part, ${counted(by.rows, 'row')},`} by receipt ${by.receiptNumber}: ${by.personName}, ${when}. ${by.reason}`,
  refresh: 'Refresh',
} as const;
