import { dateOfDay } from '../contract/calendar-date.js';
import type { DailyUse, UsagePeriod } from '../domain/metering/daily-use.js';
import type { ColumnsRead } from '../store/bulk.js';

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
  /** The periods of each place that were made already; null while they are made each time. */
  #made: (readonly UsagePeriod[])[] | null = null;

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

  /** Makes the periods of a register once from now on: all rows are there, and each register is asked for many times. */
  keepPeriods(): void {
    this.#made ??= [];
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
  of(accountId: string, registerNumber: number): readonly UsagePeriod[] {
    const whole = registerNumber === 1 ? this.#places.get(accountId) : undefined;
    const place = whole ?? this.#compoundPlaces.get(keyOf(accountId, registerNumber)) ?? NOWHERE;
    const known = this.#made?.[place];
    if (known !== undefined) return known;
    const periods = this.#periodsOf(place);
    if (this.#made !== null && place !== NOWHERE) this.#made[place] = periods;
    return periods;
  }

  #periodsOf(place: number): readonly UsagePeriod[] {
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

export interface HistoryRow {
  readonly accountId: string;
  readonly from: number;
  readonly to: number;
  readonly gallons: number;
  readonly estimated: number;
}
export interface CompoundRow extends HistoryRow {
  readonly registerNumber: number;
  readonly compound: number;
}
type HistoryColumns = ColumnsRead<HistoryRow> & Partial<ColumnsRead<CompoundRow>>;

export interface AskedRow {
  readonly accountId: string;
  readonly registerNumber: number;
  readonly rateClass: string;
  readonly rowKey: string;
}
/** The registers that a run reads, in the order of their keys; none that came out within its period. */
export type AskedColumns = ColumnsRead<AskedRow>;

function keyOf(accountId: string, registerNumber: number): string {
  return `${accountId}/${registerNumber}`;
}
