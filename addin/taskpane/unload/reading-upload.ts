import { READING_FILE_BYTES_MAX } from '../../../bridge/contract/commands/unload-readings.js';
import { CurbstopError, type Issue } from '../../../bridge/contract/problem.js';
import { words } from '../words.js';

/** What the file picker offers. */
export const READING_FILE_TYPES = '.csv,.txt,.dat';

const BYTES_PER_MB = 1024 * 1024;

/** Why a file is refused before it is read, or null when it may be sent. */
export function fileTrouble(file: Pick<File, 'size'>): string | null {
  if (file.size === 0) return words.unload.fileEmpty;
  if (file.size <= READING_FILE_BYTES_MAX) return null;
  return words.unload.fileTooLarge((Math.ceil((file.size / BYTES_PER_MB) * 10) / 10).toFixed(1));
}

/** The file's bytes as base64, as the command takes them. Rejects with a CurbstopError when it cannot be read. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(contentOfDataUrl(reader.result as string));
    reader.onerror = () => reject(unreadable());
    reader.readAsDataURL(file);
  });
}

function unreadable(): CurbstopError {
  const { unreadable: message, unreadableFix: fix } = words.unload;
  return new CurbstopError({ code: 'file-unreadable', message, fix });
}

/** The part of a base64 data URL behind the comma. */
export function contentOfDataUrl(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}

export interface UnloadChoices {
  readonly setAsideUnknown: boolean;
  readonly replaceReads: boolean;
}

export const NO_CHOICES: UnloadChoices = { setAsideUnknown: false, replaceReads: false };

/** Which choices the person has over what stands in the way: only those that the issues are about, or that were made. */
export function offeredChoices(issues: readonly Pick<Issue, 'code'>[], made: UnloadChoices): UnloadChoices {
  const isAbout = (wanted: string) => issues.some(({ code }) => code === wanted);
  return {
    setAsideUnknown: made.setAsideUnknown || isAbout('unknown-meter'),
    replaceReads: made.replaceReads || isAbout('already-read'),
  };
}
