import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, calendarDate, daysBetween, weekday } from '../../../../bridge/contract/calendar-date.js';
import { billedFrom, nextRunDates, readDate } from '../../../../bridge/domain/billing/next-run.js';

describe('the dates of the next run', () => {
  it('go on from the read that was billed, a month later, with the same days to bill and to pay', () => {
    const run = {
      periodFrom: calendarDate('2026-10-05'),
      periodTo: calendarDate('2026-11-05'),
      billedOn: calendarDate('2026-11-08'),
      dueOn: calendarDate('2026-11-28'),
    };
    assert.deepEqual(nextRunDates(run, 5), {
      periodFrom: '2026-11-05',
      periodTo: '2026-12-07',
      billedOn: '2026-12-10',
      dueOn: '2026-12-30',
    });
  });

  it('are of no day before that of the run that was posted, with the same days to pay', () => {
    const dates = {
      ...{ periodFrom: calendarDate('2026-10-21'), periodTo: calendarDate('2026-11-19') },
      ...{ billedOn: calendarDate('2026-11-21'), dueOn: calendarDate('2026-12-11') },
    };
    const later = { ...dates, billedOn: '2026-11-23', dueOn: '2026-12-13' };
    assert.deepEqual(billedFrom(dates, calendarDate('2026-11-23')), later);
    assert.deepEqual(billedFrom(dates, calendarDate('2026-11-20')), dates);
  });

  it('move a read from the weekend to the Monday', () => {
    assert.equal(readDate(calendarDate('2026-12-01'), 5), '2026-12-07');
    assert.equal(readDate(calendarDate('2026-12-01'), 6), '2026-12-07');
    assert.equal(readDate(calendarDate('2026-12-01'), 7), '2026-12-07');
    assert.equal(readDate(calendarDate('2026-12-01'), 8), '2026-12-08');
  });

  it('keep to the month over years: a moved read does not move those after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), (readDay) => {
        let run = {
          periodFrom: calendarDate('2026-01-05'),
          periodTo: calendarDate('2026-02-05'),
          billedOn: calendarDate('2026-02-08'),
          dueOn: calendarDate('2026-02-28'),
        };
        for (let month = 0; month < 36; month += 1) {
          const next = nextRunDates(run, readDay);
          assert.equal(next.periodFrom, run.periodTo);
          assert.ok(next.periodTo > next.periodFrom, `${next.periodTo} after ${next.periodFrom}`);
          assert.ok(![0, 6].includes(weekday(next.periodTo)));
          assert.equal(daysBetween(next.periodTo, next.dueOn), 23);
          assert.equal(addDays(next.periodTo, 3), next.billedOn);
          run = next;
        }
      }),
      { numRuns: 28 },
    );
  });
});
