import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { UsagePeriod } from '../domain/metering/daily-use.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/**
 * Past periods of every register of a run, kept in columns: a large utility has millions of them, and each read asks for a
 * few. History follows the account and the register's place, so that it survives a change-out of the meter.
 */
export class ReadHistory {
  readonly #newest = new Map<string, number>();
  readonly #last = new Map<string, number>();
  readonly #from: CalendarDate[] = [];
  readonly #to: CalendarDate[] = [];
  readonly #gallons: number[] = [];
  readonly #estimated: boolean[] = [];
  readonly #older: number[] = [];

  /** Adds a period; those of newer runs come before those of older ones. */
  add([accountId, registerNumber, from, to, gallons, estimated]: HistoryRow): void {
    const key = keyOf(accountId, registerNumber);
    const at = this.#from.length;
    this.#from.push(calendarDate(from));
    this.#to.push(calendarDate(to));
    this.#gallons.push(gallons);
    this.#estimated.push(estimated === 1);
    this.#older.push(-1);
    const last = this.#last.get(key);
    if (last === undefined) this.#newest.set(key, at);
    else this.#older[last] = at;
    this.#last.set(key, at);
  }

  /** The posted periods of a register on an account, newest first. */
  of(accountId: string, registerNumber: number): UsagePeriod[] {
    const periods: UsagePeriod[] = [];
    for (let at = this.#newest.get(keyOf(accountId, registerNumber)) ?? -1; at >= 0; at = this.#older[at] ?? -1) {
      const [from, to] = [this.#from[at], this.#to[at]];
      if (from === undefined || to === undefined) break;
      periods.push({ from, to, gallons: String(this.#gallons[at]), estimated: this.#estimated[at] === true });
    }
    // An account that went over to another cycle has runs of both.
    return periods.some(({ to }, index) => to > (periods[index - 1]?.to ?? to))
      ? periods.sort((one, other) => (one.to < other.to ? 1 : -1))
      : periods;
  }
}

type HistoryRow = [
  ...[accountId: string, registerNumber: number, from: string, to: string],
  ...[gallons: number, estimated: number],
];

function keyOf(accountId: string, registerNumber: number): string {
  return `${accountId}/${registerNumber}`;
}

/** The posted periods of every account that a run reads; run by run, so that no more than one is at hand as text. */
export async function readHistory(database: Database, billRunId: string): Promise<ReadHistory> {
  const history = new ReadHistory();
  const runs = await database.raw<{ bill_run_id: string }[]>(
    'SELECT bill_run_id FROM standing_run ORDER BY period_to DESC, bill_run_id',
  );
  for (const run of runs) {
    const rows = await bulkRead<HistoryRow>(
      database,
      ['account_id', 'register_number', 'period_start', 'period_end', 'gallons', 'estimated'],
      `SELECT account_id, register_number, min(previous_on) AS period_start, max(read_on) AS period_end,
              sum(usage_gallons) AS gallons, max(status = 'estimated') AS estimated
       FROM period_read
       WHERE bill_run_id = ? AND usage_gallons IS NOT NULL
         AND account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ?)
       GROUP BY account_id, register_number`,
      [run.bill_run_id, billRunId],
    );
    for (const row of rows) history.add(row);
  }
  return history;
}
