import type { LedgerParameters } from '../../../bridge/contract/sheets/ledger.js';
import { words } from '../words.js';

export const ledgerChoices = ['newest', 'account', 'receipt'] as const;
export type LedgerChoice = (typeof ledgerChoices)[number];

export type LedgerRequest =
  | { readonly parameters: LedgerParameters; readonly trouble: null }
  | { readonly parameters: null; readonly trouble: string };

/** What to ask of the ledger, or what is wrong with what was typed. */
export function ledgerRequest(choice: LedgerChoice, typed: string): LedgerRequest {
  const text = typed.trim();
  switch (choice) {
    case 'newest':
      return { parameters: {}, trouble: null };
    case 'account':
      if (text === '') return { parameters: null, trouble: words.home.ledgerAccountMissing };
      return { parameters: { accountId: text }, trouble: null };
    case 'receipt': {
      const receiptNumber = /^#?\d{1,15}$/.test(text) ? Number(text.replace('#', '')) : 0;
      if (receiptNumber === 0) return { parameters: null, trouble: words.home.ledgerReceiptWrong };
      return { parameters: { receiptNumber }, trouble: null };
    }
  }
}
