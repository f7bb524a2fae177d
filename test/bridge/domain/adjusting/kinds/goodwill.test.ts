import assert from 'node:assert/strict';
import { cents } from '../../../../../bridge/contract/money.js';
import type { EarlierAdjustment } from '../../../../../bridge/domain/adjusting/adjustment-facts.js';
import { decideAdjustments } from '../../../../../bridge/domain/adjusting/decide-adjustments.js';
import { codesOf, decide, givenBill, givenFacts, typedRow } from '../../../../support/adjusting/given-adjustments.js';

describe('goodwill that names a bill', () => {
  const adjustedBy = (changes: Partial<EarlierAdjustment>) => {
    const misread = { service: 'water', kind: 'misread', receipt: 3 } as const;
    const earlier = { ...misread, amountCents: cents(-5_000), taxCents: cents(-200), ...changes };
    return givenFacts({ bills: new Map([[7, givenBill({ adjusted: [earlier] })]]) });
  };

  it('is at most what the bill charged for the service, and has no bound where it names none', () => {
    assert.deepEqual(codesOf(decide({ amount: '-50.00', bill: 7 })), []);
    const { issues } = decide({ amount: '-50.01', bill: 7 });
    assert.deepEqual(codesOf({ issues }), ['amount more-than-bill']);
    assert.equal(issues[0]?.message, '$50.01 is more than bill 7 of 2026-11-05 charged for water, $50.00.');
    assert.deepEqual(codesOf(decide({ amount: '-50.01' })), []);
  });

  it('is at most what is left of it after what was adjusted of it', () => {
    const facts = adjustedBy({ amountCents: cents(-3_000), taxCents: cents(-120) });
    assert.deepEqual(codesOf(decide({ amount: '-20.00', bill: 7 }, facts)), []);
    const { issues } = decide({ amount: '-20.01', bill: 7 }, facts);
    assert.match(issues[0]?.message ?? '', /\$50\.00, which is \$20\.00 after what was adjusted\.$/);
    const rows = [typedRow({ amount: '-50.00', bill: 7 }, 'a', 5), typedRow({ amount: '-0.01', bill: 7 }, 'b', 6)];
    assert.deepEqual(codesOf(decideAdjustments(rows, givenFacts())), ['amount more-than-bill'], 'by a row above, too');
  });

  it('leaves what other services of the bill were charged to their own corrections', () => {
    const rows = [
      typedRow({ amount: '-50.00', bill: 7 }, 'a', 5),
      typedRow({ kind: 'misread', service: 'garbage', amount: '-20.00', bill: 7 }, 'b', 6),
      typedRow({ kind: 'misread', amount: '-0.01', bill: 7 }, 'c', 7),
    ];
    assert.deepEqual(codesOf(decideAdjustments(rows, givenFacts())), ['amount more-than-bill']);
  });

  it('is no more for a charge by agreement that named the bill', () => {
    const facts = adjustedBy({ kind: 'goodwill', amountCents: cents(1_000), taxCents: cents(0) });
    assert.deepEqual(codesOf(decide({ amount: '-50.01', bill: 7 }, facts)), ['amount more-than-bill']);
  });
});
