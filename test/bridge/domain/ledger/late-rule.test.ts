import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { lateRuleSchema, weekdayNames, type LateRule } from '../../../../bridge/contract/settings/late-rule.js';
import { cutOffs } from '../../../../bridge/domain/late-charges/cut-off.js';

const RULE: LateRule = { cutOff: '16:30' };

function late(receivedAt: string, dueOn: string, ruleOn: (day: string) => LateRule = () => RULE, billedOn = dueOn) {
  const due = { billedOn: calendarDate(billedOn), dueOn: calendarDate(dueOn) };
  return new Date(receivedAt) >= cutOffs(ruleOn, 'America/Chicago')(due).lateFrom;
}

describe('whether a payment is late', () => {
  it('is told to the minute by the utility’s clock on the due date', () => {
    assert.equal(late('2026-11-23T22:30:59Z', '2026-11-23'), false, '16:30:59 in Alabama');
    assert.equal(late('2026-11-23T22:31:00Z', '2026-11-23'), true, '16:31 in Alabama');
    assert.equal(late('2026-11-23T06:00:00Z', '2026-11-23'), false, 'midnight in Alabama');
  });

  it('is told by the day before and after it', () => {
    assert.equal(late('2026-11-23T05:59:59Z', '2026-11-22'), true, 'the evening of the due date, 23:59 in Alabama');
    assert.equal(late('2026-11-24T15:00:00Z', '2026-11-23'), true);
    assert.equal(late('2026-11-23T03:00:00Z', '2026-11-23'), false, 'the evening before');
  });

  it('goes by daylight saving time where it holds, also on the days on which it changes', () => {
    assert.equal(late('2026-07-20T21:30:00Z', '2026-07-20'), false, '16:30 in summer');
    assert.equal(late('2026-07-20T21:31:00Z', '2026-07-20'), true);
    assert.equal(late('2026-03-08T21:30:00Z', '2026-03-08'), false);
    assert.equal(late('2026-03-08T21:31:00Z', '2026-03-08'), true);
    assert.equal(late('2026-11-01T22:30:00Z', '2026-11-01'), false);
    assert.equal(late('2026-11-01T22:31:00Z', '2026-11-01'), true);
  });

  it('is told by the next open day where the office is closed on the due date', () => {
    const closedDays = { weekdays: ['Saturday' as const, 'Sunday' as const], holidays: [calendarDate('2026-11-26')] };
    const atTheOffice = (receivedAt: string, dueOn: string) => late(receivedAt, dueOn, () => ({ ...RULE, closedDays }));
    assert.equal(atTheOffice('2026-11-23T22:30:59Z', '2026-11-21'), false, 'Monday 16:30 for a Saturday');
    assert.equal(atTheOffice('2026-11-23T22:31:00Z', '2026-11-21'), true, 'Monday 16:31 for a Saturday');
    assert.equal(atTheOffice('2026-11-27T22:30:00Z', '2026-11-26'), false, 'the Friday after Thanksgiving');
    assert.equal(atTheOffice('2026-11-25T22:31:00Z', '2026-11-25'), true, 'an open day is its own');
    assert.equal(late('2026-11-23T15:00:00Z', '2026-11-21'), true, 'a rule without closed days moves nothing');
    const allWeek = weekdayNames.map((name) => name);
    assert.equal(lateRuleSchema.safeParse({ cutOff: '16:30', closedDays: { weekdays: allWeek } }).success, false);
  });

  it('is told by the rule of the due date, but by that of the day of the bill where it leaves more time', () => {
    const changed = (before: LateRule, after: LateRule) => (day: string) => (day < '2026-11-10' ? before : after);
    const isLate = (receivedAt: string, ruleOn: (day: string) => LateRule) =>
      late(receivedAt, '2026-11-11', ruleOn, '2026-10-22');
    const stricter = changed(RULE, { cutOff: '12:00' });
    assert.equal(isLate('2026-11-11T22:30:00Z', stricter), false, 'the bill was mailed before');
    assert.equal(isLate('2026-11-11T22:31:00Z', stricter), true);
    assert.equal(late('2026-11-11T22:30:00Z', '2026-11-11', stricter, '2026-11-10'), true, 'it was mailed after');
    const milder = changed(RULE, { ...RULE, closedDays: { holidays: [calendarDate('2026-11-11')] } });
    assert.equal(isLate('2026-11-12T22:30:00Z', milder), false);
  });

  it('has a cut-off that is a time of day', () => {
    for (const cutOff of ['4:30', '24:00', '16:60', '16:30:00', '']) {
      assert.equal(lateRuleSchema.safeParse({ cutOff }).success, false, cutOff);
    }
  });
});
