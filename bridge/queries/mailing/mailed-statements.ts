import { chunksOf } from '../../contract/chunks-of.js';
import type { MailedStatement } from '../../domain/mailing/mailed-statement.js';
import type { Database } from '../../store/database.js';
import { contactsThen } from '../contacts-then.js';
import type { StatementRun } from '../statement/statement-run.js';
import { statements } from '../statement/statements.js';

const ACCOUNTS_AT_ONCE = 1_000;

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
  const wanted = accountIds === null ? of.accountIds : of.accountIds.filter((each) => accountIds.includes(each));
  for (const some of chunksOf(wanted, ACCOUNTS_AT_ONCE)) {
    const contactOf = await contactsThen(database, of, some);
    const isByEmail = (accountId: string) => accountIds === null && contactOf(accountId)?.eBill === true;
    const mailed = leavesOutEBill ? some.filter((accountId) => !isByEmail(accountId)) : some;
    for await (const statement of statements(database, of, mailed)) {
      const { accountId, mailingAddress } = statement.account;
      yield { statement, mailingAddress, delivery: isByEmail(accountId) ? 'E' : 'P' };
    }
  }
}
