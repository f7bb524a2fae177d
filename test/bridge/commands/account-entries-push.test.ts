import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('pushing the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('shows at preview what the push posts, leaves no trace of it, and posts a row once', async () => {
    const rows = [
      { account: sheet.debtor, what: 'deposit taken', amount: 50 },
      { account: sheet.debtor, what: 'deposit applied', amount: 50 },
    ];
    const before = JSON.stringify(await town().dump());
    const preview = await sheet.send(rows, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    const pushed = await sheet.send(rows);
    assert.deepEqual([preview.outcome, preview.reply], ['previewed', pushed.reply]);
    const after = await sheet.owed(sheet.debtor);
    const again = await sheet.send(rows);
    assert.deepEqual(
      [again.outcome, again.reply.applied, await sheet.owed(sheet.debtor)],
      ['already-applied', 0, after],
    );
    assert.deepEqual(await sheet.refusals({ ...rows[0], amount: 51 }), ['amount already-posted']);
  });

  it('refuses an amount that no customer of a town is charged at once', async () => {
    assert.deepEqual(await sheet.refusals({ account: sheet.clear, what: 'fee', amount: '10000000.01' }), [
      'amount amount-too-large',
    ]);
  });

  it('says every cell that is missing or says nothing in its row', async () => {
    assert.deepEqual(await sheet.refusals({ what: 'transfer', reason: null }), [
      'account missing',
      'reason missing',
      'amount missing',
      'otherAccount missing',
    ]);
    assert.deepEqual(
      await sheet.refusals({
        account: sheet.clear,
        what: 'deposit taken',
        amount: 1,
        charge: 'fee',
        payment: 3,
        date: TODAY,
      }),
      ['charge not-used', 'payment not-used', 'date not-used'],
    );
    for (const amount of [0, -1]) {
      assert.deepEqual(await sheet.refusals({ account: sheet.clear, what: 'fee', amount }), ['amount not-positive']);
    }
    assert.deepEqual(await sheet.refusals({ account: 'nobody', what: 'fee', amount: 1 }), ['account unknown-account']);
    assert.deepEqual(await sheet.refusals({ account: sheet.clear, amount: 1 }), ['what missing']);
  });

  it('is refused on a day that lies in a closed period', async () => {
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-11-23', 1)`);
    await assert.rejects(sheet.send([{ account: sheet.clear, what: 'fee', amount: 1 }]), { code: 'closed-period' });
  });
});
