import {
  ACCOUNT_HITS_MAX,
  isSearchable,
  SEARCHED_CHARACTERS_MIN,
  type AccountHit,
  type AccountSearchReply,
} from '../contract/account-search.js';
import { CurbstopError } from '../contract/problem.js';
import { foldedText } from '../domain/account-search/folded-text.js';
import { accountMatcher, searchedWords, type SearchedAccount } from '../domain/account-search/match-account.js';
import { cellOf, columnRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/**
 * Finds accounts by words of their number, customer's name, address, or the number of a meter that was in place while the
 * account was open; {@link accountMatcher} says in which order. Throws `search-too-short`.
 */
export async function findAccounts(database: Database, typed: string): Promise<AccountSearchReply> {
  if (!isSearchable(typed)) throw tooShort();
  const match = accountMatcher(typed);
  const found = (await likelyAccounts(database, typed)).flatMap((account) => {
    const matched = match(account);
    if (matched === null) return [];
    const { accountId, customerName, address, status } = account;
    const hit: AccountHit = { accountId, customerName, address, status, meterId: matched.meterId };
    return [{ hit, place: matched.place, name: foldedText(customerName) }];
  });
  found.sort((a, b) => a.place - b.place || compare(a.name, b.name) || compare(a.hit.accountId, b.hit.accountId));
  return { hits: found.slice(0, ACCOUNT_HITS_MAX).map(({ hit }) => hit), hasMore: found.length > ACCOUNT_HITS_MAX };
}

interface LikelyAccount extends SearchedAccount {
  readonly status: string;
}

const COLUMNS = {
  ...{ accountId: 'account_id', customerName: 'name', address: 'address', status: 'status', meterIds: 'meter_ids' },
};

/**
 * The accounts that may match, all with other than English letters among them: SQLite knows neither capitals nor accents of
 * those. A meter number has English letters alone.
 */
async function likelyAccounts(database: Database, typed: string): Promise<LikelyAccount[]> {
  const words = searchedWords(typed);
  const columns = await columnRead<Record<keyof typeof COLUMNS, string>>(
    database,
    COLUMNS,
    `WITH known AS (
       SELECT account_id, name, address, status, premises_id, opened_on, closed_on,
              account_id || char(10) || name || char(10) || address AS texts
       FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id))
     SELECT account_id, name, address, status, coalesce((
         SELECT group_concat(meter_id, char(10)) FROM meter_installation AS placed
         WHERE placed.premises_id = known.premises_id AND (closed_on IS NULL OR installed_on < closed_on)
           AND (removed_on IS NULL OR removed_on > opened_on)), '') AS meter_ids
     FROM known WHERE octet_length(texts) > length(texts)
       OR (${words.map(() => HAS_WORD).join(' AND ')})`,
    words.flatMap((word) => [word, word]),
  );
  return columns.accountId.map((accountId, row) => ({
    accountId,
    customerName: cellOf(columns.customerName, row),
    address: cellOf(columns.address, row),
    status: cellOf(columns.status, row),
    meterIds: cellOf(columns.meterIds, row).split('\n').filter(Boolean),
  }));
}

const HAS_WORD = `(instr(lower(texts), ?)
  OR premises_id IN (SELECT premises_id FROM meter_installation WHERE instr(lower(meter_id), ?)))`;

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function tooShort(): CurbstopError {
  return new CurbstopError({
    code: 'search-too-short',
    status: 400,
    message: 'What is searched for is too short.',
    fix: `Type at least ${SEARCHED_CHARACTERS_MIN} letters or digits.`,
  });
}
