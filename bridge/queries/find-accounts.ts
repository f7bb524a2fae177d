import {
  ACCOUNT_HITS_MAX,
  isSearchable,
  searchedText,
  SEARCHED_CHARACTERS_MIN,
  type AccountSearchReply,
} from '../contract/account-search.js';
import { CurbstopError } from '../contract/problem.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { likePattern } from '../store/like-pattern.js';

type HitRow = [accountId: string, name: string, address: string, status: string, meterId: string | null];

/**
 * Finds accounts by number, customer's name, address, or the number of a meter that was in place while the account was
 * open. The account or the meter of just that number comes first, then what begins with the text, then what has it
 * anywhere. Capitals do not matter. Throws `search-too-short`.
 */
export async function findAccounts(database: Database, typed: string): Promise<AccountSearchReply> {
  if (!isSearchable(typed)) throw tooShort();
  const text = likePattern(searchedText(typed));
  const rows = await bulkRead<HitRow>(
    database,
    ['account_id', 'name', 'address', 'status', 'meter_id'],
    `WITH asked (whole, beginning, anywhere) AS (SELECT ?, ?, ?),
     sought AS MATERIALIZED (
       SELECT premises_id, meter_id, installed_on, removed_on FROM asked
       JOIN meter_installation ON meter_id LIKE anywhere ESCAPE '\\'),
     found AS (
       SELECT account_id, customer.name, address, status, meter_id, CASE
           WHEN ${matches('whole', ['account_id', 'meter_id'])} THEN 0
           WHEN ${matches('beginning', ['account_id', 'name', 'address', 'meter_id'])} THEN 1 ELSE 2 END AS place
       FROM asked JOIN account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
       LEFT JOIN sought ON sought.premises_id = account.premises_id
         AND (closed_on IS NULL OR installed_on < closed_on) AND (removed_on IS NULL OR removed_on > opened_on)
       WHERE meter_id IS NOT NULL OR ${matches('anywhere', ['account_id', 'name', 'address'])})
     SELECT account_id, name, address, status, meter_id, min(place) AS place FROM found
     GROUP BY account_id ORDER BY place, name COLLATE NOCASE, account_id LIMIT ${ACCOUNT_HITS_MAX + 1}`,
    [text, `${text}%`, `%${text}%`],
  );
  const hits = rows.slice(0, ACCOUNT_HITS_MAX).map(([accountId, customerName, address, status, meterId]) => {
    return { accountId, customerName, address, status, meterId };
  });
  return { hits, hasMore: rows.length > ACCOUNT_HITS_MAX };
}

function matches(pattern: string, columns: readonly string[]): string {
  return columns.map((column) => `${column} LIKE ${pattern} ESCAPE '\\'`).join(' OR ');
}

function tooShort(): CurbstopError {
  return new CurbstopError({
    code: 'search-too-short',
    status: 400,
    message: 'What is searched for is too short.',
    fix: `Type at least ${SEARCHED_CHARACTERS_MIN} letters or digits.`,
  });
}
