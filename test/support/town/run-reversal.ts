import assert from 'node:assert/strict';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import type { ReverseBillRunReply } from '../../../bridge/contract/commands/reverse-bill-run.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { postedTotals } from '../../../bridge/queries/posted-run.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { postRun } from './bill-run.js';
import { unloadUsual } from './reading-files.js';
import { BEACON_RUN } from './sample-town-file.js';
import { acceptTheRest, push, typedRow } from './sheet-rows.js';
import type { RunOptions, TestTown } from './town.js';

/** Of the cycle whose next run nothing was done with yet. */
export const LAST_POSTED = '2-2026-10';
export const BEFORE_IT = '2-2026-09';

/** What confirms the reversal of a posted run: its totals. */
export async function confirmed(town: TestTown, billRunId: string) {
  const { bills, totalCents } = await postedTotals(town.database, billRunId);
  return { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
}

/** Reverses a run by its true totals; the supervisor asks unless told. */
export async function reverse(
  town: TestTown,
  billRunId = LAST_POSTED,
  options: RunOptions = {},
): Promise<CommandReply<ReverseBillRunReply>> {
  const payload = await confirmed(town, billRunId);
  return town.run(reverseBillRun, payload, { role: 'supervisor', reason: 'Wrong water rates', ...options });
}

/** Asserts that a run can't be reversed for the reason that the words tell, and that nothing was changed. */
export async function refused(town: TestTown, code: string, words: RegExp, billRunId = LAST_POSTED): Promise<void> {
  const before = await snapshot(town);
  await assert.rejects(reverse(town, billRunId), (error) => {
    assert.ok(error instanceof CurbstopError);
    assert.equal(error.code, code);
    assert.match([error.message, ...error.issues.map(({ message }) => message)].join(' '), words);
    return true;
  });
  assert.ok((await snapshot(town)) === before, 'nothing was changed');
}

export async function snapshot(town: TestTown): Promise<string> {
  return JSON.stringify(await town.dump());
}

export async function assertProven(town: TestTown): Promise<void> {
  assert.deepEqual((await verifyLedger(town.database)).findings, []);
}

/** What each account of a run owes in cents, credit taken off. */
export function balances(town: TestTown, billRunId: string): Promise<Map<string, number>> {
  return centsByAccount(
    town,
    `SELECT bill.account_id AS account, coalesce(sum(amount_cents), 0) AS cents
     FROM bill LEFT JOIN posting USING (account_id)
     WHERE bill_run_id = ? AND ledger_account <> '2300' GROUP BY bill.account_id ORDER BY 1`,
    billRunId,
  );
}

/** What each account of a run was billed in cents. */
export function billed(town: TestTown, billRunId: string): Promise<Map<string, number>> {
  return centsByAccount(
    town,
    'SELECT account_id AS account, total_cents AS cents FROM bill WHERE bill_run_id = ?',
    billRunId,
  );
}

async function centsByAccount(town: TestTown, sql: string, billRunId: string): Promise<Map<string, number>> {
  const rows = await town.database.raw<{ account: string; cents: number }[]>(sql, [billRunId]);
  return new Map(rows.map(({ account, cents }) => [account, cents]));
}

/** Reads and posts the run that is open for BEACON. */
export async function postCurrent(town: TestTown): Promise<CommandReply<PostBillRunReply>> {
  await unloadUsual(town, BEACON_RUN);
  await acceptTheRest(town, BEACON_RUN);
  return postRun(town, BEACON_RUN);
}

/** Pushes one row of the Account Entries sheet, which must be good, as the supervisor. */
export async function enter(town: TestTown, row: Readonly<Record<string, string | number>>, key = 'k1'): Promise<void> {
  const { pullId } = await town.pull('account-entries', {});
  const typed = typedRow('account-entries', key, 5, { reason: 'As told', ...row });
  const { outcome, reply } = await push(town, pullId, [typed], { role: 'supervisor' });
  assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
}
