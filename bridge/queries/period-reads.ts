import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import type { ReadAction, ReadException, ReadStatus, WaterUnit } from '../contract/metering.js';
import type { DailyUse, UsagePeriod } from '../domain/metering/daily-use.js';
import type { Register } from '../domain/metering/register.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** The read that a run will bill for one register, with the reading that came from the field. */
export interface PeriodRead {
  readonly rowKey: string;
  readonly accountId: string;
  readonly rateClass: string;
  readonly accountActive: boolean;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly isCompound: boolean;
  readonly register: Register;
  /** The day on which the meter was taken out, whose final reading this is; null of a meter that is in place. */
  readonly removedOn: CalendarDate | null;
  readonly previousValue: number;
  readonly previousOn: CalendarDate;
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly usageGallons: number | null;
  readonly status: ReadStatus;
  readonly exceptions: readonly ReadException[];
  readonly action: ReadAction | null;
  readonly reason: string;
  readonly version: number;
  /** What came from the field last; null while nothing did. */
  readonly fieldReading: FieldReading | null;
}

export interface FieldReading {
  readonly readingId: number;
  readonly raw: string | null;
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly codes: FieldCodes;
}

/** The codes that came with a reading. */
export interface FieldCodes {
  readonly skipCode: string | null;
  readonly readCode: string | null;
  readonly troubleCodes: readonly string[];
  readonly tamper: string | null;
  readonly accountId: string | null;
  readonly unit: string | null;
  readonly previousReading: string | null;
  /** Readings that were kept before they were known lack them. */
  readonly changedOut?: boolean;
  readonly newMeterId?: string | null;
}

const COLUMNS = [
  'row_key',
  'account_id',
  'rate_class',
  'account_status',
  'meter_id',
  'register_number',
  'is_compound',
  'dials',
  'multiplier',
  'unit',
  'previous_value',
  'previous_on',
  'value',
  'read_on',
  'usage_gallons',
  'status',
  'exceptions',
  'action',
  'reason',
  'version',
  'reading_id',
  'field_raw',
  'field_value',
  'field_read_on',
  'field_codes',
  'decimals',
  'fixed_zeros',
  'removed_on',
];
type Row = [
  ...[string, string, string, string, string, number, number, number, string, string],
  ...[number, string, number | null, string | null, number | null, string, string, string, string, number],
  ...[number | null, string | null, number | null, string | null, string | null],
  ...[decimals: number, fixedZeros: number, removedOn: string | null],
];

/** Every read of a run, in walking order; or only those of one meter. */
export async function periodReads(database: Database, billRunId: string, meterId?: string): Promise<PeriodRead[]> {
  const rows = await bulkRead<Row>(
    database,
    COLUMNS,
    `SELECT period_read.*, rate_class, account.status AS account_status, is_compound, dials, multiplier, unit, decimals,
            fixed_zeros, reading.raw AS field_raw, reading.value AS field_value, reading.read_on AS field_read_on,
            reading.codes AS field_codes
     FROM period_read
     JOIN account USING (account_id) JOIN premises USING (premises_id)
     JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
     LEFT JOIN reading USING (reading_id)
     WHERE period_read.bill_run_id = ? ${meterId === undefined ? '' : 'AND period_read.meter_id = ?'}
     ORDER BY route_id, sequence, period_read.row_key`,
    meterId === undefined ? [billRunId] : [billRunId, meterId],
  );
  return rows.map(toPeriodRead);
}

function toPeriodRead(row: Row): PeriodRead {
  const [rowKey, accountId, rateClass, accountStatus, meterId, registerNumber, isCompound, dials, multiplier, unit] =
    row;
  const [previousValue, previousOn, value, readOn, usageGallons, status, exceptions, action, reason, version] =
    row.slice(10, 20) as [
      number,
      string,
      number | null,
      string | null,
      number | null,
      ReadStatus,
      string,
      string,
      string,
      number,
    ];
  const [decimals, fixedZeros, removedOn] = row.slice(25) as [number, number, string | null];
  return {
    rowKey,
    accountId,
    rateClass,
    accountActive: accountStatus === 'active',
    meterId,
    registerNumber,
    isCompound: isCompound === 1,
    register: { dials, decimals, fixedZeros, multiplier, unit: unit as WaterUnit },
    removedOn: removedOn === null ? null : calendarDate(removedOn),
    previousValue,
    previousOn: calendarDate(previousOn),
    value,
    readOn: readOn === null ? null : calendarDate(readOn),
    usageGallons,
    status,
    exceptions: JSON.parse(exceptions) as ReadException[],
    action: action === '' ? null : (action as ReadAction),
    reason,
    version,
    fieldReading: toFieldReading(row),
  };
}

function toFieldReading(row: Row): FieldReading | null {
  const [readingId, raw, value, readOn, codes] = row.slice(20, 25) as [
    number | null,
    string | null,
    number | null,
    ...(string | null)[],
  ];
  if (readingId === null) return null;
  return {
    readingId,
    raw,
    value,
    readOn: readOn === null || readOn === undefined ? null : calendarDate(readOn),
    codes: JSON.parse(codes ?? '{}') as FieldCodes,
  };
}

/** Past periods of a register on an account, newest first, by {@link historyKey}. */
export type ReadHistory = ReadonlyMap<string, readonly UsagePeriod[]>;

/** History follows the account and the register's place, so that it survives a change-out of the meter. */
export function historyKey(accountId: string, registerNumber: number): string {
  return `${accountId}/${registerNumber}`;
}

type HistoryRow = [string, number, string, string, number, number];

/**
 * The posted periods of every account that a run reads. A compound meter's register goes on from that register; a meter
 * with one register goes on from the whole use of the account, also where a compound meter measured it before. What one
 * register counted tells nothing of each of two.
 */
export async function readHistory(database: Database, billRunId: string): Promise<ReadHistory> {
  const rows = await bulkRead<HistoryRow>(
    database,
    ['account_id', 'register_number', 'period_start', 'period_end', 'gallons', 'estimated'],
    `WITH asked AS MATERIALIZED (
       SELECT account_id, max(register_number) > 1 AS is_compound FROM period_read
       WHERE bill_run_id = ? AND removed_on IS NULL GROUP BY account_id)
     SELECT account_id, iif(asked.is_compound, period_read.register_number, 1) AS register_number,
            min(previous_on) AS period_start, max(read_on) AS period_end,
            sum(usage_gallons) AS gallons, max(period_read.status = 'estimated') AS estimated
     FROM period_read JOIN standing_run USING (bill_run_id) JOIN asked USING (account_id)
     WHERE period_read.usage_gallons IS NOT NULL
     GROUP BY account_id, iif(asked.is_compound, period_read.register_number, 1), bill_run_id
     HAVING min(iif(asked.is_compound,
                    (SELECT meter.is_compound FROM meter WHERE meter.meter_id = period_read.meter_id), 1)) = 1
     ORDER BY period_end DESC`,
    [billRunId],
  );
  const groups = groupBy(rows, (row) => historyKey(row[0], row[1]));
  return new Map([...groups].map(([key, group]) => [key, group.map(toUsagePeriod)]));
}

function toUsagePeriod([, , from, to, gallons, estimated]: HistoryRow): UsagePeriod {
  return { from: calendarDate(from), to: calendarDate(to), gallons: String(gallons), estimated: estimated === 1 };
}

/** The usual daily use of each rate class over the posted periods of a cycle. */
export async function classAverages(
  database: Database,
  billRunId: string,
): Promise<ReadonlyMap<string, Pick<DailyUse, 'gallons' | 'days'>>> {
  const rows = await database.raw<{ rate_class: string; gallons: number; days: number }[]>(
    `SELECT rate_class, sum(usage_gallons) AS gallons,
            sum(CAST(julianday(read_on) - julianday(previous_on) AS INTEGER)) AS days
     FROM period_read JOIN account USING (account_id) JOIN standing_run USING (bill_run_id)
     WHERE usage_gallons IS NOT NULL AND read_on > previous_on
       AND standing_run.cycle_id = (SELECT cycle_id FROM bill_run WHERE bill_run_id = ?)
     GROUP BY rate_class`,
    [billRunId],
  );
  return new Map(rows.map((row) => [row.rate_class, { gallons: String(row.gallons), days: row.days }]));
}
