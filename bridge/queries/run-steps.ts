import { billingRoles, type Person } from '../contract/person.js';
import { cents, type Cents } from '../contract/money.js';
import type { RunStepsReply } from '../contract/run-steps.js';
import { isUndecided } from '../domain/bill-review/disposition.js';
import { runSteps } from '../domain/bill-review/run-steps.js';
import type { Database } from '../store/database.js';
import { approvalStanding, runApproval } from './approved-run.js';
import { billReviewSetting, billsHeld, billsToPost, reviewedRun, type ReviewedRun } from './bill-review.js';
import type { CalculatedRuns } from './calculated-runs.js';
import { billedBeforeIssue } from './billed-before.js';
import { refusePosted } from './open-bill-run.js';
import { lastRunBefore } from './past-bills.js';
import { isLookedAtByTotals, PREVIEW_LINES_MAX } from './preview-size.js';
import { billRun } from './run-facts.js';
import { accountsInRun } from './run-bills.js';
import { changedBills, lookOf, runLook } from './run-look.js';
import { creditOf, totalsToPost } from './run-to-post.js';

const CHANGES_SHOWN_MAX = 10;

/**
 * Where an open run stands, step by step, and how many bills had to be calculated again since it was asked last. Throws
 * `unknown-bill-run` or `run-already-posted`.
 */
export async function billRunProgress(
  database: Database,
  billRunId: string,
  person: Person,
  calculated: CalculatedRuns,
  linesMax = PREVIEW_LINES_MAX,
): Promise<RunStepsReply> {
  const run = await billRun(database, billRunId);
  refusePosted(run);
  const reviewed = await reviewedRun(database, run);
  const bills = billsToPost(reviewed);
  const totals = totalsToPost(bills);
  // Who approves goes by their own look; an auditor sees whether anybody looked.
  const look = await runLook(database, billRunId, billingRoles.includes(person.role) ? person.personId : null);
  const changed = look === null ? [] : changedBills(look.bills, lookOf(reviewed));
  const approval = await runApproval(database, billRunId);
  const { approvedBy } = await billReviewSetting(database, run);
  const { periodFrom, periodTo, billedOn, dueOn, message, cycleName } = run;
  const held = billsHeld(reviewed).length;
  const isByTotals = isLookedAtByTotals(reviewed, linesMax);
  return {
    ...{ billRunId, cycleName, periodFrom, periodTo, billedOn, dueOn, message },
    ...totals,
    held,
    isLookedAtByTotals: isByTotals,
    lastPostedRunId: await lastRunBefore(database, run),
    steps: runSteps({
      ...{ billedOn, dueOn, message, held },
      dateTrouble: (await billedBeforeIssue(database, run))?.message ?? null,
      reads: await readsOf(database, billRunId),
      bills: totals.bills,
      totalCents: totals.totalCents,
      calculatedAgain: calculated.calculatedAgain(reviewed),
      blocked: reviewed.bills.filter((item) => item.bill === null && item.hold === null).length,
      undecided: undecidedIn(reviewed),
      isLookedAtByTotals: isByTotals,
      look: look === null ? null : { personName: look.personName, changed: changed.length },
      approval:
        approval === null
          ? null
          : { personName: approval.personName, standing: await approvalStanding(database, reviewed, approval) },
    }),
    changes: changed.slice(0, CHANGES_SHOWN_MAX).map(({ sentence }) => sentence),
    mayApprove: approvedBy === 'anyone' || person.role === 'supervisor',
    paymentsSince: await paymentsSince(database, accountsInRun(run), look?.lookedAt ?? null),
    creditCents: await creditOf(database, bills),
  };
}

function undecidedIn({ bills, closed }: ReviewedRun): number {
  return [...bills, ...closed].reduce((sum, { exceptions }) => sum + exceptions.filter(isUndecided).length, 0);
}

async function readsOf(database: Database, billRunId: string): Promise<{ expected: number; ready: number }> {
  const [row] = await database.raw<{ expected: number; ready: number }[]>(
    `SELECT count(*) AS expected, count(*) FILTER (WHERE status IN ('accepted', 'estimated', 'changed')) AS ready
     FROM period_read WHERE bill_run_id = ?`,
    [billRunId],
  );
  return row ?? { expected: 0, ready: 0 };
}

/** The payments for accounts whose receipts came after an instant; none where nobody has looked yet. */
async function paymentsSince(
  database: Database,
  { query, bindings }: ReturnType<typeof accountsInRun>,
  instant: string | null,
): Promise<{ payments: number; cents: Cents }> {
  if (instant === null) return { payments: 0, cents: cents(0) };
  const [row] = await database.raw<{ payments: number; amount: number | null }[]>(
    `SELECT count(*) AS payments, sum(amount_cents) AS amount
     FROM payment JOIN journal_entry USING (entry_number)
     WHERE command_number > (SELECT coalesce(max(command_number), 0) FROM command WHERE applied_at <= ?)
       AND payment.account_id IN (${query})`,
    [instant, ...bindings],
  );
  return { payments: row?.payments ?? 0, cents: cents(row?.amount ?? 0) };
}
