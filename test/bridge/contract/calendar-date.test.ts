import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  calendarDate,
  dateInTimeZone,
  daysBetween,
  isCalendarDate,
  weekday,
} from '../../../bridge/contract/calendar-date.js';

const anyDate = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
  .map((instant) => calendarDate(instant.toISOString().slice(0, 10)));

describe('a calendar date', () => {
  it('is a day that exists: leap days by the Gregorian rule', () => {
    for (const text of ['2024-02-29', '2000-02-29', '2026-12-31']) assert.ok(isCalendarDate(text), text);
    const wrong = ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '11/23/2026', ''];
    for (const text of wrong) {
      assert.ok(!isCalendarDate(text), text);
      assert.throws(() => calendarDate(text), RangeError);
    }
  });

  it('counts days over leap days and the change of summer time', () => {
    assert.equal(daysBetween(calendarDate('2024-02-28'), calendarDate('2024-03-01')), 2);
    assert.equal(daysBetween(calendarDate('2026-02-28'), calendarDate('2026-03-01')), 1);
    assert.equal(daysBetween(calendarDate('2026-03-07'), calendarDate('2026-03-09')), 2);
    assert.equal(daysBetween(calendarDate('2026-03-09'), calendarDate('2026-03-07')), -2);
  });

  it('comes back after adding and taking away the same days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
        assert.equal(addDays(addDays(date, days), -days), date);
        assert.equal(daysBetween(date, addDays(date, days)), days);
      }),
    );
  });

  it('stays within the month when months are added', () => {
    assert.equal(addMonths(calendarDate('2026-01-31'), 1), '2026-02-28');
    assert.equal(addMonths(calendarDate('2024-01-31'), 1), '2024-02-29');
    assert.equal(addMonths(calendarDate('2026-03-31'), -1), '2026-02-28');
    assert.equal(addMonths(calendarDate('2026-11-05'), 2), '2027-01-05');
    assert.equal(addMonths(calendarDate('2026-01-15'), -1), '2025-12-15');
  });

  it('knows its weekday: 0 is Sunday', () => {
    assert.equal(weekday(calendarDate('2026-11-22')), 0);
    assert.equal(weekday(calendarDate('2026-11-23')), 1);
    assert.equal(weekday(calendarDate('2026-11-28')), 6);
  });

  it("is that of the utility's time zone, not of Greenwich", () => {
    const evening = new Date('2026-11-24T05:59:00Z');
    assert.equal(dateInTimeZone(evening, 'America/Chicago'), '2026-11-23');
    assert.equal(dateInTimeZone(new Date('2026-11-24T06:00:00Z'), 'America/Chicago'), '2026-11-24');
    assert.equal(dateInTimeZone(evening, 'UTC'), '2026-11-24');
    assert.equal(dateInTimeZone(new Date('2026-07-01T04:59:00Z'), 'America/Chicago'), '2026-06-30');
  });

  it('does not hang on how a language writes its dates', () => {
    const shown = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
    assert.ok(shown);
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', { ...shown, get: () => () => '1/7/26' });
    try {
      assert.equal(dateInTimeZone(new Date('2026-07-01T12:00:00Z'), 'America/Chicago'), '2026-07-01');
    } finally {
      Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', shown);
    }
  });
});
