import assert from 'node:assert/strict';
import type { ClientCommand } from '../../../addin/client/bridge-client.js';
import { BridgeFailure, notRunning } from '../../../addin/client/bridge-failure.js';
import { PendingPushes } from '../../../addin/client/pending-push.js';
import { sendCommand } from '../../../addin/taskpane/send-command.js';
import { troubleOf } from '../../../addin/taskpane/trouble.js';
import { cents } from '../../../bridge/contract/money.js';

type Post = ClientCommand<'post-bill-run'>;

const payload = { billRunId: '1-2026-11', confirmedBills: 3, confirmedTotalCents: cents(12_345) };
const order = { payload, subject: payload.billRunId, fingerprint: 'three bills' };
const reply = { outcome: 'applied', receiptNumber: 7, appliedAt: null, reply: {} };

describe('a command from the pane', () => {
  let values: Map<string, string>;
  let sent: Post[];
  let answers: (() => unknown)[];

  beforeEach(() => {
    values = new Map();
    sent = [];
    answers = [];
  });

  /** Sends as a pane that was just opened: what it knows of earlier sendings is what was kept. */
  function post(changes: Partial<typeof order & { reason: string }> = {}) {
    const pending = new PendingPushes({
      get: (name) => values.get(name) ?? null,
      set: (name, value) => void values.set(name, value),
      remove: (name) => void values.delete(name),
    });
    const command = (_kind: string, request: unknown) => {
      sent.push(request as Post);
      return Promise.resolve().then(answers.shift()) as Promise<never>;
    };
    return sendCommand({ client: { command }, pending }, 'post-bill-run', { ...order, ...changes });
  }

  const fails = (error: unknown) => () => {
    throw error;
  };
  const aborted = Object.assign(new Error('stopped'), { name: 'AbortError' });

  for (const [loss, error] of [
    ['its answer was lost', notRunning(new Error('reset'))],
    ['the bridge failed by a fault of its own', new BridgeFailure({ kind: 'defect', message: 'm', fix: 'f' })],
    ['the person stopped waiting', aborted],
  ] as const) {
    it(`has the same id when it is sent again after ${loss}, even when the pane was closed and the reason changed`, async () => {
      answers = [fails(error), () => reply];
      await assert.rejects(post({ reason: 'first' }));
      await post({ reason: 'second' });
      assert.equal(sent.length, 2);
      assert.equal(sent[0]?.commandId, sent[1]?.commandId);
      assert.equal(values.size, 0, 'an answer settles it');
    });
  }

  it('has a new id when something else is confirmed, and after a definite answer', async () => {
    const refused = new BridgeFailure({ kind: 'not-paired', message: 'm', fix: 'f' });
    answers = [fails(notRunning(null)), fails(refused), () => reply, () => reply];
    await assert.rejects(post());
    await assert.rejects(post({ fingerprint: 'four bills' }));
    await post({ fingerprint: 'four bills' });
    await post({ fingerprint: 'four bills' });
    assert.equal(new Set(sent.map(({ commandId }) => commandId)).size, 4);
  });

  it('may be done although the person stopped waiting, and says so', async () => {
    answers = [fails(aborted)];
    const trouble = await post().then(() => null, troubleOf);
    assert.equal(trouble?.mayBeDone, true);
    assert.match(trouble.message, /may have done it/);
  });
});
