import type { PushEffect } from '../contract/commands/push-sheet.js';
import { cents } from '../contract/money.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type ItemRow = [
  ...[accountId: string, chargeType: string, entryNumber: number, billNumber: number | null],
  ...[paidCents: number, leftCents: number],
];

/** What these entries pay of each open item, or open again, and what of it is open after them; the first so many items. */
export async function itemEffects(
  database: Database,
  entryNumbers: readonly number[],
  most: number,
): Promise<PushEffect['items']> {
  const rows = await bulkRead<ItemRow>(
    database,
    ['account_id', 'charge_type', 'item_entry', 'bill_number', 'paid_cents', 'left_cents'],
    `WITH changed AS MATERIALIZED (
       SELECT item_entry, item_line, sum(allocation.amount_cents) AS paid_cents
       FROM json_each(?) AS wanted CROSS JOIN allocation ON allocation.entry_number = wanted.value
       GROUP BY item_entry, item_line HAVING sum(allocation.amount_cents) <> 0
       ORDER BY item_entry, item_line LIMIT ?)
     SELECT item.account_id, charge_type, item_entry, bill_number, paid_cents,
            item.amount_cents - (SELECT sum(amount_cents) FROM allocation AS applied
              WHERE applied.item_entry = changed.item_entry AND applied.item_line = changed.item_line) AS left_cents
     FROM changed JOIN posting AS item ON item.entry_number = item_entry AND item.line_number = item_line
     JOIN charge_type ON receivable = item.ledger_account
     LEFT JOIN bill ON bill.entry_number = item_entry
     ORDER BY item_entry, item_line`,
    [JSON.stringify(entryNumbers), most],
  );
  return rows.map(([accountId, chargeType, entryNumber, billNumber, paid, left]) => {
    return { accountId, chargeType, entryNumber, billNumber, paidCents: cents(paid), leftCents: cents(left) };
  });
}
