import assert from 'node:assert/strict';
import fc from 'fast-check';
import { useInDays, wholeUseInDays } from '../../../../bridge/domain/metering/daily-use.js';
import { plain } from '../../../../bridge/domain/metering/exact.js';
import { wholeGallons } from '../../../../bridge/domain/metering/whole-gallons.js';

describe('a daily use in whole gallons', () => {
  it('is rounded half up, once', () => {
    assert.equal(wholeUseInDays({ gallons: '1', days: 2 }, 1), 1);
    assert.equal(wholeUseInDays({ gallons: '149', days: 100 }, 1), 1);
    assert.equal(wholeUseInDays({ gallons: '0.5', days: 1 }, 1), 1);
    assert.equal(wholeUseInDays({ gallons: '0', days: 30 }, 31), 0);
  });

  it('is that of exact numbers, whatever its gallons and days', () => {
    const gallons = fc.oneof(
      fc.bigInt(0n, 10n ** 13n).map(String),
      fc.integer({ min: 0, max: 9_999 }).map((cents) => `${cents}.48`),
    );
    const days = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(gallons, days, days, (used, counted, asked) => {
        const daily = { gallons: used, days: counted };
        assert.equal(wholeUseInDays(daily, asked), wholeGallons(plain(useInDays(daily, asked))));
      }),
    );
  });
});
