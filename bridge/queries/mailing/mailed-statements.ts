import type { MailedStatement } from '../../domain/mailing/mailed-statement.js';
import type { Database } from '../../store/database.js';
import type { StatementRun } from '../statement/statement-run.js';
import { statements } from '../statement/statements.js';

export interface MailedOptions {
  /** Only these accounts, all of them on paper; null for all of the run. */
  readonly accountIds: readonly string[] | null;
  /** Leaves out those whose customers are told by e-mail. */
  readonly leavesOutEBill: boolean;
}

/** The statements of a run for the mailing service, in mailing order, with the contacts as they were when it was posted. */
export async function* mailedStatements(
  database: Database,
  of: StatementRun,
  { accountIds, leavesOutEBill }: MailedOptions,
): AsyncGenerator<MailedStatement, void, undefined> {
  const chosen = accountIds === null ? null : new Set(accountIds);
  const isByEmail = (accountId: string) => chosen === null && of.contactOf(accountId)?.eBill === true;
  const mailed = of.accountIds.filter((accountId) => {
    return (chosen?.has(accountId) ?? true) && !(leavesOutEBill && isByEmail(accountId));
  });
  for await (const statement of statements(database, of, mailed)) {
    yield { statement, delivery: isByEmail(statement.account.accountId) ? 'E' : 'P' };
  }
}
