import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, calendarDate, daysBetween, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { DraftEntry } from '../../../bridge/contract/journal-entry.js';
import { cents, sumCents } from '../../../bridge/contract/money.js';
import { ageAmounts, agingBands, totalOfAged } from '../../../bridge/domain/ledger/aging.js';
import { chargeEntry } from '../../../bridge/domain/ledger/charge-entry.js';
import { paymentEntry } from '../../../bridge/domain/ledger/payment-entry.js';
import { aging } from '../../../bridge/queries/aging.js';
import { accountBalance, accountBalances, receivableTotal } from '../../../bridge/queries/balances.js';
import { chart } from '../../../bridge/queries/chart.js';
import { openItems } from '../../../bridge/queries/open-items.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { appendEntries } from '../../../bridge/store/journal.js';
import { OLDEST_FIRST } from '../../support/ledger/starting-chart.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { cell } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('aging', () => {
  const town = useTown();

  const control = async (asOf: string) =>
    town().database.raw<{ account_id: string; charge_type: string; balance: number }[]>(
      `SELECT posting.account_id, charge_type, sum(amount_cents) AS balance
       FROM posting JOIN charge_type ON receivable = ledger_account JOIN journal_entry USING (entry_number)
       WHERE effective_on <= ? GROUP BY posting.account_id, charge_type HAVING sum(amount_cents) <> 0
       ORDER BY posting.account_id, bill_order`,
      [asOf],
    );
  const everyAccount = async () =>
    (await town().database.raw<{ id: string }[]>('SELECT account_id AS id FROM account')).map(({ id }) => id);
  const daysOfBooks = async () =>
    (
      await town().database.raw<{ day: string }[]>('SELECT DISTINCT effective_on AS day FROM journal_entry ORDER BY 1')
    ).map(({ day }) => calendarDate(day));
  const assertTies = async (day: CalendarDate) => {
    const { charges, credits } = await aging(town().database, day);
    assert.deepEqual(
      charges.map(({ accountId, chargeType, aged }) => [accountId, chargeType, totalOfAged(aged)]),
      (await control(day)).map((row) => [row.account_id, row.charge_type, row.balance]),
    );
    return { charges, credits };
  };

  it('agrees with what every account owed at the end of a day, and each of them with what it is told by itself', async () => {
    const { database } = town();
    for (const day of ['2026-05-31', '2026-11-10'].map(calendarDate)) {
      const balances = await accountBalances(database, day);
      const { charges, credits } = await aging(database, day);
      const owed = charges.reduce((sum, { aged }) => sum + totalOfAged(aged), 0);
      const credit = credits.reduce((sum, { creditCents }) => sum + creditCents, 0);
      assert.equal(sumCents(balances.map(({ balanceCents }) => balanceCents)), owed - credit);
      const several = balances.filter((_, index) => index % 50 === 0);
      assert.ok(several.length > 1);
      for (const { accountId, balanceCents } of several) {
        assert.equal(balanceCents, (await accountBalance(database, accountId, day)).totalCents, accountId);
      }
    }
    assert.equal(
      sumCents((await accountBalances(database)).map(({ balanceCents }) => balanceCents)),
      await receivableTotal(database),
    );
  });

  it('equals the control account of every account and charge, on every day of the books and around them', async () => {
    const days = await daysOfBooks();
    const [first = TODAY] = days;
    assert.ok(days.length > 30);
    for (const day of [addDays(first, -1), ...days, TODAY, addDays(TODAY, 200)]) await assertTies(day);
  });

  it('does so after any sequence of charges, credits and payments of any day, entered in any order', async () => {
    const { database } = town();
    const books = { chart: await chart(database), rule: OLDEST_FIRST };
    const accounts = (await database.raw<{ id: string }[]>('SELECT account_id AS id FROM account LIMIT 4')).map(
      ({ id }) => id,
    );
    const step = fc.record({
      account: fc.constantFrom(...accounts),
      daysAgo: fc.integer({ min: 0, max: 120 }),
      charge: fc.constantFrom('water', 'sewer', 'garbage', 'sewer-tax', 'fee'),
      amount: fc.integer({ min: -9_000, max: 9_000 }).filter((amount) => amount !== 0),
      isPayment: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        for (const { account: accountId, daysAgo, charge, amount, isPayment } of steps) {
          const on = addDays(TODAY, -daysAgo);
          const items = await openItems(database, [accountId], on);
          const input = { accountId, memo: 'Tried' };
          const amountCents = cents(amount);
          const entry: DraftEntry | null = isPayment
            ? paymentEntry({ ...input, receivedOn: on, amountCents: cents(Math.abs(amount)) }, { ...books, items })
            : chargeEntry(
                { ...input, kind: 'adjustment', effectiveOn: on, charges: [{ chargeType: charge, amountCents }] },
                { ...books, items },
              );
          await database.transaction((trx) => appendEntries(trx, entry === null ? [] : [entry], 1));
        }
        for (const back of [0, 1, 30, 60, 61, 100, 121]) await assertTies(addDays(TODAY, -back));
      }),
      { numRuns: 8 },
    );
    for (const day of await daysOfBooks()) await assertTies(day);
  });

  it('puts what is open into the band of its due date, and shows at a past date what was open then', async () => {
    const { database } = town();
    const [accountId = ''] = (await control(TODAY)).map((row) => row.account_id);
    const open = await openItems(database, [accountId], TODAY);
    const { charges } = await aging(database, TODAY, accountId);
    const past = open.filter(({ dueOn }) => dueOn < TODAY).reduce((sum, { openCents }) => sum + openCents, 0);
    assert.equal(
      charges.reduce((sum, { aged }) => sum + totalOfAged(aged) - aged.notDue, 0),
      past,
    );
    const amountCents = cents(open.reduce((sum, { openCents }) => sum + openCents, 0) + 500);
    const payment = { accountId, receivedOn: TODAY, amountCents, memo: 'All' };
    const before = await aging(database, addDays(TODAY, -1), accountId);
    const entry = paymentEntry(payment, { chart: await chart(database), rule: OLDEST_FIRST, items: open });
    await database.transaction((trx) => appendEntries(trx, [entry], 1));
    assert.deepEqual(await aging(database, TODAY, accountId), {
      charges: [],
      credits: [{ accountId, creditCents: 500 }],
    });
    assert.deepEqual(await aging(database, addDays(TODAY, -1), accountId), before);
  });

  it('has every item in the band of its own due date, day by day', async () => {
    const { database } = town();
    const open = await openItems(database, await everyAccount(), TODAY);
    for (const later of [0, 1, 30, 31, 60, 61, 90, 91, 365]) {
      const day = addDays(TODAY, later);
      const { charges } = await aging(database, day);
      const wanted = ageAmounts(open, day);
      const bands = agingBands.map((band) => charges.reduce((sum, { aged }) => sum + aged[band], 0));
      assert.deepEqual(
        bands,
        agingBands.map((band) => wanted[band]),
      );
    }
  });

  it('goes by the due date of the bill: the same item grows older day by day', async () => {
    const { database } = town();
    const [row] = await database.raw<{ account_id: string; due_on: string; billed_on: string }[]>(
      'SELECT account_id, due_on, billed_on FROM bill WHERE total_cents > 0 ORDER BY billed_on LIMIT 1',
    );
    assert.ok(row);
    const due = calendarDate(row.due_on);
    const billed = calendarDate(row.billed_on);
    const { charges } = await aging(database, billed, row.account_id);
    assert.ok(charges.length > 0 && charges.every(({ aged }) => totalOfAged(aged) === aged.notDue));
    assert.ok(daysBetween(billed, due) > 0);
    assert.deepEqual((await aging(database, addDays(billed, -1), row.account_id)).charges, []);
  });

  it('is refused, and names the charge, when what is applied is no longer what the receivable says', async () => {
    const { database } = town();
    await database.raw('DROP TRIGGER allocation_refuses_delete');
    await database.raw(
      'DELETE FROM allocation WHERE (entry_number, line_number) IN (SELECT entry_number, line_number FROM allocation LIMIT 1)',
    );
    await assert.rejects(aging(database, TODAY), { code: 'aging-differs', message: /open for \w+ on 2026-11-23/ });
  });

  describe('as a sheet', () => {
    const sum = (rows: readonly (readonly unknown[])[], column: string) =>
      rows.reduce((total, row) => total + Math.round(Number(cell('aging', row as never, column) ?? 0) * 100), 0);
    const whole = async () => (await pulls.aging(town().database, {}, NOW)).rows;

    it('adds up to what all accounts owe, per account and per service alike', async () => {
      const accounts = (await town().database.raw<{ id: string }[]>('SELECT account_id AS id FROM account')).map(
        ({ id }) => id,
      );
      let owed = 0;
      for (const id of accounts) owed += (await accountBalance(town().database, id, TODAY)).totalCents;
      const byService = (await pulls.aging(town().database, { by: 'service', asOf: TODAY }, NOW)).rows;
      for (const rows of [await whole(), byService]) {
        assert.equal(sum(rows, 'balance'), owed);
        assert.equal(sum(rows, 'total') + sum(rows, 'unapplied'), owed);
        const bands = ['notDue', 'days1', 'days31', 'days61', 'over90'];
        assert.equal(
          bands.reduce((total, band) => total + sum(rows, band), 0),
          sum(rows, 'total'),
        );
      }
      const keys = (await whole()).map(([key]) => key);
      assert.equal(new Set(keys).size, keys.length);
    });

    it('is of one account when asked, and refuses an account or a date that is none', async () => {
      const [row] = await whole();
      const accountId = String(row?.[1]);
      const { rows, subject } = await pulls.aging(town().database, { accountId, asOf: '2026-10-31' }, NOW);
      assert.equal(subject, `${accountId} on 2026-10-31`);
      assert.ok(rows.every((each) => each[1] === accountId));
      await assert.rejects(pulls.aging(town().database, { accountId: 'nobody' }, NOW), { code: 'unknown-account' });
      await assert.rejects(pulls.aging(town().database, { asOf: '2026-02-30' }, NOW), /real date/);
    });
  });
});
