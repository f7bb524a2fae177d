import { CurbstopError, type Issue } from '../contract/problem.js';
import { counted } from '../contract/counted.js';
import type { Database } from '../store/database.js';
import { accountsInRun } from './run-bills.js';
import type { BillRun } from './run-facts.js';

/**
 * What is wrong with a run whose day lies before that of a bill that its accounts have: a statement tells what was owed on its day, and
 * one of an earlier day would leave out what the last one told. Null where nothing is.
 */
export async function billedBeforeIssue(database: Database, run: BillRun): Promise<Issue | null> {
  const { query, bindings } = accountsInRun(run);
  const [row] = await database.raw<{ accounts: number; latest: string | null }[]>(
    `SELECT count(DISTINCT account_id) AS accounts, max(billed_on) AS latest
     FROM standing_bill WHERE billed_on > ? AND account_id IN (${query})`,
    [run.billedOn, ...bindings],
  );
  if (!row || row.latest === null) return null;
  return {
    code: 'billed-before-last-bill',
    rowKey: '',
    column: 'billedOn',
    message: `The run is billed on ${run.billedOn}, and ${counted(row.accounts, 'account')} of it had a bill of a later day: ${row.latest}.`,
    fix: `Change the bill date of the run to ${row.latest} or later, and the due date with it.`,
  };
}

/** Throws `billed-before-last-bill`. */
export async function refuseBilledBefore(database: Database, run: BillRun): Promise<void> {
  const issue = await billedBeforeIssue(database, run);
  if (issue === null) return;
  const { code, message, fix } = issue;
  throw new CurbstopError({ code, status: 409, message, fix });
}
