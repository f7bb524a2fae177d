import { isCalendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import type { DATE_FORMATS, TIME_FORMATS } from '../../contract/settings/reading-layouts.js';

type DateFormat = (typeof DATE_FORMATS)[number];
type TimeFormat = (typeof TIME_FORMATS)[number];

const DATES: Readonly<Record<DateFormat, RegExp>> = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  'MM/DD/YYYY': /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  MMDDYYYY: /^(?<month>\d{2})(?<day>\d{2})(?<year>\d{4})$/,
  MMDDYY: /^(?<month>\d{2})(?<day>\d{2})(?<year>\d{2})$/,
};

/** Reads a date as the layout writes it; null when it is no real date. Two digits of a year are of this century. */
export function dateOfLayout(text: string, format: DateFormat): CalendarDate | null {
  const { year = '', month = '', day = '' } = DATES[format].exec(text)?.groups ?? {};
  const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return year !== '' && isCalendarDate(date) ? date : null;
}

/** Writes a date as the layout has it. */
export function layoutDate(date: CalendarDate, format: DateFormat): string {
  const [year = '', month = '', day = ''] = date.split('-');
  switch (format) {
    case 'YYYY-MM-DD':
      return date;
    case 'MM/DD/YYYY':
      return `${month}/${day}/${year}`;
    case 'YYYYMMDD':
      return `${year}${month}${day}`;
    case 'MMDDYYYY':
      return `${month}${day}${year}`;
    case 'MMDDYY':
      return `${month}${day}${year.slice(2)}`;
  }
}

const TIMES: Readonly<Record<TimeFormat, RegExp>> = {
  'HH:mm': /^(\d{2}):(\d{2})$/,
  'HH:mm:ss': /^(\d{2}):(\d{2}):(\d{2})$/,
  HHmm: /^(\d{2})(\d{2})$/,
  HHmmss: /^(\d{2})(\d{2})(\d{2})$/,
};

/** Reads a time of day as "HH:MM" or "HH:MM:SS"; null when it is none. */
export function timeOfLayout(text: string, format: TimeFormat): string | null {
  const [, ...parts] = TIMES[format].exec(text) ?? [];
  const [hour = '', minute = '', second = '00'] = parts;
  return hour !== '' && hour < '24' && minute < '60' && second < '60' ? parts.join(':') : null;
}
