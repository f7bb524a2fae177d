import { CurbstopError } from '../../contract/problem.js';
import type { ReadingFile } from '../../contract/reading-file.js';
import { parseBeacon } from './beacon-parse.js';
import { FileIssues } from './file-issues.js';
import { READING_FILE_MAX_BYTES } from './limits.js';
import { parseMvrs } from './mvrs-parse.js';
import { recogniseReadingFile } from './recognise.js';

export interface ParseReadingFileOptions {
  /** The name to speak of in errors. */
  readonly fileName: string;
  /**
   * What to do with a reading that is no number, such as "051H05": refuse the file (the default), or keep the text
   * as it is, so that the review shows it as an exception. It is never made a number.
   */
  readonly badReadings?: 'refuse' | 'keep';
}

/**
 * Parses a whole reading file, BEACON or MV-RS, recognised by its content.
 * Throws one CurbstopError: the file is too large, of no known kind, or has problems; then `issues` holds all of them.
 */
export function parseReadingFile(bytes: Buffer, options: ParseReadingFileOptions): ReadingFile {
  const { fileName } = options;
  refuseTooLarge(bytes.length, fileName);
  const format = recogniseReadingFile(bytes);
  const issues = new FileIssues();
  const settings = { fileName, keepBadReadings: options.badReadings === 'keep' };
  const file = format === 'beacon-csv' ? parseBeacon(bytes, settings, issues) : parseMvrs(bytes, settings, issues);
  issues.throwIfAny(fileName);
  return file;
}

function refuseTooLarge(size: number, fileName: string): void {
  if (size <= READING_FILE_MAX_BYTES) return;
  throw new CurbstopError({
    code: 'reading-file-too-large',
    message: `${fileName} is ${Math.ceil(size / 1024 / 1024)} MB; a reading file may be ${READING_FILE_MAX_BYTES / 1024 / 1024} MB at most.`,
    fix: 'Export by cycle or route, so that each file stays within the limit.',
    status: 413,
  });
}
