import assert from 'node:assert/strict';
import type { CommandReply } from '../../../../bridge/contract/command.js';
import type { PushSheetReply } from '../../../../bridge/contract/commands/push-sheet.js';
import type { Month } from '../../../../bridge/contract/month.js';
import { remittances } from '../../../../bridge/queries/remittance-report.js';
import { LateCharges } from '../../../support/town/late-charges.js';
import { assertBooksProven, reversePushed, standing } from '../../../support/town/push-reversal.js';
import { adjustmentRow, push } from '../../../support/town/sheet-rows.js';
import type { TestTown } from '../../../support/town/town.js';
import { IN_ARREARS, useLateCharges } from '../../../support/town/use-late-charges.js';

const LAST_DAY = '2026-12-21T15:00:00Z';
const PAID = ['2400', -200];

describe('waivers of two late charges on garbage, $2.00 each', () => {
  const { late, garbageIsTheCitys, postNextRun, at } = useLateCharges();
  let later: TestTown;

  beforeEach(async () => {
    await late().decide({ [IN_ARREARS]: { decision: 'charge' } });
    await postNextRun('2026-12-14');
    later = at(LAST_DAY);
  });

  /** Charges the second one. */
  const chargeAgain = async ({ isPaid = true } = {}) => {
    const second = new LateCharges(later);
    await second.push(await second.pull('2026-12-14'), { [IN_ARREARS]: { decision: 'charge' } });
    if (isPaid) await second.pay(IN_ARREARS, 100_000, LAST_DAY);
  };

  const typed = (amounts: readonly (number | null)[]) =>
    amounts.map((amount, index) => {
      const waiver = { account: IN_ARREARS, service: 'garbage', kind: 'late charge waiver', reason: 'Kind' };
      return adjustmentRow(`w${index}`, 5 + index, { ...waiver, amount });
    });

  /** Pushes a row an amount as the preview showed it; whatever is kept leaves books that are proven. */
  const waive = async (...amounts: readonly (number | null)[]) => {
    const { pullId } = await later.pull('adjustments', {});
    const preview = await push(later, pullId, typed(amounts), { dryRun: true });
    const pushed = await push(later, pullId, typed(amounts));
    assert.deepEqual(preview.reply.journal, pushed.reply.journal);
    await assertAgreed();
    return pushed;
  };

  const assertAgreed = async () => {
    await assertBooksProven(later);
    const months = await remittances(later.database, '2026-11' as Month, '2026-12' as Month);
    assert.ok(months.every(({ differenceCents }) => differenceCents === 0));
  };

  const linesOf = ({ outcome, reply }: CommandReply<PushSheetReply>) => {
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    return reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
  };

  describe('of which the second is the City’s', () => {
    beforeEach(() => garbageIsTheCitys('2026-12-01'));

    it('take each back by its own rules, the newest first, and go back to the cent', async () => {
      await chargeAgain();
      const before = await standing(later, [IN_ARREARS]);
      const waived = await waive(null, null);
      assert.deepEqual(linesOf(waived), [['2120', 200], PAID, ['4110', 200], PAID]);
      assert.deepEqual(
        (await waive(null)).reply.issues.map(({ code }) => code),
        ['no-late-charge'],
      );
      assert.equal((await reversePushed(later, waived.receiptNumber)).outcome, 'applied');
      assert.deepEqual(await standing(later, [IN_ARREARS]), before);
      await assertAgreed();
    });

    it('take a part of the newest, then the rest of it, then the other', async () => {
      await chargeAgain();
      assert.deepEqual(linesOf(await waive(-0.5)), [
        ['2120', 50],
        ['2400', -50],
      ]);
      assert.deepEqual(linesOf(await waive(null, -2)), [['2120', 150], ['2400', -150], ['4110', 200], PAID]);
    });

    it('are refused in one row that is of both, which says how to type them, and posted so', async () => {
      await chargeAgain();
      const { outcome, reply } = await waive(-3);
      assert.equal(outcome, 'refused');
      assert.deepEqual(
        reply.issues.map(({ column, code, fix }) => [column, code, fix]),
        [
          [
            ...['amount', 'late-charges-of-other-owners'],
            'Type two rows, one after the other: $2.00 in the first, and the other $1.00 in a row of its own.',
          ],
        ],
      );
      assert.deepEqual(linesOf(await waive(-2, -1)), [
        ...[['2120', 200], PAID],
        ...[
          ['4110', 100],
          ['2400', -100],
        ],
      ]);
    });

    it('take the same one back again once its waiver is reversed', async () => {
      await chargeAgain();
      const first = await waive(null);
      assert.deepEqual(linesOf(await waive(null)), [['4110', 200], PAID]);
      assert.equal((await reversePushed(later, first.receiptNumber)).outcome, 'applied');
      assert.deepEqual(linesOf(await waive(null)), [['2120', 200], PAID]);
    });

    it('take the new one back by its rules where the old one was waived before it was charged', async () => {
      await new LateCharges(later).pay(IN_ARREARS, 100_000, LAST_DAY);
      assert.deepEqual(linesOf(await waive(null)), [['4110', 200], PAID]);
      await chargeAgain();
      const { reply } = await waive(null);
      assert.deepEqual(
        reply.journal.map(({ ledgerAccount }) => ledgerAccount),
        ['2120', '2400'],
      );
    });

    it('take an open one back by its own rules beside a paid one, also in one row', async () => {
      await new LateCharges(later).pay(IN_ARREARS, 28_000, LAST_DAY);
      await chargeAgain({ isPaid: false });
      const lines = linesOf(await waive(-4));
      // What is left is applied to other charges then.
      assert.deepEqual(lines.slice(0, 4), [['2120', 200], ['4110', 200], ['1153', -200], PAID]);
    });
  });

  it('are one row where both were charged under one rule, although another rule is in force today', async () => {
    await garbageIsTheCitys('2026-12-22');
    await chargeAgain();
    later = at('2026-12-28T15:00:00Z');
    assert.deepEqual(linesOf(await waive(-4)), [
      ['4110', 400],
      ['2400', -400],
    ]);
  });
});
