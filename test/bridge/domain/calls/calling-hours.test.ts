import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import {
  isOver,
  isWithinHours,
  MINUTES_NEEDED_AT_ONCE,
  nextWindow,
} from '../../../../bridge/domain/calls/calling-hours.js';
import { localMoment } from '../../../../bridge/queries/local-clock.js';
import { SETTING } from '../../../support/calls/given-calls.js';

const { hours } = SETTING;
const at = (date: string, time: string) => ({ date: calendarDate(date), time });

describe('the hours of calls', () => {
  it('begin with their first minute and end before their last', () => {
    for (const [time, is] of [
      ['08:59:59', false],
      ['09:00:00', true],
      ['19:59:59', true],
      ['20:00:00', false],
    ] as const)
      assert.equal(isWithinHours(hours, at('2026-11-23', time)), is, time);
  });

  it('are none on a day that has none', () => {
    assert.equal(isWithinHours(hours, at('2026-11-22', '12:00')), false);
  });

  it('of what is sent are those of the day while an hour of them is left, else of the next day with hours', () => {
    assert.deepEqual(nextWindow(hours, at('2026-11-23', '07:00')), { on: '2026-11-23', from: '09:00', to: '20:00' });
    assert.deepEqual(nextWindow(hours, at('2026-11-23', '19:00')), { on: '2026-11-23', from: '09:00', to: '20:00' });
    assert.deepEqual(nextWindow(hours, at('2026-11-23', '19:01')), { on: '2026-11-24', from: '09:00', to: '20:00' });
    // Saturday afternoon: Sunday has none.
    assert.deepEqual(nextWindow(hours, at('2026-11-28', '16:30')), { on: '2026-11-30', from: '09:00', to: '20:00' });
  });

  it('of a file are over once less than an hour of them is left', () => {
    const window = { on: calendarDate('2026-11-23'), from: '09:00', to: '20:00' };
    for (const [date, time, over] of [
      ['2026-11-22', '23:00', false],
      ['2026-11-23', '19:00', false],
      ['2026-11-23', '19:01', true],
      ['2026-11-24', '08:00', true],
    ] as const)
      assert.equal(isOver(window, at(date, time)), over, `${date} ${time}`);
  });

  it('of a file that does not tell them are those of the moment to their last minute', () => {
    const window = nextWindow(hours, at('2026-11-23', '19:59'), MINUTES_NEEDED_AT_ONCE);
    assert.equal(window.on, '2026-11-23');
    assert.equal(nextWindow(hours, at('2026-11-23', '20:00'), MINUTES_NEEDED_AT_ONCE).on, '2026-11-24');
  });

  it('go by the clock of the utility, in winter and in summer', () => {
    assert.deepEqual(localMoment(new Date('2026-11-23T01:30:10Z'), 'America/Chicago'), {
      ...{ date: '2026-11-22', time: '19:30:10' },
    });
    assert.deepEqual(localMoment(new Date('2026-07-23T01:30:10Z'), 'America/Chicago'), {
      ...{ date: '2026-07-22', time: '20:30:10' },
    });
  });
});
