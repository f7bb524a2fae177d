import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pullAndCheck } from '../pull-and-check.js';
import { pushAndCheck } from '../push-and-check.js';
import { onSheet, sheetOperation } from '../sheet-operation.js';
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

/** The supervisor reverses a push of decisions: those before stand again, where nobody decided otherwise since. */
export const reversing = onSheet(
  'reverse a push',
  2,
  fc.record({ sheet: fc.nat(3), push: fc.nat(3) }),
  async (play, { receipts }, { push }) => {
    const receiptNumber = receipts[push % Math.max(1, receipts.length)];
    const isReversed = receiptNumber === undefined ? null : play.books.takeBack(receiptNumber);
    if (receiptNumber === undefined || isReversed === null) return;
    const { outcome } = await play.client.command('reverse-push', {
      ...{ commandId: crypto.randomUUID(), dryRun: false, reason: 'Storm' },
      payload: { receiptNumber },
    });
    assert.equal(outcome, isReversed ? 'applied' : 'refused');
    await play.books.compareRows();
  },
);
