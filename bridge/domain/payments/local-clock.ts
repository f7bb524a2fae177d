import { addDays, type CalendarDate } from '../../contract/calendar-date.js';

/** What the clock did at a time of day: it went by once, was skipped when the clock was set on, or came twice. */
export type ClockTime = 'once' | 'skipped' | 'twice';

export interface LocalInstant {
  readonly instant: Date;
  readonly clock: ClockTime;
}

interface Offsets {
  readonly before: number;
  readonly after: number;
}

/** Tells the instants of the times that a clock of one time zone shows. */
export class LocalClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<CalendarDate, Offsets>();

  constructor(timeZone: string) {
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      ...day,
      ...time,
    });
  }

  /**
   * The instant of a date and an "HH:MM" or "HH:MM:SS". A time that came twice is the first one; one that was skipped
   * counts on from before the clock was set: so both go by the offset that held before the change.
   */
  at(date: CalendarDate, time: string): LocalInstant {
    const shown = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
    const { before, after } = this.#offsetsOf(date);
    const instant = new Date(shown - before);
    if (before === after) return { instant, clock: 'once' };
    const other = new Date(shown - after);
    const [isFirst, isSecond] = [this.#offsetAt(instant) === before, this.#offsetAt(other) === after];
    if (isFirst && isSecond) return { instant, clock: 'twice' };
    if (isSecond) return { instant: other, clock: 'once' };
    return { instant, clock: isFirst ? 'once' : 'skipped' };
  }

  /** The offsets of the day before and of the day after: they differ where the clock is set in between. */
  #offsetsOf(date: CalendarDate): Offsets {
    const known = this.#offsets.get(date);
    if (known) return known;
    const noonOf = (day: CalendarDate) => new Date(`${day}T12:00:00Z`);
    const offsets = {
      before: this.#offsetAt(noonOf(addDays(date, -1))),
      after: this.#offsetAt(noonOf(addDays(date, 1))),
    };
    this.#offsets.set(date, offsets);
    return offsets;
  }

  #offsetAt(instant: Date): number {
    const parts = this.#format.formatToParts(instant);
    const part = (wanted: Intl.DateTimeFormatPartTypes) => Number(parts.find(({ type }) => type === wanted)?.value);
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return shown - Math.floor(instant.getTime() / 1000) * 1000;
  }
}

/** The time of day that a clock of a time zone shows at an instant, as HH:MM. */
export function timeInTimeZone(instant: Date, timeZone: string): string {
  const shape = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...shape }).format(instant);
}
