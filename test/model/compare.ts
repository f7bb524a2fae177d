import assert from 'node:assert/strict';
import { addDays, calendarDate, type CalendarDate } from '../../bridge/contract/calendar-date.js';
import { accountBalance } from '../../bridge/queries/balances.js';
import { openItems } from '../../bridge/queries/open-items.js';
import type { Database } from '../../bridge/store/database.js';
import { DEPOSITS, MODEL_CHARGE_TYPES, receivableOf, UNAPPLIED } from './model-chart.js';
import { openAt, payableFrom } from './model-account.js';
import type { Play } from './play.js';
import { suspenseRows } from './suspense-sheet.js';

const ALL_TIME = calendarDate('2199-12-31');

/** Compares the ledger with the model to the cent: totals of ledger accounts, balances and items, now and on past days. */
export async function compare(play: Play): Promise<void> {
  const days = [ALL_TIME, ...[0, 20, 45].map((back) => addDays(play.today, -back))];
  for (const day of days) await compareTotals(play, day);
  await suspenseRows(play);
  for (const accountId of play.accountIds) {
    for (const day of days) await compareAccount(play, accountId, day);
  }
}

async function compareTotals({ world, model, lastEntryBefore }: Play, day: CalendarDate): Promise<void> {
  const rows = await world.database.raw<{ account: string; cents: number }[]>(
    `SELECT ledger_account AS account, sum(amount_cents) AS cents FROM posting JOIN journal_entry USING (entry_number)
     WHERE entry_number > ? AND effective_on <= ?
     GROUP BY ledger_account HAVING sum(amount_cents) <> 0 ORDER BY ledger_account`,
    [lastEntryBefore, day],
  );
  assert.deepEqual(
    rows.map(({ account, cents }) => [account, cents]),
    model.totalsAt(day),
    `totals of ledger accounts on ${day}`,
  );
}

async function compareAccount(
  { world: { database }, model }: Play,
  accountId: string,
  day: CalendarDate,
): Promise<void> {
  const at = `${accountId} on ${day}`;
  const account = model.account(accountId);
  const { totalCents } = await accountBalance(database, accountId, day);
  assert.equal(totalCents, account.balanceAt(day), `balance of ${at}`);
  const balances = await database.raw<{ account: string; cents: number }[]>(
    `SELECT ledger_account AS account, sum(amount_cents) AS cents FROM posting JOIN journal_entry USING (entry_number)
     WHERE posting.account_id = ? AND effective_on <= ? GROUP BY ledger_account`,
    [accountId, day],
  );
  const found = new Map(balances.map(({ account: ledgerAccount, cents }) => [ledgerAccount, cents]));
  for (const type of MODEL_CHARGE_TYPES) {
    const open = account.items.reduce((sum, item) => sum + (item.type === type ? openAt(item, day) : 0), 0);
    assert.equal(found.get(receivableOf(type)) ?? 0, open, `${type} of ${at}`);
  }
  assert.equal(0 - (found.get(UNAPPLIED) ?? 0), account.creditAt(day), `credit of ${at}`);
  assert.equal(0 - (found.get(DEPOSITS) ?? 0), account.depositAt(day), `deposit of ${at}`);
  const items = await openItems(database, [accountId], day);
  assert.deepEqual(
    items
      .map(({ chargeType, chargedOn, dueOn, openCents }) => `${chargedOn} ${dueOn} ${chargeType} ${openCents}`)
      .sort(),
    account.items
      .filter((item) => payableFrom(item, day) > 0)
      .map((item) => `${item.chargedOn} ${item.dueOn} ${item.type} ${payableFrom(item, day)}`)
      .sort(),
    `items that may be paid of ${at}`,
  );
  const open = account.items.filter((item) => openAt(item, day) > 0);
  assert.deepEqual(
    await openInLedger(database, accountId, day),
    open.map((item) => `${item.chargedOn} ${item.type} ${openAt(item, day)}`).sort(),
    `open items of ${at}`,
  );
}

/** What was charged by a day, less what was applied by then, straight from the tables. */
async function openInLedger(database: Database, accountId: string, day: CalendarDate): Promise<string[]> {
  const rows = await database.raw<{ item: string }[]>(
    `SELECT charged.effective_on || ' ' || charge_type || ' ' ||
            (amount_cents - coalesce((SELECT sum(allocation.amount_cents) FROM allocation
               JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
               WHERE item_entry = posting.entry_number AND item_line = posting.line_number AND made.effective_on <= ?), 0)) AS item
     FROM posting JOIN charge_type ON receivable = ledger_account JOIN journal_entry AS charged USING (entry_number)
     WHERE posting.account_id = ? AND amount_cents > 0 AND charged.effective_on <= ?`,
    [day, accountId, day],
  );
  return rows
    .map(({ item }) => item)
    .filter((item) => !item.endsWith(' 0'))
    .sort();
}
