import { foldedText } from './folded-text.js';

/** An account by what a caller may know of it. */
export interface SearchedAccount {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  /** Of the meters that were in place while the account was open. */
  readonly meterIds: readonly string[];
}

/** How an account was found, the better the lower its place. */
export interface AccountMatch {
  readonly place: number;
  /** The meter whose number was searched for; null where something else was found. */
  readonly meterId: string | null;
}

/**
 * Tells how well accounts match what was typed; null where one does not. Every word must be somewhere in the account's
 * number, name, address, or the number of one of its meters, in any order, whatever its capitals and accents. What is just the
 * text comes first, then what begins with it, then where every word begins a word, then the rest.
 */
export function accountMatcher(typed: string): (account: SearchedAccount) => AccountMatch | null {
  const text = foldedText(typed).trim().replace(/\s+/g, ' ');
  const words = searchedWords(typed);
  return (account) => {
    const known = lines([account.accountId, account.customerName, account.address]);
    const missing = words.filter((word) => !known.includes(word));
    const meterId = soughtMeter(account.meterIds, text, missing);
    if (meterId === null && missing.length > 0) return null;
    return { place: placeOf(meterId === null ? known : known + lines([meterId]), text, words), meterId };
  };
}

/** The words of what was typed, without capitals and accents. */
export function searchedWords(typed: string): string[] {
  return foldedText(typed)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

/** The meter of just the number that was typed, or the one that has the words which nothing else of the account has. */
function soughtMeter(meterIds: readonly string[], text: string, missing: readonly string[]): string | null {
  for (const meterId of meterIds) {
    const number = foldedText(meterId);
    if (number === text || (missing.length > 0 && missing.every((word) => number.includes(word)))) return meterId;
  }
  return null;
}

function placeOf(known: string, text: string, words: readonly string[]): number {
  if (known.includes(`\n${text}\n`)) return 0;
  if (known.includes(`\n${text}`)) return 1;
  return words.every((word) => beginsWord(known, word)) ? 2 : 3;
}

function beginsWord(known: string, word: string): boolean {
  for (let at = known.indexOf(word); at >= 0; at = known.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(known.charAt(at - 1))) return true;
  }
  return false;
}

/** Each text on a line of its own, so that no word or phrase is found across two of them. */
function lines(texts: readonly string[]): string {
  return foldedText(`\n${texts.join('\n')}\n`);
}
