import type { StoredValue } from '../../store/bulk.js';
import type { StopReads, TownRead } from '../play/play-reads.js';
import type { TownRun } from '../town.js';
import type { UsageDesk } from './usage-desk.js';

export const READING_COLUMNS = [
  'reading_id',
  'bill_run_id',
  'row_key',
  'meter_id',
  'register_number',
  'raw',
  'value',
  'read_on',
  'read_time',
  'codes',
  'import_number',
  'line_number',
  'command_number',
];
export const READ_COLUMNS = [
  'bill_run_id',
  'row_key',
  'account_id',
  'meter_id',
  'register_number',
  'previous_value',
  'previous_on',
  'reading_id',
  'value',
  'read_on',
  'usage_gallons',
  'status',
  'exceptions',
  'action',
  'reason',
  'version',
];

const PLAIN = '{}';
/** The reader's code for a meter that could not be reached. */
const NOT_REACHED = JSON.stringify({ skipCode: '004' });

export interface ReadRows {
  readonly readings: StoredValue[][];
  readonly reads: StoredValue[][];
  /** Gallons of the run by account, all its registers together. */
  readonly usageOf: ReadonlyMap<string, number>;
}

export interface ReadRowsRequest {
  readonly run: TownRun;
  readonly stops: readonly StopReads[];
  readonly firstReadingId: number;
  readonly commandNumber: number;
}

/** The rows of a run's readings as they came and of its reads as they were decided. */
export function readRows(
  { run, stops, firstReadingId, commandNumber }: ReadRowsRequest,
  usageDesk: UsageDesk,
): ReadRows {
  const readings: StoredValue[][] = [];
  const usageOf = new Map<string, number>();
  const reads = stops.flatMap((stop) =>
    stop.reads.map((read) => {
      const usage = usageDesk.usageGallons(read);
      if (usage !== null) usageOf.set(read.account.accountId, (usageOf.get(read.account.accountId) ?? 0) + usage);
      const readingId = read.value === null ? null : firstReadingId + readings.length;
      if (readingId !== null) readings.push(readingRow(run, read, readingId, commandNumber));
      return readRow(run, read, readingId, usage);
    }),
  );
  return { readings, reads, usageOf };
}

function readingRow(run: TownRun, read: TownRead, readingId: number, commandNumber: number): StoredValue[] {
  const { rowKey, meter, register, readOn } = read;
  const wasRead = read.status !== 'estimated';
  const value = wasRead ? read.value : null;
  return [
    readingId,
    run.billRunId,
    rowKey,
    meter.meterId,
    register.registerNumber,
    value === null ? null : value.toString().padStart(register.dials, '0'),
    value,
    readOn,
    null,
    wasRead ? PLAIN : NOT_REACHED,
    null,
    null,
    commandNumber,
  ];
}

function readRow(run: TownRun, read: TownRead, readingId: number | null, usage: number | null): StoredValue[] {
  const { rowKey, account, meter, register, previousValue, previousOn, value, readOn, status, action, reason } = read;
  const place = [run.billRunId, rowKey, account.accountId, meter.meterId, register.registerNumber];
  return [...place, previousValue, previousOn, readingId, value, readOn, usage, status, '[]', action, reason, 1];
}
