import { setImmediate as turn } from 'node:timers/promises';
import type { BillException } from '../contract/bill-review.js';
import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import type { RateClass, ServiceName } from '../contract/services.js';
import { obstacleOf, refusedByPricing } from '../domain/bill-review/obstacle.js';
import type { AccountDatum } from '../domain/billing/account-data.js';
import {
  coveredPeriod,
  fullPeriod,
  goingOnFrom,
  partOfPeriod,
  type BilledPeriod,
} from '../domain/billing/billed-period.js';
import type { BillableService } from '../domain/billing/bill-input.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import type { HeldPeriod } from '../domain/billing/catch-up-bill.js';
import { PricedBills } from '../domain/billing/priced-bills.js';
import type { TariffBook } from '../domain/billing/tariff-book.js';
import { cellOf, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { readTogether } from '../store/read-together.js';
import { accountFacts, type AccountFacts } from './account-facts.js';
import { BILLED_TO } from './billed-to.js';
import { billedReads, type BilledRead } from './billed-reads.js';
import { billedServices } from './billed-services.js';
import { heldPeriods, type HeldIn } from './held-periods.js';
import type { BillRun } from './run-facts.js';
import { tariffBook } from './tariff-book.js';
import { serviceOfTariffs } from './tariffs.js';

/** An account's bill in an open run as it would be posted now. */
export interface RunBill {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly routeId: string;
  readonly rateClass: RateClass;
  /**
   * The account's own part of the run's: a first bill begins at the move-in, a final bill ends at the move-out, and the
   * first one after a move from another cycle goes on from the last. It begins with the periods that runs before left out.
   */
  readonly period: BilledPeriod;
  /** The last day that a posted bill of the account covers; null for its first bill. */
  readonly billedTo: CalendarDate | null;
  /** What of the period runs before left the account out of. */
  readonly earlier: readonly HeldPeriod[];
  readonly isFinal: boolean;
  /** Gallons through the account's meters. */
  readonly usageGallons: number;
  readonly estimatedReads: number;
  /** All its meters were taken out within the period, and none was put in. */
  readonly isMeterOut: boolean;
  readonly services: readonly BillableService[];
  readonly data: readonly AccountDatum[];
  /** Null while something stands in the way; `obstacle` says what. */
  readonly bill: CalculatedBill | null;
  readonly obstacle: BillException | null;
  readonly lastBillCents: Cents | null;
}

interface AccountRow {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly routeId: string;
  readonly rateClass: RateClass;
  readonly lastBillCents: number | null;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly status: string;
  readonly billedTo: string | null;
}

const ACCOUNT_COLUMNS: ColumnNames<AccountRow> = {
  ...{
    accountId: 'account_id',
    customerName: 'name',
    address: 'address',
    routeId: 'route_id',
    rateClass: 'rate_class',
  },
  ...{
    lastBillCents: 'last_bill',
    openedOn: 'opened_on',
    closedOn: 'closed_on',
    status: 'status',
    billedTo: 'billed_to',
  },
};

/** Bills are a function of what they are made of: one calculated once is not calculated again in the life of the program. */
const pricedBills = new PricedBills();
/** So many bills are calculated before this thread looks whether somebody waits. */
export const BILLS_PER_TURN = 500;

/** Calculates every bill of a run, in walking order, from the reads as they stand. Nothing is written. */
export async function runBills(database: Database, run: BillRun, priced = pricedBills): Promise<RunBill[]> {
  const tariffs = await tariffBook(database);
  const inRun = accountsInRun(run);
  const [servicesOf, readsOf, factsOf, heldOf, serviceOfTariff, accounts] = await readTogether([
    billedServices(database, inRun, { from: run.periodFrom, to: run.periodTo }),
    billedReads(database, run.billRunId),
    accountFacts(database, inRun, tariffs),
    heldPeriods(database, inRun, run.periodTo),
    serviceOfTariffs(database),
    accountColumns(database, run),
  ]);
  const facts: RunFacts = {
    ...{ run, tariffs, priced, period: fullPeriod(run.periodFrom, run.periodTo) },
    ...{ servicesOf, readsOf, factsOf, heldOf, serviceOfTariff, accounts },
  };
  const bills: RunBill[] = [];
  for (const [row, accountId] of facts.accounts.accountId.entries()) {
    if (row % BILLS_PER_TURN === 0) await turn();
    bills.push(runBill(facts, accountId, row));
  }
  return bills;
}

/** The accounts of a run, as a query. */
export function accountsInRun(run: BillRun): { readonly query: string; readonly bindings: readonly string[] } {
  return { query: IN_RUN, bindings: [run.billRunId, run.cycleId, run.periodTo] };
}

/** The accounts of the run's routes that are active, and those that moved out and wait for their final bill. */
const OF_RUN = `run_stop.bill_run_id = ? AND route.cycle_id = ? AND account.status IN ('active', 'final') AND account.opened_on <= ?`;
const IN_RUN = `SELECT account_id FROM account JOIN run_stop USING (premises_id) JOIN route USING (route_id) WHERE ${OF_RUN}`;

async function accountColumns(database: Database, run: BillRun): Promise<ColumnsRead<AccountRow>> {
  return columnRead<AccountRow>(
    database,
    ACCOUNT_COLUMNS,
    `SELECT account_id, customer.name, address, run_stop.route_id, rate_class, opened_on, closed_on, account.status,
            (SELECT total_cents FROM billed_period AS bill WHERE bill.account_id = account.account_id
             ORDER BY billed_on DESC LIMIT 1) AS last_bill,
            ${BILLED_TO}
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     JOIN run_stop USING (premises_id) JOIN route ON route.route_id = run_stop.route_id
     WHERE ${OF_RUN} ORDER BY run_stop.route_id, run_stop.sequence, account_id`,
    accountsInRun(run).bindings,
  );
}

/** What the bills of a run are made of, by account. */
interface RunFacts {
  readonly run: BillRun;
  readonly period: BilledPeriod;
  readonly tariffs: TariffBook;
  readonly priced: PricedBills;
  readonly serviceOfTariff: ReadonlyMap<string, ServiceName>;
  readonly accounts: ColumnsRead<AccountRow>;
  readonly servicesOf: (accountId: string) => readonly BillableService[];
  readonly readsOf: (accountId: string) => readonly BilledRead[];
  readonly factsOf: (accountId: string) => AccountFacts;
  readonly heldOf: (accountId: string) => readonly HeldIn[];
}

/** A large run has many of them, so that each is made in one piece: to spread objects takes longer than to price a bill. */
function runBill(facts: RunFacts, accountId: string, row: number): RunBill {
  const { accounts } = facts;
  const reads = facts.readsOf(accountId);
  const account = facts.factsOf(accountId);
  const held = facts.heldOf(accountId);
  const rateClass = cellOf(accounts.rateClass, row);
  const billedTo = dateOf(cellOf(accounts.billedTo, row));
  const opened = calendarDate(cellOf(accounts.openedOn, row));
  const periods = periodsOf(facts.period, held, { billedTo, opened, closed: dateOf(cellOf(accounts.closedOn, row)) });
  const { own, earlier } = periods;
  const ofPeriod = facts.servicesOf(accountId);
  // Who moved out while held had the services then.
  const services = ofPeriod.length > 0 ? ofPeriod : (earlier.at(-1)?.services ?? ofPeriod);
  const usageGallons = reads.reduce((sum, read) => sum + (read.usageGallons ?? 0), 0);
  const { bill, obstacle } = priced(facts, {
    rateClass,
    billedTo,
    own,
    earlier,
    services,
    reads,
    account,
    usageGallons,
  });
  const lastBillCents = cellOf(accounts.lastBillCents, row);
  return {
    accountId,
    customerName: cellOf(accounts.customerName, row),
    address: cellOf(accounts.address, row),
    routeId: cellOf(accounts.routeId, row),
    rateClass,
    period:
      earlier.length === 0
        ? own
        : coveredPeriod(
            earlier.map(({ period }) => period),
            own,
          ),
    billedTo,
    earlier,
    isFinal: cellOf(accounts.status, row) === 'final',
    usageGallons,
    estimatedReads: reads.filter((read) => read.status === 'estimated').length,
    isMeterOut: reads.length > 0 && reads.every(({ isRemoved }) => isRemoved),
    services,
    data: account.data,
    bill,
    obstacle,
    lastBillCents: lastBillCents === null ? null : cents(lastBillCents),
  };
}

function dateOf(text: string | null): CalendarDate | null {
  return text === null ? null : calendarDate(text);
}

const NOTHING_EARLIER: readonly HeldPeriod[] = [];

interface AccountDates {
  readonly billedTo: CalendarDate | null;
  readonly opened: CalendarDate;
  readonly closed: CalendarDate | null;
}

/** The part of the run's period that is the account's own, and those that runs before left it out of. */
function periodsOf(
  whole: BilledPeriod,
  held: readonly HeldIn[],
  { billedTo, opened, closed }: AccountDates,
): { readonly own: BilledPeriod; readonly earlier: readonly HeldPeriod[] } {
  const partFrom = (period: BilledPeriod, goesOnFrom: CalendarDate | null) =>
    partOfPeriod(goesOnFrom === null ? period : goingOnFrom(period, goesOnFrom), opened, closed);
  if (held.length === 0) return { own: partFrom(whole, billedTo), earlier: NOTHING_EARLIER };
  const earlier: HeldPeriod[] = [];
  let goesOnFrom = billedTo;
  for (const before of held) {
    const period = partFrom(before.period, goesOnFrom);
    earlier.push({ ...before, period });
    goesOnFrom = period.to;
  }
  return { own: partFrom(whole, goesOnFrom), earlier };
}

interface PricedFacts extends Pick<RunBill, 'rateClass' | 'billedTo' | 'earlier' | 'services' | 'usageGallons'> {
  readonly own: BilledPeriod;
  readonly reads: readonly BilledRead[];
  readonly account: AccountFacts;
}

/** The bill, or what stands in its way. */
function priced(facts: RunFacts, own: PricedFacts): Pick<RunBill, 'bill' | 'obstacle'> {
  const { run, tariffs, serviceOfTariff } = facts;
  const { reads, services, account } = own;
  const obstacle = obstacleOf({ reads, services, serviceOfTariff });
  if (obstacle !== null) return { bill: null, obstacle };
  const input = {
    rateClass: own.rateClass,
    period: own.own,
    billedTo: own.billedTo,
    billedOn: run.billedOn,
    usageGallons: own.usageGallons,
    services,
    meterSize: reads[0]?.meterSize ?? null,
    registers: tariffs.needs('current_reading') ? reads.map(({ readings }) => readings()) : [],
    data: account.data,
    pastBills: account.pastBills,
  };
  try {
    return { bill: facts.priced.price(input, own.earlier, tariffs), obstacle: null };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return { bill: null, obstacle: refusedByPricing(error) };
  }
}
