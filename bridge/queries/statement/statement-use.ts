import { calendarDate, daysBetween } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { shownReading } from '../../domain/metering/stop-limits.js';
import type { PastUse, StatementRead } from '../../domain/statement/statement.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { toRegister, type RegisterRow } from '../meters.js';
import { REVERSED_BY_THEN, type StatementRun } from './statement-run.js';

/** A year and the same month of the year before. */
const PERIODS_SHOWN = 13;

type ReadRow = [
  ...[accountId: string, meterId: string, registerNumber: number, previous: number, previousOn: string],
  ...[value: number, readOn: string, gallons: number, isEstimated: number, isRemoved: number, register: string],
];

/** The reads that a run billed, by account, with the registers as they were taken for when it was posted. */
export async function statementReads(
  database: Database,
  { run, postedBy }: StatementRun,
  accountIds: readonly string[],
): Promise<(accountId: string) => readonly StatementRead[]> {
  const rows = await bulkRead<ReadRow>(
    database,
    [
      ...['account_id', 'meter_id', 'register_number', 'previous_value', 'previous_on', 'value', 'read_on'],
      ...['usage_gallons', 'is_estimated', 'is_removed', 'register'],
    ],
    `SELECT account_id, meter_id, register_number, previous_value, previous_on, period_read.value, read_on, usage_gallons,
            status = 'estimated' AS is_estimated, removed_on IS NOT NULL AS is_removed,
            json_extract(coalesce(
              (SELECT facts_before FROM meter_correction AS later
               WHERE later.meter_id = period_read.meter_id AND command_number > ? ORDER BY correction_number LIMIT 1),
              (SELECT facts FROM meter_facts WHERE meter_facts.meter_id = period_read.meter_id)),
              '$.registers[' || (register_number - 1) || ']') AS register
     FROM json_each(?) AS wanted CROSS JOIN period_read ON account_id = wanted.value AND bill_run_id = ?
     WHERE usage_gallons IS NOT NULL
     ORDER BY account_id, read_on, meter_id, register_number`,
    [postedBy, JSON.stringify(accountIds), run.billRunId],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) => (byAccount.get(accountId) ?? []).map(toRead);
}

function toRead(row: ReadRow): StatementRead {
  const [, meterId, registerNumber, previous, previousOn, value, readOn, gallons, isEstimated, isRemoved, told] = row;
  const register = toRegister(JSON.parse(told) as RegisterRow);
  return {
    ...{ meterId, registerNumber, gallons, isEstimated: isEstimated === 1, isRemoved: isRemoved === 1 },
    ...{ previousOn: calendarDate(previousOn), readOn: calendarDate(readOn) },
    previous: shownReading(String(previous), register),
    present: shownReading(String(value), register),
  };
}

type UseRow = [accountId: string, from: string, to: string, gallons: number, isEstimated: number];

/**
 * The use of the billed periods up to a run's, by account, the oldest first, of runs that stood when it was posted, as bills
 * that were made again had it then.
 */
export async function statementHistory(
  database: Database,
  { run, postedBy }: StatementRun,
  accountIds: readonly string[],
): Promise<(accountId: string) => readonly PastUse[]> {
  const rows = await bulkRead<UseRow>(
    database,
    ['account_id', 'period_from', 'period_to', 'usage_gallons', 'is_estimated'],
    `SELECT account_id, period_from, period_to, usage_gallons, is_estimated FROM (
       SELECT bill.account_id, bill.period_from, bill.period_to,
              coalesce(again.usage_gallons, bill.usage_gallons) AS usage_gallons,
              EXISTS (SELECT 1 FROM period_read WHERE period_read.bill_run_id = bill.bill_run_id
                      AND period_read.account_id = bill.account_id AND period_read.status = 'estimated') AS is_estimated,
              row_number() OVER (PARTITION BY bill.account_id ORDER BY bill.period_to DESC, bill.bill_number DESC) AS place
       FROM json_each(?) AS wanted CROSS JOIN bill ON bill.account_id = wanted.value
       JOIN bill_run USING (bill_run_id)
       LEFT JOIN rebill AS again ON again.rebill_number =
         (SELECT max(rebill_number) FROM rebill AS chain
          WHERE chain.bill_number = bill.bill_number AND chain.command_number <= ?)
       WHERE bill.period_to <= ? AND posted_by_command <= ? AND bill.bill_run_id NOT IN (${REVERSED_BY_THEN}))
     WHERE place <= ${PERIODS_SHOWN} ORDER BY account_id, period_to`,
    [JSON.stringify(accountIds), postedBy, run.periodTo, postedBy, postedBy],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) =>
    (byAccount.get(accountId) ?? []).map(([, from, to, gallons, isEstimated]) => {
      const days = daysBetween(calendarDate(from), calendarDate(to));
      return { periodTo: calendarDate(to), days, gallons, isEstimated: isEstimated === 1 };
    });
}
