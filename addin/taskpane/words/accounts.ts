import { SEARCHED_CHARACTERS_MIN } from '../../../bridge/contract/account-search.js';
import { counted } from '../../../bridge/contract/counted.js';

export const accountsWords = {
  title: 'Find an account',
  searched: 'Name, address, account or meter number',
  tooShort: `Type at least ${SEARCHED_CHARACTERS_MIN} letters or digits.`,
  find: 'Find',
  searching: 'Searching the accounts…',
  failed: 'The search did not finish',
  found: (accounts: number) => `${counted(accounts, 'account')} found`,
  more: (shown: number) => `More than ${shown} found; these are the first. Type more of it to narrow them down.`,
  none: (searched: string) => `Nothing is found for “${searched}”`,
  noneDetail:
    'Type less of it, or something else: the last name, the house number and street, or the number on the meter.',
  hit: (accountId: string, status: string) => `Account ${accountId}, ${status}`,
  byMeter: (meterId: string) => `Meter ${meterId}`,
  hits: 'Accounts found',
} as const;
