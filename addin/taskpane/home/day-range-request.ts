import { isCalendarDate, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { DayRange } from '../../../bridge/contract/sheets/day-range.js';
import { words } from '../words.js';

export interface DayRangeRequest {
  /** Null while something is wrong with what was typed. */
  readonly range: DayRange | null;
  readonly fromTrouble: string | null;
  readonly toTrouble: string | null;
}

/** Which days are asked for, or what is wrong with what was typed. What is left empty asks for all. */
export function dayRangeRequest(typedFrom: string, typedTo: string): DayRangeRequest {
  const [from, to] = [dateOf(typedFrom), dateOf(typedTo)];
  const fromTrouble = from === null ? words.proof.dateWrong : null;
  const isCrossed = from && to && from > to;
  const toTrouble = to === null ? words.proof.dateWrong : isCrossed ? words.proof.crossed : null;
  if (from === null || to === null || isCrossed) return { range: null, fromTrouble, toTrouble };
  return { range: { from, to }, fromTrouble, toTrouble };
}

/** Undefined where nothing was typed, null where it is no date. */
function dateOf(typed: string): CalendarDate | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  return isCalendarDate(text) ? text : null;
}
