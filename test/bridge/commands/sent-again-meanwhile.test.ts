import assert from 'node:assert/strict';
import { refuseSentAgainMeanwhile } from '../../../bridge/commands/outputs/sent-again-meanwhile.js';
import type { SendState } from '../../../bridge/store/mailing.js';

describe('sending a run again while somebody else does', () => {
  const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);
  const other = (outcome: SendState | null, time = '15:00', purpose = 'again') => ({
    ...{ edition: 2, fileName: 'mailing-2.txt', purpose },
    send: outcome && {
      outcome,
      attempt: 'a',
      target: 't',
      detail: '',
      at: at(time).toISOString(),
      by: 'Dana Whitlock',
    },
  });
  const refused = (file: ReturnType<typeof other>, since: string, now = since) => {
    try {
      refuseSentAgainMeanwhile([file], { since: at(since), now: at(now) });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it('is refused while another file is being sent, until that must have broken off', () => {
    assert.match(refused(other('sending'), '15:09') ?? '', /is being sent again by Dana Whitlock.*mailing-2\.txt/);
    assert.equal(refused(other('sending'), '15:10'), null);
    assert.equal(refused(other('sending', '15:00', 'run'), '15:09'), null, 'the run itself may have been lost');
    assert.equal(refused(other(null), '15:09'), null);
    assert.equal(refused(other('failed'), '15:09'), null);
  });

  it('is refused where another file went while this one was being made, and not where it went before', () => {
    assert.match(refused(other('sent'), '14:59', '15:01') ?? '', /was sent again by Dana Whitlock/);
    assert.equal(refused(other('sent'), '15:00', '15:01'), null);
  });
});
