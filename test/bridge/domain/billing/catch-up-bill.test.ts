import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { fullPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import { catchUpBill } from '../../../../bridge/domain/billing/catch-up-bill.js';
import { givenBill, givenBook, givenService, twoPart } from './given-book.js';

const FIRST_DAY = calendarDate('2025-01-01');
const BOOK = givenBook({ tariffId: 'water', from: '2000-01-01', classes: { RESIDENTIAL: twoPart(10, 5) } });

/** Days and the gallons from the last bill to the read at their end, of one period; null where the read was not settled. */
type Given = readonly [days: number, gallonsSinceBill: number | null];

/** The bill of an account with the given use that was held in the earlier periods, and what each of them has of it. */
function catchUp(usageGallons: number, earlier: readonly Given[], ownDays: number) {
  let from = FIRST_DAY;
  const next = (days: number) => {
    const period = fullPeriod(from, addDays(from, days));
    from = period.to;
    return period;
  };
  const services = [givenService('water')];
  const held = earlier.map(([days, gallonsSinceBill]) => {
    const period = next(days);
    return { period, billedOn: addDays(period.to, 3), gallonsSinceBill, services };
  });
  const input = givenBill({ period: next(ownDays), billedTo: FIRST_DAY, usageGallons, services });
  const [charge] = catchUpBill(input, held, BOOK).charges;
  assert.ok(charge);
  const parts = charge.segments.length === 0 ? [charge] : charge.segments;
  const gallons = parts.map(({ inputs }) => Number(inputs['usage_gallons']));
  const alone = gallons.map((part) => calculateBill({ ...input, usageGallons: part }, BOOK).totalCents);
  assert.deepEqual(
    parts.map(({ amountCents }) => amountCents),
    alone,
    'each period is priced by itself',
  );
  return { gallons, charge };
}

describe('the bill of an account that runs before left out', () => {
  const gallonsOf = (...given: Parameters<typeof catchUp>) => catchUp(...given).gallons;

  it('gives each period what was counted between the reads at its ends, however often it was held', () => {
    assert.deepEqual(gallonsOf(9000, [[30, 4000]], 30), [4000, 5000]);
    assert.deepEqual(
      gallonsOf(
        14_000,
        [
          [31, 3000],
          [30, 4000],
        ],
        29,
      ),
      [3000, 1000, 10_000],
    );
    assert.deepEqual(
      gallonsOf(
        8000,
        [
          [31, 3000],
          [30, 6000],
        ],
        29,
      ),
      [3000, 3000, 2000],
    );
  });

  it('shares by days what was counted over periods with no good read between them', () => {
    assert.deepEqual(gallonsOf(9000, [[30, null]], 60), [3000, 6000]);
    assert.deepEqual(
      gallonsOf(
        9000,
        [
          [30, 3000],
          [20, null],
        ],
        40,
      ),
      [3000, 2000, 4000],
    );
    assert.deepEqual(
      gallonsOf(
        9000,
        [
          [30, null],
          [30, 4000],
        ],
        30,
      ),
      [2000, 2000, 5000],
    );
  });

  it('goes by the later of two reads that contradict each other', () => {
    assert.deepEqual(gallonsOf(6000, [[30, 10_000]], 30), [3000, 3000]);
    assert.deepEqual(
      gallonsOf(
        8000,
        [
          [30, 3000],
          [30, 9000],
        ],
        20,
      ),
      [3000, 3000, 2000],
    );
  });

  it('bills a final account by the read as it stands, and not as it stood when it was held', () => {
    assert.deepEqual(gallonsOf(7500, [[12, 2500]], 0), [7500]);
    assert.deepEqual(gallonsOf(1500, [[12, 2500]], 0), [1500]);
    assert.deepEqual(
      gallonsOf(
        7500,
        [
          [30, 2500],
          [12, 4000],
          [0, 4000],
        ],
        0,
      ),
      [2500, 5000],
    );
  });

  it('bills the use of who moved in and out on one day', () => {
    assert.deepEqual(gallonsOf(500, [[0, 500]], 0), [500]);
  });

  it('always has every gallon once, none below zero, and each good read between its periods', () => {
    const period = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.option(fc.integer({ min: 0, max: 100_000 })));
    const earlier = fc.array(period, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        earlier,
        fc.integer({ min: 0, max: 70 }),
        (whole, held, own) => {
          const { gallons, charge } = catchUp(whole, held, own);
          const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
          assert.equal(sum(gallons), whole);
          assert.equal(charge.inputs['usage_gallons'], String(whole));
          assert.equal(charge.amountCents, sum(charge.lines.map(({ amountCents }) => amountCents)));
          assert.ok(gallons.every((part) => part >= 0));
          let until = whole;
          for (const [index, [, read]] of [...held.entries()].slice(0, gallons.length - 1).toReversed()) {
            if (read === null || read > until) continue;
            assert.equal(sum(gallons.slice(0, index + 1)), read);
            until = read;
          }
        },
      ),
    );
  });
});
