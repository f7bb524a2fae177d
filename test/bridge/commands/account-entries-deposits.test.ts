import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('deposits in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('are taken, earn interest, pay what is open, and are given back, and never go below nothing', async () => {
    assert.deepEqual(await sheet.journal({ account: sheet.debtor, what: 'deposit taken', amount: 100 }), [
      ['1020', 10_000],
      ['2300', -10_000],
    ]);
    const before = await sheet.owed(sheet.debtor);
    const { reply } = await sheet.send(
      [
        { account: sheet.debtor, what: 'deposit interest', amount: 1.25 },
        { account: sheet.debtor, what: 'deposit applied', amount: 20 },
        { account: sheet.debtor, what: 'deposit refund', amount: 81.25 },
      ],
      {},
      2,
    );
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['5010', 125],
        ['2300', -125],
        ['1020', 125],
        ['1010', -125],
        ['2300', 2000],
        ['1130', -2000],
        ['1010', 2000],
        ['1020', -2000],
        ['2300', 8125],
        ['2310', -8125],
        ['1010', 8125],
        ['1020', -8125],
      ],
    );
    assert.equal(await sheet.owed(sheet.debtor), before - 2000);
    const more = await sheet.send([{ account: sheet.debtor, what: 'deposit refund', amount: 0.01 }], {}, 5);
    assert.deepEqual(
      more.reply.issues.map(({ column, code }) => [column, code]),
      [['amount', 'too-much']],
    );
    assert.equal(
      await town().value(`SELECT sum(amount_cents) FROM posting WHERE ledger_account IN ('1020', '2300')`),
      0,
    );
  });

  it('are refused for what they are not enough for, or nothing is open for', async () => {
    await sheet.journal({ account: sheet.clear, what: 'deposit taken', amount: 10 });
    const applied = await sheet.send([{ account: sheet.clear, what: 'deposit applied', amount: 10 }], {}, 2);
    assert.match(
      applied.reply.issues[0]?.message ?? '',
      /^\$10\.00 is more than what is open on account .*, \$0\.00\.$/,
    );
    const refund = await sheet.send([{ account: sheet.clear, what: 'deposit refund', amount: 10.01 }], {}, 3);
    assert.match(refund.reply.issues[0]?.message ?? '', /more than its deposit/);
    const interest = await sheet.send([{ account: sheet.debtor, what: 'deposit interest', amount: 1 }], {}, 4);
    assert.equal(interest.reply.issues[0]?.message, 'There is no deposit on the account.');
  });
});
