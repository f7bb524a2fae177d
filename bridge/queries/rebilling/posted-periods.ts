import { calendarDate, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { cents } from '../../contract/money.js';
import type { RateClass, ServiceName } from '../../contract/services.js';
import type { BillableService } from '../../domain/billing/bill-input.js';
import type { HeldPeriod } from '../../domain/billing/catch-up-bill.js';
import type { TariffBook } from '../../domain/billing/tariff-book.js';
import type { PostedPeriod } from '../../domain/rebilling/posted-period.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { accountData, accountFacts, theseAccounts } from '../account-facts.js';
import { heldPeriods } from '../held-periods.js';
import { billedReadsOfAccount } from './billed-reads-of-account.js';
import { keptCharges, type KeptCharge } from './kept-charges.js';

type Row = [
  ...[billNumber: number, rebillNumber: number | null, billRunId: string, periodFrom: string, periodTo: string],
  ...[runFrom: string, runTo: string, billedOn: string, dueOn: string, gallons: number, total: number],
  ...[entryNumber: number | null, accountClass: RateClass, knownBy: number],
];

/** Every bill of an account that holds, the oldest first, with what it is made of by the facts of its time. */
export async function postedPeriods(
  database: Database,
  accountId: string,
  tariffs: TariffBook,
): Promise<PostedPeriod[]> {
  const rows = await periodRows(database, accountId);
  const readsOf = await billedReadsOfAccount(database, accountId);
  const chargesOf = await chargesThatHold(database, rows);
  const serviceOf = await serviceFacts(database, accountId);
  const periods: PostedPeriod[] = [];
  for (const [index, row] of rows.entries()) {
    const [, , , , , , runTo, billedOn, , usageGallons, , , , knownBy] = row;
    const before = rows[index - 1];
    const billedTo = before === undefined ? null : calendarDate(before[4]);
    const meant = theseAccounts([accountId]);
    const { data, pastBills } = (await accountFacts(database, meant, tariffs, calendarDate(billedOn)))(accountId);
    const known = (await accountData(database, meant, knownBy))(accountId);
    const charges = chargesOf(row);
    const reads = readsOf(row[2]);
    const onRecord = { data, services: charges.map(serviceOf), meterSize: reads[0]?.meterSize ?? null };
    const held = await heldBefore(database, accountId, { billedTo, runTo: calendarDate(runTo) });
    periods.push({
      ...{ ...figuresOf(row), accountId, billedTo, charges },
      rateClass: charges[0]?.rateClass ?? row[12],
      meterSize: sizeAsBilled(charges) ?? onRecord.meterSize,
      services: held.length > 0 ? onRecord.services : servicesAsBilled(onRecord.services, charges, usageGallons),
      ...{ data: known, onRecord, knownBy, held, reads, pastBills },
    });
  }
  return periods;
}

async function periodRows(database: Database, accountId: string): Promise<Row[]> {
  return bulkRead<Row>(
    database,
    [
      ...['bill_number', 'rebill_number', 'bill_run_id', 'period_from', 'period_to', 'run_from', 'run_to', 'billed_on'],
      ...['due_on', 'usage_gallons', 'total_cents', 'entry_number', 'rate_class', 'known_by'],
    ],
    `SELECT bill_number, rebill_number, bill_run_id, billed.period_from, billed.period_to, run.period_from AS run_from,
            run.period_to AS run_to, billed.billed_on, billed.due_on, usage_gallons, total_cents, entry_number,
            account.rate_class,
            coalesce(known_by, (SELECT command_number FROM rebill WHERE rebill.rebill_number = billed.rebill_number),
                     run.posted_by_command) AS known_by
     FROM billed_period AS billed JOIN bill_run AS run USING (bill_run_id) JOIN account USING (account_id)
     LEFT JOIN rebill_basis USING (rebill_number)
     WHERE account_id = ? ORDER BY billed.period_to, bill_number`,
    [accountId],
  );
}

type Figures = Pick<
  PostedPeriod,
  | 'billNumber'
  | 'rebillNumber'
  | 'billRunId'
  | 'period'
  | 'billedOn'
  | 'dueOn'
  | 'usageGallons'
  | 'totalCents'
  | 'entryNumber'
>;

function figuresOf(row: Row): Figures {
  const [billNumber, rebillNumber, billRunId, periodFrom, periodTo, runFrom, runTo, billedOn, dueOn, ...rest] = row;
  const [usageGallons, total, entryNumber] = rest;
  const [from, to] = [calendarDate(periodFrom), calendarDate(periodTo)];
  const fullDays = daysBetween(calendarDate(runFrom), calendarDate(runTo));
  return {
    ...{ billNumber, rebillNumber, billRunId, usageGallons, totalCents: cents(total), entryNumber },
    period: { from, to, days: Math.max(0, daysBetween(from, to)), fullDays },
    billedOn: calendarDate(billedOn),
    dueOn: calendarDate(dueOn),
  };
}

/** The charges of each bill, or of the rebill that holds in its place. */
async function chargesThatHold(database: Database, rows: readonly Row[]): Promise<(row: Row) => readonly KeptCharge[]> {
  const ofBill = await keptCharges(
    database,
    'bill',
    rows.map(([billNumber]) => billNumber),
  );
  const ofRebill = await keptCharges(
    database,
    'rebill',
    rows.flatMap(([, rebillNumber]) => rebillNumber ?? []),
  );
  return ([billNumber, rebillNumber]) => (rebillNumber === null ? ofBill(billNumber) : ofRebill(rebillNumber));
}

interface HeldBefore {
  readonly billedTo: CalendarDate | null;
  readonly runTo: CalendarDate;
}

/** The periods that runs before left the account out of, as far as no bill before this one covers them. */
async function heldBefore(
  database: Database,
  accountId: string,
  { billedTo, runTo }: HeldBefore,
): Promise<readonly HeldPeriod[]> {
  const held = (await heldPeriods(database, theseAccounts([accountId]), runTo, { billedTo }))(accountId);
  let goesOnFrom = billedTo;
  return held.map((each) => {
    const from = goesOnFrom ?? each.period.from;
    goesOnFrom = each.period.to;
    return { ...each, period: { ...each.period, from, days: Math.max(0, daysBetween(from, each.period.to)) } };
  });
}

type ServiceRow = [service: ServiceName, carts: number | null, unmeteredGallons: number | null];

/** What a charged service was billed by: the tariff and the carts of its time, for the service may have others by now. */
async function serviceFacts(database: Database, accountId: string): Promise<(charge: KeptCharge) => BillableService> {
  const rows = await bulkRead<ServiceRow>(
    database,
    ['service', 'carts', 'unmetered_gallons'],
    'SELECT service, carts, unmetered_gallons FROM service WHERE account_id = ?',
    [accountId],
  );
  const byService = new Map(rows.map((row) => [row[0], row]));
  return ({ service, tariffId, inputs }) => {
    const [, carts = null, unmeteredGallons = null] = byService.get(service) ?? [];
    const then = inputs['carts'];
    return { service, tariffId, carts: then === undefined ? carts : Number(then), unmeteredGallons };
  };
}

function sizeAsBilled(charges: readonly KeptCharge[]): string | null {
  return charges.map(({ inputs }) => inputs['meter_size']).find((size) => size !== undefined) ?? null;
}

/** A charge for another use than that of the meters is for gallons that were agreed on. */
function servicesAsBilled(
  services: readonly BillableService[],
  charges: readonly KeptCharge[],
  usageGallons: number,
): BillableService[] {
  return services.map((service, index) => {
    const billed = charges[index]?.inputs['usage_gallons'];
    if (billed === undefined) return service;
    const isAgreed = Number(billed) !== usageGallons || service.unmeteredGallons === usageGallons;
    return { ...service, unmeteredGallons: isAgreed ? Number(billed) : null };
  });
}
