import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import type { Issue } from '../../contract/problem.js';

/** A due date farther off than this is a slip, such as of the year. */
const DUE_DAYS_MAX = 120;
/** So is a bill date so long after the period. */
const BILLED_DAYS_MAX = 120;

export interface RunCriteria {
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

/** What is wrong with the dates of a run. */
export function criteriaIssues({ periodTo, billedOn, dueOn }: RunCriteria): Issue[] {
  const issues: Issue[] = [];
  const add = (code: string, column: 'billedOn' | 'dueOn', message: string, fix: string) =>
    issues.push({ code, rowKey: '', column, message, fix });
  const billedAfter = daysBetween(periodTo, billedOn);
  if (billedAfter < 0) {
    const message = `The bill date ${billedOn} lies before the period's end, ${periodTo}.`;
    add('billed-before-period-ends', 'billedOn', message, `Name ${periodTo} or a later day.`);
  }
  if (billedAfter > BILLED_DAYS_MAX) {
    const message = `The bill date ${billedOn} lies ${billedAfter} days after the period's end, ${periodTo}.`;
    add('billed-too-late', 'billedOn', message, `Check its year; at most ${BILLED_DAYS_MAX} days are taken.`);
  }
  const dueAfter = daysBetween(billedOn, dueOn);
  if (dueAfter < 0) {
    const message = `The due date ${dueOn} lies before the bill date, ${billedOn}.`;
    add('due-before-billed', 'dueOn', message, `Name ${billedOn} or a later day.`);
  }
  if (dueAfter > DUE_DAYS_MAX) {
    const message = `The due date ${dueOn} lies ${dueAfter} days after the bill date, ${billedOn}.`;
    add('due-too-late', 'dueOn', message, `Check its year; at most ${DUE_DAYS_MAX} days are taken.`);
  }
  return issues;
}
