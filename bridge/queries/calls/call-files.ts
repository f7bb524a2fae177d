import { calendarDate } from '../../contract/calendar-date.js';
import type { PlacedCall } from '../../contract/calls.js';
import type { CallsLayout } from '../../contract/settings/calls-layout.js';
import type { CallWindow } from '../../domain/calls/calling-hours.js';
import { bulkRead } from '../../store/bulk.js';
import type { CallPurpose, NamedCall } from '../../store/calls.js';
import type { Database } from '../../store/database.js';
import { editionsQuery, toEdition, type Edition, type EditionRow } from '../editions.js';

/** A file that was made of a run for the calling service, and what came of sending it. */
export interface KeptCallFile extends Edition {
  readonly purpose: CallPurpose;
  readonly utilityName: string;
  /** Null of a file that was made before it was kept. */
  readonly cycleName: string | null;
  readonly layout: CallsLayout;
  readonly window: CallWindow;
  readonly timeZone: string;
  readonly calls: number;
}

interface Row extends EditionRow {
  readonly purpose: CallPurpose;
  readonly utility_name: string;
  readonly cycle_name: string | null;
  readonly layout: string;
  readonly call_on: string;
  readonly call_from: string;
  readonly call_to: string;
  readonly time_zone: string;
  readonly call_count: number;
}

/** The files of a run in the order in which they were made. */
export async function callFiles(database: Database, billRunId: string): Promise<KeptCallFile[]> {
  return (await database.raw<Row[]>(editionsQuery('call'), [billRunId])).map(toKept);
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
  return {
    ...toEdition(row),
    ...{ purpose: row.purpose, utilityName: row.utility_name, cycleName: row.cycle_name },
    // As it was when the file was kept, though a layout like it may not be set any more.
    layout: JSON.parse(row.layout) as CallsLayout,
    window: { on: calendarDate(row.call_on), from: row.call_from, to: row.call_to },
    ...{ timeZone: row.time_zone, calls: row.call_count },
  };
}

type CallColumns = [
  ...[reference: string, phone: string, reason: PlacedCall['reason'], account: string | null, customerName: string],
  ...[address: string, usageGallons: number | null, usualGallons: number | null, message: string, accounts: string],
];

/** The calls of a file, in their order. */
export async function callsOfFile(database: Database, fileNumber: number): Promise<NamedCall[]> {
  const rows = await bulkRead<CallColumns>(
    database,
    [
      ...['reference', 'phone', 'reason', 'account', 'customer_name', 'address', 'usage_gallons', 'usual_gallons'],
      ...['message', 'accounts'],
    ],
    `SELECT reference, phone, reason, account, customer_name, address, usage_gallons, usual_gallons, message,
            (SELECT json_group_array(json_array(account_id, sentence) ORDER BY account_id) FROM placed_call_account AS own
             WHERE own.call_number = placed_call.call_number) AS accounts
     FROM placed_call WHERE file_number = ? ORDER BY call_number`,
    [fileNumber],
  );
  return rows.map(([reference, phone, reason, account, customerName, address, usage, usual, message, told]) => {
    const accounts = (JSON.parse(told) as [string, string][]).map(([accountId, sentence]) => ({ accountId, sentence }));
    return {
      ...{
        reference,
        phone,
        reason,
        customerName,
        address,
        usageGallons: usage,
        usualGallons: usual,
        message,
        accounts,
      },
      // A file that was made before this was kept tells the first one, also of several.
      account: account ?? accounts[0]?.accountId ?? '',
    };
  });
}
