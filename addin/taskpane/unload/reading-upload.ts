import { READING_FILE_BYTES_MAX } from '../../../bridge/contract/commands/unload-readings.js';
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
  readonly replaceReads: boolean;
}

export const NO_CHOICES: UnloadChoices = { layout: null, setAsideUnknown: false, replaceReads: false };

/** Which choices the person has over what stands in the way: only those that the issues are about, or that were made. */
export function offeredChoices(
  issues: readonly Pick<Issue, 'code'>[],
  made: Omit<UnloadChoices, 'layout'>,
): Omit<UnloadChoices, 'layout'> {
  const isAbout = (wanted: string) => issues.some(({ code }) => code === wanted);
  return {
    setAsideUnknown: made.setAsideUnknown || isAbout('unknown-meter') || isAbout('meter-changed'),
    replaceReads: made.replaceReads || isAbout('already-read'),
  };
}
