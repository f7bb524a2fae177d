import { calendarDate } from '../contract/calendar-date.js';
import type { ReadStatus } from '../contract/metering.js';
import { fixedWords } from '../domain/metering/fixed-read.js';
import type { ExpectedStop, MetersAside } from '../domain/metering/match-records.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** What the open runs expect from the field. */
export interface ExpectedStops {
  readonly stops: readonly ExpectedStop[];
  /** Meters whose reads no file changes, and why. */
  readonly fixed: MetersAside;
}

const COLUMNS = [
  ...['bill_run_id', 'row_key', 'account_id', 'meter_id', 'register_number', 'status', 'previous_on', 'removed_on'],
  ...['period_to', 'reading_id', 'field_raw', 'field_read_on'],
];
type Row = [
  ...[billRunId: string, rowKey: string, accountId: string, meterId: string, registerNumber: number],
  ...[status: ReadStatus, previousOn: string, removedOn: string | null, periodTo: string],
  ...[readingId: number | null, raw: string | null, readOn: string | null],
];

/** The stops of every open run, and no more of each than finds the record of a file that belongs to it. */
export async function expectedStops(database: Database): Promise<ExpectedStops> {
  const rows = await bulkRead<Row>(
    database,
    COLUMNS,
    `SELECT period_read.*, period_to, reading.raw AS field_raw, reading.read_on AS field_read_on
     FROM bill_run JOIN period_read USING (bill_run_id) LEFT JOIN reading USING (reading_id)
     WHERE bill_run.status = 'open' ORDER BY bill_run_id, period_read.row_key`,
  );
  const fixed = new Map<string, string>();
  const stops = rows.flatMap(([billRunId, rowKey, accountId, meterId, registerNumber, status, ...more]): ExpectedStop[] => {
    const [previous, removed, periodTo, readingId, raw, readOn] = more;
    const previousOn = calendarDate(previous);
    const removedOn = removed === null ? null : calendarDate(removed);
    const words = fixedWords({ meterId, previousOn, removedOn }, { periodTo: calendarDate(periodTo) });
    if (words === null) {
      const lastReading = readingId === null ? null : { raw, readOn };
      return [{ billRunId, rowKey, accountId, meterId, registerNumber, status, previousOn, lastReading }];
    }
    if (removedOn === null) fixed.set(meterId, words);
    return [];
  });
  return { stops, fixed };
}
