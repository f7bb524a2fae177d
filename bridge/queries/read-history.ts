import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { UsagePeriod } from '../domain/metering/daily-use.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { OneRow } from './period-reads.js';

/** The periods of one posted run, in columns. */
interface RunColumns {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly gallons: Float64Array;
  readonly estimated: Uint8Array;
  /** The row of each register of the run that asks, or -1, by its place in that run. */
  readonly rowOf: Int32Array;
}

/**
 * Past periods of every register of a run, kept in columns: a large utility has millions of them, and each read asks for a
 * few. History follows the account and the register's place, so that it survives a change-out of the meter.
 */
export class ReadHistory {
  readonly #places: ReadonlyMap<string, number>;
  readonly #runs: RunColumns[] = [];
  readonly #dates: CalendarDate[] = [];
  readonly #dateNumbers = new Map<string, number>();

  /** `registers` are those that the run reads. */
  constructor(registers: readonly (readonly [accountId: string, registerNumber: number])[]) {
    const keys = new Set(registers.map(([accountId, registerNumber]) => keyOf(accountId, registerNumber)));
    this.#places = new Map([...keys].map((key, place) => [key, place]));
  }

  /** Adds the periods of a posted run; of newer runs before those of older ones. */
  addRun(rows: readonly HistoryRow[]): void {
    const rowOf = new Int32Array(this.#places.size).fill(-1);
    rows.forEach(([accountId, registerNumber], row) => {
      const place = this.#places.get(keyOf(accountId, registerNumber));
      if (place !== undefined) rowOf[place] = row;
    });
    this.#runs.push({
      from: Uint32Array.from(rows, ([, , from]) => this.#dateNumber(from)),
      to: Uint32Array.from(rows, ([, , , to]) => this.#dateNumber(to)),
      gallons: Float64Array.from(rows, ([, , , , gallons]) => gallons),
      estimated: Uint8Array.from(rows, ([, , , , , estimated]) => estimated),
      rowOf,
    });
  }

  /** The posted periods of a register on an account, newest first. */
  of(accountId: string, registerNumber: number): UsagePeriod[] {
    const place = this.#places.get(keyOf(accountId, registerNumber));
    if (place === undefined) return [];
    const periods: UsagePeriod[] = [];
    for (const { from, to, gallons, estimated, rowOf } of this.#runs) {
      const row = rowOf[place] ?? -1;
      if (row < 0) continue;
      periods.push({
        from: this.#date(from[row]),
        to: this.#date(to[row]),
        gallons: String(gallons[row]),
        estimated: estimated[row] === 1,
      });
    }
    return periods;
  }

  /** There are few different dates, and each is kept once. */
  #dateNumber(text: string): number {
    const known = this.#dateNumbers.get(text);
    if (known !== undefined) return known;
    this.#dates.push(calendarDate(text));
    this.#dateNumbers.set(text, this.#dates.length - 1);
    return this.#dates.length - 1;
  }

  #date(number: number | undefined): CalendarDate {
    const date = this.#dates[number ?? -1];
    if (date === undefined) throw new RangeError('A period has no date.');
    return date;
  }
}

type HistoryRow = [
  ...[accountId: string, registerNumber: number, from: string, to: string],
  ...[gallons: number, estimated: number],
];

function keyOf(accountId: string, registerNumber: number): string {
  return `${accountId}/${registerNumber}`;
}

/**
 * The posted periods of every account that a run reads, or of the account of one row; run by run, so that no more than one
 * is at hand as text. A compound meter's register goes on from that register; a meter with one register goes on from the
 * whole use of the account, also where a compound meter measured it before. What one register counted tells nothing of
 * each of two.
 */
export async function readHistory(
  database: Database,
  billRunId: string,
  { rowKey }: Pick<OneRow, 'rowKey'> = {},
): Promise<ReadHistory> {
  const ofOne = 'AND account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ? AND row_key = ?)';
  const reads = `FROM period_read WHERE bill_run_id = ? AND removed_on IS NULL ${rowKey === undefined ? '' : ofOne}`;
  const bindings = rowKey === undefined ? [billRunId] : [billRunId, billRunId, rowKey];
  const registers = await bulkRead<[string, number]>(
    database,
    ['account_id', 'register_number'],
    `SELECT account_id, register_number ${reads}`,
    bindings,
  );
  const history = new ReadHistory(registers);
  const runs = await database.raw<{ bill_run_id: string }[]>(
    'SELECT bill_run_id FROM standing_run ORDER BY period_to DESC, bill_run_id',
  );
  for (const run of runs) {
    const rows = await bulkRead<HistoryRow>(
      database,
      ['account_id', 'register_number', 'period_start', 'period_end', 'gallons', 'estimated'],
      `WITH asked AS MATERIALIZED (
         SELECT account_id, max(register_number) > 1 AS is_compound ${reads} GROUP BY account_id)
       SELECT account_id, iif(is_compound, register_number, 1) AS register_number, min(previous_on) AS period_start,
              max(read_on) AS period_end, sum(usage_gallons) AS gallons, max(status = 'estimated') AS estimated
       FROM period_read JOIN asked USING (account_id)
       WHERE bill_run_id = ? AND usage_gallons IS NOT NULL
       GROUP BY account_id, iif(is_compound, register_number, 1)
       HAVING min(iif(is_compound, (SELECT meter.is_compound FROM meter WHERE meter.meter_id = period_read.meter_id), 1))`,
      [...bindings, run.bill_run_id],
    );
    if (rows.length > 0) history.addRun(rows);
  }
  return history;
}
