import { cents, type Cents } from '../contract/money.js';
import type { SuspenseAction } from '../contract/sheets/suspense.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A payment in suspense, with what became of it. */
export interface SuspenseItem {
  readonly suspenseNumber: number;
  /** ISO text in UTC. */
  readonly receivedAt: string;
  readonly amountCents: Cents;
  readonly accountText: string;
  readonly payer: string;
  readonly cause: string;
  readonly source: string;
  readonly reference: string;
  readonly fileName: string | null;
  readonly lineNumber: number | null;
  /** Null while it stands in suspense. */
  readonly resolution: SuspenseResolution | null;
}

export interface SuspenseResolution {
  readonly action: SuspenseAction;
  readonly accountId: string | null;
  readonly reason: string;
  readonly receipt: number;
}

type ItemRow = [
  ...[number, string, number, string, string, string, string, string, string | null, number | null],
  ...[action: SuspenseAction | null, accountId: string | null, reason: string | null, receipt: number | null],
];

/** The payments in suspense that are not resolved, or these by their numbers, resolved or not; the oldest first. */
export async function suspenseItems(database: Database, numbers: readonly number[] | null): Promise<SuspenseItem[]> {
  const rows = await bulkRead<ItemRow>(
    database,
    [
      ...['suspense_number', 'received_at', 'amount_cents', 'account_text', 'payer', 'cause', 'source', 'reference'],
      ...['file_name', 'line_number', 'action', 'account_id', 'reason', 'receipt'],
    ],
    `SELECT suspense_number, item.received_at, item.amount_cents, account_text, payer, cause, item.source, item.reference,
            file_name, item.line_number, action, payment.account_id, resolution.reason, entry.command_number AS receipt
     FROM suspense_item AS item
     LEFT JOIN payment_import ON payment_import.import_number = item.import_number
     LEFT JOIN suspense_resolution AS resolution USING (suspense_number)
     LEFT JOIN payment USING (payment_number)
     LEFT JOIN journal_entry AS entry ON entry.entry_number = resolution.entry_number
     WHERE ${numbers === null ? 'action IS NULL' : 'suspense_number IN (SELECT value FROM json_each(?))'}
     ORDER BY item.received_at, suspense_number`,
    numbers === null ? [] : [JSON.stringify(numbers)],
  );
  return rows.map(([suspenseNumber, receivedAt, amount, accountText, payer, cause, source, reference, ...rest]) => {
    const [fileName, lineNumber, action, accountId, reason, receipt] = rest;
    const resolution = action === null ? null : { action, accountId, reason: reason ?? '', receipt: receipt ?? 0 };
    const came = { suspenseNumber, receivedAt, amountCents: cents(amount), accountText, payer, cause };
    return { ...came, source, reference, fileName, lineNumber, resolution };
  });
}
