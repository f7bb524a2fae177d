import { calendarDate } from '../../contract/calendar-date.js';
import { callsLayoutSchema, type CallsLayout } from '../../contract/settings/calls-layout.js';
import type { CallWindow } from '../../domain/calls/calling-hours.js';
import type { PlacedCall } from '../../contract/calls.js';
import { bulkRead } from '../../store/bulk.js';
import type { CallPurpose, NamedCall } from '../../store/calls.js';
import type { Database } from '../../store/database.js';
import type { SendState } from '../../store/mailing.js';
import type { KeptSend } from '../mailing/mailing-files.js';

/** A file that was made of a run, and what came of sending it. */
export interface KeptCallFile {
  readonly fileNumber: number;
  readonly edition: number;
  readonly purpose: CallPurpose;
  readonly utilityName: string;
  readonly layout: CallsLayout;
  readonly window: CallWindow;
  readonly timeZone: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly calls: number;
  readonly madeAt: string;
  /** What was noted last of sending it; null when nothing was. */
  readonly send: KeptSend | null;
}

interface Row {
  readonly file_number: number;
  readonly edition: number;
  readonly purpose: CallPurpose;
  readonly utility_name: string;
  readonly layout: string;
  readonly call_on: string;
  readonly call_from: string;
  readonly call_to: string;
  readonly time_zone: string;
  readonly file_name: string;
  readonly byte_count: number;
  readonly sha256: string;
  readonly call_count: number;
  readonly made_at: string;
  readonly outcome: SendState | null;
  readonly attempt: string;
  readonly target: string;
  readonly detail: string;
  readonly sent_at: string;
  readonly sent_by: string;
}

/** The files of a run in the order in which they were made. */
export async function callFiles(database: Database, billRunId: string): Promise<KeptCallFile[]> {
  const rows = await database.raw<Row[]>(
    `SELECT file.*, made.applied_at AS made_at, send.outcome, send.attempt, send.target, send.detail, sending.applied_at AS sent_at,
            person.name AS sent_by
     FROM call_file AS file JOIN command AS made ON made.command_number = file.command_number
     LEFT JOIN call_send AS send ON send.send_number = (
       SELECT max(send_number) FROM call_send WHERE call_send.file_number = file.file_number)
     LEFT JOIN command AS sending ON sending.command_number = send.command_number
     LEFT JOIN person ON person.person_id = sending.person_id
     WHERE file.bill_run_id = ? ORDER BY edition`,
    [billRunId],
  );
  return rows.map(toKept);
}

/**
 * Whether a file is never sent any more: its calls were made again after it, or it was not begun to be sent and another one
 * was made after it.
 */
export function isReplaced({ edition, send }: KeptCallFile, files: readonly KeptCallFile[]): boolean {
  if (send?.outcome === 'sent') return false;
  return files.some((each) => each.edition > edition && (each.purpose === 'again' || send?.outcome !== 'sending'));
}

function toKept(row: Row): KeptCallFile {
  const { outcome, attempt, target, detail } = row;
  return {
    ...{ fileNumber: row.file_number, edition: row.edition, purpose: row.purpose, utilityName: row.utility_name },
    layout: callsLayoutSchema.parse(JSON.parse(row.layout)),
    window: { on: calendarDate(row.call_on), from: row.call_from, to: row.call_to },
    ...{ timeZone: row.time_zone, fileName: row.file_name, bytes: row.byte_count, sha256: row.sha256 },
    ...{ calls: row.call_count, madeAt: row.made_at },
    send: outcome === null ? null : { outcome, attempt, target, detail, at: row.sent_at, by: row.sent_by },
  };
}

type CallColumns = [
  ...[reference: string, phone: string, reason: PlacedCall['reason'], customerName: string, address: string],
  ...[usageGallons: number | null, usualGallons: number | null, message: string, accounts: string],
];

/** The calls of a file, in their order. */
export async function callsOfFile(database: Database, fileNumber: number): Promise<NamedCall[]> {
  const rows = await bulkRead<CallColumns>(
    database,
    [
      ...['reference', 'phone', 'reason', 'customer_name', 'address', 'usage_gallons', 'usual_gallons', 'message'],
      'accounts',
    ],
    `SELECT reference, phone, reason, customer_name, address, usage_gallons, usual_gallons, message,
            (SELECT json_group_array(json_array(account_id, sentence) ORDER BY account_id) FROM placed_call_account AS own
             WHERE own.call_number = placed_call.call_number) AS accounts
     FROM placed_call WHERE file_number = ? ORDER BY call_number`,
    [fileNumber],
  );
  return rows.map(
    ([reference, phone, reason, customerName, address, usageGallons, usualGallons, message, accounts]) => ({
      ...{ reference, phone, reason, customerName, address, usageGallons, usualGallons, message },
      accounts: (JSON.parse(accounts) as [string, string][]).map(([accountId, sentence]) => ({ accountId, sentence })),
    }),
  );
}
