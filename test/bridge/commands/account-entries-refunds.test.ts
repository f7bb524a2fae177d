import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('refunds in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('turn credit into what is to be paid, and pay no more than that', async () => {
    await sheet.pay(sheet.clear, 700);
    assert.deepEqual(
      await sheet.journal(
        { account: sheet.clear, what: 'credit refund', amount: 5 },
        { account: sheet.clear, what: 'refund paid', amount: 4, reference: 'Check 1001' },
      ),
      [
        ['2400', 500],
        ['2310', -500],
        ['2310', 400],
        ['1010', -400],
      ],
    );
    assert.equal(await sheet.owed(sheet.clear), -200);
    const { reply } = await sheet.send([{ account: sheet.clear, what: 'refund paid', amount: 1.01 }], {}, 3);
    assert.match(reply.issues[0]?.message ?? '', /\$1\.01 is more than what is to be refunded .* \$1\.00/);
  });
});
