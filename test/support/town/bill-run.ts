import assert from 'node:assert/strict';
import { approveBillRun } from '../../../bridge/commands/approve-bill-run.js';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import { billsToPost, reviewedRun } from '../../../bridge/queries/bill-review.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { totalsToPost } from '../../../bridge/queries/run-to-post.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from './sheet-rows.js';
import type { RunOptions, TestTown } from './town.js';

/** What confirms the totals of a run. */
export interface ConfirmedRun {
  readonly billRunId: string;
  readonly confirmedBills: number;
  readonly confirmedTotalCents: number;
}

/** The true totals of an open run, as its bills stand. */
export async function confirmedRun({ database }: TestTown, billRunId: string): Promise<ConfirmedRun> {
  const { bills, totalCents } = totalsToPost(
    billsToPost(await reviewedRun(database, await billRun(database, billRunId))),
  );
  return { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
}

/** Pulls the exceptions of a run, types decisions and pushes. */
export async function decideBills(town: TestTown, billRunId: string, edits: Edits, options: PushOptions = {}) {
  const sheet = await town.pull('bill-exceptions', { billRunId });
  return push(town, sheet.pullId, pushRowsOf('bill-exceptions', sheet, edits), options);
}

/** Releases every exception of a run that needs a look and is open. */
export async function releaseBills(town: TestTown, billRunId: string): Promise<void> {
  const { rows } = await town.pull('bill-exceptions', { billRunId });
  const open = rows.filter((row) => cell('bill-exceptions', row, 'todo') !== null);
  if (open.length === 0) return;
  const edits = Object.fromEntries(open.map((row) => [String(row[0]), { decision: 'release' }]));
  const { outcome, reply } = await decideBills(town, billRunId, edits);
  assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
}

/** Looks at the bills of a run that is ready and approves them; gives what confirms its totals. */
export async function approveRun(town: TestTown, billRunId: string, options: RunOptions = {}): Promise<ConfirmedRun> {
  await releaseBills(town, billRunId);
  await town.pull('bill-preview', { billRunId }, options.role);
  const confirmed = await confirmedRun(town, billRunId);
  const { outcome } = await town.run(approveBillRun, confirmed, options);
  assert.equal(outcome, 'applied');
  return confirmed;
}

/** Approves and posts a run that is ready, by its true totals. */
export async function postRun(town: TestTown, billRunId: string): Promise<CommandReply<PostBillRunReply>> {
  return town.run(postBillRun, await approveRun(town, billRunId));
}
