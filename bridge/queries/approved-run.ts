import { cents, centsToDollars, type Cents } from '../contract/money.js';
import { counted } from '../contract/counted.js';
import type { Person, Role } from '../contract/person.js';
import { CurbstopError } from '../contract/problem.js';
import type { ApprovalStanding } from '../domain/bill-review/run-steps.js';
import type { Database } from '../store/database.js';
import { billReviewSetting, type ReviewedRun } from './bill-review.js';
import { isLookedAtByTotals } from './preview-size.js';
import { changedBills, lookOf, postingDigest, runLook, type ChangedBill } from './run-look.js';

/** The last approval of a run. */
export interface RunApproval {
  readonly bills: number;
  readonly totalCents: Cents;
  readonly digest: string;
  readonly personId: string;
  readonly personName: string;
  readonly role: Role;
  readonly approvedAt: string;
  readonly receiptNumber: number;
}

export async function runApproval(database: Database, billRunId: string): Promise<RunApproval | null> {
  const [row] = await database.raw<
    {
      bills: number;
      total: number;
      digest: string;
      person: string;
      name: string;
      role: Role;
      at: string;
      receipt: number;
    }[]
  >(
    `SELECT bill_count AS bills, total_cents AS total, digest, person_id AS person, name, role, applied_at AS at, command_number AS receipt
     FROM bill_run_approval JOIN command USING (command_number) JOIN person USING (person_id)
     WHERE bill_run_id = ? ORDER BY approval_number DESC LIMIT 1`,
    [billRunId],
  );
  if (row === undefined) return null;
  const {
    bills,
    total,
    digest,
    person: personId,
    name: personName,
    role,
    at: approvedAt,
    receipt: receiptNumber,
  } = row;
  return { bills, totalCents: cents(total), digest, personId, personName, role, approvedAt, receiptNumber };
}

/** Whether an approval holds for the run as it stands, by the setting that is in force on its bill date. */
export async function approvalStanding(
  database: Database,
  reviewed: ReviewedRun,
  { role, digest }: RunApproval,
): Promise<ApprovalStanding> {
  const { approvedBy } = await billReviewSetting(database, reviewed.run);
  if (approvedBy === 'supervisor' && role !== 'supervisor') return 'not-by-supervisor';
  return digest === postingDigest(reviewed) ? 'stands' : 'changed';
}

/**
 * Refuses a run that nobody approved as it stands. Throws `run-not-approved`, `approved-by-supervisor` or `approval-stale`.
 */
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
  const standing = await approvalStanding(database, reviewed, approval);
  if (standing === 'stands') return;
  if (standing === 'not-by-supervisor') {
    throw new CurbstopError({
      code: 'approved-by-supervisor',
      status: 409,
      message: `${run.cycleName} was approved by ${approval.personName}, and runs are approved by a supervisor now.`,
      fix: 'Ask a supervisor to look at the bills and approve the run; the setting "bill-review" says who does.',
    });
  }
  throw new CurbstopError({
    code: 'approval-stale',
    status: 409,
    message: `${run.cycleName} changed since ${approval.personName} approved ${counted(approval.bills, 'bill')} of ${centsToDollars(approval.totalCents)}. ${changedWords(await changesSeen(database, reviewed, approval.personId))}`,
    fix: 'Pull the Bill Preview again, look at what changed, and approve the run anew.',
  });
}

/** Refuses a run that is not as the person looked at it themselves. Throws `preview-missing` or `preview-stale`. */
export async function refuseUnseen(
  database: Database,
  reviewed: ReviewedRun,
  { personId, name }: Person,
): Promise<void> {
  const look = await runLook(database, reviewed.run.billRunId, personId);
  if (look === null) {
    throw new CurbstopError({
      code: 'preview-missing',
      status: 409,
      message: `${name} has not looked at the bills of ${reviewed.run.cycleName} yet.`,
      fix: isLookedAtByTotals(reviewed)
        ? 'Pull Bill Totals and look at them, as the Bill Preview is too large for a sheet; then approve.'
        : 'Pull the Bill Preview and look at it, then approve.',
    });
  }
  const changed = changedBills(look.bills, lookOf(reviewed));
  if (changed.length === 0) return;
  throw new CurbstopError({
    code: 'preview-stale',
    status: 409,
    message: changedWords(changed),
    fix: `Pull ${isLookedAtByTotals(reviewed) ? 'Bill Totals' : 'the Bill Preview'} again, look at what changed, then approve.`,
  });
}

const NAMED_MAX = 5;

/** What changed since a person looked at the bills; nothing where they did not. */
async function changesSeen(database: Database, reviewed: ReviewedRun, personId: string): Promise<ChangedBill[]> {
  const look = await runLook(database, reviewed.run.billRunId, personId);
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
