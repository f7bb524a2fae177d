import assert from 'node:assert/strict';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { leakOverTwoBills } from '../../support/town/leak-over-two-bills.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { Rebills } from '../../support/town/rebills.js';
import { adjustmentRow, cell, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('a leak credit of two bills that waits', () => {
  const town = useTown();
  let accountId: string;
  let bills: readonly number[];

  beforeEach(async () => {
    const { accountId: found, credit } = await leakOverTwoBills(town());
    accountId = found;
    bills = credit.shares.map(({ billNumber }) => billNumber);
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 1, supervisor: 500_000 });
  });

  const ask = async (typed: Readonly<Record<string, SheetCell>> = {}) => {
    const { pullId } = await town().pull('adjustments', {});
    const told = { account: accountId, service: 'water', kind: 'leak', cause: 'ruptured hose', reason: 'Repaired' };
    const { reply } = await push(town(), pullId, [adjustmentRow('leak', 5, { ...told, ...typed })]);
    assert.match(reply.rows[0]?.text ?? '', /^Waits for approval/, JSON.stringify(reply.issues));
  };
  const approve = async () => {
    const sheet = await town().pull('pending-approvals', {});
    const effect = String(cell('pending-approvals', sheet.rows[0] ?? [], 'effect'));
    const rows = pushRowsOf('pending-approvals', sheet, { 1: { decision: 'approve' } });
    const { outcome, reply } = await push(town(), sheet.pullId, rows, { role: 'supervisor' });
    return { outcome, codes: reply.issues.map(({ code }) => code), effect };
  };
  /** Makes a bill again by a read that differs by a gallon, and gives the receipt. */
  const makeAgain = async (billNumber: number | undefined) => {
    const rebills = new Rebills(town());
    const row = (await rebills.rows(accountId)).find((cellOf) => cellOf('bill') === billNumber);
    const edits = { [String(row?.('key'))]: { newRead: Number(row?.('read')) - 1, reason: 'Misread' } };
    return (await rebills.make(accountId, edits)).receiptNumber;
  };
  const last = () => bills.length - 1;

  const asked: readonly [what: string, typed: () => Readonly<Record<string, SheetCell>>, madeAgain: () => number][] = [
    ['no bill is named, and its last one', () => ({}), last],
    ['one bill is named, and the other one', () => ({ bill: bills[0] ?? null }), last],
  ];
  for (const [what, typed, which] of asked) {
    it(`can’t be approved once one of its bills is another one, where ${what} was restored`, async () => {
      const receipt = await makeAgain(bills[which()]);
      await ask(typed());
      assert.equal((await reversePushed(town(), receipt)).outcome, 'applied');
      const { outcome, codes, effect } = await approve();
      assert.deepEqual([outcome, codes], ['refused', ['bill-made-again']]);
      assert.match(effect, /^Can’t be posted now: Bill \d+ was made again with receipt \d+/);
    });
  }

  it('is approved where none of its bills is another one', async () => {
    await ask();
    assert.deepEqual((await approve()).outcome, 'applied');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('keeps a credit of either bill from being asked for beside it', async () => {
    await ask({ bill: bills[0] ?? null });
    const { pullId } = await town().pull('adjustments', {});
    const told = { account: accountId, service: 'water', kind: 'leak', cause: 'ruptured hose', reason: 'Again' };
    const row = adjustmentRow('second', 5, { ...told, bill: bills[last()] ?? null, amount: -0.5 });
    const { reply } = await push(town(), pullId, [row]);
    assert.deepEqual(
      reply.issues.map(({ code }) => code),
      ['waits-already'],
    );
  });

  it('goes by the bill of its cells where it was asked for before its bills were kept', async () => {
    const receipt = await makeAgain(bills[0]);
    await ask({ bill: bills[0] ?? null });
    await town().database.raw('DROP TRIGGER requested_bill_refuses_delete');
    await town().database.raw('DELETE FROM requested_bill');
    assert.equal((await reversePushed(town(), receipt)).outcome, 'applied');
    assert.deepEqual((await approve()).codes, ['bill-made-again']);
  });
});
