import type { CommandsParameters } from '../../../bridge/contract/sheets/commands.js';
import { dayRangeRequest, type DayRangeRequest } from './day-range-request.js';

export interface CommandsRequest extends Omit<DayRangeRequest, 'range'> {
  /** Null while something is wrong with what was typed. */
  readonly parameters: CommandsParameters | null;
}

/** Which commands to pull, or what is wrong with what was typed. What is left empty asks for all. */
export function commandsRequest(typedFrom: string, typedTo: string, typedPerson: string): CommandsRequest {
  const { range, ...troubles } = dayRangeRequest(typedFrom, typedTo);
  const person = typedPerson.trim();
  return { parameters: range === null ? null : { ...range, person: person === '' ? undefined : person }, ...troubles };
}
