import { type CalendarDate, isCalendarDate } from '../../../contract/calendar-date.js';

/** Reads a date as rate files spell them (YYYY-MM-DD, MM/DD/YYYY, MM-DD-YYYY), or gives null. */
export function isoDate(text: string): CalendarDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const [year, month, day] = iso !== null ? iso.slice(1) : [american?.[3], american?.[1], american?.[2]];
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}
