import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Refusal } from './decide-read.js';

interface MeterRead {
  readonly meterId: string;
  readonly previousOn: CalendarDate;
  readonly removedOn: CalendarDate | null;
}

/**
 * Why nothing is decided on a read, nor taken from a file for it: it ends with its meter's final reading, or the meter
 * came after the period. Null where the read is like any other. The words follow the meter's number.
 */
export function fixedWords(read: MeterRead, { periodTo }: { readonly periodTo: CalendarDate }): string | null {
  if (read.removedOn !== null) return `was taken out on ${read.removedOn}`;
  return read.previousOn >= periodTo ? `was put in on ${read.previousOn} and is read from the next run on` : null;
}

export function fixedByMeterWork(read: MeterRead, run: { readonly periodTo: CalendarDate }): Refusal | null {
  const words = fixedWords(read, run);
  if (words === null) return null;
  return {
    refused: true,
    column: 'action',
    code: 'read-is-fixed',
    message: `Meter ${read.meterId} ${words}, so nothing is decided on its read.`,
    fix: 'Clear the action.',
  };
}
