import assert from 'node:assert/strict';
import { refuseSentAgainMeanwhile } from '../../../bridge/commands/outputs/sent-again-meanwhile.js';
import type { SendState } from '../../../bridge/store/mailing.js';

describe('sending a run again while somebody else does', () => {
  const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);
  const told = { attempt: 'a', target: 't', detail: '', at: at('15:00').toISOString(), by: 'Dana Whitlock' };
  const other = (outcome: SendState | null) => ({
    fileName: 'mailing-2.txt',
    send: outcome && { ...told, outcome },
  });
  const refused = (file: ReturnType<typeof other>, askedAt: string) => {
    try {
      refuseSentAgainMeanwhile([file], at(askedAt));
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it('is refused where another file went since it was asked for, and not where it went before', () => {
    assert.match(refused(other('sent'), '14:59') ?? '', /was sent again by Dana Whitlock.*as mailing-2\.txt/);
    assert.equal(refused(other('sent'), '15:00'), null);
  });

  it('is refused where another file may have gone since, and at once let be where that broke off before', () => {
    assert.match(refused(other('sending'), '15:00') ?? '', /is being sent again by Dana Whitlock/);
    assert.equal(refused(other('sending'), '15:01'), null);
  });

  it('is let be where another file failed or was only made', () => {
    assert.equal(refused(other('failed'), '14:00'), null);
    assert.equal(refused(other(null), '14:00'), null);
  });
});
