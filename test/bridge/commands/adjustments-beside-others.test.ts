import assert from 'node:assert/strict';
import { account } from '../../../bridge/queries/account.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { LateCharges } from '../../support/town/late-charges.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { Rebills } from '../../support/town/rebills.js';
import { adjustmentRow, push, pushRowsOf, type Edits, type PushOptions } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

const HOUSE = '06-0002-01';
const OWES = '07-0001-01';

describe('adjustments beside others of the same account', () => {
  const town = useTown();

  const limitTo = (coordinator: number, supervisor = 500_000) =>
    town().writeSetting('adjustment-limits', '2026-01-01', { coordinator, supervisor });

  async function adjust(rows: readonly Record<string, string | number>[], options?: PushOptions) {
    const { pullId } = await town().pull('adjustments', {});
    const typed = rows.map((row, index) => adjustmentRow(`k${index}`, 5 + index, { reason: 'Agreed', ...row }));
    return push(town(), pullId, typed, options);
  }

  async function say(edits: Edits) {
    const sheet = await town().pull('pending-approvals', {});
    return push(town(), sheet.pullId, pushRowsOf('pending-approvals', sheet, edits), { role: 'supervisor' });
  }

  const codes = ({ reply }: Awaited<ReturnType<typeof say>>) => reply.issues.map(({ code }) => code);

  it('are taken for the bill of their month, not for the one that waits', async () => {
    await limitTo(100);
    const bills = await town().database.raw<{ number: number; month: string }[]>(
      `SELECT bill_number AS number, substr(billed_on, 1, 7) AS month FROM standing_bill
       WHERE account_id = ? ORDER BY billed_on DESC LIMIT 2`,
      [HOUSE],
    );
    const [last, before] = bills;
    const misread = { account: HOUSE, service: 'water', kind: 'misread', amount: -2 };
    await adjust([{ ...misread, bill: last?.number ?? 0 }]);
    assert.deepEqual(codes(await adjust([{ ...misread, bill: last?.month ?? '' }])), ['waits-already']);
    assert.deepEqual(codes(await adjust([{ ...misread, bill: before?.month ?? '' }])), []);
  });

  it('are in the totals where they were kept or posted, and nowhere where they were refused', async () => {
    await limitTo(2_000);
    const writeOff = { account: OWES, kind: 'write-off', amount: 200 };
    const asked = await adjust([writeOff, writeOff], { mode: 'valid' });
    assert.equal(asked.reply.issues.length, 1);
    const waiting = asked.reply.totals.filter(({ label }) => label === 'Waiting for approval');
    assert.deepEqual(waiting, [{ label: 'Waiting for approval', value: '1, -$200.00' }]);
    const made = await adjust([writeOff, writeOff], { mode: 'valid', role: 'supervisor' });
    assert.equal(made.reply.issues.length, 1);
    const moved = made.reply.totals.filter(({ label }) => label === 'Moved or written off');
    assert.deepEqual(moved, [{ label: 'Moved or written off', value: '$200.00' }]);
  });

  describe('write off without an amount all that the other rows of the push leave open', () => {
    const all = { account: OWES, kind: 'write-off' };
    const others: Readonly<Record<string, Record<string, string | number>[]>> = {
      'a credit': [{ account: OWES, service: 'water', kind: 'goodwill', amount: -20 }],
      'a charge': [{ account: OWES, service: 'garbage', kind: 'goodwill', amount: 7.5 }],
      'a transfer to the account': [
        { account: '08-0003-01', otherAccount: OWES, kind: 'transfer between accounts', amount: 20 },
      ],
      'a transfer from the account': [
        { account: OWES, otherAccount: '08-0003-01', kind: 'transfer between accounts', amount: 20 },
      ],
      'a write-off of some': [{ ...all, amount: 31.25 }],
      'a write-off of a service': [{ ...all, service: 'garbage' }],
      'a credit, a charge and a write-off of some': [
        { account: OWES, service: 'water', kind: 'goodwill', amount: -20 },
        { account: OWES, service: 'garbage', kind: 'goodwill', amount: 7.5 },
        { ...all, amount: 31.25 },
      ],
    };
    const orders: Readonly<Record<string, (rows: Record<string, string | number>[]) => typeof rows>> = {
      above: (rows) => [...rows, all],
      below: (rows) => [all, ...rows],
    };
    for (const [what, rows] of Object.entries(others)) {
      for (const [place, inOrder] of Object.entries(orders)) {
        it(`${what} ${place}: nothing stays open, in the preview and the push alike`, async () => {
          const sheet = await town().pull('adjustments', {});
          const typed = inOrder(rows).map((row, index) =>
            adjustmentRow(`k${index}`, 5 + index, { reason: 'Gone', ...row }),
          );
          const send = (dryRun: boolean) => push(town(), sheet.pullId, typed, { role: 'supervisor', dryRun });
          const preview = await send(true);
          const done = await send(false);
          assert.deepEqual([done.outcome, codes(done)], ['applied', []]);
          assert.deepEqual(preview.reply, done.reply);
          assert.equal((await account(town().database, OWES)).balanceCents, 0);
          assert.deepEqual((await verifyLedger(town().database)).findings, []);
        });
      }
    }

    it('once: of a second one nothing is left, in words that name no figure that nobody typed', async () => {
      const done = await adjust([all, { ...all, reason: 'Twice' }], { role: 'supervisor' });
      assert.deepEqual([done.outcome, codes(done)], ['refused', ['nothing-open']]);
    });

    it('and are refused while another row of the account waits, as nobody knows what it will leave', async () => {
      const kinds = { coordinator: { goodwill: 0 } };
      await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 1_000_000, kinds });
      const open = (await account(town().database, OWES)).balanceCents;
      const credit = { account: OWES, service: 'water', kind: 'goodwill', amount: -20 };
      const refused = await adjust([all, credit]);
      assert.deepEqual([refused.outcome, codes(refused)], ['refused', ['others-wait']]);
      const done = await adjust([{ ...all, amount: 10 }, credit]);
      assert.match(done.reply.rows[1]?.text ?? '', /^Waits for approval/);
      assert.equal((await account(town().database, OWES)).balanceCents, open - 1_000);
    });

    it('and wait where that is above the limit together with what the other rows of the day come to', async () => {
      await limitTo(1_000_000);
      const open = (await account(town().database, OWES)).balanceCents;
      await limitTo(open - 1);
      const credit = { account: OWES, service: 'water', kind: 'goodwill', amount: -20 };
      const { reply } = await adjust([all, credit]);
      assert.match(reply.rows[0]?.text ?? '', /^Waits for approval as request 1: Today's credits on account/);
      assert.match(reply.rows[1]?.text ?? '', /^Credit \$20\.00/);
      assert.equal((await account(town().database, OWES)).balanceCents, open - 2_000);
    });
  });

  it('are approved in an emergency where they are above the limit beside what is approved with them', async () => {
    await limitTo(100, 5_000);
    const goodwill = { account: HOUSE, service: 'water', kind: 'goodwill', amount: -40 };
    await adjust([goodwill, goodwill]);
    const both = await say({ 1: { decision: 'approve' }, 2: { decision: 'approve' } });
    assert.deepEqual([both.outcome, new Set(codes(both))], ['refused', new Set(['above-limit'])]);
    const alone = await say({ 2: { decision: 'emergency', word: 'Nobody here' } });
    assert.deepEqual(codes(alone), ['within-your-limit']);
    const beside = await say({ 1: { decision: 'approve' }, 2: { decision: 'emergency', word: 'Nobody here' } });
    assert.deepEqual([beside.outcome, codes(beside)], ['applied', []]);
  });

  it('keep no rebill from being taken back by a decision on its late charge that was taken back itself', async () => {
    const rebills = new Rebills(town());
    const late = new LateCharges(town());
    await late.rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 9_000 } });
    await late.decide({ [HOUSE]: { decision: 'charge' } });
    const [last] = await rebills.rows(HOUSE);
    const made = await rebills.make(HOUSE, { [String(last?.('key'))]: { newRead: 47_908, reason: 'Misread' } });
    await late.rule({ charge: { percent: '10', on: 'current-charges' } });
    const waived = await late.decide({ [HOUSE]: { decision: 'waive', reason: 'Agreed' } });
    assert.equal((await reversePushed(town(), made.receiptNumber)).outcome, 'refused');
    assert.equal((await reversePushed(town(), waived.receiptNumber)).outcome, 'applied');
    assert.equal((await reversePushed(town(), made.receiptNumber)).outcome, 'applied');
  });
});
