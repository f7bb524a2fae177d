import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('a write-off and its recovery in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('writes the City’s part off against what is due to it, and pays the old items when money comes', async () => {
    const before = await sheet.open(sheet.debtor);
    const dueToCity = () =>
      town().value(`SELECT sum(amount_cents) FROM posting WHERE ledger_account IN ('2110', '2120')`);
    const due = await dueToCity();
    assert.deepEqual(await sheet.journal({ account: sheet.debtor, what: 'write-off', amount: 25 }), [
      ['2120', 2000],
      ['2110', 500],
      ['1130', -2000],
      ['1120', -500],
    ]);
    const { reply } = await sheet.send(
      [{ account: sheet.debtor, what: 'recovery', amount: 21, reference: 'Check 9' }],
      {},
      2,
    );
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['1130', 2000],
        ['1120', 100],
        ['2120', -2000],
        ['2110', -100],
        ['1010', 2100],
        ['1130', -2000],
        ['1120', -100],
      ],
    );
    assert.equal(Number(await dueToCity()), Number(due) + 400);
    assert.equal(await sheet.owed(sheet.debtor), before.reduce((sum, { openCents }) => sum + openCents, 0) - 2500);
    const more = await sheet.send([{ account: sheet.debtor, what: 'recovery', amount: 4.01 }], {}, 3);
    assert.match(more.reply.issues[0]?.message ?? '', /written off and not recovered .* \$4\.00/);
    const payment = await town().value<number>(`SELECT entry_number FROM payment WHERE source = 'Recovery'`);
    await sheet.send([{ account: sheet.debtor, what: 'returned payment', payment }], {}, 4);
    assert.equal(
      await sheet.owed(sheet.debtor),
      before.reduce((sum, { openCents }) => sum + openCents, 0) - 400 + 3000,
    );
  });

  it('writes the utility’s own part off against the allowance', async () => {
    assert.deepEqual(
      (await sheet.journal({ account: sheet.debtor, what: 'write-off', charge: 'water', amount: 1 })).slice(0, 2),
      [
        ['1190', 100],
        ['1110', -100],
      ],
    );
  });
});
