import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { fullPeriod, partOfPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { givenBill, givenBook } from './given-book.js';
import { charged, NEW, OLD, PRORATED } from './given-crossing.js';

describe('a first or a final bill', () => {
  const run = fullPeriod(calendarDate('2026-02-18'), calendarDate('2026-03-20'));
  const book = givenBook({ ...NEW, settings: [PRORATED] });
  const base = (period: BillInput['period']) => charged(book, { period, usageGallons: 0 });

  it('is charged for its days of the run’s period', () => {
    const final = partOfPeriod(run, calendarDate('2020-01-01'), calendarDate('2026-03-05'));
    assert.deepEqual([final.days, final.fullDays, base(final).amountCents], [15, 30, 1500]);
    const first = partOfPeriod(run, calendarDate('2026-03-06'), null);
    assert.deepEqual([first.days, first.fullDays, base(first).amountCents], [14, 30, 1400]);
    const { inputs } = base(first);
    assert.deepEqual([inputs['days_billed'], inputs['days_full']], ['14', '30']);
  });

  it('leaves no day out and bills none twice when one moves out and another in on the same day', () => {
    const day = calendarDate('2026-03-01');
    const [out, moved] = [partOfPeriod(run, null, day), partOfPeriod(run, day, null)];
    assert.equal(out.days + moved.days, run.days);
    assert.equal(base(out).amountCents + base(moved).amountCents, 3000);
  });

  it('is the whole period for who was there throughout', () => {
    assert.equal(partOfPeriod(run, run.from, run.to), run);
    assert.equal(base(run).amountCents, 3000);
  });

  it('has no days for who came and went on one day, and is divided by nothing', () => {
    const day = calendarDate('2026-02-16');
    const nothing = partOfPeriod(fullPeriod(calendarDate('2026-01-19'), calendarDate('2026-02-18')), day, day);
    const settings = ['crossing: days', PRORATED];
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }), { period: nothing, usageGallons: 0 });
    assert.deepEqual([nothing.days, charge.amountCents, charge.segments], [0, 0, []]);
  });

  it('crosses into new rates by its own days, of the run’s period', () => {
    const settings = ['crossing: days', PRORATED];
    const period = partOfPeriod(givenBill().period, calendarDate('2026-02-08'), null);
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }), { period, usageGallons: 0 });
    // 6 of 30 days at 20.00 and 4 of 30 at 30.00.
    assert.deepEqual(
      charge.segments.map(({ amountCents }) => amountCents),
      [400, 400],
    );
  });
});
