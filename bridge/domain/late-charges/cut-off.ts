import type { CalendarDate } from '../../contract/calendar-date.js';
import type { LateRule } from '../../contract/settings/late-rule.js';
import { lastDayToPay } from '../ledger/late-rule.js';
import { LocalClock } from '../payments/local-clock.js';

/** The due date of a bill of a day. */
export interface BillDue {
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

/** Up to when a bill is paid in time: to the minute, as a clock shows it; at 16:30:59 a cut-off of 16:30 is still met. */
export interface CutOff {
  readonly lastDay: CalendarDate;
  /** The time of the last day, as HH:MM. */
  readonly time: string;
  /** The first instant at which money is late: the minute after. */
  readonly lateFrom: Date;
}

export type CutOffs = (due: BillDue) => CutOff;

/**
 * Tells the cut-offs of bills, by the rule of a day: that of the due date, or that of the day of the bill where it leaves
 * more time, for a rule that became stricter is not for bills that were mailed before.
 */
export function cutOffs(ruleOn: (day: CalendarDate) => LateRule, timeZone: string): CutOffs {
  const clock = new LocalClock(timeZone);
  const known = new Map<string, CutOff>();
  const by = (rule: LateRule, dueOn: CalendarDate): CutOff => {
    const lastDay = lastDayToPay(dueOn, rule);
    const { instant } = clock.at(lastDay, rule.cutOff);
    return { lastDay, time: rule.cutOff, lateFrom: new Date(instant.getTime() + 60_000) };
  };
  return ({ billedOn, dueOn }) => {
    const key = `${billedOn} ${dueOn}`;
    const found = known.get(key) ?? later(by(ruleOn(dueOn), dueOn), by(ruleOn(billedOn), dueOn));
    known.set(key, found);
    return found;
  };
}

/** The cut-off of the bills of one due date that leaves most time. Throws a RangeError where there are none. */
export function lastCutOff(cutOffOf: CutOffs, bills: readonly BillDue[]): CutOff {
  const [first, ...others] = bills.map(cutOffOf);
  if (first === undefined) throw new RangeError('A due date without a bill has no cut-off.');
  return others.reduce(later, first);
}

function later(one: CutOff, other: CutOff): CutOff {
  return other.lateFrom > one.lateFrom ? other : one;
}
