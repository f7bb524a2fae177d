import type { CallOutcome, PlacedCall } from '../../contract/calls.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { dayOfCall, LAST_RESULT } from './earlier-calls.js';

/** A call that went out for an account, or may have, and what came of it last. */
export interface MadeCall {
  readonly accountId: string;
  readonly billRunId: string;
  /** The day of the call as it was told, or else the one that its file has for it. */
  readonly on: CalendarDate;
  readonly phone: string;
  readonly reason: PlacedCall['reason'];
  /** Why the account was called, with its numbers. */
  readonly sentence: string;
  /** Null until the calling service told it. */
  readonly outcome: CallOutcome | null;
}

type Row = [
  ...[accountId: string, billRunId: string, sentAt: string, phone: string, reason: PlacedCall['reason']],
  ...[sentence: string, outcome: CallOutcome | null, calledAt: string | null, callOn: string],
];

/** The calls for an account, the newest first, or those of a run. */
export async function madeCalls(
  database: Database,
  of: { readonly accountId: string } | { readonly billRunId: string },
  timeZone: string,
): Promise<MadeCall[]> {
  const [condition, value] =
    'accountId' in of ? ['own.account_id = ?', of.accountId] : ['file.bill_run_id = ?', of.billRunId];
  const rows = await bulkRead<Row>(
    database,
    ['account_id', 'bill_run_id', 'sent_at', 'phone', 'reason', 'sentence', 'outcome', 'called_at', 'call_on'],
    `SELECT own.account_id, file.bill_run_id, applied_at AS sent_at, phone, placed_call.reason, own.sentence,
            result.outcome, result.called_at, call_on
     FROM placed_call_account AS own JOIN placed_call USING (call_number) JOIN call_file AS file USING (file_number)
     JOIN call_send AS send ON send.send_number = (
       SELECT max(send_number) FROM call_send WHERE call_send.file_number = file.file_number)
     JOIN command ON command.command_number = send.command_number
     ${LAST_RESULT}
     WHERE ${condition} AND send.outcome IN ('sending', 'sent')
     ORDER BY own.call_number DESC`,
    [value],
  );
  return rows.map(([accountId, billRunId, sentAt, phone, reason, sentence, outcome, calledAt, callOn]) => {
    const on = dayOfCall({ calledAt, callOn, sentAt }, timeZone);
    return { accountId, billRunId, on, phone, reason, sentence, outcome };
  });
}
