import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';

export interface LocalTime {
  readonly date: string;
  /** HH:MM:SS */
  readonly time: string;
}

/** Tells what the clock of a time zone shows at an instant, written in ISO 8601; a minute is worked out once. */
export function localClock(timeZone: string): (instant: string) => LocalTime {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const byMinute = new Map<string, LocalTime>();
  return (instant) => {
    const minute = instant.slice(0, 16);
    const known = byMinute.get(minute);
    if (known) return { ...known, time: `${known.time}:${instant.slice(17, 19)}` };
    const [date = '', time = ''] = format.format(new Date(instant)).split(' ');
    byMinute.set(minute, { date, time });
    return { date, time: `${time}:${instant.slice(17, 19)}` };
  };
}

/** The date and the time, HH:MM:SS, that the clock of a time zone shows at an instant. */
export function localMoment(instant: Date, timeZone: string): { readonly date: CalendarDate; readonly time: string } {
  const { date, time } = localClock(timeZone)(instant.toISOString());
  return { date: calendarDate(date), time };
}
