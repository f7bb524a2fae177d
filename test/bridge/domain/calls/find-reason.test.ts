import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { accountUse, type AccountUse } from '../../../../bridge/domain/calls/account-use.js';
import { findReason } from '../../../../bridge/domain/calls/find-reason.js';
import { NO_LEAK, SETTING } from '../../../support/calls/given-calls.js';

describe('the reason to call a customer', () => {
  const found = (use: Partial<AccountUse>, setting = SETTING) => findReason({ ...NO_LEAK, ...use }, setting);

  it('is a use of so many times the usual, to the gallon, and of so many gallons at least', () => {
    assert.deepEqual(found({ gallons: 10_000 }), {
      reason: 'high',
      sentence: '10,000 gal in 30 days, 2 times the usual 5,000.',
    });
    assert.equal(found({ gallons: 9_999 }), null);
    assert.equal(found({ gallons: 3_999, usualGallons: 100 }), null);
    assert.equal(found({ gallons: 4_000, usualGallons: 100 })?.reason, 'high');
  });

  it('never says more times than there are', () => {
    assert.match(found({ gallons: 14_999 })?.sentence ?? '', /2\.9 times/);
  });

  it('is no use that was estimated, or that has nothing to be held against', () => {
    assert.equal(found({ gallons: 90_000, isEstimated: true }), null);
    assert.equal(found({ gallons: 90_000, usualGallons: null }), null);
    assert.match(found({ gallons: 90_000, usualGallons: 0 })?.sentence ?? '', /where none are usual/);
  });

  it('is a leak by the flags and the days of the setting, before a high use, which is still told', () => {
    assert.deepEqual(found({ leak: 'continuous', leakDays: 6 }), {
      reason: 'leak',
      sentence: 'The endpoint tells a continuous leak, on 6 days of the last 35 at least.',
    });
    assert.equal(found({ leak: 'intermittent', leakDays: 14 }), null);
    assert.equal(found({ leakDays: 15 })?.reason, 'leak');
    const both = found({ leak: 'continuous', gallons: 15_000 });
    assert.equal(both?.reason, 'leak');
    assert.match(both?.sentence ?? '', /a continuous leak\. 15,000 gal/);
  });

  it('is none that the setting does not have', () => {
    assert.equal(found({ leak: 'continuous', gallons: 90_000 }, { ...SETTING, reasons: [] }), null);
  });

  describe('rests on all meters of an account together', () => {
    const PERIOD = { from: calendarDate('2026-09-20'), to: calendarDate('2026-10-20') };
    const read = { ...PERIOD, gallons: 4_000, usualGallons: 3_000, isEstimated: false, leak: null, leakDays: null };

    it('of a compound meter, which are of the same days, the worst leak of them', () => {
      const low = { ...read, leak: 'intermittent' as const };
      const high = { ...read, gallons: 9_000, usualGallons: 2_000, leak: 'continuous' as const, leakDays: 3 };
      assert.deepEqual(accountUse([low, high]), {
        ...{ gallons: 13_000, usualGallons: 5_000, days: 30, isEstimated: false, leak: 'continuous', leakDays: 3 },
      });
      assert.equal(accountUse([low, { ...high, usualGallons: null }]).usualGallons, null);
      assert.equal(accountUse([low, { ...high, isEstimated: true }]).isEstimated, true);
    });

    it('of meters one after the other, whose days are added, and of days of both counted once', () => {
      const [first, second] = [
        { ...read, to: calendarDate('2026-10-02') },
        { ...read, from: calendarDate('2026-10-02') },
      ];
      assert.equal(accountUse([second, first]).days, 30);
      assert.equal(accountUse([first, { ...second, from: calendarDate('2026-09-30') }]).days, 30);
      assert.equal(accountUse([read, { ...first, from: calendarDate('2026-09-25') }]).days, 30);
      assert.equal(accountUse([]).days, 0);
    });
  });
});
