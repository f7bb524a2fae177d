import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { ReadStatus } from '../contract/metering.js';
import { fixedWords } from '../domain/metering/fixed-read.js';
import type { ExpectedStop, MetersAside } from '../domain/metering/match-records.js';
import { cellOf, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** What the open runs expect from the field. */
export interface ExpectedStops {
  readonly stops: readonly ExpectedStop[];
  /** Meters whose reads no file changes, and why. */
  readonly fixed: MetersAside;
}

interface Row {
  readonly rowKey: string;
  readonly accountId: string;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly status: ReadStatus;
  readonly previousOn: string;
  readonly removedOn: string | null;
  readonly readingId: number | null;
  readonly raw: string | null;
  readonly readOn: string | null;
}

const COLUMNS: ColumnNames<Row> = {
  rowKey: 'row_key',
  accountId: 'account_id',
  meterId: 'meter_id',
  registerNumber: 'register_number',
  status: 'status',
  previousOn: 'previous_on',
  removedOn: 'removed_on',
  readingId: 'reading_id',
  raw: 'field_raw',
  readOn: 'field_read_on',
};

/** The stops of every open run, and no more of each than finds the record of a file that belongs to it. */
export async function expectedStops(database: Database): Promise<ExpectedStops> {
  const stops: ExpectedStop[] = [];
  const fixed = new Map<string, string>();
  const runs = await database<{ bill_run_id: string; period_to: string; status: string }>('bill_run')
    .where('status', 'open')
    .orderBy('bill_run_id');
  for (const { bill_run_id: billRunId, period_to: periodTo } of runs) {
    for await (const { stop, removedOn } of stopsOf(database, billRunId)) {
      const { meterId, previousOn } = stop;
      const words = fixedWords({ meterId, previousOn, removedOn }, { periodTo: calendarDate(periodTo) });
      if (words === null) stops.push(stop);
      else if (removedOn === null) fixed.set(meterId, words);
    }
  }
  return { stops, fixed };
}

interface StopOfMeter {
  readonly stop: ExpectedStop;
  /** The day on which the meter was taken out; null of a meter that is in place. */
  readonly removedOn: CalendarDate | null;
}

/** No more rows of a run than this are at hand as text. */
const ROWS_AT_ONCE = 10_000;

async function* stopsOf(database: Database, billRunId: string): AsyncGenerator<StopOfMeter, void, undefined> {
  let lastKey = '';
  for (let found = ROWS_AT_ONCE; found === ROWS_AT_ONCE;) {
    const columns = await columnRead<Row>(
      database,
      COLUMNS,
      `SELECT period_read.*, reading.raw AS field_raw, reading.read_on AS field_read_on
       FROM period_read LEFT JOIN reading USING (reading_id)
       WHERE period_read.bill_run_id = ? AND period_read.row_key > ? ORDER BY period_read.row_key LIMIT ${ROWS_AT_ONCE}`,
      [billRunId, lastKey],
    );
    found = columns.rowKey.length;
    lastKey = columns.rowKey.at(-1) ?? '';
    for (let row = 0; row < found; row += 1) yield toStop(billRunId, columns, row);
  }
}

function toStop(billRunId: string, columns: ColumnsRead<Row>, row: number): StopOfMeter {
  const removedOn = cellOf(columns.removedOn, row);
  const wasRead = cellOf(columns.readingId, row) !== null;
  return {
    stop: {
      billRunId,
      rowKey: cellOf(columns.rowKey, row),
      accountId: cellOf(columns.accountId, row),
      meterId: cellOf(columns.meterId, row),
      registerNumber: cellOf(columns.registerNumber, row),
      status: cellOf(columns.status, row),
      previousOn: calendarDate(cellOf(columns.previousOn, row)),
      lastReading: wasRead ? { raw: cellOf(columns.raw, row), readOn: cellOf(columns.readOn, row) } : null,
    },
    removedOn: removedOn === null ? null : calendarDate(removedOn),
  };
}
