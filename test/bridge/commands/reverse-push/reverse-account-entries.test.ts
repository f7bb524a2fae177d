import assert from 'node:assert/strict';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import { AccountEntries } from '../../../support/town/account-entries.js';
import {
  assertBooksProven,
  refusedRows,
  reversePushed,
  standing,
  uneven,
} from '../../../support/town/push-reversal.js';
import { useTown } from '../../../support/town/town.js';

type Typed = Readonly<Record<string, SheetCell>>;

describe('reversing a push of Account Entries', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  const post = async (row: Typed, firstKey = 1) => {
    const { outcome, receiptNumber, reply } = await sheet.send([row], { role: 'supervisor' }, firstKey);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    return receiptNumber;
  };

  const KINDS: readonly (readonly [what: string, row: (sheet: AccountEntries) => Typed])[] = [
    ['a fee', ({ debtor }) => ({ account: debtor, what: 'fee', amount: 25 })],
    [
      'a late charge',
      ({ debtor }) => ({
        account: debtor,
        what: 'late charge',
        charge: 'water-late-charge',
        amount: 5,
        date: '2026-10-28',
      }),
    ],
    ['a deposit', ({ debtor }) => ({ account: debtor, what: 'deposit taken', amount: 100 })],
    [
      'a transfer of several due dates',
      ({ debtor, clear }) => ({
        account: debtor,
        what: 'transfer',
        charge: 'garbage',
        otherAccount: clear,
        amount: 30,
      }),
    ],
    ['a write-off', ({ debtor }) => ({ account: debtor, what: 'write-off', amount: 45.67 })],
  ];
  for (const [what, row] of KINDS) {
    it(`leaves everything as it was before ${what}, to the cent`, async () => {
      const accounts = [sheet.debtor, sheet.clear];
      const before = await standing(town(), accounts);
      const receipt = await post(row(sheet));
      assert.notDeepEqual(await standing(town(), accounts), before);
      assert.deepEqual(await uneven(town()), []);
      const { outcome, reply } = await reversePushed(town(), receipt);
      assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
      assert.deepEqual(await standing(town(), accounts), before);
      assert.deepEqual(await uneven(town()), []);
      await assertBooksProven(town());
    });
  }

  const ON_DEPOSIT: readonly (readonly [what: string, row: (sheet: AccountEntries) => Typed])[] = [
    ['interest', ({ debtor }) => ({ account: debtor, what: 'deposit interest', amount: 1.25 })],
    ['its application', ({ debtor }) => ({ account: debtor, what: 'deposit applied', amount: 60 })],
    ['its refund', ({ debtor }) => ({ account: debtor, what: 'deposit refund', amount: 40 })],
  ];
  for (const [what, row] of ON_DEPOSIT) {
    it(`leaves a deposit as it was before ${what}`, async () => {
      await post({ account: sheet.debtor, what: 'deposit taken', amount: 100 });
      const before = await standing(town(), [sheet.debtor]);
      const receipt = await post(row(sheet), 2);
      assert.deepEqual(await uneven(town()), []);
      await reversePushed(town(), receipt);
      assert.deepEqual(await standing(town(), [sheet.debtor]), before);
      assert.deepEqual(await uneven(town()), []);
      await assertBooksProven(town());
    });
  }

  it('gives a refunded credit back to the account, and a paid refund back to those that wait', async () => {
    await sheet.pay(sheet.clear, 5000);
    const paid = await standing(town(), [sheet.clear]);
    const refund = await post({ account: sheet.clear, what: 'credit refund', amount: 50 });
    const waiting = await standing(town(), [sheet.clear]);
    const check = await post({ account: sheet.clear, what: 'refund paid', amount: 50 }, 2);
    assert.deepEqual(await refusedRows(town(), refund), ['k1 refund-paid']);
    await reversePushed(town(), check);
    assert.deepEqual(await standing(town(), [sheet.clear]), waiting);
    await assertBooksProven(town());
    await reversePushed(town(), refund);
    assert.deepEqual(await standing(town(), [sheet.clear]), paid);
    await assertBooksProven(town());
  });

  it('lets a late charge that was reversed be charged again, and no other', async () => {
    const row = {
      account: sheet.debtor,
      what: 'late charge',
      charge: 'water-late-charge',
      amount: 5,
      date: '2026-10-28',
    };
    const receipt = await post(row);
    await reversePushed(town(), receipt);
    const again = await AccountEntries.of(town());
    const { outcome } = await again.send([row], {}, 7);
    assert.equal(outcome, 'applied');
    const twice = await (await AccountEntries.of(town())).send([row], {}, 8);
    assert.deepEqual(
      twice.reply.issues.map(({ code }) => code),
      ['charged-already'],
    );
  });

  it('pays by what had paid a reversed fee what else is open', async () => {
    const fee = await post({ account: sheet.clear, what: 'fee', amount: 25 });
    await sheet.pay(sheet.clear, 2500);
    await post({ account: sheet.clear, what: 'fee', amount: 10 }, 2);
    const { reply } = await reversePushed(town(), fee);
    assert.deepEqual([reply.releasedCents, reply.reappliedCents], [2500, 1000]);
    assert.deepEqual(reply.balances, [{ accountId: sheet.clear, beforeCents: 1000, afterCents: -1500 }]);
    assert.deepEqual(await sheet.open(sheet.clear), []);
    await assertBooksProven(town());
  });

  it('is refused while later entries rest on it, and is done once they are reversed', async () => {
    const fee = await post({ account: sheet.clear, what: 'fee', amount: 25 });
    const writeOff = await post({ account: sheet.clear, what: 'write-off', amount: 25 }, 2);
    assert.deepEqual(await refusedRows(town(), fee), ['k1 charge-settled']);
    await reversePushed(town(), writeOff);
    const deposit = await post({ account: sheet.debtor, what: 'deposit taken', amount: 100 }, 3);
    const applied = await post({ account: sheet.debtor, what: 'deposit applied', amount: 1 }, 4);
    assert.deepEqual(await refusedRows(town(), deposit), ['k3 deposit-gone']);
    for (const receipt of [applied, deposit, fee]) await reversePushed(town(), receipt);
    await assertBooksProven(town());
  });

  it('is refused of a recovery, of what was recovered, and of a returned payment, since money moved', async () => {
    const writeOff = await post({ account: sheet.debtor, what: 'write-off', amount: 30 });
    const recovery = await post({ account: sheet.debtor, what: 'recovery', amount: 10 }, 2);
    assert.deepEqual(await refusedRows(town(), recovery), ['k2 money-moved']);
    assert.deepEqual(await refusedRows(town(), writeOff), ['k1 credit-moved-on']);
    const payment = await sheet.pay(sheet.clear, 1000);
    const returned = await post({ account: sheet.clear, what: 'returned payment', payment }, 3);
    assert.deepEqual(await refusedRows(town(), returned), ['k3 money-moved']);
  });

  it('takes one account after the other back in the other order, however many rows are on one', async () => {
    const before = await standing(town(), [sheet.clear]);
    const rows = [
      { account: sheet.clear, what: 'fee', amount: 25 },
      { account: sheet.clear, what: 'write-off', amount: 25 },
      { account: sheet.clear, what: 'fee', amount: 10 },
    ];
    const { receiptNumber } = await sheet.send(rows, { role: 'supervisor' });
    await reversePushed(town(), receiptNumber);
    assert.deepEqual(await standing(town(), [sheet.clear]), before);
    await assertBooksProven(town());
  });
});
