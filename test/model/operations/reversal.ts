import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import type { LedgerModel } from '../ledger-model.js';
import { newestFirst, sumOf, takeFrom, type Applied, type ModelAccount } from '../model-account.js';
import { UNAPPLIED } from '../model-chart.js';
import { operation } from '../operation.js';
import type { ModelBill, PostedRun } from '../play.js';

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
    const released = lastRun.bills.map((bill) => reverse(model, bill, play.today));
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

/** A late charge on its due date, a part that was moved or written off, or credit of it that is gone. */
function isInTheWay(model: LedgerModel, { bills, dueOn }: PostedRun): boolean {
  return bills.some((bill) => {
    const account = model.account(bill.accountId);
    const { paying, others } = partsOf(account, bill);
    const isSettled = paying.some(({ by }) => by.kind === 'write-off' || by.kind === 'transfer');
    const lacking = leftAsCredit(bill) - account.creditAt('9999-12-31') - sumOf(paying) - sumOf(others);
    return isSettled || lacking > 0 || account.lateCharges.some((charge) => charge.dueOn === dueOn);
  });
}

/**
 * What paid the bill is credit again, and what the bill gave is taken back: from what it paid, and from the credit of the
 * account, of which the newest uses are released where it is used up. Gives what was released.
 */
function reverse(model: LedgerModel, bill: ModelBill, today: string): number {
  const account = model.account(bill.accountId);
  const { paying, given, others } = partsOf(account, bill);
  const lacking = Math.max(leftAsCredit(bill) - account.creditAt('9999-12-31') - sumOf(paying), 0);
  const released = [...paying, ...takeFrom(others, lacking)];
  model.release(account, released, today);
  const entry = model.newEntry();
  for (const { item, by, amount } of given) item.paid.push({ on: today, amount: -amount, by });
  const own = account.items.filter((item) => item.entry === bill.entry);
  own.forEach((item, line) => {
    item.paid.push({ on: today, amount: item.amount, by: { kind: 'correction', entry, line } });
  });
  const credit = leftAsCredit(bill);
  if (credit !== 0) account.credit.push({ on: today, amount: -credit });
  for (const { ledgerAccount, amount } of bill.postings) model.post(ledgerAccount, -amount, today);
  return sumOf(released);
}

interface Parts {
  readonly paying: readonly Applied[];
  readonly given: readonly Applied[];
  /** Other uses of credit, the newest first. */
  readonly others: readonly Applied[];
}

function partsOf(account: ModelAccount, { entry }: ModelBill): Parts {
  const applied = account.applied();
  const paying = applied.filter(({ item }) => item.entry === entry);
  const others = applied.filter((each) => !paying.includes(each) && each.by.kind === 'application');
  return { paying, given: applied.filter(({ by }) => by.entry === entry), others: newestFirst(others) };
}

function leftAsCredit({ postings }: ModelBill): number {
  return postings.reduce((sum, posting) => (posting.ledgerAccount === UNAPPLIED ? sum - posting.amount : sum), 0);
}
