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
import { calculateBill } from '../domain/billing/calculate-bill.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import { catchUpBill, type HeldPeriod } from '../domain/billing/catch-up-bill.js';
import type { TariffBook } from '../domain/billing/tariff-book.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
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

type AccountRow = [
  ...[string, string, string, string, RateClass, number | null, string, string | null, string],
  billedTo: string | null,
];

/** Calculates every bill of a run, in walking order, from the reads as they stand. Nothing is written. */
export async function runBills(database: Database, run: BillRun): Promise<RunBill[]> {
  const tariffs = await tariffBook(database);
  const inRun = accountsInRun(run);
  const servicesOf = await billedServices(database, inRun, { from: run.periodFrom, to: run.periodTo });
  const readsOf = await billedReads(database, run.billRunId);
  const accounts = await accountRows(database, run);
  const factsOf = await accountFacts(database, inRun, tariffs);
  const heldOf = await heldPeriods(database, inRun, run.periodTo);
  const serviceOfTariff = await serviceOfTariffs(database);
  const period = fullPeriod(run.periodFrom, run.periodTo);
  return accounts.map((account) =>
    runBill(account, {
      ...{ run, period, tariffs, serviceOfTariff, account: factsOf(account[0]), held: heldOf(account[0]) },
      ...{ services: servicesOf(account[0]), reads: readsOf(account[0]) },
    }),
  );
}

/** The accounts of a run, as a query. */
export function accountsInRun(run: BillRun): { readonly query: string; readonly bindings: readonly string[] } {
  return { query: IN_RUN, bindings: [run.billRunId, run.cycleId, run.periodTo] };
}

/** The accounts of the run's routes that are active, and those that moved out and wait for their final bill. */
const IN_RUN = `SELECT account_id FROM account JOIN run_stop USING (premises_id) JOIN route USING (route_id)
  WHERE run_stop.bill_run_id = ? AND route.cycle_id = ? AND account.status IN ('active', 'final') AND account.opened_on <= ?`;

async function accountRows(database: Database, run: BillRun): Promise<AccountRow[]> {
  const { query, bindings } = accountsInRun(run);
  return bulkRead<AccountRow>(
    database,
    [
      ...['account_id', 'name', 'address', 'route_id', 'rate_class', 'last_bill', 'opened_on', 'closed_on', 'status'],
      'billed_to',
    ],
    `SELECT account_id, name, address, run_stop.route_id, rate_class, opened_on, closed_on, account.status,
            (SELECT total_cents FROM standing_bill AS bill WHERE bill.account_id = account.account_id
             ORDER BY billed_on DESC LIMIT 1) AS last_bill,
            ${BILLED_TO}
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     JOIN run_stop ON run_stop.bill_run_id = ? AND run_stop.premises_id = account.premises_id
     WHERE account_id IN (${query}) ORDER BY run_stop.route_id, run_stop.sequence, account_id`,
    [run.billRunId, ...bindings],
  );
}

interface BillFacts {
  readonly run: BillRun;
  readonly period: BilledPeriod;
  readonly account: AccountFacts;
  readonly tariffs: TariffBook;
  readonly serviceOfTariff: ReadonlyMap<string, ServiceName>;
  readonly services: readonly BillableService[];
  readonly reads: readonly BilledRead[];
  readonly held: readonly HeldIn[];
}

function runBill(row: AccountRow, facts: BillFacts): RunBill {
  const { own, ...account } = accountOf(row, facts);
  const obstacle = obstacleOf({ ...facts, services: account.services });
  if (obstacle !== null) return { ...account, bill: null, obstacle };
  try {
    return { ...account, bill: price(account, own, facts), obstacle: null };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return { ...account, bill: null, obstacle: refusedByPricing(error) };
  }
}

type Account = Omit<RunBill, 'bill' | 'obstacle'>;

function accountOf(row: AccountRow, facts: BillFacts): Account & { readonly own: BilledPeriod } {
  const [accountId, customerName, address, routeId, rateClass, lastBill, openedOn, closedOn, status, billed] = row;
  const { reads, account, services } = facts;
  const [opened, closed] = [calendarDate(openedOn), closedOn === null ? null : calendarDate(closedOn)];
  const billedTo = billed === null ? null : calendarDate(billed);
  const earlier: HeldPeriod[] = [];
  let goesOnFrom = billedTo;
  const partOf = (whole: BilledPeriod) =>
    partOfPeriod(goesOnFrom === null ? whole : goingOnFrom(whole, goesOnFrom), opened, closed);
  for (const held of facts.held) {
    const period = partOf(held.period);
    earlier.push({ ...held, period });
    goesOnFrom = period.to;
  }
  const own = partOf(facts.period);
  return {
    ...{ accountId, customerName, address, routeId, rateClass, billedTo, own },
    period: coveredPeriod(
      earlier.map(({ period }) => period),
      own,
    ),
    earlier,
    isFinal: status === 'final',
    usageGallons: reads.reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0),
    estimatedReads: reads.filter((read) => read.status === 'estimated').length,
    isMeterOut: reads.length > 0 && reads.every(({ isRemoved }) => isRemoved),
    // Who moved out while held had the services then.
    services: services.length > 0 ? services : (earlier.at(-1)?.services ?? services),
    data: account.data,
    lastBillCents: lastBill === null ? null : cents(lastBill),
  };
}

function price(
  { rateClass, billedTo, usageGallons, earlier }: Account,
  period: BilledPeriod,
  { run, tariffs, reads, account, services }: BillFacts,
): CalculatedBill {
  const input = {
    ...{ rateClass, period, billedTo, usageGallons, billedOn: run.billedOn },
    meterSize: reads[0]?.meterSize ?? null,
    registers: tariffs.needs('current_reading') ? reads.map(({ readings }) => readings()) : [],
    data: account.data,
    pastBills: account.pastBills,
    services,
  };
  return earlier.length === 0 ? calculateBill(input, tariffs) : catchUpBill(input, earlier, tariffs);
}
