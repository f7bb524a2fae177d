import {
  NO_SECOND_READS,
  READING_FILE_BYTES_MAX,
  type SecondReadChoice,
  type SecondReads,
} from '../../../bridge/contract/commands/unload-readings.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import { uploadTrouble } from '../parts/file-upload.js';
import { words } from '../words.js';

/** What the file picker offers. */
export const READING_FILE_TYPES = '.csv,.txt,.dat';

/** Why a file is refused before it is read, or null when it may be sent. */
export function fileTrouble(file: Pick<File, 'size'>): string | null {
  const { fileEmpty: empty, fileTooLarge: tooLarge } = words.unload;
  return uploadTrouble(file, { bytesMax: READING_FILE_BYTES_MAX, empty, tooLarge });
}

export interface UnloadChoices {
  /** How the file is laid out; null where its content tells. */
  readonly layout: string | null;
  readonly setAsideUnknown: boolean;
  /** What becomes of stops that were read before, by route. */
  readonly secondReads: SecondReads;
}

export const NO_CHOICES: UnloadChoices = { layout: null, setAsideUnknown: false, secondReads: NO_SECOND_READS };

/** Whether setting reads aside is offered: only where the issues are about it, or it was chosen. */
export function isSetAsideOffered(issues: readonly Pick<Issue, 'code'>[], setAsideUnknown: boolean): boolean {
  return setAsideUnknown || issues.some(({ code }) => code === 'unknown-meter' || code === 'meter-changed');
}

/** The choices with another one for some routes; null takes it back. */
export function withSecondReads(
  choices: UnloadChoices,
  routeIds: readonly string[],
  choice: SecondReadChoice | null,
): UnloadChoices {
  const others = Object.entries(choices.secondReads.routes).filter(([routeId]) => !routeIds.includes(routeId));
  const chosen = choice === null ? [] : routeIds.map((routeId) => [routeId, choice] as const);
  return { ...choices, secondReads: { ...choices.secondReads, routes: Object.fromEntries([...others, ...chosen]) } };
}
