import { addDays, weekday, type CalendarDate } from '../../contract/calendar-date.js';
import { weekdayNames, type LateRule } from '../../contract/settings/late-rule.js';

/** The due date, or the next open day where the office is closed on it. */
export function lastDayToPay(dueOn: CalendarDate, { closedDays = {} }: LateRule): CalendarDate {
  const { weekdays = [], holidays = [] } = closedDays;
  const isClosed = (day: CalendarDate) =>
    holidays.includes(day) || weekdays.some((name) => weekdayNames.indexOf(name) === weekday(day));
  let day = dueOn;
  while (isClosed(day)) day = addDays(day, 1);
  return day;
}
