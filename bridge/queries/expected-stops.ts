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
  ...['row_key', 'account_id', 'meter_id', 'register_number', 'status', 'previous_on', 'removed_on'],
  ...['reading_id', 'field_raw', 'field_read_on'],
];
type Row = [
  ...[rowKey: string, accountId: string, meterId: string, registerNumber: number, status: ReadStatus],
  ...[previousOn: string, removedOn: string | null],
  ...[readingId: number | null, raw: string | null, readOn: string | null],
];

/** The stops of every open run, and no more of each than finds the record of a file that belongs to it. */
export async function expectedStops(database: Database): Promise<ExpectedStops> {
  const stops: ExpectedStop[] = [];
  const fixed = new Map<string, string>();
  const runs = await database<{ bill_run_id: string; period_to: string; status: string }>('bill_run')
    .where('status', 'open')
    .orderBy('bill_run_id');
  for (const { bill_run_id: billRunId, period_to: periodTo } of runs) {
    for (const row of await rowsOf(database, billRunId)) {
      const stop = toStop(billRunId, row);
      const { meterId, previousOn } = stop;
      const removedOn = row[6] === null ? null : calendarDate(row[6]);
      const words = fixedWords({ meterId, previousOn, removedOn }, { periodTo: calendarDate(periodTo) });
      if (words === null) stops.push(stop);
      else if (removedOn === null) fixed.set(meterId, words);
    }
  }
  return { stops, fixed };
}

function rowsOf(database: Database, billRunId: string): Promise<Row[]> {
  return bulkRead<Row>(
    database,
    COLUMNS,
    `SELECT period_read.*, reading.raw AS field_raw, reading.read_on AS field_read_on
     FROM period_read LEFT JOIN reading USING (reading_id)
     WHERE period_read.bill_run_id = ? ORDER BY period_read.row_key`,
    [billRunId],
  );
}

function toStop(billRunId: string, row: Row): ExpectedStop {
  const [rowKey, accountId, meterId, registerNumber, status, previousOn, , readingId, raw, readOn] = row;
  const lastReading = readingId === null ? null : { raw, readOn };
  return {
    billRunId,
    rowKey,
    accountId,
    meterId,
    registerNumber,
    status,
    previousOn: calendarDate(previousOn),
    lastReading,
  };
}
