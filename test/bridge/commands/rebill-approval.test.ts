import assert from 'node:assert/strict';
import { reversePush } from '../../../bridge/commands/reverse-push/reverse-push.js';
import { account } from '../../../bridge/queries/account.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { Rebills } from '../../support/town/rebills.js';
import { adjustmentRow, cell, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { useTown, type RunOptions } from '../../support/town/town.js';

const HOUSE = '06-0002-01';

describe('a rebill above the limit', () => {
  const town = useTown();
  let rebills: Rebills;
  let key: string;

  beforeEach(async () => {
    rebills = new Rebills(town());
    await limitTo(100);
    const sheet = await rebills.pull(HOUSE);
    key = String(sheet.rows.at(-1)?.[0]);
  });

  const limitTo = (coordinator: number) =>
    town().writeSetting('adjustment-limits', '2026-01-01', { coordinator, supervisor: 500_000 });
  const balance = async () => (await account(town().database, HOUSE)).balanceCents;
  const rebillCount = () => town().value<number>('SELECT count(*) FROM rebill');
  const ask = async (newRead = 47_908) => {
    return rebills.push(await rebills.pull(HOUSE), { [key]: { newRead, reason: 'Misread' } }, { role: 'coordinator' });
  };
  const say = async (edits: Edits, options: RunOptions = {}) => {
    const sheet = await town().pull('pending-approvals', {});
    return push(town(), sheet.pullId, pushRowsOf('pending-approvals', sheet, edits), {
      role: 'supervisor',
      ...options,
    });
  };

  it('waits whole, and no bill and no balance changes', async () => {
    const before = await balance();
    const { outcome, reply } = await ask();
    assert.equal(outcome, 'applied');
    assert.match(reply.rows[0]?.text ?? '', /^Waits for approval as request 1: .* above what Dana Whitlock/);
    assert.deepEqual([await balance(), await rebillCount()], [before, 0]);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    const [row = []] = (await town().pull('pending-approvals', {})).rows;
    const shown = (column: string) => cell('pending-approvals', row, column);
    assert.deepEqual(['kind', 'state', 'reason'].map(shown), ['rebill', 'waits', 'Misread']);
    assert.match(String(shown('effect')), /^bill \d+.*: \$\d+\.\d\d, was \$\d+\.\d\d/i);
    assert.equal(
      Math.round((Number(shown('after')) - Number(shown('before'))) * 100),
      Math.round(Number(shown('amount')) * 100),
    );
  });

  it('is made by approval as it would have been by the push, and taken back whole by that receipt', async () => {
    const before = await balance();
    await ask();
    const [row = []] = (await town().pull('pending-approvals', {})).rows;
    const amount = Math.round(Number(cell('pending-approvals', row, 'amount')) * 100);
    const { outcome, reply, receiptNumber } = await say({ 1: { decision: 'approve' } });
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.match(reply.rows[0]?.text ?? '', /^Approved: Made again: /);
    assert.equal(await balance(), before + amount);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    const options = { role: 'supervisor', reason: 'Right the first time' } as const;
    const reversal = await town().run(reversePush, { receiptNumber }, options);
    assert.equal(reversal.outcome, 'applied', JSON.stringify(reversal.reply));
    assert.equal(await balance(), before);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('is approved in a push of its own', async () => {
    await ask();
    const { pullId } = await town().pull('adjustments', {});
    const typed = { account: HOUSE, service: 'water', kind: 'goodwill', amount: -2, reason: 'Care' };
    await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    const both = await say({ 1: { decision: 'approve' }, 2: { decision: 'approve' } });
    assert.deepEqual(
      both.reply.issues.map(({ rowKey, code }) => [rowKey, code]),
      [['1', 'rebill-alone']],
    );
    assert.equal(await rebillCount(), 0);
  });

  it('can be asked for again once it was given back, and is withdrawn with its push', async () => {
    await ask();
    await say({ 1: { decision: 'return', word: 'Which read is right?' } });
    const again = await ask();
    assert.match(again.reply.rows[0]?.text ?? '', /request 2/);
    const options = { role: 'supervisor', reason: 'Not needed' } as const;
    const reversal = await town().run(reversePush, { receiptNumber: again.receiptNumber }, options);
    assert.equal(reversal.outcome, 'applied', JSON.stringify(reversal.reply));
    assert.equal((await town().pull('pending-approvals', {})).rows.length, 0);
  });

  it('is refused for a bill that an adjustment corrected, until that is reversed', async () => {
    await limitTo(500_000);
    const { pullId } = await town().pull('adjustments', {});
    const typed = { account: HOUSE, service: 'water', kind: 'misread', amount: -1, reason: 'Misread' };
    const adjusted = await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    const { outcome, reply } = await ask();
    assert.deepEqual([outcome, reply.issues.map(({ code }) => code)], ['refused', ['bill-adjusted']]);
    assert.match(
      reply.issues[0]?.message ?? '',
      /^Bill \d+ was adjusted with receipt \d+: misread, water, -\$1\.00\.$/,
    );
    const options = { role: 'supervisor', reason: 'The bill is made again' } as const;
    await town().run(reversePush, { receiptNumber: adjusted.receiptNumber }, options);
    assert.match((await ask()).reply.rows[0]?.text ?? '', /^Made again: /);
  });

  it('is shown as what can’t be posted now, where an adjustment corrected its bill since', async () => {
    await ask();
    await limitTo(500_000);
    const { pullId } = await town().pull('adjustments', {});
    const typed = { account: HOUSE, service: 'water', kind: 'misread', amount: -1, reason: 'Misread' };
    await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    const [row = []] = (await town().pull('pending-approvals', {})).rows;
    const shown = (column: string) => cell('pending-approvals', row, column);
    assert.match(
      String(shown('effect')),
      /^Can’t be posted now: Bill \d+ was adjusted with receipt \d+: misread, water, -\$1\.00\.$/,
    );
    assert.equal(shown('after'), shown('before'));
    const { outcome, reply } = await say({ 1: { decision: 'approve' } });
    assert.deepEqual([outcome, reply.issues.map(({ code }) => code)], ['refused', ['bill-adjusted']]);
  });

  it('counts with what was made again today already', async () => {
    await limitTo(3_500);
    const first = await ask(47_908);
    assert.match(first.reply.rows[0]?.text ?? '', /^Made again: /);
    const second = await ask(47_588);
    assert.match(second.reply.rows[0]?.text ?? '', /^Waits for approval as request 1: Today's credits on account/);
    assert.equal(await rebillCount(), 1);
  });
});
