import assert from 'node:assert/strict';
import {
  contactChanges,
  matchResults,
  resultKey,
  type KnownCall,
  type ToldResult,
} from '../../../../bridge/domain/calls/match-results.js';

const MADE = new Date('2026-11-23T15:00:30Z');
const CALLED = new Date('2026-11-23T17:00:00Z');
const NOW = new Date('2026-11-24T15:00:00Z');

const CALLS: KnownCall[] = [
  { callNumber: 1, reference: 'R.1.0001', phone: '205-555-0143', accountIds: ['A1'], madeAt: MADE },
  { callNumber: 2, reference: 'R.1.0002', phone: '205-555-0144', accountIds: ['A2', 'A3'], madeAt: MADE },
];

function told(more: Partial<ToldResult> = {}): ToldResult {
  return {
    ...{ line: 2, reference: 'R.1.0001', phone: '', outcome: 'answered', told: 'LIVE', calledAt: CALLED },
    ...more,
  };
}

const match = (results: readonly ToldResult[], known = new Map<string, 'busy' | 'answered'>()) =>
  matchResults(results, { calls: CALLS, known, now: NOW });
const codes = (results: readonly ToldResult[]) => match(results).issues.map(({ code }) => code);

describe('results of calls', () => {
  it('belong to the call of the reference, or else to the last one to the phone', () => {
    const { results, issues } = match([
      told(),
      told({ reference: '', phone: '(205) 555-0144' }),
      told({ phone: '2055550143', calledAt: new Date('2026-11-23T18:00:00Z') }),
    ]);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      results.map(({ call }) => call.callNumber),
      [1, 2, 1],
    );
  });

  it('of a phone alone belong to the call that was made by then', () => {
    const later = { ...CALLS[0], callNumber: 9, reference: 'R.2.0001', madeAt: NOW } as KnownCall;
    const result = told({ reference: '', phone: '205-555-0143' });
    const { results } = matchResults([result], { calls: [...CALLS, later], known: new Map(), now: NOW });
    assert.equal(results[0]?.call.callNumber, 1);
  });

  it('of a reference or a phone that nobody was called by are issues, each with its line', () => {
    const { issues } = match([told({ reference: 'X' }), told({ line: 3, reference: '', phone: '205-555-0199' })]);
    assert.deepEqual(
      issues.map(({ code, message }) => [code, message.slice(0, 6)]),
      [
        ['call-unknown', 'Line 2'],
        ['call-unknown', 'Line 3'],
      ],
    );
  });

  it('are refused where the phone is not that of the reference', () => {
    assert.deepEqual(codes([told({ phone: '205-555-0144' })]), ['phone-differs']);
  });

  it('are refused of a time that is to come, or before the minute in which the file was made', () => {
    assert.deepEqual(codes([told({ calledAt: new Date('2026-11-24T15:00:01Z') })]), ['in-the-future']);
    assert.deepEqual(codes([told({ calledAt: new Date('2026-11-23T14:59:00Z') })]), ['before-the-file']);
    assert.deepEqual(codes([told({ calledAt: new Date('2026-11-23T15:00:00Z') })]), []);
  });

  it('that say what is known are counted, and what contradicts it is refused', () => {
    const known = new Map([[resultKey(1, CALLED), 'answered' as const]]);
    assert.deepEqual(match([told(), told()], known), { results: [], repeated: 2, issues: [] });
    assert.deepEqual(
      match([told({ outcome: 'busy' })], known).issues.map(({ code }) => code),
      ['outcome-contradicts'],
    );
    assert.deepEqual(codes([told(), told({ line: 3, outcome: 'busy' })]), ['outcome-contradicts']);
  });

  it('change what is known of a phone: an opt-out weighs more than a wrong number, and others change nothing', () => {
    const { results } = match([
      told({ outcome: 'opted-out' }),
      told({ outcome: 'wrong-number', calledAt: new Date('2026-11-23T18:00:00Z') }),
      told({ reference: 'R.1.0002', outcome: 'voicemail' }),
    ]);
    assert.deepEqual([...contactChanges(results)], [['205-555-0143', 'opted-out']]);
  });
});
