import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { UsagePeriod } from '../../../../bridge/domain/metering/daily-use.js';
import type { ReadFacts } from '../../../../bridge/domain/metering/read-facts.js';
import { CodeTable } from '../../../../bridge/domain/metering/code-table.js';
import { NOTHING_RETURNED, READING_REVIEW_DEFAULTS } from '../../../../bridge/domain/metering/review-input.js';
import type { Register } from '../../../../bridge/domain/metering/register.js';
import { gallonsOfCounts, shownReading, stopLimits } from '../../../../bridge/domain/metering/stop-limits.js';

const GALLONS: Register = { dials: 6, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'GAL' };

/** A period of thirty days that ended on a date. */
function period(to: string, gallons: number): UsagePeriod {
  const end = calendarDate(to);
  const from = new Date(`${to}T00:00:00Z`);
  from.setUTCDate(from.getUTCDate() - 30);
  return { from: calendarDate(from.toISOString().slice(0, 10)), to: end, gallons: String(gallons), estimated: false };
}

/** A stop that was read on 2026-10-20 and is read again 30 days later. */
function stop(register: Register, previousReading: string, history: readonly UsagePeriod[]): ReadFacts {
  return {
    expected: {
      ...{ accountId: 'A1', accountActive: true, meterId: 'M1', register, previousReading },
      previousDate: calendarDate('2026-10-20'),
    },
    returned: NOTHING_RETURNED,
    cameBack: false,
    today: calendarDate('2026-11-10'),
    periodTo: calendarDate('2026-11-19'),
    history,
    classAverage: null,
    review: READING_REVIEW_DEFAULTS,
    codes: new CodeTable([]),
    reread: null,
  };
}

describe('the limits of a stop', () => {
  it('are 1.8 and 0.4 times the usual use of its days, as readings and as counts', () => {
    // 100 gallons a day, 30 days: 3,000 usual; 5,400 high, 1,200 low.
    const limits = stopLimits(stop(GALLONS, '1000', [period('2026-10-20', 3_000), period('2026-09-20', 3_000)]));
    assert.deepEqual(limits, { highReading: '006400', lowReading: '002200', highCounts: 5_400, lowCounts: 1_200 });
  });

  it('go by the larger and the smaller of the own use and of the same season last year', () => {
    // 3,000 lately and 6,000 a year ago: the own average is (3,000 + 6,000) / 60 days, so 4,500.
    const limits = stopLimits(stop(GALLONS, '0', [period('2026-10-20', 3_000), period('2025-11-19', 6_000)]));
    assert.deepEqual(limits, { highReading: '010800', lowReading: '001800', highCounts: 10_800, lowCounts: 1_800 });
  });

  it('count past the rollover', () => {
    const limits = stopLimits(stop(GALLONS, '999000', [period('2026-10-20', 3_000)]));
    assert.deepEqual(limits, { highReading: '004400', lowReading: '000200', highCounts: 5_400, lowCounts: 1_200 });
  });

  it('are counts of the register, whatever it counts in', () => {
    const hundreds: Register = { ...GALLONS, dials: 5, fixedZeros: 2 };
    const limits = stopLimits(stop(hundreds, '00100', [period('2026-10-20', 3_000)]));
    // 5,400 and 1,200 gallons are 54 and 12 counts of a hundred gallons.
    assert.deepEqual(limits, { highReading: '00154', lowReading: '00112', highCounts: 54, lowCounts: 12 });
    assert.equal(gallonsOfCounts(54, hundreds), 5_400);
    const tenths: Register = { ...GALLONS, decimals: 1 };
    assert.equal(gallonsOfCounts(54, tenths), 5);
  });

  it('are unknown where nothing tells what is usual', () => {
    assert.equal(stopLimits(stop(GALLONS, '1000', [])), null);
    assert.equal(stopLimits(stop(GALLONS, '1000', [{ ...period('2026-10-20', 900), estimated: true }])), null);
  });
});

describe('a previous reading', () => {
  it('is shown with all digits of the dials', () => {
    assert.equal(shownReading('42', GALLONS), '000042');
  });

  it('is shown as it is when it is no number', () => {
    assert.equal(shownReading('0H', GALLONS), '0H');
  });
});
