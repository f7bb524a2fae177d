import { chunksOf } from '../../contract/chunks-of.js';
import { composeStatement } from '../../domain/statement/compose-statement.js';
import type { Statement } from '../../domain/statement/statement.js';
import type { Database } from '../../store/database.js';
import { statementBills } from './statement-bills.js';
import { statementEntries } from './statement-entries.js';
import type { StatementRun } from './statement-run.js';
import { statementOwed } from './statement-owed.js';
import { statementHistory, statementReads } from './statement-use.js';

/** Enough that asking costs little, and so few that a run of any size takes no more memory. */
const ACCOUNTS_AT_ONCE = 250;

/**
 * The statements of a posted run in mailing order, read as they are taken: of all its accounts, or of some. They are the
 * same whenever they are made. Throws `statement-differs` when the books do not come to a statement's balance.
 */
export async function* statements(
  database: Database,
  of: StatementRun,
  accountIds: readonly string[] = of.accountIds,
): AsyncGenerator<Statement, void, undefined> {
  const shared = await accountsOfSharedDigits(database);
  for (const some of chunksOf(accountIds, ACCOUNTS_AT_ONCE)) {
    const bills = await statementBills(database, of, some);
    const entriesOf = await statementEntries(database, of, bills);
    const readsOf = await statementReads(database, of, some);
    const historyOf = await statementHistory(database, of, some);
    const owedOf = await statementOwed(database, of, bills);
    for (const billed of bills) {
      const { account, bill, previous } = billed;
      const { accountId } = account;
      const [isOwnDigits, owed] = [!shared.has(accountId), owedOf(billed)];
      const known = { account, bill, owed, isOwnDigits, previousOn: previous?.billedOn ?? null };
      const used = { reads: readsOf(accountId), history: historyOf(accountId) };
      yield composeStatement({ ...known, ...entriesOf(accountId), ...used }, of.rules);
    }
  }
}

/** Those that a scan line, which has no hyphens, could take for each other, such as 1-2345-01 and 12-345-01. */
async function accountsOfSharedDigits(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.raw<{ id: string }[]>(
    `SELECT account_id AS id FROM account WHERE replace(account_id, '-', '') IN (
       SELECT replace(account_id, '-', '') FROM account GROUP BY 1 HAVING count(*) > 1)`,
  );
  return new Set(rows.map(({ id }) => id));
}
