import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import { cents, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { readyStatuses, type ReadStatus } from '../contract/metering.js';
import type { RateClass, ServiceName } from '../contract/services.js';
import { calculateBill, type BillableService, type CalculatedBill } from '../domain/billing/calculate-bill.js';
import type { TariffBook } from '../domain/billing/tariff-book.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { BillRun } from './run-facts.js';
import { tariffBook } from './tariff-book.js';

/** An account's bill in an open run as it would be posted now. */
export interface RunBill {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: RateClass;
  /** The account's own part of the period: a first bill begins at the move-in, a final bill ends at the move-out. */
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly isFinal: boolean;
  /** Gallons through the account's meters. */
  readonly usageGallons: number;
  /** Null while something stands in the way; `obstacle` says what. */
  readonly bill: CalculatedBill | null;
  readonly obstacle: string | null;
  readonly lastBillCents: Cents | null;
}

type AccountRow = [string, string, string, RateClass, number | null, string, string | null, string];
type ServiceRow = [string, ServiceName, string, number | null, number | null];
type ReadRow = [string, ReadStatus, number | null, string];

/** Calculates every bill of a run, in walking order, from the reads as they stand. Nothing is written. */
export async function runBills(database: Database, run: BillRun): Promise<RunBill[]> {
  const tariffs = await tariffBook(database);
  const services = groupBy(await serviceRows(database, run), ([accountId]) => accountId);
  const reads = groupBy(await readRows(database, run), ([accountId]) => accountId);
  const accounts = await accountRows(database, run);
  return accounts.map((account) =>
    runBill(account, { run, tariffs, services: services.get(account[0]) ?? [], reads: reads.get(account[0]) ?? [] }),
  );
}

/** The accounts of the cycle's routes that are active, and those that moved out and wait for their final bill. */
const IN_RUN = `SELECT account_id FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
  WHERE route.cycle_id = ? AND account.status IN ('active', 'final') AND account.opened_on <= ?`;

async function accountRows(database: Database, run: BillRun): Promise<AccountRow[]> {
  return bulkRead<AccountRow>(
    database,
    ['account_id', 'name', 'address', 'rate_class', 'last_bill', 'opened_on', 'closed_on', 'status'],
    `SELECT account_id, name, address, rate_class, opened_on, closed_on, account.status,
            (SELECT total_cents FROM bill WHERE bill.account_id = account.account_id
             ORDER BY billed_on DESC LIMIT 1) AS last_bill
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE account_id IN (${IN_RUN}) ORDER BY route_id, sequence, account_id`,
    [run.cycleId, run.periodTo],
  );
}

async function serviceRows(database: Database, run: BillRun): Promise<ServiceRow[]> {
  return bulkRead<ServiceRow>(
    database,
    ['account_id', 'service', 'tariff_id', 'carts', 'unmetered_gallons'],
    `SELECT account_id, service, tariff_id, carts, unmetered_gallons FROM service
     WHERE account_id IN (${IN_RUN}) AND started_on <= ? AND (ended_on IS NULL OR ended_on > ?)`,
    [run.cycleId, run.periodTo, run.periodTo, run.periodFrom],
  );
}

async function readRows(database: Database, run: BillRun): Promise<ReadRow[]> {
  return bulkRead<ReadRow>(
    database,
    ['account_id', 'status', 'usage_gallons', 'size'],
    `SELECT account_id, status, usage_gallons, size FROM period_read JOIN meter USING (meter_id) WHERE bill_run_id = ?`,
    [run.billRunId],
  );
}

interface BillFacts {
  readonly run: BillRun;
  readonly tariffs: TariffBook;
  readonly services: readonly ServiceRow[];
  readonly reads: readonly ReadRow[];
}

function runBill(row: AccountRow, facts: BillFacts): RunBill {
  const account = { ...accountOf(row, facts.run), usageGallons: totalUsage(facts.reads) };
  const obstacle = obstacleOf(facts);
  if (obstacle !== null) return { ...account, bill: null, obstacle };
  try {
    return { ...account, bill: price(account, facts), obstacle: null };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return { ...account, bill: null, obstacle: `Can't be priced: ${error.message}` };
  }
}

type Account = Omit<RunBill, 'usageGallons' | 'bill' | 'obstacle'>;

function accountOf(row: AccountRow, run: BillRun): Account {
  const [accountId, customerName, address, rateClass, lastBill, openedOn, closedOn, status] = row;
  return {
    accountId,
    customerName,
    address,
    rateClass,
    periodFrom: openedOn > run.periodFrom ? calendarDate(openedOn) : run.periodFrom,
    periodTo: closedOn !== null && closedOn < run.periodTo ? calendarDate(closedOn) : run.periodTo,
    isFinal: status === 'final',
    lastBillCents: lastBill === null ? null : cents(lastBill),
  };
}

function totalUsage(reads: readonly ReadRow[]): number {
  return reads.reduce((sum, [, , gallons]) => sum + (gallons ?? 0), 0);
}

function price(account: Account & { readonly usageGallons: number }, facts: BillFacts): CalculatedBill {
  const { run, tariffs, services, reads } = facts;
  const input = {
    rateClass: account.rateClass,
    usageGallons: account.usageGallons,
    periodTo: account.periodTo,
    billedOn: run.billedOn,
    meterSize: reads[0]?.[3] ?? null,
    services: services.map(toService),
  };
  return calculateBill(input, tariffs);
}

function toService([, service, tariffId, carts, unmeteredGallons]: ServiceRow): BillableService {
  return { service, tariffId, carts, unmeteredGallons };
}

function obstacleOf({ services, reads }: BillFacts): string | null {
  const open = reads.find(([, status]) => !readyStatuses.includes(status));
  if (open) return `The read is not ready: ${open[1]}.`;
  if (services.length === 0) return 'The account has no service to bill.';
  if (new Set(reads.map(([, , , size]) => size)).size > 1) {
    return 'The account has meters of different sizes, and its tariff prices one.';
  }
  const metered = services.some(([, service]) => service === 'water');
  return metered && reads.length === 0 ? 'The account has water but no meter to read.' : null;
}
