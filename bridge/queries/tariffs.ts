import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import type { ServiceName } from '../contract/services.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

export interface Tariff {
  readonly tariffId: string;
  readonly service: ServiceName;
  readonly title: string;
}

/** One tariff. Throws `unknown-tariff`, naming those that there are. */
export async function tariffById(database: Database, tariffId: string): Promise<Tariff> {
  const rows = await database<{ tariff_id: string; service: ServiceName; title: string }>('tariff').orderBy(
    'tariff_id',
  );
  const row = rows.find((candidate) => candidate.tariff_id === tariffId);
  if (row) return { tariffId, service: row.service, title: row.title };
  throw new CurbstopError({
    code: 'unknown-tariff',
    status: 404,
    message: `There is no tariff "${tariffId}".`,
    fix: `Name one of ${rows.map((known) => known.tariff_id).join(', ')}.`,
  });
}

/** The service that each tariff prices, by the tariff's id. */
export async function serviceOfTariffs(database: Database): Promise<ReadonlyMap<string, ServiceName>> {
  const columns = ['tariff_id', 'service'];
  return new Map(await bulkRead<[string, ServiceName]>(database, columns, 'SELECT tariff_id, service FROM tariff'));
}

/** What each tariff is called, by its id. */
export async function tariffTitles(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database<{ tariff_id: string; title: string }>('tariff').select('tariff_id', 'title');
  return new Map(rows.map(({ tariff_id: tariffId, title }) => [tariffId, title]));
}

export interface ClassInUse {
  readonly rateClass: string;
  readonly accounts: number;
}

/** The classes of the accounts that are or come to be billed by the tariff on a date or after, with how many they are. */
export async function classesInUse(database: Database, tariffId: string, from: CalendarDate): Promise<ClassInUse[]> {
  return database.raw<ClassInUse[]>(
    `SELECT rate_class AS "rateClass", count(*) AS accounts FROM service JOIN account USING (account_id)
     WHERE tariff_id = ? AND status <> 'closed' AND (ended_on IS NULL OR ended_on > ?)
     GROUP BY rate_class ORDER BY rate_class`,
    [tariffId, from],
  );
}

/** Posted bills that a version with this date would price otherwise than the version that they were billed by. */
export interface BilledPast {
  readonly bills: number;
  /** The last date whose rates such a bill was priced by. */
  readonly lastPricedOn: CalendarDate;
}

/**
 * Tells whether posted bills were priced by rates in force on or after the date where a version of that date would take
 * their version's place, or would divide their period. The database refuses such a version by itself.
 */
export async function billedPast(database: Database, tariffId: string, from: CalendarDate): Promise<BilledPast | null> {
  const [row] = await database.raw<{ bills: number; last: string | null }[]>(
    `SELECT count(DISTINCT bill_number) AS bills, max(priced_on) AS last
     FROM (SELECT bill_number, used.effective_from, bill.period_from,
                  CASE bill_charge.service WHEN 'garbage' THEN bill.billed_on ELSE bill.period_to END AS priced_on
           FROM tariff_version AS used JOIN bill_charge USING (tariff_version_id)
           JOIN standing_bill AS bill USING (bill_number)
           WHERE used.tariff_id = :tariffId AND used.effective_from <> :from
           UNION ALL
           SELECT bill_number, used.effective_from, first_day, last_day
           FROM tariff_version AS used JOIN bill_charge_segment USING (tariff_version_id)
           JOIN standing_bill USING (bill_number)
           WHERE used.tariff_id = :tariffId AND used.effective_from < :from)
     WHERE priced_on >= :from AND (effective_from < :from OR period_from < :from)`,
    { tariffId, from },
  );
  return row?.last ? { bills: row.bills, lastPricedOn: calendarDate(row.last) } : null;
}
