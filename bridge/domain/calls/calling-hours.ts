import { addDays, weekday, type CalendarDate } from '../../contract/calendar-date.js';
import { weekdays, type CallHours, type CallsSetting } from '../../contract/settings/calls.js';

/** A moment by the clock of the utility. */
export interface LocalMoment {
  readonly date: CalendarDate;
  /** HH:MM or HH:MM:SS. */
  readonly time: string;
}

/** The day and hours within which the calls of a file may be made. */
export interface CallWindow extends CallHours {
  readonly on: CalendarDate;
}

/** The calls of a file need so long; what is left of a day's hours must be no less. */
export const MINUTES_NEEDED = 60;
/** Those of a file that does not tell its hours are made as soon as it is there. */
export const MINUTES_NEEDED_AT_ONCE = 1;

type Hours = CallsSetting['hours'];

/** Tells whether calls may be made at a moment. */
export function isWithinHours(hours: Hours, { date, time }: LocalMoment): boolean {
  const ofDay = hoursOn(hours, date);
  return ofDay !== null && time >= ofDay.from && time < ofDay.to;
}

/** Tells whether too little is left of a file's hours to make its calls. */
export function isOver({ on, to }: CallWindow, now: LocalMoment, minutesNeeded = MINUTES_NEEDED): boolean {
  return now.date > on || (now.date === on && minutes(to) - minutes(now.time) < minutesNeeded);
}

/** The hours in which calls that are sent at a moment can be made: what is left of the day, or those of the next day that has some. */
export function nextWindow(hours: Hours, now: LocalMoment, minutesNeeded = MINUTES_NEEDED): CallWindow {
  const ofDay = hoursOn(hours, now.date);
  const today = ofDay === null ? null : { on: now.date, ...ofDay };
  if (today !== null && !isOver(today, now, minutesNeeded)) return today;
  for (let ahead = 1; ahead <= weekdays.length; ahead += 1) {
    const on = addDays(now.date, ahead);
    const ofDay = hoursOn(hours, on);
    if (ofDay !== null) return { on, ...ofDay };
  }
  throw new RangeError('The setting has no hours on any day.');
}

function hoursOn(hours: Hours, date: CalendarDate): CallHours | null {
  const day = weekdays[weekday(date)];
  return day === undefined ? null : hours[day];
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
