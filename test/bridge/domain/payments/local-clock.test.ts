import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { LocalClock } from '../../../../bridge/domain/payments/local-clock.js';

describe('the clock of a time zone', () => {
  const at = (date: string, time: string, timeZone = 'America/Chicago') => {
    const { instant, clock } = new LocalClock(timeZone).at(calendarDate(date), time);
    return `${instant.toISOString().slice(0, 19)} ${clock}`;
  };

  it('tells the instant of a local time, in summer and in winter', () => {
    assert.equal(at('2026-07-01', '16:30'), '2026-07-01T21:30:00 once');
    assert.equal(at('2026-11-20', '10:15:07'), '2026-11-20T16:15:07 once');
    assert.equal(at('2026-11-20', '23:59:59', 'Asia/Kolkata'), '2026-11-20T18:29:59 once');
    assert.equal(at('2026-11-20', '00:00', 'Pacific/Auckland'), '2026-11-19T11:00:00 once');
  });

  it('on the day on which clocks are set on counts a skipped time from before', () => {
    assert.equal(at('2026-03-08', '01:59:59'), '2026-03-08T07:59:59 once');
    assert.equal(at('2026-03-08', '02:30'), '2026-03-08T08:30:00 skipped');
    assert.equal(at('2026-03-08', '03:00'), '2026-03-08T08:00:00 once');
    assert.equal(at('2026-03-07', '16:30'), '2026-03-07T22:30:00 once');
    assert.equal(at('2026-03-09', '16:30'), '2026-03-09T21:30:00 once');
  });

  it('on the day on which clocks are set back takes the first of a time that comes twice', () => {
    assert.equal(at('2026-11-01', '00:59:59'), '2026-11-01T05:59:59 once');
    assert.equal(at('2026-11-01', '01:30'), '2026-11-01T06:30:00 twice');
    assert.equal(at('2026-11-01', '02:00'), '2026-11-01T08:00:00 once');
    assert.equal(at('2026-10-31', '16:30'), '2026-10-31T21:30:00 once');
  });
});
