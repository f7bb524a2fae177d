import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { readyStatuses } from '../contract/metering.js';
import type { RateClass } from '../contract/services.js';
import { fullPeriod, goingOnFrom, partOfPeriod, type BilledPeriod } from '../domain/billing/billed-period.js';
import type { BillableService } from '../domain/billing/bill-input.js';
import { calculateBill } from '../domain/billing/calculate-bill.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import type { TariffBook } from '../domain/billing/tariff-book.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { accountFacts, type AccountFacts } from './account-facts.js';
import { BILLED_TO } from './billed-to.js';
import { billedReads, type BilledRead } from './billed-reads.js';
import { billedServices } from './billed-services.js';
import type { BillRun } from './run-facts.js';
import { tariffBook } from './tariff-book.js';

/** An account's bill in an open run as it would be posted now. */
export interface RunBill {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: RateClass;
  /**
   * The account's own part of the run's: a first bill begins at the move-in, a final bill ends at the move-out, and the
   * first one after a move from another cycle goes on from the last.
   */
  readonly period: BilledPeriod;
  /** The last day that a posted bill of the account covers; null for its first bill. */
  readonly billedTo: CalendarDate | null;
  readonly isFinal: boolean;
  /** Gallons through the account's meters. */
  readonly usageGallons: number;
  /** Null while something stands in the way; `obstacle` says what. */
  readonly bill: CalculatedBill | null;
  readonly obstacle: string | null;
  readonly lastBillCents: Cents | null;
}

type AccountRow = [
  ...[string, string, string, RateClass, number | null, string, string | null, string],
  billedTo: string | null,
];

/** Calculates every bill of a run, in walking order, from the reads as they stand. Nothing is written. */
export async function runBills(database: Database, run: BillRun): Promise<RunBill[]> {
  const tariffs = await tariffBook(database);
  const inRun = { query: IN_RUN, bindings: [run.billRunId, run.cycleId, run.periodTo] };
  const servicesOf = await billedServices(database, inRun, { from: run.periodFrom, to: run.periodTo });
  const readsOf = await billedReads(database, run.billRunId);
  const accounts = await accountRows(database, run);
  const factsOf = await accountFacts(database, inRun, tariffs);
  const period = fullPeriod(run.periodFrom, run.periodTo);
  return accounts.map((account) =>
    runBill(account, {
      ...{ run, period, tariffs, account: factsOf(account[0]) },
      ...{ services: servicesOf(account[0]), reads: readsOf(account[0]) },
    }),
  );
}

/** The accounts of the run's routes that are active, and those that moved out and wait for their final bill. */
const IN_RUN = `SELECT account_id FROM account JOIN run_stop USING (premises_id) JOIN route USING (route_id)
  WHERE run_stop.bill_run_id = ? AND route.cycle_id = ? AND account.status IN ('active', 'final') AND account.opened_on <= ?`;

async function accountRows(database: Database, run: BillRun): Promise<AccountRow[]> {
  return bulkRead<AccountRow>(
    database,
    ['account_id', 'name', 'address', 'rate_class', 'last_bill', 'opened_on', 'closed_on', 'status', 'billed_to'],
    `SELECT account_id, name, address, rate_class, opened_on, closed_on, account.status,
            (SELECT total_cents FROM standing_bill AS bill WHERE bill.account_id = account.account_id
             ORDER BY billed_on DESC LIMIT 1) AS last_bill,
            ${BILLED_TO}
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     JOIN run_stop ON run_stop.bill_run_id = ? AND run_stop.premises_id = account.premises_id
     WHERE account_id IN (${IN_RUN}) ORDER BY run_stop.route_id, run_stop.sequence, account_id`,
    [run.billRunId, run.billRunId, run.cycleId, run.periodTo],
  );
}

interface BillFacts {
  readonly run: BillRun;
  readonly period: BilledPeriod;
  readonly account: AccountFacts;
  readonly tariffs: TariffBook;
  readonly services: readonly BillableService[];
  readonly reads: readonly BilledRead[];
}

function runBill(row: AccountRow, facts: BillFacts): RunBill {
  const account = { ...accountOf(row, facts.period), usageGallons: totalUsage(facts.reads) };
  const obstacle = obstacleOf(facts);
  if (obstacle !== null) return { ...account, bill: null, obstacle };
  try {
    return { ...account, bill: price(account, facts), obstacle: null };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return { ...account, bill: null, obstacle: `Can't be priced: ${error.message} ${error.fix}` };
  }
}

type Account = Omit<RunBill, 'usageGallons' | 'bill' | 'obstacle'>;

function accountOf(row: AccountRow, runPeriod: BilledPeriod): Account {
  const [accountId, customerName, address, rateClass, lastBill, openedOn, closedOn, status, billedTo] = row;
  const whole = billedTo === null ? runPeriod : goingOnFrom(runPeriod, calendarDate(billedTo));
  const period = partOfPeriod(whole, calendarDate(openedOn), closedOn === null ? null : calendarDate(closedOn));
  return {
    accountId,
    customerName,
    address,
    rateClass,
    period,
    billedTo: billedTo === null ? null : calendarDate(billedTo),
    isFinal: status === 'final',
    lastBillCents: lastBill === null ? null : cents(lastBill),
  };
}

function totalUsage(reads: readonly BilledRead[]): number {
  return reads.reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0);
}

function price(
  { rateClass, period, billedTo, usageGallons }: Omit<RunBill, 'bill' | 'obstacle'>,
  facts: BillFacts,
): CalculatedBill {
  const { run, tariffs, services, reads, account } = facts;
  const input = {
    ...{ rateClass, period, billedTo, usageGallons, billedOn: run.billedOn },
    meterSize: reads[0]?.meterSize ?? null,
    registers: tariffs.needs('current_reading') ? reads.map(({ readings }) => readings()) : [],
    data: account.data,
    pastBills: account.pastBills,
    services,
  };
  return calculateBill(input, tariffs);
}

function obstacleOf({ services, reads }: BillFacts): string | null {
  const open = reads.find(({ status }) => !readyStatuses.includes(status));
  if (open) return `The read is not ready: ${open.status}.`;
  if (services.length === 0) return 'The account has no service to bill.';
  if (new Set(standing(reads).map(({ meterSize }) => meterSize)).size > 1) {
    return 'The account has meters of different sizes, and its tariff prices one.';
  }
  const metered = services.some(({ service }) => service === 'water');
  return metered && reads.length === 0 ? 'The account has water but no meter to read.' : null;
}

/** After a change-out the account is billed by the size of the meter that is in place. */
function standing(reads: readonly BilledRead[]): readonly BilledRead[] {
  return reads.filter(({ isRemoved }) => !isRemoved);
}
