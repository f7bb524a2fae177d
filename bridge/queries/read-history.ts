import { addMonths, calendarDate, dateOfDay } from '../contract/calendar-date.js';
import type { DailyUse, UsagePeriod } from '../domain/metering/daily-use.js';
import { columnParts, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { OneRow } from './period-reads.js';
import { rememberedHistory, type SealedRun } from './remembered-history.js';

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

function noPeriods(size: number): RunPeriods {
  return {
    from: new Int32Array(size),
    to: new Int32Array(size),
    gallons: new Float64Array(size).fill(NaN),
    estimated: new Uint8Array(size),
    unlike: new Set(),
  };
}

/** A season: what others of a class use now is told by the newest periods, and not by those of another season. */
const CLASS_PERIODS = 3;

/** Where the rows of a part stand, by the columns that tell it. */
interface KnownPlaces {
  readonly accountIds: readonly string[];
  readonly registerNumbers: readonly number[] | undefined;
  readonly places: Int32Array;
  /** 1 where the meter has one register, and goes on from the whole use of its account. */
  readonly isWhole: Uint8Array;
}
/** The place of what the run does not read. */
const NOWHERE = -1;

/**
 * Past periods of every register of a run, kept in columns: a large utility has millions of them, and each read asks for a
 * few. History follows the account and the register's place, so that it survives a change-out of the meter.
 */
export class ReadHistory {
  /** A meter with one register goes on from the whole use of its account. */
  readonly #places = new Map<string, number>();
  /** Each register of a compound meter goes on from itself. */
  readonly #compoundPlaces = new Map<string, number>();
  /** The rate class of each place, and whether its days are those of the account: a compound meter's count only once. */
  readonly #classes: (readonly [rateClass: string, hasDays: boolean])[] = [];
  readonly #runs: readonly RunPeriods[];
  #known: KnownPlaces | null = null;

  /** Of the registers that a run reads, in the posted runs before it, newest first; true stands for one of its own cycle. */
  constructor(
    { accountId: accountIds, registerNumber: registerNumbers, rateClass: rateClasses }: Omit<AskedColumns, 'rowKey'>,
    private readonly isOwn: readonly boolean[],
  ) {
    const compound = new Set(accountIds.filter((_, index) => (registerNumbers[index] ?? 0) > 1));
    accountIds.forEach((accountId, index) => {
      const [register, rateClass] = [registerNumbers[index] ?? 0, rateClasses[index] ?? ''];
      if (compound.has(accountId))
        this.#addPlace(this.#compoundPlaces, keyOf(accountId, register), rateClass, register);
      else this.#addPlace(this.#places, accountId, rateClass);
    });
    this.#runs = isOwn.map(() => noPeriods(this.#classes.length));
  }

  /** True where the run reads a compound meter. */
  get hasCompound(): boolean {
    return this.#compoundPlaces.size > 0;
  }

  /** Adds rows of a posted run, by its place among them; newer ones stand before older ones. */
  addRows(run: number, columns: HistoryColumns): void {
    const periods = this.#runs[run];
    if (periods === undefined) throw new RangeError(`There is no run ${run}.`);
    const { from, to, gallons, estimated, compound } = columns;
    const { places, isWhole } = this.#placesOf(columns);
    places.forEach((place, row) => {
      if (place === NOWHERE) return;
      if (compound?.[row] === 0 && isWhole[row] === 0) periods.unlike.add(place);
      addPeriod(periods, place, {
        from: from[row] ?? NaN,
        to: to[row] ?? NaN,
        gallons: gallons[row] ?? NaN,
        estimated: estimated[row] ?? 0,
      });
    });
  }

  /** A town changes little from month to month: the rows of one run are those of the run before, and are looked up once. */
  #placesOf({ accountId: accountIds, registerNumber: registerNumbers }: HistoryColumns): KnownPlaces {
    const known = this.#known;
    if (known?.accountIds === accountIds && known.registerNumbers === registerNumbers) return known;
    const places = new Int32Array(accountIds.length);
    const isWhole = new Uint8Array(accountIds.length);
    accountIds.forEach((accountId, row) => {
      const whole = this.#places.get(accountId);
      isWhole[row] = Number(whole !== undefined);
      places[row] = whole ?? this.#compoundPlaces.get(keyOf(accountId, registerNumbers?.[row] ?? 0)) ?? NOWHERE;
    });
    this.#known = { accountIds, registerNumbers, places, isWhole };
    return this.#known;
  }

  #addPlace(places: Map<string, number>, key: string, rateClass: string, registerNumber = 1): void {
    if (places.has(key)) return;
    places.set(key, this.#classes.length);
    this.#classes.push([rateClass, registerNumber === 1]);
  }

  /**
   * The usual daily use of an account of each rate class, of those that the run reads, over the newest posted periods of its
   * cycle. Both registers of a compound meter count the use of one account in the same days.
   */
  classAverages(): ReadonlyMap<string, Pick<DailyUse, 'gallons' | 'days'>> {
    const sums = new Map<string, { gallons: number; days: number }>();
    for (const { from, to, gallons } of this.#runs.filter((_, run) => this.isOwn[run]).slice(0, CLASS_PERIODS)) {
      this.#classes.forEach(([rateClass, hasDays], place) => {
        const [used, days] = [gallons[place] ?? NaN, (to[place] ?? NaN) - (from[place] ?? NaN)];
        if (Number.isNaN(used) || !(days > 0)) return;
        const sum = sums.get(rateClass) ?? { gallons: 0, days: 0 };
        sums.set(rateClass, { gallons: sum.gallons + used, days: sum.days + (hasDays ? days : 0) });
      });
    }
    return new Map([...sums].map(([rateClass, { gallons, days }]) => [rateClass, { gallons: String(gallons), days }]));
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
  readonly rateClass: string;
  readonly rowKey: string;
}
/** The registers that a run reads, in the order of their keys; none that came out within its period. */
export type AskedColumns = ColumnsRead<AskedRow>;

/** No more rows of a run than this are at hand as text. */
const ROWS_AT_ONCE = 10_000;

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
  return isWhole ? rememberedHistory(runs, stops, read) : read();
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
    `SELECT * FROM period_read
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
