import { calendarDate, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A register that the reader of an open run is sent to, with how it was used. */
export interface OpenStop {
  readonly cycleId: string;
  readonly readingFormat: string;
  readonly readOn: CalendarDate;
  readonly days: number;
  readonly routeId: string;
  readonly accountId: string;
  readonly rateClass: string;
  readonly premisesId: string;
  readonly meterId: string;
  readonly endpoint: string;
  readonly isCompound: boolean;
  readonly registerNumber: number;
  readonly dials: number;
  readonly multiplier: number;
  readonly unit: 'GAL' | 'CUBIC_FEET';
  readonly previousValue: number;
  /** Gallons a day to expect: those of a year ago, or the latest. Null where nothing is known. */
  readonly gallonsPerDay: number | null;
}

const COLUMNS = [
  ...['cycle_id', 'reading_format', 'period_to', 'route_id', 'account_id', 'rate_class', 'premises_id', 'meter_id'],
  ...['endpoint', 'is_compound', 'register_number', 'dials', 'multiplier', 'unit', 'previous_value', 'previous_on'],
];
type StopRow = [
  ...[string, string, string, string, string, string, string, string],
  ...[string, number, number, number, number, OpenStop['unit'], number, string],
];

/** Every register that an open run still waits for, in walking order. */
export async function openStops(database: Database): Promise<OpenStop[]> {
  const rows = await bulkRead<StopRow>(
    database,
    COLUMNS,
    `SELECT cycle_id, reading_format, period_to, run_stop.route_id, account_id, rate_class, premises_id, meter_id,
            endpoint, is_compound, register_number, dials, CAST(multiplier AS INTEGER) AS multiplier, unit,
            previous_value, previous_on
     FROM period_read JOIN bill_run USING (bill_run_id) JOIN cycle USING (cycle_id)
     JOIN account USING (account_id) JOIN run_stop USING (bill_run_id, premises_id)
     JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
     WHERE bill_run.status = 'open' AND period_read.status = 'missing'
     ORDER BY cycle_id, run_stop.route_id, sequence, account_id, meter_id, register_number`,
  );
  const history = await dailyUse(database);
  return rows.map((row) => toOpenStop(row, history));
}

function toOpenStop(row: StopRow, history: ReadonlyMap<string, readonly DailyUse[]>): OpenStop {
  const [cycleId, readingFormat, periodTo, routeId, accountId, rateClass, premisesId, meterId] = row;
  const [, , , , , , , , endpoint, isCompound, registerNumber, dials, multiplier, unit, previousValue, previousOn] =
    row;
  const readOn = calendarDate(periodTo);
  return {
    ...{ cycleId, readingFormat, readOn, routeId, accountId, rateClass, premisesId, meterId },
    ...{ endpoint, registerNumber, dials, multiplier, unit, previousValue },
    isCompound: isCompound === 1,
    days: daysBetween(calendarDate(previousOn), readOn),
    gallonsPerDay: expectedUse(history.get(`${accountId}/${registerNumber}`) ?? [], periodTo),
  };
}

interface DailyUse {
  readonly month: string;
  readonly gallonsPerDay: number;
}

/** The use of a year ago, unless the register stands still by now; else the latest. */
function expectedUse(past: readonly DailyUse[], periodTo: string): number | null {
  const latest = past[0];
  if (latest === undefined) return null;
  if (latest.gallonsPerDay === 0) return 0;
  const lastYear = `${Number(periodTo.slice(0, 4)) - 1}${periodTo.slice(4, 7)}`;
  return past.find(({ month }) => month === lastYear)?.gallonsPerDay ?? latest.gallonsPerDay;
}

type UseRow = [accountId: string, registerNumber: number, periodTo: string, gallons: number, days: number];

/** Gallons a day of every posted period, newest first, by account and register. */
async function dailyUse(database: Database): Promise<ReadonlyMap<string, readonly DailyUse[]>> {
  const rows = await bulkRead<UseRow>(
    database,
    ['account_id', 'register_number', 'period_to', 'gallons', 'days'],
    `SELECT account_id, register_number, period_to, sum(usage_gallons) AS gallons,
            CAST(julianday(max(read_on)) - julianday(min(previous_on)) AS INTEGER) AS days
     FROM period_read JOIN standing_run USING (bill_run_id)
     GROUP BY account_id, register_number, bill_run_id ORDER BY period_to DESC`,
  );
  const groups = groupBy(rows, ([accountId, registerNumber]) => `${accountId}/${registerNumber}`);
  const toUse = ([, , periodTo, gallons, days]: UseRow) => ({
    month: periodTo.slice(0, 7),
    gallonsPerDay: days > 0 ? gallons / days : 0,
  });
  return new Map([...groups].map(([key, group]) => [key, group.map(toUse)]));
}
