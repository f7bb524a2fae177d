import assert from 'node:assert/strict';
import fc from 'fast-check';
import { operation } from '../operation.js';

/** Sends a command again that was applied: it gets its first reply, and once more with other content it is refused. */
export const sameAgain = operation('same again', 2, fc.nat(20), async (play, which) => {
  const sent = play.sent[which % Math.max(play.sent.length, 1)];
  if (!sent) return;
  const reply = await play.unchanged(sent.again);
  assert.deepEqual(reply, { ...sent.first, outcome: 'already-applied' });
  await play.unchanged(() => assert.rejects(sent.otherwise, { code: 'command-id-reused' }));
});
