import {
  approveBillRunPayloadSchema,
  type ApproveBillRunPayload,
  type ApproveBillRunReply,
} from '../contract/commands/approve-bill-run.js';
import { billingRoles } from '../contract/person.js';
import { CurbstopError } from '../contract/problem.js';
import { refuseUnseen } from '../queries/approved-run.js';
import { refuseBilledBefore } from '../queries/billed-before.js';
import { billReviewSetting, billsHeld, billsToPost, reviewedRun } from '../queries/bill-review.js';
import { refusePosted } from '../queries/open-bill-run.js';
import { billRun, type BillRun } from '../queries/run-facts.js';
import { postingDigest } from '../queries/run-look.js';
import { refuseUndecided, totalsToPost } from '../queries/run-to-post.js';
import { writeApproval } from '../store/bill-run-approvals.js';
import type { Command, CommandContext } from './command.js';

/**
 * Approves an open run as it was looked at: every exception is decided, and no bill changed since the person pulled the Bill
 * Preview. What changes afterwards takes the approval back. Totals that are not true approve nothing, and the reply says
 * the true ones. Throws `unknown-bill-run`, `run-already-posted`, `approved-by-supervisor`, `billed-before-last-bill`,
 * `run-not-ready`, `preview-missing` or `preview-stale`.
 */
export const approveBillRun: Command<ApproveBillRunPayload, ApproveBillRunReply> = {
  kind: 'approve-bill-run',
  roles: billingRoles,
  payload: approveBillRunPayloadSchema,
  async execute(context, payload) {
    const { trx, actor, commandNumber } = context;
    const run = await billRun(trx, payload.billRunId);
    refusePosted(run);
    await refuseForSupervisor(context, run);
    await refuseBilledBefore(trx, run);
    const reviewed = await reviewedRun(trx, run);
    refuseUndecided(reviewed);
    await refuseUnseen(trx, reviewed, actor.person);
    const totals = totalsToPost(billsToPost(reviewed));
    const reply = { billRunId: run.billRunId, ...totals, held: billsHeld(reviewed).length };
    const { confirmedBills, confirmedTotalCents } = payload;
    if (confirmedBills !== totals.bills || confirmedTotalCents !== totals.totalCents) {
      return { outcome: 'refused', reply };
    }
    await writeApproval(trx, { ...totals, billRunId: run.billRunId, digest: postingDigest(reviewed), commandNumber });
    return { outcome: 'applied', reply };
  },
};

async function refuseForSupervisor({ trx, actor }: CommandContext, run: BillRun): Promise<void> {
  const { approvedBy } = await billReviewSetting(trx, run);
  if (approvedBy === 'anyone' || actor.person.role === 'supervisor') return;
  throw new CurbstopError({
    code: 'approved-by-supervisor',
    status: 403,
    message: `Runs are approved by a supervisor, and ${actor.person.name} is paired as ${actor.person.role}.`,
    fix: 'Ask a supervisor to approve the run; the setting "bill-review" says who does.',
  });
}
