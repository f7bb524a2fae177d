import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type {
  BilledFigures,
  ComparedBill,
  ComparedLateCharge,
  Comparison,
} from '../../domain/adjusting/letter/letter.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

const NONE: Comparison = { bills: [], lateCharges: [] };

/** The bills that a receipt made again, as they were and as it left them, with the late charges that followed; by account. */
export async function comparedBills(database: Database, receipt: number): Promise<(accountId: string) => Comparison> {
  const bills = await billsOf(database, receipt);
  if (bills.size === 0) return () => NONE;
  const lateCharges = await lateChargesOf(database, receipt);
  return (accountId) => ({ bills: bills.get(accountId) ?? [], lateCharges: lateCharges.get(accountId) ?? [] });
}

type BillRow = [
  ...[rebillNumber: number, accountId: string, billNumber: number],
  ...[fromBefore: string, toBefore: string, gallonsBefore: number, from: string, to: string, gallons: number],
];

async function billsOf(database: Database, receipt: number): Promise<ReadonlyMap<string, ComparedBill[]>> {
  const rows = await bulkRead<BillRow>(
    database,
    [
      ...['rebill_number', 'account_id', 'bill_number', 'from_before', 'to_before', 'gallons_before'],
      ...['period_from', 'period_to', 'usage_gallons'],
    ],
    `SELECT made.rebill_number, made.account_id, made.bill_number,
            coalesce(was.period_from, bill.period_from) AS from_before, coalesce(was.period_to, bill.period_to) AS to_before,
            coalesce(was.usage_gallons, bill.usage_gallons) AS gallons_before,
            made.period_from, made.period_to, made.usage_gallons
     FROM rebill AS made JOIN bill USING (bill_number) LEFT JOIN rebill AS was ON was.rebill_number = made.replaces
     WHERE made.command_number = ? AND made.is_restored = 0 ORDER BY made.period_to, made.bill_number`,
    [receipt],
  );
  const charges = await chargesOf(database, receipt);
  const figures = (period: Omit<BilledFigures, 'services'>, place: string): BilledFigures => {
    return { ...period, services: charges.get(place) ?? new Map() };
  };
  const compared = rows.map((row) => {
    const [rebillNumber, accountId, billNumber, fromBefore, toBefore, gallonsBefore, from, to, gallons] = row;
    const before = { periodFrom: calendarDate(fromBefore), periodTo: calendarDate(toBefore), gallons: gallonsBefore };
    const now = { periodFrom: calendarDate(from), periodTo: calendarDate(to), gallons };
    const bill = {
      billNumber,
      before: figures(before, `${rebillNumber} before`),
      now: figures(now, `${rebillNumber} now`),
    };
    return { accountId, bill };
  });
  const byAccount = groupBy(compared, ({ accountId }) => accountId);
  return new Map([...byAccount].map(([accountId, ofAccount]) => [accountId, ofAccount.map(({ bill }) => bill)]));
}

/** What each service was charged with, its tax included, by the rebill and "before" or "now". */
async function chargesOf(database: Database, receipt: number): Promise<ReadonlyMap<string, BilledFigures['services']>> {
  const rows = await bulkRead<[place: string, service: ServiceName, amount: number]>(
    database,
    ['place', 'service', 'amount_cents'],
    `WITH made AS MATERIALIZED (
       SELECT rebill_number AS number, replaces, bill_number FROM rebill WHERE command_number = ? AND is_restored = 0)
     SELECT number || ' now' AS place, service, amount_cents FROM made JOIN rebill_charge ON rebill_number = number
     UNION ALL
     SELECT number || ' before', service, amount_cents FROM made JOIN rebill_charge ON rebill_number = replaces
     UNION ALL
     SELECT number || ' before', service, amount_cents FROM made JOIN bill_charge USING (bill_number) WHERE replaces IS NULL`,
    [receipt],
  );
  const byPlace = groupBy(rows, ([place]) => place);
  return new Map(
    [...byPlace].map(([place, ofPlace]) => [
      place,
      new Map(ofPlace.map(([, service, amount]) => [service, cents(amount)])),
    ]),
  );
}

async function lateChargesOf(
  database: Database,
  receipt: number,
): Promise<ReadonlyMap<string, readonly ComparedLateCharge[]>> {
  const amountOf = (entry: string) =>
    `(SELECT sum(amount_cents) FROM posting WHERE entry_number = fixed.${entry} AND posting.account_id = fixed.account_id)`;
  const rows = await bulkRead<[accountId: string, dueOn: string, before: number, now: number]>(
    database,
    ['account_id', 'due_on', 'before', 'now'],
    `SELECT account_id, due_on, coalesce(${amountOf('was_entry')}, 0) AS before, coalesce(${amountOf('entry_number')}, 0) AS now
     FROM late_charge_correction AS fixed WHERE command_number = ? ORDER BY due_on, correction_number`,
    [receipt],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return new Map(
    [...byAccount].map(([accountId, ofAccount]) => [
      accountId,
      ofAccount.map(([, dueOn, before, now]) => {
        return { dueOn: calendarDate(dueOn), beforeCents: cents(before), nowCents: cents(now) };
      }),
    ]),
  );
}
