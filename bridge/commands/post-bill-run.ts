import {
  postBillRunPayloadSchema,
  type PostBillRunPayload,
  type PostBillRunReply,
} from '../contract/commands/post-bill-run.js';
import type { DraftEntry } from '../contract/journal-entry.js';
import { billedFrom, nextRunDates } from '../domain/billing/next-run.js';
import { billCharges } from '../domain/ledger/bill-charges.js';
import { chargeEntry, type AccountBooks } from '../domain/ledger/charge-entry.js';
import { OpenItemBook } from '../domain/ledger/open-item-book.js';
import { refuseBilledBefore } from '../queries/billed-before.js';
import { refuseUnapproved } from '../queries/approved-run.js';
import { billsHeld, billsToPost, reviewedRun, type ReadyBill, type ReviewedBill } from '../queries/bill-review.js';
import { chart as chartOf } from '../queries/chart.js';
import { applicationRule, refuseClosedPeriod } from '../queries/ledger-settings.js';
import { openItems } from '../queries/open-items.js';
import { refusePosted } from '../queries/open-bill-run.js';
import { exceptionsToKeep } from '../queries/posted-exceptions.js';
import { creditOf, refuseUndecided, totalsToPost } from '../queries/run-to-post.js';
import { billRun, firstRunOfPeriod, type BillRun } from '../queries/run-facts.js';
import { closeFinalAccounts, markPosted, openRun, writeHeldAccounts, type NextRun } from '../store/bill-runs.js';
import { writeBills, type NewBill } from '../store/bills.js';
import { appendEntries } from '../store/journal.js';
import { writePostedExceptions } from '../store/posted-exceptions.js';
import { applyCredits } from './apply-credits.js';
import type { Command, CommandContext } from './command.js';

/**
 * Posts a bill run: every bill that is not held with its entry, in one transaction, applies what credit the accounts had,
 * and opens the cycle's next run, which bills the held accounts. Every exception must be decided and the run approved as
 * it stands; throws `run-not-ready`, `billed-before-last-bill`, `run-not-approved`, `approved-by-supervisor` or `approval-stale` otherwise. The
 * totals that the person confirmed must still be true; otherwise nothing is posted and the reply says the true ones.
 */
export const postBillRun: Command<PostBillRunPayload, PostBillRunReply> = {
  kind: 'post-bill-run',
  roles: ['coordinator', 'supervisor'],
  payload: postBillRunPayloadSchema,
  isPosting: true,
  async execute(context, payload) {
    const { trx, commandNumber } = context;
    const run = await billRun(trx, payload.billRunId);
    refusePosted(run);
    await refuseClosedPeriod(trx, run.billedOn);
    await refuseBilledBefore(trx, run);
    const reviewed = await reviewedRun(trx, run);
    refuseUndecided(reviewed);
    await refuseUnapproved(trx, reviewed);
    const bills = billsToPost(reviewed);
    const totals = totalsToPost(bills);
    const nextRun = await nextRunOf(context, run);
    const creditCents = payload.confirmedCreditCents === null ? null : await creditOf(trx, bills);
    const held = billsHeld(reviewed);
    const reply = { billRunId: run.billRunId, ...totals, held: held.length, creditCents };
    const next = { nextBillRunId: nextRun.billRunId };
    if (!isConfirmed(payload, reply)) {
      return { outcome: 'refused', reply: { ...reply, ...next, firstEntryNumber: null, lastEntryNumber: null } };
    }
    const entryNumbers = await post(context, run, bills);
    await writeHeldAccounts(trx, run.billRunId, held.map(toHeld), commandNumber);
    await writePostedExceptions(trx, run.billRunId, exceptionsToKeep(reviewed), commandNumber);
    await markPosted(trx, run.billRunId, commandNumber);
    await openRun(trx, nextRun, run.billRunId);
    await closeFinalAccounts(
      trx,
      bills.filter((item) => item.isFinal).map((item) => item.accountId),
    );
    const [firstEntryNumber = null] = entryNumbers;
    const lastEntryNumber = entryNumbers.at(-1) ?? null;
    return { outcome: 'applied', reply: { ...reply, ...next, firstEntryNumber, lastEntryNumber } };
  },
};

function isConfirmed(
  { confirmedBills, confirmedTotalCents, confirmedCreditCents }: PostBillRunPayload,
  { bills, totalCents, creditCents }: Pick<PostBillRunReply, 'bills' | 'totalCents' | 'creditCents'>,
): boolean {
  return confirmedBills === bills && confirmedTotalCents === totalCents && confirmedCreditCents === creditCents;
}

function toHeld({ accountId, hold }: ReviewedBill): { accountId: string; reason: string } {
  return { accountId, reason: hold?.reason ?? '' };
}

/**
 * Writes the bills and their entries, then those that apply credit; gives the numbers of the bills' entries. A bill of
 * zero makes no entry.
 */
async function post(context: CommandContext, run: BillRun, bills: readonly ReadyBill[]): Promise<number[]> {
  const { trx, commandNumber } = context;
  const chart = await chartOf(trx);
  const rule = await applicationRule(trx, run.billedOn);
  const items = new OpenItemBook(await openItems(trx, accountsWithCredits(bills), run.billedOn));
  const madeEntry: boolean[] = [];
  const entries = function* (): Generator<DraftEntry> {
    for (const item of bills) {
      const entry = entryOf(run, item, { chart, rule, items: items.of(item.accountId) });
      madeEntry.push(entry !== null);
      if (entry !== null) yield entry;
    }
  };
  const numbers = await appendEntries(trx, entries(), commandNumber);
  const numberOf = numbers.values();
  await writeBills(
    trx,
    bills.map((item, index) => toNewBill(run, item, madeEntry[index] ? (numberOf.next().value ?? null) : null)),
  );
  if (rule.applyCreditToNewBills) {
    const billed = bills.map(({ accountId }) => accountId);
    await applyCredits(context, billed, run.billedOn, chart);
  }
  return numbers;
}

/** Only a bill that gives something back pays what is open. */
function accountsWithCredits(bills: readonly ReadyBill[]): string[] {
  return bills
    .filter(({ bill }) => bill.charges.some(({ lines }) => lines.some(({ amountCents }) => amountCents < 0)))
    .map(({ accountId }) => accountId);
}

function entryOf(
  run: BillRun,
  { accountId, isFinal, period, bill }: ReadyBill,
  books: AccountBooks,
): DraftEntry | null {
  return chargeEntry(
    {
      kind: 'bill',
      accountId,
      effectiveOn: run.billedOn,
      memo: `${isFinal ? 'Final bill' : 'Bill'} ${period.from} to ${period.to}`,
      charges: billCharges(bill.charges, books.chart),
    },
    books,
  );
}

function toNewBill(run: BillRun, item: ReadyBill, entryNumber: number | null): NewBill {
  return {
    billRunId: run.billRunId,
    accountId: item.accountId,
    periodFrom: item.period.from,
    periodTo: item.period.to,
    billedOn: run.billedOn,
    dueOn: run.dueOn,
    usageGallons: item.usageGallons,
    totalCents: item.bill.totalCents,
    entryNumber,
    rateClass: item.rateClass,
    charges: item.bill.charges,
  };
}

async function nextRunOf({ trx }: CommandContext, run: BillRun): Promise<NextRun> {
  const cycle = await trx<{ cycle_id: string; read_day: number }>('cycle')
    .where('cycle_id', run.cycleId)
    .first('read_day');
  if (!cycle) throw new RangeError(`The run ${run.billRunId} has no cycle.`);
  // A statement tells what was owed on its day, so that no bill is of a day before the one that went out before it.
  const dates = billedFrom(nextRunDates(await firstRunOfPeriod(trx, run), cycle.read_day), run.billedOn);
  return { ...dates, billRunId: `${run.cycleId}-${dates.periodTo.slice(0, 7)}`, cycleId: run.cycleId };
}
