import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';
import type { OpenItem } from '../../../bridge/domain/ledger/open-item.js';
import { paymentEntry } from '../../../bridge/domain/ledger/payment-entry.js';
import { accountStates } from '../../../bridge/queries/account-entry-facts.js';
import { appliedCredits } from '../../../bridge/queries/applied-credits.js';
import { accountBalance, balancesOf } from '../../../bridge/queries/balances.js';
import { chart } from '../../../bridge/queries/chart.js';
import { creditsOnAccounts, openItems, openItemsOf } from '../../../bridge/queries/open-items.js';
import { appendEntries } from '../../../bridge/store/journal.js';
import { OLDEST_FIRST } from '../../support/ledger/starting-chart.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('what is open on accounts', () => {
  const town = useTown();
  const everyone = async () =>
    (await town().database.raw<{ id: string }[]>('SELECT account_id AS id FROM account')).map(({ id }) => id);
  const open = (items: readonly OpenItem[]) => items.reduce((sum, { openCents }) => sum + openCents, 0);

  it('is what their receivables say, to the cent', async () => {
    const items = await openItems(town().database, await everyone(), TODAY);
    const owed = await town().value<number>(
      `SELECT sum(amount_cents) FROM posting JOIN charge_type ON receivable = ledger_account`,
    );
    assert.equal(open(items), owed);
    assert.ok(items.length > 5);
  });

  it('is asked of some accounts, and each item says what it is, since when, and by when it is due', async () => {
    const [accountId = ''] = (await openItems(town().database, await everyone(), TODAY)).map((item) => item.accountId);
    const items = await openItems(town().database, [accountId], TODAY);
    assert.ok(items.length > 0 && items.every((item) => item.accountId === accountId));
    for (const { ref, chargeType, chargedOn, dueOn, billNumber, openCents } of items) {
      const [bill] = await town().database.raw<Record<string, unknown>[]>(
        `SELECT bill_number, billed_on, due_on, charge_type, amount_cents FROM bill
         JOIN posting USING (entry_number) JOIN charge_type ON receivable = ledger_account
         WHERE entry_number = ? AND line_number = ?`,
        [ref.entryNumber, ref.lineNumber],
      );
      assert.deepEqual(
        [billNumber, chargedOn, dueOn, chargeType],
        [bill?.['bill_number'], bill?.['billed_on'], bill?.['due_on'], bill?.['charge_type']],
      );
      assert.ok(openCents > 0 && openCents <= Number(bill?.['amount_cents']));
    }
  });

  it('is asked of a service, with its tax and late charges, of one account and in full of another', async () => {
    const { database } = town();
    const all = await openItems(database, await everyone(), TODAY);
    const charged = await chart(database);
    const serviceOf = (item: OpenItem) => charged.chargeType(item.chargeType).service;
    const [water, whole] = [
      ...new Set(all.filter((item) => serviceOf(item) === 'water').map((item) => item.accountId)),
    ];
    assert.ok(water !== undefined && whole !== undefined);
    const wanted = [
      { accountId: water, service: 'water' as const },
      { accountId: whole, service: null },
    ];
    const expected = all.filter((item) => {
      return item.accountId === whole || (item.accountId === water && serviceOf(item) === 'water');
    });
    assert.ok(expected.length < all.filter(({ accountId }) => [water, whole].includes(accountId)).length);
    assert.deepEqual(await openItemsOf(database, wanted, TODAY), expected);
  });

  it('is on a day no more than is open on every day after it, so that a payment entered late pays nothing twice', async () => {
    const { database } = town();
    const all = await openItems(database, await everyone(), TODAY);
    const [first] = all;
    assert.ok(first);
    const { accountId } = first;
    const items = all.filter((item) => item.accountId === accountId);
    const input = { accountId, receivedOn: TODAY, amountCents: cents(open(items)), memo: 'Payment' };
    const entry = paymentEntry(input, { chart: await chart(database), rule: OLDEST_FIRST, items });
    await database.transaction((trx) => appendEntries(trx, [entry], 1));
    assert.deepEqual(await openItems(database, [accountId], TODAY), []);
    assert.deepEqual(await openItems(database, [accountId], calendarDate('2026-11-20')), []);
  });

  it('and the credit that there is for it: whose, how much, since when', async () => {
    const credits = await creditsOnAccounts(town().database, await everyone());
    assert.ok(credits.length > 0);
    for (const { accountId, creditCents, since } of credits) {
      const balance = await town().value<number>(
        `SELECT sum(amount_cents) FROM posting WHERE account_id = ? AND ledger_account = '2400'`,
        [accountId],
      );
      assert.equal(creditCents, -balance);
      assert.ok(since <= TODAY);
    }
  });

  it('is no more where an account is asked for twice, as an account that a row moves something to and from', async () => {
    const { database } = town();
    const accountIds = await everyone();
    const twice = [...accountIds, ...accountIds];
    assert.deepEqual(await creditsOnAccounts(database, twice), await creditsOnAccounts(database, accountIds));
    assert.deepEqual(await openItems(database, twice, TODAY), await openItems(database, accountIds, TODAY));
    assert.deepEqual(await appliedCredits(database, twice), await appliedCredits(database, accountIds));
    assert.deepEqual(await accountStates(database, twice, TODAY), await accountStates(database, accountIds, TODAY));
    assert.deepEqual(await balancesOf(database, twice), await balancesOf(database, accountIds));
  });
});

describe('what an account owes', () => {
  const town = useTown();

  it('is told as of the end of any day', async () => {
    const accountId = await town().value<string>('SELECT account_id FROM bill ORDER BY bill_number LIMIT 1');
    const [first, last] = await Promise.all(
      ['min', 'max'].map((which) =>
        town().value<string>(`SELECT ${which}(effective_on) FROM journal_entry WHERE account_id = ?`, [accountId]),
      ),
    );
    const { database } = town();
    assert.ok(first !== undefined && last !== undefined && first < last);
    const bill = await town().value<number>(
      'SELECT total_cents FROM bill WHERE account_id = ? ORDER BY billed_on LIMIT 1',
      [accountId],
    );
    assert.equal((await accountBalance(database, accountId, calendarDate('2000-01-01'))).totalCents, 0);
    assert.equal((await accountBalance(database, accountId, calendarDate(first))).totalCents, bill);
    assert.deepEqual(
      await accountBalance(database, accountId, calendarDate(last)),
      await accountBalance(database, accountId),
    );
  });

  it('has neither a deposit in it nor taken off', async () => {
    const accountId = await town().value<string>('SELECT min(account_id) FROM account');
    const before = await accountBalance(town().database, accountId);
    const deposit = {
      ...{ kind: 'deposit' as const, effectiveOn: TODAY, accountId, memo: 'Deposit', reverses: null, allocations: [] },
      postings: [
        { ledgerAccount: '1020', accountId: null, amountCents: cents(10_000) },
        { ledgerAccount: '2300', accountId, amountCents: cents(-10_000) },
      ],
    };
    await town().database.transaction((trx) => appendEntries(trx, [deposit], 1));
    assert.deepEqual(await accountBalance(town().database, accountId), before);
  });
});
