import { isCalendarDate, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { CommandsParameters } from '../../../bridge/contract/sheets/commands.js';
import { words } from '../words.js';

export interface CommandsRequest {
  /** Null while something is wrong with what was typed. */
  readonly parameters: CommandsParameters | null;
  readonly fromTrouble: string | null;
  readonly toTrouble: string | null;
}

/** Which commands to pull, or what is wrong with what was typed. What is left empty asks for all. */
export function commandsRequest(typedFrom: string, typedTo: string, typedPerson: string): CommandsRequest {
  const [from, to] = [dateOf(typedFrom), dateOf(typedTo)];
  const person = typedPerson.trim();
  const fromTrouble = from === null ? words.proof.dateWrong : null;
  const isCrossed = from && to && from > to;
  const toTrouble = to === null ? words.proof.dateWrong : isCrossed ? words.proof.crossed : null;
  if (from === null || to === null || isCrossed) return { parameters: null, fromTrouble, toTrouble };
  const parameters = { from, to, person: person === '' ? undefined : person };
  return { parameters, fromTrouble, toTrouble };
}

/** Undefined where nothing was typed, null where it is no date. */
function dateOf(typed: string): CalendarDate | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  return isCalendarDate(text) ? text : null;
}
