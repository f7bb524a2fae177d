import { addDays, daysBetween, latest, type CalendarDate } from '../contract/calendar-date.js';
import {
  reverseBillRunPayloadSchema,
  type ReverseBillRunPayload,
  type ReverseBillRunReply,
} from '../contract/commands/reverse-bill-run.js';
import { counted } from '../contract/counted.js';
import { groupBy } from '../contract/group-by.js';
import { cents, centsToDollars, sumCents, type Cents } from '../contract/money.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import type { AppliedCredit } from '../domain/ledger/applied-credit.js';
import type { Chart } from '../domain/ledger/chart.js';
import { reversedEntries, type ReversedEntries } from '../domain/ledger/entries/reversed-entries.js';
import { correctedBills, type AdjustedBill } from '../queries/adjusting/corrected-bills.js';
import { appliedCredits } from '../queries/applied-credits.js';
import { chart as chartOf } from '../queries/chart.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { creditsOnAccounts } from '../queries/open-items.js';
import { rebilledBills, type RebilledBill } from '../queries/rebilling/rebilled-bills.js';
import {
  lateChargesOn,
  postedTotals,
  runBillEntries,
  runOutputs,
  runStanding,
  type OpenNextRun,
  type RunBillEntry,
} from '../queries/posted-run.js';
import { billRun, type BillRun } from '../queries/run-facts.js';
import { takeBackDispositions } from '../store/bill-dispositions.js';
import { removeOpenRun, reopenFinalAccounts, reopenRun, writeRunReversal } from '../store/bill-run-reversals.js';
import type { NextRun } from '../store/bill-runs.js';
import { appendEntries, nextEntryNumber } from '../store/journal.js';
import { applyCredits, creditApplied } from './apply-credits.js';
import type { Command, CommandContext } from './command.js';

const ISSUES_SHOWN_MAX = 100;

/**
 * Undoes a posted bill run: an entry reverses each bill, what had paid it is credit of the account again and pays what
 * else is open, and the period is open to be billed again, with its reads as they were. What was decided on bills of the next
 * run falls, and the reply says how much. Throws `unknown-bill-run`,
 * `run-has-outputs`, `run-not-posted`, `run-already-reversed`, `run-not-last`, `next-run-begun`, `closed-period` or `run-not-reversible`.
 */
export const reverseBillRun: Command<ReverseBillRunPayload, ReverseBillRunReply> = {
  kind: 'reverse-bill-run',
  roles: ['coordinator', 'supervisor'],
  payload: reverseBillRunPayloadSchema,
  isPosting: true,
  needsReason: true,
  async execute(context, payload) {
    const { trx, commandNumber, reason, today } = context;
    const run = await billRun(trx, payload.billRunId);
    await refuseAfterOutputs(context, run);
    const { attempt, nextRun } = await reversibleRun(context, run);
    const on = latest([today, run.billedOn]);
    await refuseClosedPeriod(trx, on);
    const chart = await chartOf(trx);
    const reversed = await reversedBills(context, run, { chart, on });
    const totals = await postedTotals(trx, run.billRunId);
    const again = runAgain(run, attempt + 1, on);
    const { releasedCents } = reversed;
    const reply = { billRunId: run.billRunId, ...totals, releasedCents, openRunId: again.billRunId };
    const decisionsFallen = nextRun?.decisions ?? 0;
    const dates = { billedOn: again.billedOn, dueOn: again.dueOn, decisionsFallen };
    if (payload.confirmedBills !== totals.bills || payload.confirmedTotalCents !== totals.totalCents) {
      const nothing = { reappliedCents: cents(0), firstEntryNumber: null, lastEntryNumber: null };
      return { outcome: 'refused', reply: { ...reply, ...dates, ...nothing } };
    }
    const posted = await post(context, reversed, chart, on);
    await writeRunReversal(trx, { billRunId: run.billRunId, reason, commandNumber });
    if (nextRun !== null) await removeNextRun(context, nextRun.billRunId, run);
    await reopenRun(trx, again, run.billRunId);
    await reopenFinalAccounts(trx, run.billRunId);
    return { outcome: 'applied', reply: { ...reply, ...dates, ...posted } };
  },
};

/** Until something of the run left the office whoever posts may undo it; afterwards customers know it. */
async function refuseAfterOutputs({ trx, actor }: CommandContext, { billRunId }: BillRun): Promise<void> {
  if (actor.person.role === 'supervisor') return;
  const outputs = await runOutputs(trx, billRunId);
  if (outputs.length === 0) return;
  throw new CurbstopError({
    code: 'run-has-outputs',
    status: 403,
    message: `Of the bill run ${billRunId} there left the office already: ${outputs.join(', ')}.`,
    fix: 'Ask a supervisor to reverse it, or put single bills right in Rebill.',
  });
}

interface ReversibleRun {
  readonly attempt: number;
  /** The next run, which goes with the reversal; what was decided on its bills falls. */
  readonly nextRun: OpenNextRun | null;
}

async function reversibleRun({ trx }: CommandContext, run: BillRun): Promise<ReversibleRun> {
  const { billRunId } = run;
  const { attempt, reversedBy, laterRunId, openRun } = await runStanding(trx, billRunId);
  const refuse = (code: string, message: string, fix: string) => new CurbstopError({ code, status: 409, message, fix });
  if (run.status !== 'posted') {
    const fix = 'Only a posted run is reversed; an open one is mended by pushing its sheets.';
    throw refuse('run-not-posted', `The bill run ${billRunId} is not posted.`, fix);
  }
  if (reversedBy !== null) {
    const message = `The bill run ${billRunId} is already reversed, by receipt ${reversedBy}.`;
    throw refuse(
      'run-already-reversed',
      message,
      'Bill its period again: the run of the cycle that is open does that.',
    );
  }
  if (laterRunId !== null) {
    const message = `The bill run ${billRunId} is not the last of its cycle: ${laterRunId} was posted after it.`;
    // Reversing the later one would not help: its reads are kept, and they go on from those of this run.
    throw refuse('run-not-last', message, 'Only the last run is reversed; put single bills right in Rebill.');
  }
  if (openRun !== null && openRun.begun.length > 0) {
    const message = `The next run ${openRun.billRunId}, which goes on from ${billRunId}, has ${openRun.begun.join(' and ')} already.`;
    throw refuse('next-run-begun', message, 'Put single bills right in Rebill; the run can not be reversed any more.');
  }
  return { attempt, nextRun: openRun };
}

/** The decisions on the bills of the next run are taken back on record, since it is opened anew when the period is billed. */
async function removeNextRun(
  { trx, commandNumber, reason }: CommandContext,
  nextRunId: string,
  { billRunId }: BillRun,
): Promise<void> {
  const why = `The run ${billRunId} was reversed: ${reason}`;
  await takeBackDispositions(trx, nextRunId, { reason: why, commandNumber });
  await removeOpenRun(trx, nextRunId, billRunId);
}

interface ReversedBills {
  readonly bills: readonly ReversedEntries[];
  readonly releasedCents: Cents;
  readonly accountIds: readonly string[];
}

/** The entries that reverse a run's bills. Throws `run-not-reversible` with an issue for each account in the way. */
async function reversedBills(
  { trx }: CommandContext,
  run: BillRun,
  { chart, on }: { readonly chart: Chart; readonly on: CalendarDate },
): Promise<ReversedBills> {
  const rebilled = await rebilledBills(trx, run.billRunId);
  const entries = (await runBillEntries(trx, run.billRunId)).filter(({ billNumber }) => !rebilled.has(billNumber));
  const accountIds = entries.map(({ accountId }) => accountId);
  const applied = groupBy(await appliedCredits(trx, accountIds), ({ item }) => item.accountId);
  const credits = new Map((await creditsOnAccounts(trx, accountIds)).map((each) => [each.accountId, each.creditCents]));
  const issues = (await lateChargesOn(trx, run.billRunId)).map(lateChargeIssue);
  issues.push(...[...rebilled.values()].map(rebilledIssue));
  const billNumbers = entries.map(({ billNumber }) => billNumber);
  issues.push(...(await correctedBills(trx, billNumbers)).map(adjustedIssue));
  let next = await nextEntryNumber(trx);
  const bills = entries.map((bill) => {
    const ofAccount = applied.get(bill.accountId) ?? [];
    issues.push(...settledOtherwise(bill, ofAccount));
    const memo = `Bill ${bill.billNumber} reversed, ${bill.periodFrom} to ${bill.periodTo}`;
    const books = { applied: ofAccount, creditCents: credits.get(bill.accountId) ?? cents(0) };
    const reversed = reversedEntries(bill, books, chart, { on, memo, nextEntryNumber: next });
    next += reversed.entries.length;
    if (reversed.lackingCents > 0) issues.push(refundedIssue(bill, reversed.lackingCents));
    return reversed;
  });
  refuseIssues(run, issues);
  return {
    bills,
    releasedCents: sumCents(bills.map(({ releasedCents }) => releasedCents)),
    accountIds,
  };
}

async function post(
  context: CommandContext,
  { bills, accountIds }: ReversedBills,
  chart: Chart,
  on: CalendarDate,
): Promise<Pick<ReverseBillRunReply, 'reappliedCents' | 'firstEntryNumber' | 'lastEntryNumber'>> {
  const entries = bills.flatMap((bill) => bill.entries);
  const numbers = await appendEntries(context.trx, entries, context.commandNumber);
  // A bill that gave something back has paid others, which are open again beside what credit there is.
  const applications = await applyCredits(context, accountIds, on, chart);
  const all = [...numbers, ...applications.map(({ entryNumber }) => entryNumber)];
  return {
    reappliedCents: creditApplied(applications),
    firstEntryNumber: all[0] ?? null,
    lastEntryNumber: all.at(-1) ?? null,
  };
}

type BillingAgain = NextRun & {
  readonly attempt: number;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
};

/** The period is billed on the day of the reversal and due as many days later as before, so that no past day has it twice. */
function runAgain(run: BillRun, attempt: number, on: CalendarDate): BillingAgain {
  const { cycleId, periodFrom, periodTo } = run;
  return {
    ...{ cycleId, periodFrom, periodTo, attempt, message: run.message },
    billRunId: `${cycleId}-${periodTo.slice(0, 7)}-${attempt}`,
    billedOn: on,
    dueOn: addDays(on, daysBetween(run.billedOn, run.dueOn)),
  };
}

function refuseIssues(run: BillRun, issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  throw new CurbstopError({
    code: 'run-not-reversible',
    status: 409,
    message: `The bill run ${run.billRunId} can't be reversed: ${counted(issues.length, 'thing')} ${issues.length === 1 ? 'stands' : 'stand'} on its bills.`,
    fix: 'Put single bills right in Rebill instead.',
    issues: issues.slice(0, ISSUES_SHOWN_MAX),
  });
}

function issueOf(accountId: string, code: string, message: string, fix: string): Issue {
  return { code, rowKey: accountId, column: '', message, fix };
}

function lateChargeIssue({
  accountId,
  billNumber,
  entryNumber,
}: Awaited<ReturnType<typeof lateChargesOn>>[number]): Issue {
  const message = `Account ${accountId}: the late charge of entry ${entryNumber} stands on bill ${billNumber}.`;
  const fix = 'Reverse that first, in the receipt of Late Charges or Account Entries that charged it.';
  return issueOf(accountId, 'late-charge-stands', message, fix);
}

function rebilledIssue({ accountId, billNumber, receiptNumber }: RebilledBill): Issue {
  const message = `Account ${accountId}: bill ${billNumber} was made again, by receipt ${receiptNumber}.`;
  const fix = 'Pull Rebill for the account to correct the bill once more; the run can not be reversed any more.';
  return issueOf(accountId, 'bill-made-again', message, fix);
}

/** What corrected the bill would stay given though the bill is gone. */
function adjustedIssue({ accountId, billNumber, receiptNumber }: AdjustedBill): Issue {
  const message = `Account ${accountId}: bill ${billNumber} was adjusted with receipt ${receiptNumber}.`;
  return issueOf(accountId, 'bill-adjusted', message, 'Reverse that first, in its receipt.');
}

/** A write-off and a transfer are no money that could become credit of the account. */
function settledOtherwise(
  { accountId, billNumber, entryNumber }: RunBillEntry,
  applied: readonly AppliedCredit[],
): Issue[] {
  const found = applied.find(({ item, kind }) => {
    return item.ref.entryNumber === entryNumber && (kind === 'write-off' || kind === 'transfer');
  });
  if (!found) return [];
  const what = found.kind === 'transfer' ? 'transferred to another account' : 'written off';
  const message = `Account ${accountId}: bill ${billNumber} was ${what} by entry ${found.credit.entryNumber}.`;
  return [issueOf(accountId, 'bill-settled', message, 'The bill of the account is corrected by an adjustment.')];
}

function refundedIssue({ accountId, billNumber }: RunBillEntry, lackingCents: Cents): Issue {
  const lacking = centsToDollars(lackingCents);
  const message = `Account ${accountId}: ${lacking} of the credit that bill ${billNumber} gave was refunded or moved on.`;
  return issueOf(accountId, 'credit-gone', message, 'The bill of the account is corrected by an adjustment.');
}
