import type { AccountDataParameters } from '../../../bridge/contract/sheets/account-data.js';
import { words } from '../words.js';

export const accountChoices = ['all', 'account', 'route'] as const;
export type AccountChoice = (typeof accountChoices)[number];

export type AccountDataRequest =
  | { readonly parameters: AccountDataParameters; readonly trouble: null }
  | { readonly parameters: null; readonly trouble: string };

/** Whose data to ask for, or what is wrong with what was typed. No datum means all of them. */
export function accountDataRequest(choice: AccountChoice, typed: string, datum: string): AccountDataRequest {
  const [text, name] = [typed.trim(), datum.trim()];
  const ofName = name === '' ? {} : { name };
  switch (choice) {
    case 'all':
      return { parameters: ofName, trouble: null };
    case 'account':
      if (text === '') return { parameters: null, trouble: words.home.ledgerAccountMissing };
      return { parameters: { ...ofName, accountId: text }, trouble: null };
    case 'route':
      if (text === '') return { parameters: null, trouble: words.accountData.routeMissing };
      return { parameters: { ...ofName, routeId: text }, trouble: null };
  }
}
