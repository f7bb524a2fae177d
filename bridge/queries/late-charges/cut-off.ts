import type { CalendarDate } from '../../contract/calendar-date.js';
import type { LateRule } from '../../contract/settings/late-rule.js';
import { lastDayToPay } from '../../domain/ledger/late-rule.js';
import { LocalClock } from '../../domain/payments/local-clock.js';
import type { Database } from '../../store/database.js';
import { lateRule } from '../ledger-settings.js';

/** A due date of bills of a day. */
export interface Due {
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

/** Up to when a bill is paid in time. */
export interface CutOff {
  readonly lastDay: CalendarDate;
  /** The time of the last day, as HH:MM. */
  readonly time: string;
  /** The first instant at which money is late: the minute after. */
  readonly lateFrom: Date;
}

/**
 * The cut-off of bills: by the rule of the due date, or by that of the day of the bill where it leaves more time, for a
 * rule that became stricter is not for bills that were mailed before.
 */
export async function cutOffOf(database: Database, { billedOn, dueOn }: Due, timeZone: string): Promise<CutOff> {
  const byDueDate = cutOffBy(await lateRule(database, dueOn), dueOn, timeZone);
  const byBill = cutOffBy(await lateRule(database, billedOn), dueOn, timeZone);
  return byBill.lateFrom > byDueDate.lateFrom ? byBill : byDueDate;
}

function cutOffBy(rule: LateRule, dueOn: CalendarDate, timeZone: string): CutOff {
  const lastDay = lastDayToPay(dueOn, rule);
  const { instant } = new LocalClock(timeZone).at(lastDay, rule.cutOff);
  return { lastDay, time: rule.cutOff, lateFrom: new Date(instant.getTime() + 60_000) };
}

/** The cut-off of the bills of one due date that leaves most time. */
export async function lastCutOff(database: Database, bills: readonly Due[], timeZone: string): Promise<CutOff> {
  const dues = [...new Map(bills.map((due) => [`${due.billedOn} ${due.dueOn}`, due])).values()];
  const cutOffs: CutOff[] = [];
  for (const due of dues) cutOffs.push(await cutOffOf(database, due, timeZone));
  const [last] = cutOffs.toSorted((a, b) => b.lateFrom.getTime() - a.lateFrom.getTime());
  if (last === undefined) throw new RangeError('A due date without a bill has no cut-off.');
  return last;
}
