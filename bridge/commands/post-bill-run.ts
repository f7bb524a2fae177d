import {
  postBillRunPayloadSchema,
  type PostBillRunPayload,
  type PostBillRunReply,
} from '../contract/commands/post-bill-run.js';
import { sumCents } from '../contract/money.js';
import { counted } from '../contract/counted.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import { services } from '../contract/services.js';
import { nextRunDates } from '../domain/billing/next-run.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import { chargeEntry } from '../domain/ledger/charge-entry.js';
import { runBills, type RunBill } from '../queries/run-bills.js';
import { billRun, type BillRun } from '../queries/run-facts.js';
import { closeFinalAccounts, markPosted, openRun, type NextRun } from '../store/bill-runs.js';
import { writeBills } from '../store/bills.js';
import { appendEntries } from '../store/journal.js';
import type { Command, CommandContext } from './command.js';

const OBSTACLES_SHOWN_MAX = 100;

/**
 * Posts a bill run: every bill with its entry, in one transaction, and opens the cycle's next run. The totals that the
 * person confirmed must still be true; otherwise nothing is posted and the reply says the true ones.
 */
export const postBillRun: Command<PostBillRunPayload, PostBillRunReply> = {
  kind: 'post-bill-run',
  roles: ['coordinator', 'supervisor'],
  payload: postBillRunPayloadSchema,
  async execute(context, payload) {
    const run = await billRun(context.trx, payload.billRunId);
    if (run.status === 'posted') throw alreadyPosted(run);
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

/** Writes the bills and their entries; gives the entries' numbers. A bill of zero makes no entry. */
async function post(
  { trx, commandNumber }: CommandContext,
  run: BillRun,
  bills: readonly ReadyBill[],
): Promise<number[]> {
  const prepared = bills.map((item) => ({
    item,
    entry: chargeEntry({
      kind: 'bill',
      accountId: item.accountId,
      effectiveOn: run.billedOn,
      memo: `${item.isFinal ? 'Final bill' : 'Bill'} ${item.period.from} to ${item.period.to}`,
      charges: item.bill.charges,
    }),
  }));
  const entries = prepared.flatMap(({ entry }) => entry ?? []);
  const numbers = await appendEntries(trx, entries, commandNumber);
  const numberOf = new Map(entries.map((entry, index) => [entry, numbers[index] ?? null]));
  await writeBills(
    trx,
    prepared.map(({ item, entry }) => ({
      ...item.bill,
      billRunId: run.billRunId,
      accountId: item.accountId,
      periodFrom: item.period.from,
      periodTo: item.period.to,
      billedOn: run.billedOn,
      dueOn: run.dueOn,
      usageGallons: item.usageGallons,
      rateClass: item.rateClass,
      entryNumber: entry === null ? null : (numberOf.get(entry) ?? null),
    })),
  );
  return numbers;
}

async function nextRunOf({ trx }: CommandContext, run: BillRun): Promise<NextRun> {
  const cycle = await trx<{ cycle_id: string; read_day: number }>('cycle')
    .where('cycle_id', run.cycleId)
    .first('read_day');
  if (!cycle) throw new RangeError(`The run ${run.billRunId} has no cycle.`);
  const dates = nextRunDates(run, cycle.read_day);
  return { ...dates, billRunId: `${run.cycleId}-${dates.periodTo.slice(0, 7)}`, cycleId: run.cycleId };
}

function alreadyPosted(run: BillRun): CurbstopError {
  return new CurbstopError({
    code: 'run-already-posted',
    status: 409,
    message: `The bill run ${run.billRunId} is already posted.`,
    fix: 'Look at its receipt; correct a posted bill by an adjustment.',
  });
}
