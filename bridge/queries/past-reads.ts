import type { PastRead } from '../contract/api.js';
import { calendarDate, daysBetween, type CalendarDate } from '../contract/calendar-date.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A year and the same month of the year before. */
const PAST_READS = 13;

type PastRow = [readOn: string, previousOn: string, reading: number | null, gallons: number, estimated: number];

/** Narrows past reads to one register of a compound meter, and to the periods that end before a day. */
export interface PastOf {
  readonly compoundRegister?: number | null;
  readonly before?: CalendarDate;
}

/**
 * The posted reads of an account across change-outs of its meter, the newest first: of one register of its compound meter,
 * or the whole use of the account. A reading is that of the meter which stayed, if it has one register.
 */
export async function pastReads(
  database: Database,
  accountId: string,
  { compoundRegister = null, before }: PastOf = {},
): Promise<PastRead[]> {
  const ofRegister = compoundRegister === null ? '' : 'AND register_number = ? AND is_compound';
  const isBefore = before === undefined ? '' : 'AND period_to < ?';
  const rows = await bulkRead<PastRow>(
    database,
    ['read_on', 'previous_on', 'value', 'gallons', 'estimated'],
    `WITH past AS (
       SELECT bill_run_id, read_on, previous_on, usage_gallons, billed_read.status = 'estimated' AS estimated, value,
              row_number() OVER (PARTITION BY bill_run_id ORDER BY removed_on IS NULL DESC, read_on DESC) AS place,
              count(*) FILTER (WHERE removed_on IS NULL) OVER (PARTITION BY bill_run_id) AS registers
       FROM billed_read JOIN standing_run USING (bill_run_id) JOIN meter USING (meter_id)
       WHERE account_id = ? AND NOT EXISTS (SELECT 1 FROM held_account AS held WHERE held.bill_run_id = billed_read.bill_run_id
                                                  AND held.account_id = billed_read.account_id)
         AND usage_gallons IS NOT NULL ${ofRegister} ${isBefore})
     SELECT max(read_on) AS read_on, min(previous_on) AS previous_on,
            max(iif(place = 1 AND registers = 1, value, NULL)) AS value, sum(usage_gallons) AS gallons,
            max(estimated) AS estimated
     FROM past GROUP BY bill_run_id ORDER BY 1 DESC LIMIT ${PAST_READS}`,
    [accountId, ...(compoundRegister === null ? [] : [compoundRegister]), ...(before === undefined ? [] : [before])],
  );
  return rows.map(([readOn, previousOn, reading, gallons, estimated]) => ({
    readOn: calendarDate(readOn),
    reading,
    days: daysBetween(calendarDate(previousOn), calendarDate(readOn)),
    gallons,
    estimated: estimated === 1,
  }));
}
