import { addDays, addMonths, calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { BillReview } from '../contract/settings/bill-review.js';
import type { ServiceName } from '../contract/services.js';
import { isReducedPrice, PROGRAMME_ENDS } from '../domain/bill-review/reduced-price.js';
import type { BillHistory, PastAmount, PastBills } from '../domain/bill-review/reviewed-facts.js';
import { isInAdvance } from '../domain/billing/charge-inputs.js';
import type { TariffBook } from '../domain/billing/tariff-book.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { readTogether } from '../store/read-together.js';
import { theseAccounts } from './account-facts.js';
import { lastRunBefore, pastBills, SEASON_DAYS } from './past-bills.js';
import type { RunBill } from './run-bills.js';
import type { BillRun } from './run-facts.js';

const NONE: ReadonlySet<ServiceName> = new Set();

/**
 * Reads what the accounts of a run were billed before, and gives that of one; null where no bill of it stands. An account
 * that its cycle billed less often than others, as after a move from another one, is known by its own bills.
 */
export async function billHistory(
  database: Database,
  run: BillRun,
  review: Pick<BillReview, 'pastBills'>,
  { calculated, tariffs }: { readonly calculated: Promise<readonly RunBill[]>; readonly tariffs: TariffBook },
): Promise<(accountId: string) => BillHistory | null> {
  const [ofCycle, programmeOf, bills] = await readTogether([
    pastBills(database, run, review),
    programmesBilled(database, run, tariffs),
    calculated,
  ]);
  const isShort = ({ accountId }: RunBill) => (ofCycle(accountId)?.last.bills ?? 0) < review.pastBills;
  const short = bills.filter((bill) => bill.billedTo !== null && isShort(bill));
  const own = await ownBills(database, run, review, short);
  const reduced = await reducedServices(database, bills, programmeOf, tariffs);
  return (accountId) => {
    const found = own.get(accountId) ?? ofCycle(accountId);
    return found === null ? null : { ...found, reduced: reduced.get(accountId) ?? NONE };
  };
}

type OwnRow = [
  ...[accountId: string, amount: number, days: number, bills: number, billedOn: string],
  ...[seasonAmount: number | null, seasonDays: number | null],
];

async function ownBills(
  database: Database,
  { periodTo }: BillRun,
  { pastBills: count }: Pick<BillReview, 'pastBills'>,
  of: readonly RunBill[],
): Promise<ReadonlyMap<string, PastBills>> {
  if (of.length === 0) return new Map();
  const { query, bindings } = theseAccounts(of.map(({ accountId }) => accountId));
  const yearAgo = addMonths(periodTo, -12);
  const rows = await bulkRead<OwnRow>(
    database,
    ['account_id', 'amount', 'days', 'bills', 'billed_on', 'season_cents', 'season_days'],
    `WITH own AS MATERIALIZED (
       SELECT account_id, total_cents, billed_on, period_to, ${DAYS} AS days,
              row_number() OVER (PARTITION BY account_id ORDER BY period_to DESC) AS place
       FROM billed_period WHERE account_id IN (${query}) AND period_to < ?),
     season AS (
       SELECT account_id, total_cents AS season_cents, days AS season_days, min(abs(julianday(period_to) - julianday(?)))
       FROM own WHERE period_to BETWEEN ? AND ? GROUP BY account_id)
     SELECT account_id, sum(total_cents) AS amount, sum(days) AS days, count(*) AS bills, max(billed_on) AS billed_on,
            season_cents, season_days
     FROM own LEFT JOIN season USING (account_id) WHERE place <= ? GROUP BY account_id`,
    [...bindings, periodTo, yearAgo, addDays(yearAgo, -SEASON_DAYS), addDays(yearAgo, SEASON_DAYS), count],
  );
  return new Map(rows.map((row) => [row[0], toOwn(row)]));
}

const DAYS = '(unixepoch(period_to) - unixepoch(period_from)) / 86400';

function toOwn([, amount, days, bills, billedOn, seasonAmount, seasonDays]: OwnRow): PastBills {
  const season: PastAmount | null =
    seasonAmount === null ? null : { cents: cents(seasonAmount), days: seasonDays ?? 0, bills: 1 };
  return { lastBilledOn: calendarDate(billedOn), last: { cents: cents(amount), days, bills }, season };
}

type ChargeRow = [
  ...[accountId: string, service: ServiceName, tariffId: string, rateClass: string],
  ...[periodTo: string, billedOn: string, ends: string | null],
];

/** Only of accounts that are said to have an end of their reduced rate, or have another class now, which are few. */
async function reducedServices(
  database: Database,
  bills: readonly RunBill[],
  programmeOf: ReadonlyMap<string, string>,
  tariffs: TariffBook,
): Promise<ReadonlyMap<string, ReadonlySet<ServiceName>>> {
  const ending = bills.filter(({ accountId, rateClass, data }) => {
    const programme = programmeOf.get(accountId);
    return data.some(({ name }) => name === PROGRAMME_ENDS) || (programme !== undefined && programme !== rateClass);
  });
  const reduced = new Map<string, Set<ServiceName>>();
  if (ending.length === 0) return reduced;
  const { query, bindings } = theseAccounts(ending.map(({ accountId }) => accountId));
  const rows = await bulkRead<ChargeRow>(
    database,
    ['account_id', 'service', 'tariff_id', 'rate_class', 'period_to', 'billed_on', 'ends'],
    `SELECT account_id, service, tariff_id, rate_class, period_to, billed_on, inputs ->> '$.${PROGRAMME_ENDS}' AS ends
     FROM (SELECT *, max(period_to) FROM standing_bill WHERE account_id IN (${query}) GROUP BY account_id)
     JOIN bill_charge USING (bill_number) JOIN tariff_version USING (tariff_version_id)`,
    bindings,
  );
  for (const [accountId, service, tariffId, rateClass, periodTo, billedOn, ends] of rows) {
    const pricedOn = calendarDate(isInAdvance(service) ? billedOn : periodTo);
    if (!isReducedPrice({ tariffId, rateClass, pricedOn, ends }, tariffs)) continue;
    reduced.set(accountId, (reduced.get(accountId) ?? new Set()).add(service));
  }
  return reduced;
}

/** The accounts that the last run of the cycle billed by a class that is a programme, with that class. */
async function programmesBilled(
  database: Database,
  run: BillRun,
  tariffs: TariffBook,
): Promise<ReadonlyMap<string, string>> {
  const last = await lastRunBefore(database, run);
  const programmes = tariffs.programmes();
  if (last === null || programmes.length === 0) return new Map();
  const rows = await bulkRead<[string, string]>(
    database,
    ['account_id', 'rate_class'],
    `SELECT DISTINCT account_id, charge.rate_class FROM bill JOIN bill_charge AS charge USING (bill_number)
     WHERE bill_run_id = ? AND charge.rate_class IN (SELECT value FROM json_each(?))`,
    [last, JSON.stringify(programmes)],
  );
  return new Map(rows);
}
