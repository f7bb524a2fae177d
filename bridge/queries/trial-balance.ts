import { calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import { firstDayOf, lastDayOf, monthOf, type Month } from '../contract/month.js';
import { trialBalance as balanced, type PostedTotals, type TrialBalanceRow } from '../domain/ledger/trial-balance.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** What was posted to a ledger account in a month; by entries of one kind where that was asked for. */
export interface MonthTotals extends PostedTotals {
  readonly month: Month;
  readonly kind: string | null;
}

/** Every account that has postings by then, with its balance before, what was posted from month to month, and after. */
export async function trialBalance(database: Database, from: Month, through: Month): Promise<TrialBalanceRow[]> {
  type Row = [ledgerAccount: string, name: string, opening: number, debit: number, credit: number];
  const first = firstDayOf(from);
  const rows = await bulkRead<Row>(
    database,
    ['ledger_account', 'name', 'opening', 'debit', 'credit'],
    `SELECT ledger_account, name, sum(iif(effective_on < ?, amount_cents, 0)) AS opening,
            sum(iif(effective_on >= ?, max(amount_cents, 0), 0)) AS debit,
            -sum(iif(effective_on >= ?, min(amount_cents, 0), 0)) AS credit
     FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
     WHERE effective_on <= ? GROUP BY ledger_account ORDER BY ledger_account`,
    [first, first, first, lastDayOf(through)],
  );
  return balanced(
    rows.map(([ledgerAccount, name, opening, debit, credit]) => {
      return {
        ledgerAccount,
        name,
        openingCents: cents(opening),
        debitCents: cents(debit),
        creditCents: cents(credit),
      };
    }),
  );
}

/** What was posted, by month, ledger account and perhaps kind of entry, in that order. */
export async function postedTotals(
  database: Database,
  from: Month,
  through: Month,
  { byKind = false }: { readonly byKind?: boolean } = {},
): Promise<MonthTotals[]> {
  type Row = [month: string, ledgerAccount: string, name: string, kind: string | null, debit: number, credit: number];
  const rows = await bulkRead<Row>(
    database,
    ['month', 'ledger_account', 'name', 'kind', 'debit', 'credit'],
    `SELECT substr(effective_on, 1, 7) AS month, ledger_account, ledger_account.name,
            ${byKind ? 'entry_kind.title' : 'NULL'} AS kind,
            sum(max(amount_cents, 0)) AS debit, -sum(min(amount_cents, 0)) AS credit
     FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
     JOIN entry_kind ON entry_kind.kind = journal_entry.kind
     WHERE effective_on BETWEEN ? AND ? GROUP BY 1, 2, 4 ORDER BY 1, 2, 4`,
    [firstDayOf(from), lastDayOf(through)],
  );
  return rows.map(([month, ledgerAccount, name, kind, debit, credit]) => {
    const posted = { ledgerAccount, name, kind, debitCents: cents(debit), creditCents: cents(credit) };
    return { month: monthOf(calendarDate(`${month}-01`)), ...posted };
  });
}
