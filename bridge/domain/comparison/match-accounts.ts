import { groupBy } from '../../contract/group-by.js';

/** Accounts of a file that there are not here, by what else they may be. */
export interface AccountMatches {
  /** The only account here that fits, and that nothing else in the file is. */
  readonly matched: ReadonlyMap<string, string>;
  /** Where several fit, or the one that does stands in the file as it is. */
  readonly likely: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds for accounts of a file those here that differ from them only in what spreadsheets and exports lose: zeros in front,
 * hyphens, blanks and quotes, and the case of letters.
 */
export function matchAccounts(
  unknown: readonly string[],
  { known, inFile }: { readonly known: readonly string[]; readonly inFile: ReadonlySet<string> },
): AccountMatches {
  const knownAs = groupBy(known, bare);
  const matched = new Map<string, string>();
  const likely = new Map<string, readonly string[]>();
  for (const [name, texts] of groupBy([...new Set(unknown)], bare)) {
    const fitting = name === '' ? [] : (knownAs.get(name) ?? []);
    const [only, ...others] = fitting;
    const isOne = others.length === 0 && texts.length === 1;
    for (const text of texts) {
      if (only !== undefined && isOne && !inFile.has(only)) matched.set(text, only);
      else if (only !== undefined) likely.set(text, fitting);
    }
  }
  return { matched, likely };
}

/** What is left of an account without all that is lost. */
function bare(account: string): string {
  return account
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+/, '');
}
