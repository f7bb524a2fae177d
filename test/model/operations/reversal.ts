import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import { isReversible, reverseEntry } from '../entry-reversal.js';
import type { LedgerModel } from '../ledger-model.js';
import { operation } from '../operation.js';
import type { PostedRun } from '../play.js';

/** Reverses the last run, where nothing stands in the way; else it must be refused. */
export const reversal = operation(
  'reversal',
  4,
  fc.record({ waitsDays: fc.nat(20), preview: fc.boolean() }),
  async (play, { waitsDays, preview }) => {
    const { lastRun, model } = play;
    if (!lastRun) return;
    play.wait(waitsDays * 24 * 60);
    const { confirmed } = lastRun;
    if (isInTheWay(model, lastRun)) {
      const asked = () => play.attempt(reverseBillRun, confirmed, 'supervisor');
      await play.unchanged(() => assert.rejects(asked, { code: 'run-not-reversible' }));
      return;
    }
    const otherwise = { confirmedBills: 0 };
    const { reply } = await play.apply(reverseBillRun, confirmed, { otherwise, role: 'supervisor', preview });
    const released = lastRun.bills.map((bill) => reverseEntry(model, bill, play.today));
    assert.equal(
      reply.releasedCents,
      released.reduce((sum, amount) => sum + amount, 0),
      'what is credit again',
    );
    for (const { accountId } of lastRun.bills) model.account(accountId).dueDates.pop();
    for (const { accountId } of lastRun.bills) model.useCredit(accountId, play.today, play.today);
    play.billRunId = reply.openRunId;
    play.lastRun = null;
  },
);

/** A late charge on its due date, or a bill that can't be reversed. */
function isInTheWay(model: LedgerModel, { bills, dueOn }: PostedRun): boolean {
  return bills.some((bill) => {
    const isLate = model.account(bill.accountId).lateCharges.some((charge) => charge.dueOn === dueOn);
    return isLate || !isReversible(model, bill);
  });
}
