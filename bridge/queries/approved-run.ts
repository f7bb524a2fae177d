import { cents, centsToDollars, type Cents } from '../contract/money.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import type { Database } from '../store/database.js';
import type { ReviewedRun } from './bill-review.js';
import { changedBills, lookOf, postingDigest, runLook, type ChangedBill } from './run-look.js';

/** The last approval of a run. */
export interface RunApproval {
  readonly bills: number;
  readonly totalCents: Cents;
  readonly digest: string;
  readonly personName: string;
  readonly approvedAt: string;
  readonly receiptNumber: number;
}

export async function runApproval(database: Database, billRunId: string): Promise<RunApproval | null> {
  const [row] = await database.raw<
    { bills: number; total: number; digest: string; name: string; at: string; receipt: number }[]
  >(
    `SELECT bill_count AS bills, total_cents AS total, digest, name, applied_at AS at, command_number AS receipt
     FROM bill_run_approval JOIN command USING (command_number) JOIN person USING (person_id)
     WHERE bill_run_id = ? ORDER BY approval_number DESC LIMIT 1`,
    [billRunId],
  );
  if (row === undefined) return null;
  const { bills, total, digest, name: personName, at: approvedAt, receipt: receiptNumber } = row;
  return { bills, totalCents: cents(total), digest, personName, approvedAt, receiptNumber };
}

/** Refuses a run that nobody approved as it stands. Throws `run-not-approved` or `approval-stale`. */
export async function refuseUnapproved(database: Database, reviewed: ReviewedRun): Promise<void> {
  const { run } = reviewed;
  const approval = await runApproval(database, run.billRunId);
  if (approval === null) {
    throw new CurbstopError({
      code: 'run-not-approved',
      status: 409,
      message: `${run.cycleName} can't be posted: nobody has approved its totals.`,
      fix: 'Pull the Bill Preview, look at it, and approve the run.',
    });
  }
  if (approval.digest === postingDigest(reviewed)) return;
  throw new CurbstopError({
    code: 'approval-stale',
    status: 409,
    message: `${run.cycleName} changed since ${approval.personName} approved ${counted(approval.bills, 'bill')} of ${centsToDollars(approval.totalCents)}. ${changedWords(await changesSeen(database, reviewed))}`,
    fix: 'Pull the Bill Preview again, look at what changed, and approve the run anew.',
  });
}

/** Refuses a run that is not as somebody looked at it. Throws `preview-missing` or `preview-stale`. */
export async function refuseUnseen(database: Database, reviewed: ReviewedRun): Promise<void> {
  const look = await runLook(database, reviewed.run.billRunId);
  if (look === null) {
    throw new CurbstopError({
      code: 'preview-missing',
      status: 409,
      message: `Nobody has looked at the bills of ${reviewed.run.cycleName} yet.`,
      fix: 'Pull the Bill Preview and look at it, then approve.',
    });
  }
  const changed = changedBills(look.bills, lookOf(reviewed));
  if (changed.length === 0) return;
  throw new CurbstopError({
    code: 'preview-stale',
    status: 409,
    message: changedWords(changed),
    fix: 'Pull the Bill Preview again, look at what changed, then approve.',
  });
}

const NAMED_MAX = 5;

/** What changed since the bills were looked at; nothing where nobody did. */
async function changesSeen(database: Database, reviewed: ReviewedRun): Promise<ChangedBill[]> {
  const look = await runLook(database, reviewed.run.billRunId);
  return look === null ? [] : changedBills(look.bills, lookOf(reviewed));
}

/** The first of the changes by name. */
function changedWords(changed: readonly ChangedBill[]): string {
  if (changed.length === 0) return 'Its dates, message or held accounts are others now.';
  const named = changed.slice(0, NAMED_MAX).map(({ sentence }) => sentence);
  const more = changed.length - named.length;
  const rest = more === 0 ? '' : ` And ${more.toLocaleString('en-US')} more.`;
  return `${counted(changed.length, 'bill')} changed since they were looked at: ${named.join(' ')}${rest}`;
}
