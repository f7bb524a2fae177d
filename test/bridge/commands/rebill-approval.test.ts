import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { reversePush } from '../../../bridge/commands/reverse-push/reverse-push.js';
import { account } from '../../../bridge/queries/account.js';
import { adjustmentLimit } from '../../../bridge/queries/adjusted-today.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { Rebills } from '../../support/town/rebills.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { reverse } from '../../support/town/run-reversal.js';
import { MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import {
  adjustmentRow,
  cell,
  decide,
  push,
  pushRowsOf,
  type Edits,
  type PushOptions,
} from '../../support/town/sheet-rows.js';
import { actorOf, useTown, type PulledSheet } from '../../support/town/town.js';

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
  const asks = async (typed: Record<string, string | number>) => {
    const { pullId } = await town().pull('adjustments', {});
    await push(town(), pullId, [adjustmentRow('k1', 5, { account: HOUSE, reason: 'Care', ...typed })]);
  };
  /** Decides the house's read of the open run, so that it goes on from the last bill. */
  const decideOpenRead = async (newReading: number) => {
    await unloadUsual(town(), MVRS_RUN);
    const ofHouse = 'SELECT row_key FROM period_read WHERE bill_run_id = ? AND account_id = ?';
    const open = await town().value<string>(ofHouse, [MVRS_RUN, HOUSE]);
    await decide(town(), MVRS_RUN, { [open]: { action: 'change', newReading, reason: 'Photo' } });
  };
  const codes = ({ reply }: Awaited<ReturnType<typeof push>>) =>
    reply.issues.map(({ rowKey, code }) => `${rowKey} ${code}`);
  const say = async (edits: Edits, options: PushOptions = {}) => {
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
    const dollars = '\\$\\d+\\.\\d\\d';
    const effect = `^bill \\d+.*: ${dollars}, was ${dollars} \\(water ${dollars}, was ${dollars}; sewer .*; garbage .*\\)`;
    assert.match(String(shown('effect')), new RegExp(effect));
    assert.match(String(shown('effect')), /\. Late charges on it follow; Preview tells them\.$/);
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

  it('is previewed with all that its approval posts, and with who may approve it', async () => {
    const sheet = await rebills.pull(HOUSE);
    const edits = { [key]: { newRead: 47_908, reason: 'Misread' } };
    const options = { role: 'coordinator', dryRun: true } as const;
    const before = JSON.stringify(await town().dump());
    const { reply: preview } = await rebills.push(sheet, edits, options);
    assert.equal(JSON.stringify(await town().dump()), before, 'nothing is kept of it');
    assert.deepEqual([preview.bills, preview.journal, preview.effect], [[], [], null], 'nothing is posted yet');
    const { waitsFor, ...shown } = preview.ifApproved ?? assert.fail('nothing shown');
    assert.deepEqual(waitsFor, ['Marcus Ellerbee']);
    const labels = shown.totals.map(({ label }) => label);
    assert.ok(labels.includes('Late charges taken back') && labels.includes('Owed now'), labels.join());
    const change = shown.bills.reduce((sum, { wasCents, nowCents }) => sum + nowCents - wasCents, 0);
    const [balances] = shown.effect?.balances ?? [];
    assert.equal((balances?.afterCents ?? 0) - (balances?.beforeCents ?? 0), change);
    assert.deepEqual([...new Set(shown.bills.map(({ service }) => service))], ['water', 'sewer', 'garbage']);

    const asked = await rebills.push(sheet, edits, { role: 'coordinator' });
    assert.deepEqual(asked.reply.ifApproved, preview.ifApproved, 'the push tells the same');
    const { reply: approved } = await say({ 1: { decision: 'approve' } });
    const { totals, ...posted } = shown;
    const { bills, notices, journal, effect } = approved;
    assert.deepEqual({ bills, notices, journal, effect }, posted);
    for (const total of totals) assert.ok(approved.totals.some((each) => isDeepStrictEqual(each, total)));
  });

  it('that an approval could not make either is refused instead of waiting', async () => {
    await decideOpenRead(48_300);
    const asked = await ask(48_900);
    assert.deepEqual([asked.outcome, codes(asked)], ['refused', [`${key} open-read-decided`]]);
    assert.equal((await town().pull('pending-approvals', {})).rows.length, 0);
  });

  it('waits for nobody by name where it is above all limits', async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 100, supervisor: 100 });
    assert.deepEqual((await ask()).reply.ifApproved?.waitsFor, []);
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

  for (const mode of ['all', 'valid'] as const) {
    it(`that is refused on its way keeps nothing of what it wrote, by itself or beside another decision (${mode})`, async () => {
      await ask(48_900);
      await asks({ service: 'water', kind: 'goodwill', amount: -2 });
      await decideOpenRead(48_300);
      const before = await balance();
      const alone = await say({ 1: { decision: 'approve' } }, { mode });
      assert.deepEqual([alone.outcome, codes(alone)], ['refused', ['1 open-read-decided']]);
      const beside = { 1: { decision: 'approve' }, 2: { decision: 'decline', word: 'No' } };
      const both = await say(beside, { mode });
      assert.deepEqual([both.outcome, codes(both)], [mode === 'all' ? 'refused' : 'applied', ['1 rebill-alone']]);
      assert.deepEqual([await balance(), await rebillCount()], [before, 0]);
      assert.deepEqual((await verifyLedger(town().database)).findings, []);
    });
  }

  it('is not approved beside a decision that is refused', async () => {
    await ask();
    await asks({ service: 'water', kind: 'goodwill', amount: -2 });
    const beside = { 1: { decision: 'approve' }, 2: { decision: 'decline' } };
    const { outcome, reply } = await say(beside, { mode: 'valid' });
    assert.equal(outcome, 'refused');
    assert.ok(reply.issues.some(({ rowKey, code }) => rowKey === '1' && code === 'rebill-alone'));
    assert.equal(await rebillCount(), 0);
  });

  it('still shows in Pending Approvals once its bill was reversed, and can only be declined', async () => {
    await ask();
    await reverse(town());
    const [row = []] = (await town().pull('pending-approvals', {})).rows;
    assert.match(String(cell('pending-approvals', row, 'effect')), /The bill of this row does not stand any more\.$/);
    const approved = await say({ 1: { decision: 'approve' } });
    assert.deepEqual([approved.outcome, codes(approved)], ['refused', ['1 bill-gone']]);
    assert.equal((await say({ 1: { decision: 'decline', word: 'Reversed' } })).outcome, 'applied');
  });

  it('of more than is ever charged at once is refused before it waits', async () => {
    const sheet = await rebills.pull(HOUSE);
    const few = Object.fromEntries(
      sheet.rows.slice(-3).map((row) => [String(row[0]), { newCarts: 999_999_999_999, reason: 'Carts' }]),
    );
    for (const edits of [{ [key]: { newCarts: 9_999_999, reason: 'Carts' } }, few]) {
      assert.deepEqual(await rebills.refusals(HOUSE, edits), ['decision amount-too-large']);
    }
  });

  describe('whose sheet is pushed again', () => {
    const edits = (newRead = 47_908) => ({ [key]: { newRead, reason: 'Misread' } });
    let sheet: PulledSheet;
    let receipt: number;
    const again = (newRead?: number, knownReceipts = [receipt]) =>
      rebills.push(sheet, edits(newRead), { role: 'coordinator', knownReceipts });

    beforeEach(async () => {
      sheet = await rebills.pull(HOUSE);
      receipt = (await rebills.push(sheet, edits(), { role: 'coordinator' })).receiptNumber ?? 0;
    });

    const textOf = ({ reply }: Awaited<ReturnType<typeof again>>) => reply.rows.find((row) => row.key === key)?.text;

    it('asks once, and is told that its request waits, whether or not the workbook got the receipt', async () => {
      for (const known of [[receipt], []]) {
        const answer = await again(47_908, known);
        assert.equal(answer.outcome, 'already-applied');
        assert.equal(textOf(answer), 'Request 1: waits.');
      }
      assert.equal((await town().pull('pending-approvals', {})).rows.length, 1);
    });

    it('is told that it was approved', async () => {
      await say({ 1: { decision: 'approve' } });
      const answer = await again();
      assert.equal(answer.outcome, 'already-applied', JSON.stringify(answer.reply.issues));
      assert.match(textOf(answer) ?? '', /^Request 1: approved by /);
      assert.equal(await rebillCount(), 1);
    });

    it('is told that it was declined, and asks anew where it says something else', async () => {
      await say({ 1: { decision: 'decline', word: 'No evidence' } });
      const same = await again();
      assert.equal(same.outcome, 'already-applied');
      assert.match(textOf(same) ?? '', /^Request 1: declined by .*: No evidence\.$/);
      assert.match(textOf(await again(47_918)) ?? '', /^Waits for approval as request 2/);
    });
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

  it('counts nothing of what was taken back, receipt by receipt', async () => {
    await limitTo(5_500);
    const made = [await ask(47_908), await ask(47_898)];
    for (const { receiptNumber } of made.toReversed()) {
      assert.equal((await reversePushed(town(), receiptNumber)).outcome, 'applied');
    }
    // 620 counts less are more than half of what may be given in a day.
    assert.match((await ask(47_588)).reply.rows[0]?.text ?? '', /^Made again: /);
  });

  it('counts with what was made again today already', async () => {
    await limitTo(3_500);
    const first = await ask(47_908);
    assert.match(first.reply.rows[0]?.text ?? '', /^Made again: /);
    const second = await ask(47_588);
    assert.match(second.reply.rows[0]?.text ?? '', /^Waits for approval as request 1: Today's credits on account/);
    assert.equal(await rebillCount(), 1);
  });

  describe('while another waits that puts the same right', () => {
    const adjust = async (typed: Record<string, string | number>, options: PushOptions = {}) => {
      const { pullId } = await town().pull('adjustments', {});
      const row = { account: HOUSE, service: 'water', kind: 'misread', reason: 'Misread', ...typed };
      return push(town(), pullId, [adjustmentRow('k1', 5, row)], options);
    };

    it('is refused, from the same sheet and from another, and told what to do', async () => {
      const sheet = await rebills.pull(HOUSE);
      const options = { role: 'coordinator' } as const;
      const edits = (newRead: number) => ({ [key]: { newRead, reason: 'Misread' } });
      const { receiptNumber } = await rebills.push(sheet, edits(47_908), options);
      const known = { ...options, knownReceipts: [receiptNumber ?? 0] };
      for (const again of [await rebills.push(sheet, edits(47_918), known), await ask(47_918)]) {
        assert.deepEqual([again.outcome, codes(again)], ['refused', [`${key} waits-already`]]);
      }
      const [issue] = (await ask(47_918)).reply.issues;
      assert.equal(
        issue?.message,
        `Request 1 of Dana Whitlock waits to make bills of account ${HOUSE} again, and both would put the same right.`,
      );
      assert.match(issue.fix, /^Let it be decided first, or let Dana Whitlock withdraw it in Pending Approvals;/);
      await say({ 1: { decision: 'withdraw' } }, { role: 'coordinator' });
      const anew = await rebills.push(sheet, edits(47_918), known);
      assert.match(anew.reply.rows[0]?.text ?? '', /^Waits for approval as request 2/);
    });

    it('is refused while an adjustment of the account waits, and that while a rebill does', async () => {
      await adjust({ amount: -2 });
      assert.deepEqual(codes(await ask()), [`${key} waits-already`]);
      await say({ 1: { decision: 'decline', word: 'Rebill it' } });
      await ask();
      const refused = await adjust({ amount: -0.5 });
      assert.deepEqual([refused.outcome, codes(refused)], ['refused', ['k1 waits-already']]);
      assert.equal((await adjust({ kind: 'goodwill', amount: -0.5 })).outcome, 'applied', 'a gift corrects no bill');
    });

    it('keeps a second adjustment of the same of a bill from being asked for, and no other', async () => {
      await adjust({ amount: -2 });
      assert.deepEqual(codes(await adjust({ amount: -3 })), ['k1 waits-already']);
      assert.equal((await adjust({ amount: -3, service: 'garbage' })).outcome, 'applied');
    });
  });

  describe('once the bill that it rests on is another one', () => {
    const asking: readonly [what: string, ask: () => Promise<unknown>][] = [
      ['a rebill', () => ask(47_588)],
      ['an adjustment', () => asks({ service: 'water', kind: 'misread', amount: -2 })],
    ];

    for (const [what, askFor] of asking) {
      it(`can’t be approved, alone or in an emergency, and can be declined: ${what}`, async () => {
        await limitTo(500_000);
        const made = await ask(47_908);
        await limitTo(100);
        await askFor();
        assert.equal((await reversePushed(town(), made.receiptNumber)).outcome, 'applied');
        const before = await balance();
        const [row = []] = (await town().pull('pending-approvals', {})).rows;
        const effect = String(cell('pending-approvals', row, 'effect'));
        assert.match(
          effect,
          /^Can’t be posted now: Bill \d+ was made again with receipt \d+, after this was asked for\.$/,
        );
        for (const decision of ['approve', 'emergency']) {
          const said = await say({ 1: { decision, word: 'Nobody here' } });
          assert.deepEqual([said.outcome, codes(said)], ['refused', ['1 bill-made-again']]);
        }
        assert.equal(await balance(), before);
        assert.equal((await say({ 1: { decision: 'decline', word: 'Ask anew' } })).outcome, 'applied');
      });
    }
  });

  describe('that takes from one period what it adds to the next', () => {
    /** A read between two periods set lower: the use goes from the one before it into the one after it. */
    const move = async (role: 'coordinator' | 'supervisor' = 'coordinator') => {
      const sheet = await rebills.pull(HOUSE);
      const row = sheet.rows.at(-2) ?? [];
      const newRead = Number(cell('rebill', row, 'read')) - 300;
      return rebills.push(sheet, { [String(row[0])]: { newRead, reason: 'Misread' } }, { role });
    };

    it('is held against the limit by what it takes and by what it adds, and says both', async () => {
      await limitTo(500);
      const { reply } = await move();
      const text = reply.rows[0]?.text ?? '';
      assert.match(text, /^Waits for approval as request 1: -\$\d+\.\d\d is above what Dana Whitlock .*, \$5\.00\. /);
      const [, back, more, net] =
        /The bills give back \$(\d+\.\d\d) and charge \$(\d+\.\d\d) more, (-?\$\d+\.\d\d) in all\.$/.exec(text) ?? [];
      assert.ok(Number(back) > 5 && Number(more) > 5, text);
      const [row = []] = (await town().pull('pending-approvals', {})).rows;
      const amount = Number(cell('pending-approvals', row, 'amount'));
      assert.equal(Number(net?.replace('$', '')), amount);
      assert.ok(Math.abs(amount) < 5, 'the net change alone is within the limit');
    });

    it('takes both from what the rest of the day may come to', async () => {
      await limitTo(5_000);
      assert.match((await move()).reply.rows[0]?.text ?? '', /^Made again: /);
      const eachWay = await adjustmentLimit(town().database, actorOf('coordinator').person, TODAY);
      const [made] = eachWay.adjustedToday;
      assert.ok((made?.credits ?? 0) > 500 && (made?.charges ?? 0) > 500, JSON.stringify(made));
    });
  });
});
