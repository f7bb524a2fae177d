import { addMonths, calendarDate, dateOfDay } from '../contract/calendar-date.js';
import type { UsagePeriod } from '../domain/metering/daily-use.js';
import { columnParts, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { OneRow } from './period-reads.js';

/** The last three years: what was used farther back tells nothing of a read of today, and no setting asks for it. */
const HISTORY_MONTHS = 37;

/**
 * The period of each register in one posted run, by its place in the run that asks: from and to are days since 1970-01-01,
 * and gallons are NaN where there is none.
 */
interface RunPeriods {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly gallons: Float64Array;
  readonly estimated: Uint8Array;
  /** Places of a compound meter's registers where a meter with one register counted. */
  readonly unlike: Set<number>;
}

/**
 * Past periods of every register of a run, kept in columns: a large utility has millions of them, and each read asks for a
 * few. History follows the account and the register's place, so that it survives a change-out of the meter.
 */
export class ReadHistory {
  /** A meter with one register goes on from the whole use of its account. */
  readonly #places = new Map<string, number>();
  /** Each register of a compound meter goes on from itself. */
  readonly #compoundPlaces = new Map<string, number>();
  readonly #runs: RunPeriods[] = [];

  /** The registers that the run reads: the account and the number of each. */
  constructor(accountIds: readonly string[], registerNumbers: readonly number[]) {
    const compound = new Set(accountIds.filter((_, index) => (registerNumbers[index] ?? 0) > 1));
    accountIds.forEach((accountId, index) => {
      if (compound.has(accountId)) this.#addPlace(this.#compoundPlaces, keyOf(accountId, registerNumbers[index] ?? 0));
      else this.#addPlace(this.#places, accountId);
    });
  }

  /** True where the run reads a compound meter. */
  get hasCompound(): boolean {
    return this.#compoundPlaces.size > 0;
  }

  /** Begins a posted run, to which rows are added from then on; of newer runs before those of older ones. */
  addRun(): void {
    const size = this.#places.size + this.#compoundPlaces.size;
    this.#runs.push({
      from: new Int32Array(size),
      to: new Int32Array(size),
      gallons: new Float64Array(size).fill(NaN),
      estimated: new Uint8Array(size),
      unlike: new Set(),
    });
  }

  /** Adds rows of the run that was begun last. */
  addRows({ accountId: accountIds, from, to, gallons, estimated, registerNumber, compound }: HistoryColumns): void {
    const periods = this.#runs.at(-1);
    if (periods === undefined) throw new RangeError('No run was begun.');
    accountIds.forEach((accountId, row) => {
      const whole = this.#places.get(accountId);
      const place = whole ?? this.#compoundPlaces.get(keyOf(accountId, registerNumber?.[row] ?? 0));
      if (place === undefined) return;
      if (whole === undefined && compound?.[row] === 0) periods.unlike.add(place);
      addPeriod(periods, place, {
        from: from[row] ?? NaN,
        to: to[row] ?? NaN,
        gallons: gallons[row] ?? NaN,
        estimated: estimated[row] ?? 0,
      });
    });
  }

  #addPlace(places: Map<string, number>, key: string): void {
    if (!places.has(key)) places.set(key, this.#places.size + this.#compoundPlaces.size);
  }

  /**
   * The posted periods of a register on an account, newest first. A period without days, as of a meter that came on its
   * last one, is none: it tells of no use and of no estimate.
   */
  of(accountId: string, registerNumber: number): UsagePeriod[] {
    const whole = registerNumber === 1 ? this.#places.get(accountId) : undefined;
    const place = whole ?? this.#compoundPlaces.get(keyOf(accountId, registerNumber)) ?? -1;
    const periods: UsagePeriod[] = [];
    for (const { from, to, gallons, estimated, unlike } of this.#runs) {
      const used = gallons[place] ?? NaN;
      const hasDays = (to[place] ?? NaN) > (from[place] ?? NaN);
      if (Number.isNaN(used) || !hasDays || unlike.has(place)) continue;
      periods.push({
        from: dateOfDay(from[place] ?? NaN),
        to: dateOfDay(to[place] ?? NaN),
        gallons: String(used),
        estimated: estimated[place] === 1,
      });
    }
    return periods;
  }
}

/** What several registers or meters of a period counted is one use, from the first day to the last. */
function addPeriod(
  periods: RunPeriods,
  place: number,
  row: { readonly from: number; readonly to: number; readonly gallons: number; readonly estimated: number },
): void {
  const before = periods.gallons[place] ?? NaN;
  const isFirst = Number.isNaN(before);
  periods.from[place] = isFirst ? row.from : Math.min(row.from, periods.from[place] ?? NaN);
  periods.to[place] = isFirst ? row.to : Math.max(row.to, periods.to[place] ?? NaN);
  periods.gallons[place] = isFirst ? row.gallons : before + row.gallons;
  periods.estimated[place] = Math.max(row.estimated, periods.estimated[place] ?? 0);
}

interface HistoryRow {
  readonly accountId: string;
  readonly from: number;
  readonly to: number;
  readonly gallons: number;
  readonly estimated: number;
}
interface CompoundRow extends HistoryRow {
  readonly registerNumber: number;
  readonly compound: number;
}
type HistoryColumns = ColumnsRead<HistoryRow> & Partial<ColumnsRead<CompoundRow>>;

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

function keyOf(accountId: string, registerNumber: number): string {
  return `${accountId}/${registerNumber}`;
}

interface AskedRow {
  readonly accountId: string;
  readonly registerNumber: number;
  readonly rowKey: string;
}

/** No more rows of a run than this are at hand as text. */
const ROWS_AT_ONCE = 10_000;

/**
 * The posted periods of the three years before a run of every account that it reads, or of the account of one row. A compound
 * meter's register goes on from that register; a meter with one register goes on from the whole use of the account, also
 * where a compound meter measured it before. What one register counted tells nothing of each of two.
 */
export async function readHistory(
  database: Database,
  billRunId: string,
  { rowKey }: Pick<OneRow, 'rowKey'> = {},
): Promise<ReadHistory> {
  const ofOne = 'AND account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ? AND row_key = ?)';
  const asked = `FROM period_read WHERE bill_run_id = ? AND removed_on IS NULL ${rowKey === undefined ? '' : ofOne}`;
  const bindings = rowKey === undefined ? [billRunId] : [billRunId, billRunId, rowKey];
  const stops = await columnRead<AskedRow>(
    database,
    { accountId: 'account_id', registerNumber: 'register_number', rowKey: 'row_key' },
    `SELECT account_id, register_number, row_key ${asked} ORDER BY row_key`,
    bindings,
  );
  const history = new ReadHistory(stops.accountId, stops.registerNumber);
  const named = history.hasCompound ? COMPOUND_COLUMNS : COLUMNS;
  const parts = partsOf(stops.rowKey);
  for (const run of await runsBefore(database, billRunId)) {
    history.addRun();
    // Of the run's own cycle nearly every account is asked for; what more there is costs less than to leave it out.
    const isWhole = rowKey === undefined && run.is_own === 1;
    const ofAsked = isWhole ? '' : `AND ${rowKey === undefined ? '+' : ''}account_id IN (SELECT account_id ${asked})`;
    const reading = columnParts<HistoryRow>(
      database,
      named,
      `SELECT * FROM period_read
       WHERE bill_run_id = ? AND row_key >= ? AND row_key < ? AND usage_gallons IS NOT NULL ${ofAsked}`,
      parts.map(([from, to]) => [run.bill_run_id, from, to, ...(isWhole ? [] : bindings)]),
    );
    for await (const columns of reading) history.addRows(columns);
  }
  return history;
}

/** Ranges of row keys that hold every one there is, each with about so many rows of a run like the one that asks. */
function partsOf(rowKeys: readonly string[]): (readonly [from: string, to: string])[] {
  const starts = rowKeys.filter((_, index) => index > 0 && index % ROWS_AT_ONCE === 0);
  return ['', ...starts].map((from, index) => [from, starts[index] ?? LAST_KEY]);
}

/** After every row key. */
const LAST_KEY = '\u{10FFFF}';

interface PostedRun {
  readonly bill_run_id: string;
  /** 1 where it is of the same cycle as the run that asks. */
  readonly is_own: number;
}

/** A run that is posted itself is judged neither by its own reads nor by those after it. */
async function runsBefore(database: Database, billRunId: string): Promise<PostedRun[]> {
  const [asking] = await database.raw<{ period_to: string }[]>('SELECT period_to FROM bill_run WHERE bill_run_id = ?', [
    billRunId,
  ]);
  if (asking === undefined) return [];
  return database.raw<PostedRun[]>(
    `SELECT bill_run_id, cycle_id = (SELECT cycle_id FROM bill_run WHERE bill_run_id = ?) AS is_own
     FROM standing_run WHERE period_to > ? AND period_to < ? ORDER BY period_to DESC, bill_run_id`,
    [billRunId, addMonths(calendarDate(asking.period_to), -HISTORY_MONTHS), asking.period_to],
  );
}
