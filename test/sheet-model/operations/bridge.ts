import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstKeyOf } from '../entries.js';
import { pullAndCheck } from '../pull-and-check.js';
import { pushAndCheck } from '../push-and-check.js';
import { onSheet, sheetOperation } from '../sheet-operation.js';
import type { SheetPlay } from '../sheet-play.js';
import { anyCell, typedText } from './typed.js';

export const pulling = sheetOperation('pull', 5, fc.constantFrom('adjustments', 'readings'), pullAndCheck);

export const pushing = onSheet(
  'push',
  8,
  fc.record({
    sheet: fc.nat(3),
    dryRun: fc.boolean(),
    mode: fc.constantFrom('all', 'valid'),
    line: fc.constantFrom('good', 'good', 'good', 'request-lost', 'reply-lost'),
  }),
  (play, pulled, wish) => {
    play.edit(() => undefined);
    return pushAndCheck(play, pulled, wish);
  },
);

/** Undoes a push, which takes back the keys that it wrote, edits a row or none, and pushes again. */
export const undoingPushes = onSheet(
  'undo a push, edit, push',
  2,
  fc.record({ sheet: fc.nat(3), row: fc.nat(5), cell: fc.option(anyCell) }),
  async (play, pulled, { row, cell }) => {
    const wish = { dryRun: false, mode: 'valid', line: 'good' } as const;
    play.edit(() => undefined);
    await pushAndCheck(play, pulled, wish);
    play.undo(1);
    if (cell !== null) {
      const { columnId, typed } = pulled.kind.id === 'readings' ? cell.readings : cell.adjustments;
      const address = play.addressOf(pulled, { row, columnId });
      if (address !== null) play.edit(() => play.person.type(address, typedText(play, typed)));
    }
    await pushAndCheck(play, play.newest(pulled), wish);
  },
);

/** Says of a row of which it was asked that it is meant once more, and pushes. */
export const postingAgain = onSheet(
  'post again',
  3,
  fc.record({ sheet: fc.nat(3), row: fc.nat(3), isPushed: fc.boolean() }),
  async (play, pulled, { row, isPushed }) => {
    const asked = play.asked.get(pulled.pullId) ?? [];
    const chosen = asked[row % Math.max(1, asked.length)];
    const keys = play.see(pulled).rows.map(({ key }) => key);
    if (chosen === undefined || !keys.includes(chosen.key)) return;
    play.edit(() => undefined);
    await play.engine.postAgain(pulled.pullId, chosen);
    const now = play.see(pulled).rows.map(({ key }) => key);
    const changed = now.filter((key, index) => key !== keys[index]);
    assert.deepEqual(changed.map(firstKeyOf), [firstKeyOf(chosen.key) ?? chosen.key]);
    if (isPushed) await pushAndCheck(play, pulled, { dryRun: false, mode: 'valid', line: 'good' });
  },
);

/**
 * The supervisor reverses a push: of decisions, whole, and those before stand again where nobody decided otherwise since; of
 * entries, whole or by one row.
 */
export const reversing = onSheet(
  'reverse a push',
  3,
  fc.record({ sheet: fc.nat(3), push: fc.nat(3), row: fc.option(fc.nat(3)) }),
  async (play, { receipts }, { push, row }) => {
    const receiptNumber = receipts[push % Math.max(1, receipts.length)];
    if (receiptNumber === undefined) return;
    const standing = play.books.standingOf(receiptNumber);
    if (standing.length > 0) {
      const keys = row === null ? standing : standing.slice(row % standing.length).slice(0, 1);
      const payload = { receiptNumber, ...(row === null ? {} : { rows: keys }) };
      assert.equal(await reverse(play, payload), 'applied');
      play.books.takeEntriesBack(receiptNumber, keys);
    } else {
      const isReversed = play.books.takeBack(receiptNumber);
      if (isReversed === null) return;
      assert.equal(await reverse(play, { receiptNumber }), isReversed ? 'applied' : 'refused');
    }
    await play.books.compareRows();
  },
);

async function reverse(play: SheetPlay, payload: { receiptNumber: number; rows?: string[] }): Promise<string> {
  const commandId = crypto.randomUUID();
  const { outcome } = await play.client.command('reverse-push', { commandId, dryRun: false, reason: 'Storm', payload });
  return outcome;
}
