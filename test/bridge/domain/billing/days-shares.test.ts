import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cents } from '../../../../bridge/contract/money.js';
import { splitByDays } from '../../../../bridge/domain/billing/bill-segments.js';
import { shareOfDays } from '../../../../bridge/domain/billing/segment-lines.js';
import { givenBook } from './given-book.js';
import { charged } from './given-crossing.js';

describe('dividing by days', () => {
  it('gives what is left over to the largest remainders, the earlier of equal ones first', () => {
    assert.deepEqual(splitByDays(100, [1, 1, 1]), [34, 33, 33]);
    assert.deepEqual(splitByDays(10, [2, 27, 1]), [1, 9, 0]);
    assert.deepEqual(splitByDays(-100, [1, 1, 1]), [-34, -33, -33]);
    assert.deepEqual(splitByDays(0, [5, 25]), [0, 0]);
  });

  it('always adds up, and no part is off by one or more', () => {
    const days = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), days, (whole, given) => {
        const parts = splitByDays(whole, given);
        const total = given.reduce((sum, part) => sum + part, 0);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          whole,
        );
        parts.forEach((part, index) => {
          const off = BigInt(part) * BigInt(total) - BigInt(whole) * BigInt(given[index] ?? 0);
          assert.ok((off < 0n ? -off : off) < BigInt(total));
        });
      }),
    );
  });
});

describe('the days’ shares of an amount', () => {
  const shares = (amount: number, days: readonly number[]) => {
    const ofDays = days.reduce((sum, part) => sum + part, 0);
    let daysBefore = 0;
    return days.map((part) => {
      const share = shareOfDays(cents(amount), { daysBefore, days: part }, ofDays);
      daysBefore += part;
      return share;
    });
  };

  it('make up the whole where each by itself would round up: $21.35 over 15 and 15 days', () => {
    assert.deepEqual(shares(2135, [15, 15]), [1068, 1067]);
    assert.deepEqual(shares(-2135, [15, 15]), [-1068, -1067]);
    assert.deepEqual(shares(1, [10, 10, 10]), [0, 1, 0]);
    assert.deepEqual(shares(2135, [30]), [2135]);
  });

  it('bill a base that did not change as if there had been one version only, to the cent', () => {
    const version = (from: string) => {
      return { tariffId: 'water', from, settings: ['crossing: days'], classes: { RESIDENTIAL: ['bill: 21.35'] } };
    };
    const charge = charged(givenBook(version('2000-01-01'), version('2026-02-04')));
    assert.deepEqual(
      charge.segments.map(({ days, amountCents }) => [days, amountCents]),
      [
        [15, 1068],
        [15, 1067],
      ],
    );
    assert.equal(charge.amountCents, 2135);
  });

  it('always make up the whole, and none is off by more than a cent', () => {
    const days = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), days, (whole, given) => {
        const parts = shares(whole, given);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          whole,
        );
        const total = BigInt(given.reduce((sum, part) => sum + part, 0));
        parts.forEach((part, index) => {
          const off = BigInt(part) * total - BigInt(whole) * BigInt(given[index] ?? 0);
          assert.ok((off < 0n ? -off : off) <= total, `${part} of ${whole}`);
        });
      }),
    );
  });
});
