import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import type { RereadFacts } from '../domain/metering/review-input.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { ATTEMPTS_UP_TO } from './attempts.js';

/** A reread that the field still owes. */
export interface OpenReread {
  readonly workOrderNumber: number;
  readonly billRunId: string;
  readonly rowKey: string;
  readonly reason: string;
}

/** The rereads that are open in the open run of a cycle, or in every open run. */
export async function openRereads(
  database: Database,
  { cycleId }: { readonly cycleId?: string } = {},
): Promise<OpenReread[]> {
  const rows = await bulkRead<[number, string, string, string]>(
    database,
    ['work_order_number', 'bill_run_id', 'row_key', 'reason'],
    `SELECT work_order_number, bill_run_id, row_key, reason FROM work_order JOIN bill_run USING (bill_run_id)
     WHERE work_order.kind = 'reread' AND work_order.status = 'open' AND bill_run.status = 'open'
       AND coalesce(cycle_id = ?, true) ORDER BY work_order_number`,
    [cycleId ?? null],
  );
  return rows.map(([workOrderNumber, billRunId, rowKey, reason]) => ({ workOrderNumber, billRunId, rowKey, reason }));
}

/** What the rereads of one read of a run have brought so far. */
export interface RereadsOfRead {
  /** The open one, with what was read before it. */
  readonly open: RereadFacts | null;
  /** The one that brought the reading of this number. */
  broughtBy(readingId: number): RereadFacts | null;
}

type Row = [string, string, string | null, string | null, number | null];

/**
 * The rereads of a run by row key, with those of the runs before it that billed its period and were reversed; rows that
 * were never sent for one are left out.
 */
export async function rereadsOfRun(database: Database, billRunId: string): Promise<ReadonlyMap<string, RereadsOfRead>> {
  const rows = await bulkRead<Row>(
    database,
    ['row_key', 'status', 'first_raw', 'first_on', 'returned_reading_id'],
    `SELECT work_order.row_key, status, first.raw AS first_raw, first.read_on AS first_on, returned_reading_id
     FROM work_order LEFT JOIN reading AS first ON first.reading_id = first_reading_id
     WHERE work_order.bill_run_id IN (${ATTEMPTS_UP_TO}) AND kind = 'reread' AND status <> 'withdrawn' ORDER BY work_order_number`,
    [billRunId],
  );
  return new Map([...groupBy(rows, ([rowKey]) => rowKey)].map(([rowKey, orders]) => [rowKey, rereadsOf(orders)]));
}

function rereadsOf(orders: readonly Row[]): RereadsOfRead {
  const facts = (order: Row | undefined): RereadFacts | null => {
    if (order === undefined) return null;
    const [, , firstReading, firstOn] = order;
    return { firstReading, firstDate: dateOf(firstOn), times: orders.indexOf(order) + 1 };
  };
  return {
    open: facts(orders.find(([, status]) => status === 'open')),
    broughtBy: (readingId) => facts(orders.findLast(([, , , , returned]) => returned === readingId)),
  };
}

function dateOf(text: string | null): CalendarDate | null {
  return text === null ? null : calendarDate(text);
}
