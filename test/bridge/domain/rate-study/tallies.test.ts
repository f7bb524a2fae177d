import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CENTS_MAX, cents } from '../../../../bridge/contract/money.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { ImpactTally } from '../../../../bridge/domain/rate-study/impact-tally.js';
import type { RepricedCharge } from '../../../../bridge/domain/rate-study/reprice.js';
import { StudyTally } from '../../../../bridge/domain/rate-study/study-tally.js';
import { usageLevelBounds, usageLevelOf } from '../../../../bridge/domain/rate-study/usage-levels.js';
import { givenCharge } from './given-charge.js';

const REFUSAL = new CurbstopError({ code: 'no-map-match', message: 'No rate for 9".', fix: 'Add it.' });

function repriced(before: number, after: number | CurbstopError, facts = {}, gallons = 3000): RepricedCharge {
  const charge = givenCharge({ amountCents: cents(before), ...facts });
  return { charge, gallons, after: after instanceof CurbstopError ? after : cents(after), replaced: [] };
}

describe('the impact of other rates', () => {
  it('adds up before and after, in all and per class, and counts only bills that change', () => {
    const tally = new ImpactTally();
    tally.add(repriced(1000, 1100));
    tally.add(repriced(2000, 2000));
    tally.add(repriced(500, 450, { rateClass: 'FARM' }));
    const { total, classes } = tally.impact();
    assert.deepEqual(total, { bills: 3, changed: 2, beforeCents: 3500, afterCents: 3550, differenceCents: 50 });
    assert.deepEqual(classes, [
      { rateClass: 'FARM', bills: 1, changed: 1, beforeCents: 500, afterCents: 450, differenceCents: -50 },
      { rateClass: 'HOME', bills: 2, changed: 1, beforeCents: 3000, afterCents: 3100, differenceCents: 100 },
    ]);
  });

  it('keeps the ten largest changes either way, of equal ones the first', () => {
    const tally = new ImpactTally();
    const sizes = [1, -12, 3, 12, 5, 6, 0, 8, -9, 10, 11, 2, 7];
    sizes.forEach((size, billNumber) => tally.add(repriced(100, 100 + size, { billNumber })));
    const { largest } = tally.impact();
    assert.deepEqual(
      largest.map(({ differenceCents }) => differenceCents),
      [-12, 12, 11, 10, -9, 8, 7, 6, 5, 3],
    );
    assert.equal(largest[0]?.billNumber, 1);
  });

  it('leaves bills out of the comparison that can not be priced, and counts them by reason, the most frequent first', () => {
    const other = new CurbstopError({ code: 'unknown-class', message: 'No class.', fix: 'Add it.' });
    const tally = new ImpactTally();
    tally.add(repriced(1000, other, { accountId: 'A' }));
    tally.add(repriced(1000, REFUSAL, { accountId: 'B' }));
    tally.add(repriced(2000, REFUSAL, { accountId: 'C' }));
    const { total, unpriceable } = tally.impact();
    assert.equal(total.bills, 0);
    assert.deepEqual([unpriceable.bills, unpriceable.beforeCents], [3, 4000]);
    assert.deepEqual(
      unpriceable.reasons.map(({ code, bills, accountId }) => [code, bills, accountId]),
      [
        ['no-map-match', 2, 'B'],
        ['unknown-class', 1, 'A'],
      ],
    );
  });

  it('names the data that bills can not be priced without, or were priced without, with how many bills', () => {
    const lacks = (missing: string, line: number) =>
      new CurbstopError({ code: 'unknown-name', message: `Line ${line}: no ${missing}.`, fix: 'Give it.', missing });
    for (const tally of [new ImpactTally(), new StudyTally()]) {
      tally.add(repriced(1000, REFUSAL, { accountId: 'A' }));
      tally.add(repriced(1000, lacks('carts', 3), { accountId: 'B' }));
      tally.add(repriced(1000, lacks('winter_average_ccf', 4), { accountId: 'C' }));
      tally.add(repriced(1000, lacks('winter_average_ccf', 9), { accountId: 'D' }));
      tally.add({ ...repriced(1000, 900, { accountId: 'E' }), replaced: ['winter_average', 'current_reading'] });
      tally.add({ ...repriced(1000, 900, { accountId: 'F' }), replaced: ['current_reading'] });
      const { unpriceable, replaced } = tally instanceof ImpactTally ? tally.impact() : tally.study();
      assert.deepEqual(
        [unpriceable.bills, unpriceable.missing],
        [
          4,
          [
            { name: 'winter_average_ccf', bills: 2, accountId: 'C' },
            { name: 'carts', bills: 1, accountId: 'B' },
          ],
        ],
      );
      assert.deepEqual(replaced, [
        { name: 'current_reading', bills: 2, accountId: 'E' },
        { name: 'winter_average', bills: 1, accountId: 'E' },
      ]);
    }
  });

  it('shows at most twenty reasons, and still counts every bill', () => {
    const tally = new ImpactTally();
    for (let bill = 0; bill < 1500; bill += 1) {
      tally.add(repriced(1, new CurbstopError({ code: 'odd', message: `Bill ${bill}.`, fix: '' })));
    }
    const { unpriceable } = tally.impact();
    assert.deepEqual([unpriceable.bills, unpriceable.reasons.length], [1500, 20]);
  });

  it('says that the amounts are too large, rather than to add them up inexactly', () => {
    const tally = new ImpactTally();
    tally.add(repriced(0, CENTS_MAX));
    assert.throws(() => tally.add(repriced(0, 1)), { code: 'amounts-too-large' });
    assert.throws(() => new ImpactTally().add(repriced(-1, CENTS_MAX)), { code: 'amounts-too-large' });
    const study = new StudyTally();
    study.add(repriced(-1, CENTS_MAX));
    assert.throws(() => study.study(), { code: 'amounts-too-large' });
  });
});

describe('a rate study', () => {
  it('adds up by month of the bill date and by level of use, in all and per class, in order', () => {
    const tally = new StudyTally();
    const inMay = { billedOn: calendarDate('2026-05-31') };
    tally.add(repriced(1000, 1101, {}, 9999));
    tally.add(repriced(1000, 1100, inMay, 8000));
    tally.add(repriced(100, 200, { ...inMay, rateClass: 'FARM' }, 0));
    tally.add(repriced(100, REFUSAL, inMay));
    const { all, classes, unpriceable } = tally.study();
    assert.deepEqual(
      all.months.map(({ month, bills, beforeCents, afterCents }) => [month, bills, beforeCents, afterCents]),
      [
        ['2026-05', 2, 1100, 1300],
        ['2026-10', 1, 1000, 1101],
      ],
    );
    assert.deepEqual(
      all.levels.map(({ fromKgal, belowKgal, bills, meanBeforeCents, meanAfterCents }) => ({
        ...{ fromKgal, belowKgal, bills, meanBeforeCents, meanAfterCents },
      })),
      [
        { fromKgal: 0, belowKgal: 1, bills: 1, meanBeforeCents: 100, meanAfterCents: 200 },
        { fromKgal: 8, belowKgal: 10, bills: 2, meanBeforeCents: 1000, meanAfterCents: 1101 },
      ],
    );
    assert.deepEqual(
      classes.map(({ rateClass, total }) => [rateClass, total.bills]),
      [
        ['FARM', 1],
        ['HOME', 2],
      ],
    );
    assert.equal(unpriceable.bills, 1);
  });

  it('has nothing to show of no bills', () => {
    const { all, classes, unpriceable } = new StudyTally().study();
    assert.deepEqual([all.total.bills, all.months, all.levels, classes, unpriceable.bills], [0, [], [], [], 0]);
  });

  it('has levels that begin with their first gallon and leave none out', () => {
    assert.deepEqual([0, 999, 1000, 5999, 6000, 7999, 8000].map(usageLevelOf), [0, 0, 1, 5, 6, 6, 7]);
    const last = usageLevelOf(1e12);
    assert.deepEqual(usageLevelBounds(last), { fromKgal: 100, belowKgal: null });
    for (let level = 0; level < last; level += 1) {
      assert.equal(usageLevelBounds(level).belowKgal, usageLevelBounds(level + 1).fromKgal);
    }
  });
});
