import { addDays, calendarDate, dateInTimeZone, latest, type CalendarDate } from '../../contract/calendar-date.js';
import type { CallOutcome } from '../../contract/calls.js';
import type { EarlierCall } from '../../domain/calls/call-list.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import type { BillRun } from '../run-facts.js';

export interface EarlierCallsWanted {
  readonly run: BillRun;
  readonly timeZone: string;
  readonly today: CalendarDate;
  /** Calls of other runs count for so many days. */
  readonly days: number;
  /** Tells whether a call counts as one of the run, by what came of it last. */
  readonly isOfRun: (outcome: CallOutcome | null) => boolean;
}

/** The calls that bear on a run's list. A file that is being sent may be there already, so that its calls count as made. */
export async function earlierCalls(database: Database, wanted: EarlierCallsWanted): Promise<EarlierCall[]> {
  const { run, timeZone, today, days } = wanted;
  const since = addDays(today, -days);
  const rows = await bulkRead<
    [
      ...[phone: string, accountIds: string, isOfPeriod: number],
      ...[outcome: CallOutcome | null, calledAt: string | null, callOn: string, sentAt: string],
    ]
  >(
    database,
    ['phone', 'account_ids', 'is_of_period', 'outcome', 'called_at', 'call_on', 'sent_at'],
    `SELECT phone, of_run.bill_run_id IS NOT NULL AS is_of_period, result.outcome, result.called_at, call_on,
            applied_at AS sent_at,
            (SELECT json_group_array(account_id ORDER BY account_id) FROM placed_call_account AS own
             WHERE own.call_number = placed_call.call_number) AS account_ids
     FROM call_send AS send JOIN call_file USING (file_number) JOIN placed_call USING (file_number)
     JOIN command ON command.command_number = send.command_number
     LEFT JOIN bill_run AS of_run ON of_run.bill_run_id = call_file.bill_run_id AND of_run.cycle_id = ? AND of_run.period_to = ?
     ${LAST_RESULT}
     WHERE send_number IN (SELECT max(send_number) FROM call_send GROUP BY file_number)
       AND send.outcome IN ('sending', 'sent')
     ORDER BY placed_call.call_number`,
    [run.cycleId, run.periodTo],
  );
  return rows.flatMap(([phone, accountIds, isOfPeriod, outcome, calledAt, callOn, sentAt]): EarlierCall[] => {
    const on = dayOfCall({ calledAt, callOn, sentAt }, timeZone);
    const isOfRun = isOfPeriod === 1 && wanted.isOfRun(outcome);
    if (!isOfRun && on < since) return [];
    return [{ isOfRun, phone, accountIds: JSON.parse(accountIds) as string[], on, outcome }];
  });
}

/** What came of a placed call last, as `result`; all null where nothing was told. */
export const LAST_RESULT = `LEFT JOIN call_result AS result ON result.result_number = (
       SELECT result_number FROM call_result AS told WHERE told.call_number = placed_call.call_number
       ORDER BY called_at DESC LIMIT 1)`;

interface CallTimes {
  readonly calledAt: string | null;
  /** The day of which the file says that its calls are to be made. */
  readonly callOn: string;
  readonly sentAt: string;
}

/** The day of a call as it was told, or else the one that its file has for it; no call is made before that is sent. */
export function dayOfCall({ calledAt, callOn, sentAt }: CallTimes, timeZone: string): CalendarDate {
  if (calledAt !== null) return dateInTimeZone(new Date(calledAt), timeZone);
  return latest([calendarDate(callOn), dateInTimeZone(new Date(sentAt), timeZone)]);
}
