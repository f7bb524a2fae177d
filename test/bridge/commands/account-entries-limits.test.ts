import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('what a person may do alone in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('bounds write-offs, transfers and refunds of credit together with adjustments, by the role', async () => {
    await sheet.journal({ account: sheet.clear, what: 'fee', amount: 900 });
    const row = { account: sheet.clear, what: 'write-off', amount: 500.01 };
    assert.deepEqual(
      (await sheet.send([{ ...row, reason: 'Once more' }], {}, 2)).reply.issues.map(({ column, code }) => [
        column,
        code,
      ]),
      [['amount', 'above-limit']],
    );
    assert.equal((await sheet.send([{ ...row, amount: 300 }], {}, 3)).outcome, 'applied');
    const rest = await sheet.send(
      [{ account: sheet.clear, what: 'transfer', otherAccount: sheet.debtor, amount: 200.01 }],
      {},
      4,
    );
    assert.match(rest.reply.issues[0]?.message ?? '', /Today's credits on account .* would be \$500\.01/);
    assert.equal((await sheet.send([{ ...row, amount: 600 }], { role: 'supervisor' }, 5)).outcome, 'applied');
  });

  it('bounds refunds of deposits and interest that is typed, which would else be money out of nothing', async () => {
    for (const what of ['deposit interest', 'deposit refund']) {
      assert.deepEqual(await sheet.refusals({ account: sheet.clear, what, amount: 500.01 }), ['amount above-limit']);
    }
    await sheet.send([{ account: sheet.clear, what: 'deposit taken', amount: 900 }]);
    assert.equal(
      (await sheet.send([{ account: sheet.clear, what: 'deposit interest', amount: 100 }], {}, 2)).outcome,
      'applied',
    );
    const refund = await sheet.send([{ account: sheet.clear, what: 'deposit refund', amount: 400.01 }], {}, 3);
    assert.match(refund.reply.issues[0]?.message ?? '', /Today's credits on account .* would be \$500\.01/);
    const whole = [{ account: sheet.clear, what: 'deposit refund', amount: 1000 }];
    assert.equal((await sheet.send(whole, { role: 'supervisor' }, 4)).outcome, 'applied');
  });

  it('is nothing for an auditor', async () => {
    await assert.rejects(sheet.send([{ account: sheet.clear, what: 'fee', amount: 1 }], { role: 'auditor' }), {
      code: 'role-not-allowed',
    });
  });
});
