import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { localClock } from '../local-clock.js';
import type { Paid } from '../model-rules.js';
import { operation } from '../operation.js';

const LATEST_IN_TIME = '16:30';

/** Posts a payment that came now or up to two months ago, of any amount or of just what is owed. */
export const payment = operation(
  'payment',
  6,
  fc.record({
    account: fc.nat(2),
    cents: fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.constant('all that is owed' as const)),
    minutesAgo: fc.oneof(fc.constant(0), fc.nat(60 * 24 * 60)),
    waitsMinutes: fc.nat(20 * 24 * 60),
    preview: fc.boolean(),
  }),
  async (play, { account, cents, minutesAgo, waitsMinutes, preview }) => {
    play.wait(waitsMinutes);
    const accountId = play.accountAt(account);
    const books = play.model.account(accountId);
    const owed = books.balanceAt('9999-12-31');
    const amountCents = cents === 'all that is owed' ? Math.max(owed, 1) : cents;
    const receivedAt = new Date(play.world.now.getTime() - minutesAgo * 60_000);
    const { day, time } = localClock(receivedAt);
    const creditBefore = books.creditAt('9999-12-31');
    const payload = { accountId, amountCents, receivedAt: receivedAt.toISOString(), source: 'Mail' };
    const { reply } = await play.apply(postPayment, payload, { otherwise: { amountCents: amountCents + 1 }, preview });
    const paid = play.model.pay(accountId, amountCents, day, play.today);
    assert.equal(reply.unappliedCents, books.creditAt('9999-12-31') - creditBefore, 'what is unapplied');
    assert.deepEqual(
      Object.fromEntries(reply.applied.map((part) => [part.chargeType, part.amountCents])),
      byType(paid),
      'what the reply says was paid',
    );
    const late = paid.filter(
      ({ item }) => item.isBilled && (day > item.dueOn || (day === item.dueOn && time.slice(0, 5) > LATEST_IN_TIME)),
    );
    assert.deepEqual(
      reply.lateFor.map(({ dueOn }) => String(dueOn)).sort(),
      [...new Set(late.map(({ item }) => item.dueOn))].sort(),
      'the bills that it was late for',
    );
  },
);

function byType(paid: readonly Paid[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { item, amount } of paid) sums[item.type] = (sums[item.type] ?? 0) + amount;
  return sums;
}
