import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('a transfer in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('moves what is open, receivable by receivable, with its age, and leaves the sum of both accounts', async () => {
    const sum = (await sheet.owed(sheet.debtor)) + (await sheet.owed(sheet.clear));
    const items = await sheet.open(sheet.debtor);
    const [oldest] = items.map(({ dueOn }) => dueOn).toSorted();
    const row = { account: sheet.debtor, what: 'transfer', otherAccount: sheet.clear, amount: 25 };
    assert.deepEqual(await sheet.journal(row), [
      ['1130', -2000],
      ['1120', -500],
      ['1130', 2000],
      ['1120', 500],
    ]);
    assert.equal((await sheet.owed(sheet.debtor)) + (await sheet.owed(sheet.clear)), sum);
    assert.deepEqual(
      (await sheet.open(sheet.clear)).map(({ chargeType, dueOn, openCents }) => [chargeType, dueOn, openCents]),
      [
        ['garbage', oldest, 2000],
        ['sewer', oldest, 500],
      ],
    );
  });

  it('makes an entry for each due date', async () => {
    const { reply } = await sheet.send([
      { account: sheet.debtor, what: 'transfer', charge: 'garbage', otherAccount: sheet.clear, amount: 30 },
    ]);
    assert.equal(new Set(reply.journal.map(({ entryNumber }) => entryNumber)).size, 2);
    assert.equal(new Set((await sheet.open(sheet.clear)).map(({ dueOn }) => dueOn)).size, 2);
  });

  it('is refused to the same account, to none, to a closed one, and for more than is open', async () => {
    const row = { account: sheet.debtor, what: 'transfer', otherAccount: sheet.clear, amount: 25 };
    assert.deepEqual(await sheet.refusals({ ...row, otherAccount: sheet.debtor }), ['otherAccount same-account']);
    assert.deepEqual(await sheet.refusals({ ...row, otherAccount: 'nobody' }), ['otherAccount unknown-account']);
    assert.deepEqual(await sheet.refusals({ ...row, charge: 'garbage', amount: 60.01 }), ['amount too-much']);
    await town().database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [sheet.clear]);
    assert.deepEqual(await sheet.refusals(row), ['otherAccount account-closed']);
  });

  it('shows both sides of a transfer in the ledger of either account', async () => {
    await sheet.journal({ account: sheet.debtor, what: 'transfer', otherAccount: sheet.clear, amount: 20 });
    for (const accountId of [sheet.debtor, sheet.clear]) {
      const { rows } = await town().pull('ledger', { accountId });
      assert.equal(rows.filter(([, , , kind]) => kind === 'transfer').length, 2);
    }
  });
});
