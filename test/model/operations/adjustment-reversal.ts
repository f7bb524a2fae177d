import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reversePush } from '../../../bridge/commands/reverse-push/reverse-push.js';
import { isReversible, reverseEntry } from '../entry-reversal.js';
import { operation } from '../operation.js';
import type { Play } from '../play.js';
import { pushAdjustments } from './adjustment.js';

/**
 * Charges a service and credits what was charged, then reverses rows of pushes one by one, whatever else was reversed of
 * their pushes, where nothing stands in the way.
 */
export const adjustmentReversal = operation(
  'adjustment reversal',
  4,
  fc.record({
    account: fc.nat(2),
    service: fc.nat(2),
    cents: fc.integer({ min: 1, max: 9_000 }),
    rows: fc.array(fc.nat(8), { minLength: 1, maxLength: 4 }),
    waitsDays: fc.nat(15),
    preview: fc.boolean(),
  }),
  async (play, { account, service, cents, rows, waitsDays, preview }) => {
    const both = [cents, -cents].map((each) => ({ service, cents: each }));
    await pushAdjustments(play, { account, rows: both, preview });
    play.wait(waitsDays * 24 * 60);
    for (const row of rows) await reverseRow(play, row, preview);
  },
);

async function reverseRow(play: Play, row: number, preview: boolean): Promise<void> {
  const { adjustments, model } = play;
  const found = adjustments[row % Math.max(1, adjustments.length)];
  if (found === undefined) return;
  const { receipt: receiptNumber, key, entry } = found;
  const payload = { receiptNumber, rows: [key] };
  if (!isReversible(model, entry)) {
    const { outcome } = await play.unchanged(() => play.attempt(reversePush, payload, 'supervisor'));
    assert.equal(outcome, 'refused');
    return;
  }
  await play.apply(reversePush, payload, { otherwise: { rows: [`${key}-other`] }, role: 'supervisor', preview });
  reverseEntry(model, entry, play.today);
  model.useCredit(entry.accountId, play.today, play.today);
  adjustments.splice(adjustments.indexOf(found), 1);
}
