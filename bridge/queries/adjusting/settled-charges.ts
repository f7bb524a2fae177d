import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { SettledCharge } from '../../domain/adjusting/settled-charge.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { eachOnce } from '../../store/each-once.js';

type SettledRow = [billNumber: number, service: ServiceName, how: SettledCharge['how'], amount: number, entry: number];

/** What of bills of these accounts was written off or transferred and stands so, tax apart, by the number of the bill. */
export async function settledCharges(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<number, readonly SettledCharge[]>> {
  const rows = await bulkRead<SettledRow>(
    database,
    ['bill_number', 'service', 'how', 'amount_cents', 'entry_number'],
    `SELECT coalesce(bill.bill_number, rebill.bill_number) AS bill_number, type.service, document.kind AS how,
            sum(allocation.amount_cents) AS amount_cents, max(document.entry_number) AS entry_number
     FROM json_each(?) AS wanted CROSS JOIN ledger_document AS document
       ON document.account_id = wanted.value AND document.kind IN ('write-off', 'transfer')
     CROSS JOIN allocation ON credit_entry = document.entry_number
     JOIN posting AS item ON item.entry_number = item_entry AND item.line_number = item_line
     JOIN charge_type AS type ON type.receivable = item.ledger_account AND type.nature = 'service'
     LEFT JOIN bill ON bill.entry_number = item_entry LEFT JOIN rebill ON rebill.entry_number = item_entry
     WHERE coalesce(bill.bill_number, rebill.bill_number) IS NOT NULL
     GROUP BY 1, type.service, document.kind HAVING sum(allocation.amount_cents) > 0 ORDER BY entry_number`,
    [eachOnce(accountIds)],
  );
  return new Map(
    [...groupBy(rows, ([billNumber]) => billNumber)].map(([billNumber, lines]) => [
      billNumber,
      lines.map(([, service, how, amount, entryNumber]) => ({ service, how, amountCents: cents(amount), entryNumber })),
    ]),
  );
}
