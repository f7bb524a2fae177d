import { isCalendarDate, type CalendarDate } from '../../contract/calendar-date.js';

export interface ReadTime {
  readonly date: CalendarDate;
  readonly time: string | null;
}

/** Reads BEACON's "yyyy-mm-dd hh:mm" (seconds or no time allowed); null when it is no real moment. */
export function parseBeaconTime(text: string): ReadTime | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text);
  const [, date = '', time] = match ?? [];
  if (!isCalendarDate(date) || (time !== undefined && !isClockTime(time))) return null;
  return { date, time: time ?? null };
}

/** Reads MV-RS's MMDDYYYY; null when it is no real date. */
export function parseMvrsDate(text: string): CalendarDate | null {
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const date = match ? `${match[3]}-${match[1]}-${match[2]}` : '';
  return isCalendarDate(date) ? date : null;
}

/** Reads Neptune's YYYYMMDD; null when it is no real date. */
export function parseCompactDate(text: string): CalendarDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const date = match ? `${match[1]}-${match[2]}-${match[3]}` : '';
  return isCalendarDate(date) ? date : null;
}

/** Reads MV-RS's HHMMSS as "HH:MM:SS"; null when it is no time of day. */
export function parseMvrsTime(text: string): string | null {
  const time = /^\d{6}$/.test(text) ? `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4)}` : '';
  return isClockTime(time) ? time : null;
}

function isClockTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text);
}
