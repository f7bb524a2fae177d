import { addMonths, calendarDate } from '../contract/calendar-date.js';
import { columnParts, columnRead, type ColumnNames } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { OneRow } from './period-reads.js';
import {
  ReadHistory,
  type AskedColumns,
  type AskedRow,
  type CompoundRow,
  type HistoryRow,
} from './register-history.js';
import { rememberedHistory, type SealedRun } from './remembered-history.js';

/** The last three years: what was used farther back tells nothing of a read of today, and no setting asks for it. */
const HISTORY_MONTHS = 37;
/** No more rows of a run than this are at hand as text. */
const ROWS_AT_ONCE = 10_000;

const COLUMNS: ColumnNames<HistoryRow> = {
  accountId: 'account_id',
  // As numbers, days take half the time of texts.
  from: 'unixepoch(previous_on) / 86400',
  to: 'unixepoch(read_on) / 86400',
  gallons: 'usage_gallons',
  estimated: "status = 'estimated'",
};
/** Asked for only where the run reads a compound meter. */
const COMPOUND_COLUMNS: ColumnNames<CompoundRow> = {
  ...COLUMNS,
  registerNumber: 'register_number',
  compound: 'meter_id IN (SELECT meter_id FROM meter WHERE is_compound)',
};

const ASKED_COLUMNS: ColumnNames<AskedRow> = {
  accountId: 'account_id',
  registerNumber: 'register_number',
  rateClass: 'rate_class',
  rowKey: 'row_key',
};
const ASKED = 'FROM period_read WHERE bill_run_id = ? AND removed_on IS NULL';
const ASKED_OF_ROW = `${ASKED} AND account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ? AND row_key = ?)`;

/**
 * The posted periods of the three years before a run of every account that it reads, or of the account of one row. A compound
 * meter's register goes on from that register; a meter with one register goes on from the whole use of the account, also
 * where a compound meter measured it before. What one register counted tells nothing of each of two. Whoever read the
 * registers of the run already gives them.
 */
export async function readHistory(
  database: Database,
  billRunId: string,
  { rowKey }: Pick<OneRow, 'rowKey'> = {},
  known?: AskedColumns,
): Promise<ReadHistory> {
  const isWhole = rowKey === undefined;
  const bindings = isWhole ? [billRunId] : [billRunId, billRunId, rowKey];
  const asked = isWhole ? ASKED : ASKED_OF_ROW;
  const stops = known ?? (await askedColumns(database, asked, bindings));
  const runs = await runsBefore(database, billRunId);
  const read = async () => {
    const history = new ReadHistory(stops, runs.map(isOwn));
    const isEvery = (run: SealedRun) => isWhole && isOwn(run);
    const ofAsked = `AND ${isWhole ? '+' : ''}account_id IN (SELECT account_id ${asked})`;
    const parts = partsOf(stops.rowKey);
    // Of the run's own cycle nearly every account is asked for; what more there is costs less than to leave it out.
    await addRuns(database, history, { runs, parts, isTaken: isEvery, narrowed: '', bindings: [] });
    await addRuns(database, history, { runs, parts, isTaken: (run) => !isEvery(run), narrowed: ofAsked, bindings });
    return history;
  };
  return isWhole ? rememberedHistory({ runs, lastRebill: await lastRebill(database) }, stops, read) : read();
}

/** What was read of posted runs is sealed, and what was corrected of that grows with the rebills. */
async function lastRebill(database: Database): Promise<number> {
  const [row] = await database.raw<{ last: number | null }[]>('SELECT max(rebill_number) AS last FROM rebill');
  return row?.last ?? 0;
}

function askedColumns(database: Database, asked: string, bindings: readonly string[]): Promise<AskedColumns> {
  const query = `SELECT asked.*, rate_class FROM (SELECT account_id, register_number, row_key ${asked}) AS asked
     JOIN account USING (account_id) ORDER BY row_key`;
  return columnRead<AskedRow>(database, ASKED_COLUMNS, query, bindings);
}

function isOwn(run: SealedRun): boolean {
  return run.is_own === 1;
}

interface HistoryRequest {
  readonly runs: readonly SealedRun[];
  readonly parts: readonly KeyRange[];
  readonly isTaken: (run: SealedRun) => boolean;
  readonly narrowed: string;
  readonly bindings: readonly string[];
}

/** Adds the rows of some of the runs, each part of all of them one after the other: they are mostly of the same accounts. */
async function addRuns(
  database: Database,
  history: ReadHistory,
  { runs, parts, isTaken, narrowed, bindings }: HistoryRequest,
): Promise<void> {
  const taken = runs.flatMap((run, place) => (isTaken(run) ? [{ place, billRunId: run.bill_run_id }] : []));
  const asked = parts.flatMap((range) => taken.map((run) => ({ ...run, range })));
  const reading = columnParts<HistoryRow>(
    database,
    history.hasCompound ? COMPOUND_COLUMNS : COLUMNS,
    `SELECT * FROM billed_read
     WHERE bill_run_id = ? AND row_key >= ? AND row_key < ? AND usage_gallons IS NOT NULL ${narrowed}`,
    asked.map(({ billRunId, range }) => [billRunId, ...range, ...bindings]),
  );
  let read = 0;
  for await (const columns of reading) {
    history.addRows(asked[read]?.place ?? NaN, columns);
    read += 1;
  }
}

type KeyRange = readonly [from: string, to: string];

/** Ranges of row keys that hold every one there is, each with about so many rows of a run like the one that asks. */
function partsOf(rowKeys: readonly string[]): KeyRange[] {
  const starts = rowKeys.filter((_, index) => index > 0 && index % ROWS_AT_ONCE === 0);
  return ['', ...starts].map((from, index) => [from, starts[index] ?? LAST_KEY]);
}

/** After every row key. */
const LAST_KEY = '\u{10FFFF}';

/** A run that is posted itself is judged neither by its own reads nor by those after it. */
async function runsBefore(database: Database, billRunId: string): Promise<SealedRun[]> {
  const [asking] = await database.raw<{ period_to: string }[]>('SELECT period_to FROM bill_run WHERE bill_run_id = ?', [
    billRunId,
  ]);
  if (asking === undefined) return [];
  return database.raw<SealedRun[]>(
    `SELECT bill_run_id, cycle_id = (SELECT cycle_id FROM bill_run WHERE bill_run_id = ?) AS is_own, digest
     FROM standing_run LEFT JOIN bill_run_seal USING (bill_run_id) WHERE period_to > ? AND period_to < ? ORDER BY period_to DESC, bill_run_id`,
    [billRunId, addMonths(calendarDate(asking.period_to), -HISTORY_MONTHS), asking.period_to],
  );
}
