import { InvalidArgumentError } from 'commander';
import { isCalendarDate, type CalendarDate } from '../contract/calendar-date.js';

/** A date as a person types it on the command line. */
export function typedDate(text: string): CalendarDate {
  if (isCalendarDate(text)) return text;
  throw new InvalidArgumentError('It must be a real date written as YYYY-MM-DD.');
}
