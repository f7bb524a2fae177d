import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, type Cents } from '../../contract/money.js';
import type { AccountEntry } from '../../domain/statement/account-activity.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { toDate } from '../period-reads.js';
import { OWED_ACCOUNTS } from '../balances.js';
import type { BilledToAccount } from './statement-bills.js';
import type { StatementRun } from './statement-run.js';

/** What an account's statement tells beside its bill. */
export interface EntriesOfStatement {
  /** What the statement before said is owed. */
  readonly owedBeforeCents: Cents;
  /** What was entered since, without the entry of the bill itself. */
  readonly entries: readonly AccountEntry[];
  /** What was owed in all, the bill included. */
  readonly ledgerCents: Cents;
}

type Row = [
  ...[
    accountId: string,
    entryNumber: number | null,
    kind: string,
    reversedKind: string | null,
    reverses: number | null,
  ],
  ...[effectiveOn: string, memo: string, isOwnBill: number, amount: number, rebilledTo: string | null],
];

/**
 * The entries of accounts up to the day of the bill, as the books had them when the run was posted. Those that the
 * statement before told already come as one sum.
 */
export async function statementEntries(
  database: Database,
  { run, postedBy }: StatementRun,
  bills: readonly BilledToAccount[],
): Promise<(accountId: string) => EntriesOfStatement> {
  const wanted = bills.map(({ account: { accountId }, entryNumber, previous }) => {
    return [accountId, entryNumber, previous?.postedBy ?? null, previous?.billedOn ?? null];
  });
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'told_entry', 'kind', 'reversed_kind', 'reverses', 'effective_on', 'memo', 'is_own_bill'],
      ...['amount_cents', 'rebilled_to'],
    ],
    `WITH wanted AS MATERIALIZED (
       SELECT value ->> 0 AS account_id, value ->> 1 AS own_entry, value ->> 2 AS told_by, value ->> 3 AS told_on
       FROM json_each(?))
     SELECT wanted.account_id,
            iif(entry.command_number <= told_by AND entry.effective_on <= told_on, NULL, entry.entry_number) AS told_entry,
            entry.kind, undone.kind AS reversed_kind, entry.reverses, entry.effective_on, entry.memo,
            coalesce(entry.entry_number = own_entry, 0) AS is_own_bill, sum(amount_cents) AS amount_cents,
            (SELECT bill.period_to FROM rebill JOIN bill USING (bill_number)
             WHERE rebill.entry_number = entry.entry_number OR rebill.reversal_entry = entry.entry_number) AS rebilled_to
     FROM wanted CROSS JOIN posting ON posting.account_id = wanted.account_id
     CROSS JOIN journal_entry AS entry ON entry.entry_number = posting.entry_number
     LEFT JOIN journal_entry AS undone ON undone.entry_number = entry.reverses
     WHERE posting.account_id IS NOT NULL AND ledger_account IN (${OWED_ACCOUNTS})
       AND entry.command_number <= ? AND entry.effective_on <= ?
     GROUP BY wanted.account_id, told_entry ORDER BY entry.effective_on, told_entry`,
    [JSON.stringify(wanted), postedBy, run.billedOn],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) => toEntries(byAccount.get(accountId) ?? []);
}

function toEntries(rows: readonly Row[]): EntriesOfStatement {
  const sum = (some: readonly Row[]) => cents(some.reduce((total, row) => total + row[8], 0));
  return {
    owedBeforeCents: sum(rows.filter(([, entryNumber]) => entryNumber === null)),
    entries: rows.flatMap((row) => (row[7] === 1 ? [] : toEntry(row))),
    ledgerCents: sum(rows),
  };
}

function toEntry(row: Row): AccountEntry[] {
  const [, entryNumber, kind, reversedKind, reverses, effectiveOn, memo, , amount, rebilledTo] = row;
  if (entryNumber === null) return [];
  const known = { entryNumber, kind, reversedKind, reverses, memo, rebilledTo: toDate(rebilledTo) };
  return [{ ...known, effectiveOn: calendarDate(effectiveOn), amountCents: cents(amount) }];
}
