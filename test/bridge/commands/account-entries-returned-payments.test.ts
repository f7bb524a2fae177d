import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { accountBalance } from '../../../bridge/queries/balances.js';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('a returned payment in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('opens again what it paid, as old as it was, and charges the fee', async () => {
    const before = await sheet.open(sheet.debtor);
    const entry = await sheet.pay(sheet.debtor, 2500);
    const rows = await sheet.journal({ account: sheet.debtor, what: 'returned payment', payment: entry });
    assert.deepEqual(rows, [
      ['1010', -2500],
      ['1130', 2000],
      ['1120', 500],
      ['1160', 3000],
      ['4120', -3000],
    ]);
    const after = await sheet.open(sheet.debtor);
    assert.deepEqual(
      after.filter(({ chargeType }) => chargeType !== 'fee'),
      before,
    );
  });

  it('changes no balance of a day before it came back', async () => {
    const entry = await sheet.pay(sheet.debtor, 2500, '2026-11-16T14:30:00Z');
    const days = ['2026-11-15', '2026-11-16', '2026-11-22'].map(calendarDate);
    const balances = () => Promise.all(days.map((day) => accountBalance(town().database, sheet.debtor, day)));
    const before = await balances();
    const owedBefore = await sheet.owed(sheet.debtor);
    await sheet.journal({ account: sheet.debtor, what: 'returned payment', payment: entry });
    assert.deepEqual(await balances(), before);
    assert.equal(await sheet.owed(sheet.debtor), owedBefore + 2500 + 3000);
  });

  it('takes back the credit that it left', async () => {
    const entry = await sheet.pay(sheet.clear, 700);
    assert.deepEqual(await sheet.journal({ account: sheet.clear, what: 'returned payment', payment: entry }), [
      ['1010', -700],
      ['2400', 700],
      ['1160', 3000],
      ['4120', -3000],
    ]);
    assert.equal(await sheet.owed(sheet.clear), 3000);
  });

  it('releases the credit that it left where that pays for something by now', async () => {
    const entry = await sheet.pay(sheet.clear, 700);
    await sheet.journal({ account: sheet.clear, what: 'fee', amount: 5 });
    const { reply } = await sheet.send([{ account: sheet.clear, what: 'returned payment', payment: entry }], {}, 2);
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['1160', 500],
        ['2400', -500],
        ['1010', -700],
        ['2400', 700],
        ['1160', 3000],
        ['4120', -3000],
      ],
    );
    assert.equal(await sheet.owed(sheet.clear), 3500);
    assert.deepEqual(
      (await sheet.open(sheet.clear)).map(({ openCents }) => openCents),
      [500, 3000],
    );
  });

  it('is refused a second time, for another account, in part, and where its credit was refunded', async () => {
    const entry = await sheet.pay(sheet.clear, 700);
    const row = { account: sheet.clear, what: 'returned payment', payment: entry };
    assert.deepEqual(await sheet.refusals({ ...row, account: sheet.debtor }), ['payment unknown-payment']);
    assert.deepEqual(await sheet.refusals({ ...row, amount: 6.99 }), ['amount other-amount']);
    await sheet.journal({ account: sheet.clear, what: 'credit refund', amount: 1 });
    assert.deepEqual(
      (await sheet.send([{ ...row, reason: 'Once more' }], {}, 2)).reply.issues.map(({ code, message }) => [
        code,
        message,
      ]),
      [['credit-refunded', 'Of the credit that the payment left, $1.00 were refunded since.']],
    );
    const other = await sheet.pay(sheet.debtor, 100);
    assert.equal((await sheet.send([{ ...row, account: sheet.debtor, payment: other }], {}, 3)).outcome, 'applied');
    const again = await sheet.send([{ ...row, account: sheet.debtor, payment: other, reason: 'Once more' }], {}, 4);
    assert.deepEqual(
      again.reply.issues.map(({ code }) => code),
      ['returned-already'],
    );
  });
});
