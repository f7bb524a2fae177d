import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { averageDailyUse, type UsagePeriod } from '../../../../bridge/domain/metering/daily-use.js';
import { estimatedReading, estimateUse, samePeriodLastYear } from '../../../../bridge/domain/metering/estimate.js';
import { Exact } from '../../../../bridge/domain/metering/exact.js';
import { readingLimits, READING_LIMIT_DEFAULTS } from '../../../../bridge/domain/metering/reading-limits.js';
import type { Register } from '../../../../bridge/domain/metering/register.js';

const register: Register = { dials: 5, decimals: 0, fixedZeros: 2, multiplier: '1', unit: 'GAL' };

function period(from: string, to: string, gallons: string, estimated = false): UsagePeriod {
  return { from: calendarDate(from), to: calendarDate(to), gallons, estimated };
}

const history = [
  period('2026-09-01', '2026-10-01', '6000'),
  period('2026-08-02', '2026-09-01', '9000'),
  period('2026-07-03', '2026-08-02', '1', true),
];
const none = { samePeriodLastYear: null, history: [], classAverage: null };

describe('the average daily use', () => {
  it('weighs periods by their days and leaves estimates out', () => {
    assert.deepEqual(averageDailyUse(history), { gallons: '15000', days: 60, periods: 2 });
  });

  it('is unknown without history', () => {
    assert.equal(averageDailyUse([]), null);
    assert.equal(averageDailyUse([period('2026-09-01', '2026-09-01', '10')]), null);
  });

  it('looks no further back than asked', () => {
    assert.deepEqual(averageDailyUse(history, 1), { gallons: '6000', days: 30, periods: 1 });
  });
});

describe('an estimate', () => {
  it('comes from the same period last year first', () => {
    const samePeriod = period('2025-10-01', '2025-10-31', '3000');
    const estimate = estimateUse({ ...none, days: 31, samePeriodLastYear: samePeriod, history });
    assert.deepEqual(estimate, {
      gallons: '3100',
      basis: 'same-period-last-year',
      words: 'Estimated from the same period last year: 3,000 gallons in 30 days, times 31 days = 3,100 gallons.',
    });
  });

  it('comes from the trailing average when last year is unknown or was itself estimated', () => {
    const estimatedThen = period('2025-10-01', '2025-10-31', '3000', true);
    const estimate = estimateUse({ ...none, days: 30, samePeriodLastYear: estimatedThen, history });
    assert.equal(estimate?.basis, 'trailing-average');
    assert.equal(estimate.gallons, '7500');
    assert.match(estimate.words, /the last 2 periods: 15,000 gallons in 60 days/);
  });

  it('comes from the class average last', () => {
    const estimate = estimateUse({ ...none, days: 30, classAverage: { gallons: '180', days: 1 } });
    assert.deepEqual([estimate?.basis, estimate?.gallons], ['class-average', '5400']);
  });

  it('is not made when nothing is known', () => {
    assert.equal(estimateUse({ ...none, days: 30 }), null);
  });

  it('rounds half a gallon up, once, at the end', () => {
    const estimate = estimateUse({ ...none, days: 1, classAverage: { gallons: '5', days: 2 } });
    assert.equal(estimate?.gallons, '3');
  });

  it('needs at least a day', () => {
    assert.throws(() => estimateUse({ ...none, days: 0, history }), RangeError);
  });

  it('becomes a reading in whole counts, and the gallons that the reading stands for', () => {
    assert.deepEqual(estimatedReading('00100', '6049', register), { reading: '00160', gallons: '6000' });
    assert.deepEqual(estimatedReading('99990', '2000', register), { reading: '00010', gallons: '2000' });
    assert.equal(estimatedReading('9H', '2000', register), null);
  });

  it('finds the period whose end is nearest to a year ago', () => {
    const near = period('2025-09-03', '2025-10-03', '3');
    const list = [...history, period('2025-08-20', '2025-09-14', '1'), near, period('2025-10-03', '2025-10-19', '2')];
    assert.equal(samePeriodLastYear(list, calendarDate('2025-10-01')), near);
    assert.equal(samePeriodLastYear(history, calendarDate('2025-10-01')), null);
  });
});

describe('the limits of a route book', () => {
  it('are readings: previous + 1.8 and 0.4 of the usual use', () => {
    const limits = readingLimits('01000', new Exact(60), register);
    assert.deepEqual(limits, { high: '01108', low: '01024', highRollsOver: false });
  });

  it('keep the high limit at least ten counts away, and round outward', () => {
    assert.deepEqual(readingLimits('01000', new Exact(3), register), {
      high: '01010',
      low: '01001',
      highRollsOver: false,
    });
  });

  it('can bound the low limit', () => {
    const rule = { ...READING_LIMIT_DEFAULTS, lowAtMost: '10' };
    assert.equal(readingLimits('01000', new Exact(60), register, rule)?.low, '01010');
  });

  it('wrap past the top of the register', () => {
    assert.deepEqual(readingLimits('99990', new Exact(60), register), {
      high: '00098',
      low: '00014',
      highRollsOver: true,
    });
  });

  it('are not made from a previous reading that is no number', () => {
    assert.equal(readingLimits('0H', new Exact(60), register), null);
  });
});
