import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import type { ReadStatus, WaterUnit } from '../../contract/metering.js';
import type { PostedRead } from '../../domain/rebilling/posted-period.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

type Row = [
  ...[billRunId: string, rowKey: string, meterId: string, registerNumber: number, size: string],
  ...[previousValue: number, previousOn: string, value: number | null, readOn: string | null, gallons: number | null],
  ...[status: ReadStatus, removedOn: string | null, dials: number, decimals: number, fixedZeros: number],
  ...[multiplier: string, ownMultiplier: string | null, unit: WaterUnit],
];

/** The reads of an account in the runs that billed it, as they hold; of each run in the order in which they are billed. */
export async function billedReadsOfAccount(
  database: Database,
  accountId: string,
): Promise<(billRunId: string) => readonly PostedRead[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['bill_run_id', 'row_key', 'meter_id', 'register_number', 'size', 'previous_value', 'previous_on', 'value'],
      ...['read_on', 'usage_gallons', 'status', 'removed_on', 'dials', 'decimals', 'fixed_zeros', 'multiplier'],
      ...['rebilled_multiplier', 'unit'],
    ],
    `SELECT bill_run_id, row_key, meter_id, register_number, size, previous_value, previous_on, value, read_on,
            usage_gallons, status, removed_on, dials, decimals, fixed_zeros,
            coalesce(rebilled_multiplier, multiplier) AS multiplier, rebilled_multiplier, unit
     FROM billed_read JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
     WHERE account_id = ? AND bill_run_id IN (SELECT bill_run_id FROM bill WHERE bill.account_id = ?)
     ORDER BY bill_run_id, removed_on IS NOT NULL, removed_on DESC, row_key`,
    [accountId, accountId],
  );
  const byRun = groupBy(rows, ([billRunId]) => billRunId);
  return (billRunId) => byRun.get(billRunId)?.map(toRead) ?? [];
}

function toRead(row: Row): PostedRead {
  const [, rowKey, meterId, registerNumber, meterSize, previousValue, previousOn, value, readOn, gallons, ...rest] =
    row;
  const [status, removedOn, dials, decimals, fixedZeros, multiplier, ownMultiplier, unit] = rest;
  return {
    ...{ rowKey, meterId, registerNumber, meterSize, ownMultiplier, previousValue, value, status },
    previousOn: calendarDate(previousOn),
    readOn: readOn === null ? null : calendarDate(readOn),
    removedOn: removedOn === null ? null : calendarDate(removedOn),
    usageGallons: gallons,
    register: { dials, decimals, fixedZeros, multiplier, unit },
  };
}
