import {
  postBillRunPayloadSchema,
  type PostBillRunPayload,
  type PostBillRunReply,
} from '../contract/commands/post-bill-run.js';
import type { DraftEntry } from '../contract/journal-entry.js';
import { sumCents } from '../contract/money.js';
import { counted } from '../contract/counted.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import { services } from '../contract/services.js';
import { nextRunDates } from '../domain/billing/next-run.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import { billCharges } from '../domain/ledger/bill-charges.js';
import { chargeEntry, type AccountBooks } from '../domain/ledger/charge-entry.js';
import { OpenItemBook } from '../domain/ledger/open-item-book.js';
import { chart as chartOf } from '../queries/chart.js';
import { applicationRule, refuseClosedPeriod } from '../queries/ledger-settings.js';
import { openItems } from '../queries/open-items.js';
import { runBills, type RunBill } from '../queries/run-bills.js';
import { billRun, firstRunOfPeriod, type BillRun } from '../queries/run-facts.js';
import { closeFinalAccounts, markPosted, openRun, type NextRun } from '../store/bill-runs.js';
import { writeBills, type NewBill } from '../store/bills.js';
import { appendEntries } from '../store/journal.js';
import { applyCredits } from './apply-credits.js';
import type { Command, CommandContext } from './command.js';

const OBSTACLES_SHOWN_MAX = 100;

/**
 * Posts a bill run: every bill with its entry, in one transaction, applies what credit the accounts had, and opens the
 * cycle's next run. The totals that the person confirmed must still be true; otherwise nothing is posted and the reply
 * says the true ones.
 */
export const postBillRun: Command<PostBillRunPayload, PostBillRunReply> = {
  kind: 'post-bill-run',
  roles: ['coordinator', 'supervisor'],
  payload: postBillRunPayloadSchema,
  isPosting: true,
  async execute(context, payload) {
    const run = await billRun(context.trx, payload.billRunId);
    if (run.status === 'posted') throw alreadyPosted(run);
    await refuseClosedPeriod(context.trx, run.billedOn);
    const bills = readyBills(run, await runBills(context.trx, run));
    const totals = totalsOf(bills);
    const nextRun = await nextRunOf(context, run);
    const confirmed = payload.confirmedBills === bills.length && payload.confirmedTotalCents === totals.totalCents;
    const reply = { billRunId: run.billRunId, ...totals, nextBillRunId: nextRun.billRunId };
    if (!confirmed) {
      return { outcome: 'refused', reply: { ...reply, firstEntryNumber: null, lastEntryNumber: null } };
    }
    const entryNumbers = await post(context, run, bills);
    await markPosted(context.trx, run.billRunId, context.commandNumber);
    await openRun(context.trx, nextRun, run.billRunId);
    await closeFinalAccounts(
      context.trx,
      bills.filter((item) => item.isFinal).map((item) => item.accountId),
    );
    const [firstEntryNumber = null] = entryNumbers;
    return { outcome: 'applied', reply: { ...reply, firstEntryNumber, lastEntryNumber: entryNumbers.at(-1) ?? null } };
  },
};

type ReadyBill = RunBill & { readonly bill: CalculatedBill };

/** Every bill of the run. Throws `run-not-ready` with an issue for each account that can't be billed. */
function readyBills(run: BillRun, bills: readonly RunBill[]): ReadyBill[] {
  const blocked = bills.filter((item) => item.bill === null);
  if (blocked.length === 0) return bills.filter((item): item is ReadyBill => item.bill !== null);
  const accounts = counted(blocked.length, 'account');
  throw new CurbstopError({
    code: 'run-not-ready',
    status: 409,
    message: `${run.cycleName} can't be posted: ${accounts} can't be billed yet.`,
    fix: 'Decide the reads in the Readings sheet, push, and look at the Bill Preview: what is in the way stands on top.',
    issues: blocked.slice(0, OBSTACLES_SHOWN_MAX).map(toIssue),
  });
}

function toIssue({ accountId, obstacle }: RunBill): Issue {
  return {
    code: 'not-ready',
    rowKey: accountId,
    column: '',
    message: `Account ${accountId}: ${obstacle ?? 'it can not be billed.'}`,
    fix: 'Decide its read in the Readings sheet and push.',
  };
}

function totalsOf(bills: readonly ReadyBill[]): Pick<PostBillRunReply, 'bills' | 'totalCents' | 'services'> {
  const charges = bills.flatMap((item) => item.bill.charges);
  return {
    bills: bills.length,
    totalCents: sumCents(charges.map((charge) => charge.amountCents)),
    services: services.map((service) => {
      const amounts = charges.filter((charge) => charge.service === service).map((charge) => charge.amountCents);
      return { service, bills: amounts.length, amountCents: sumCents(amounts) };
    }),
  };
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
    ...item.bill,
    billRunId: run.billRunId,
    accountId: item.accountId,
    periodFrom: item.period.from,
    periodTo: item.period.to,
    billedOn: run.billedOn,
    dueOn: run.dueOn,
    usageGallons: item.usageGallons,
    rateClass: item.rateClass,
    entryNumber,
  };
}

async function nextRunOf({ trx }: CommandContext, run: BillRun): Promise<NextRun> {
  const cycle = await trx<{ cycle_id: string; read_day: number }>('cycle')
    .where('cycle_id', run.cycleId)
    .first('read_day');
  if (!cycle) throw new RangeError(`The run ${run.billRunId} has no cycle.`);
  const dates = nextRunDates(await firstRunOfPeriod(trx, run), cycle.read_day);
  return { ...dates, billRunId: `${run.cycleId}-${dates.periodTo.slice(0, 7)}`, cycleId: run.cycleId };
}

function alreadyPosted(run: BillRun): CurbstopError {
  return new CurbstopError({
    code: 'run-already-posted',
    status: 409,
    message: `The bill run ${run.billRunId} is already posted.`,
    fix: 'Look at its receipt; correct a posted bill by an adjustment, or have a supervisor reverse the run.',
  });
}
