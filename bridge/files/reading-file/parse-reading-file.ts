import type { CalendarDate } from '../../contract/calendar-date.js';
import { CurbstopError } from '../../contract/problem.js';
import type { ReadingFile, VendorFormat } from '../../contract/reading-file.js';
import type { ReadingLayout } from '../../contract/settings/reading-layouts.js';
import { parseAutoread } from './autoread-parse.js';
import { parseBeacon } from './beacon-parse.js';
import { FileIssues } from './file-issues.js';
import { READING_FILE_MAX_BYTES } from './limits.js';
import { addReturnsIssue } from './line-ends.js';
import { parseByLayout } from './layout-parse.js';
import { parseMvrs } from './mvrs-parse.js';
import { parseNeptune } from './neptune-parse.js';
import type { ParseOptions } from './parse-options.js';
import { recogniseReadingFile } from './recognise.js';

export interface ParseReadingFileOptions {
  /** The name to speak of in errors. */
  readonly fileName: string;
  /**
   * What to do with a reading that is no number, such as "051H05": refuse the file (the default), or keep the text
   * as it is, so that the review shows it as an exception. It is never made a number.
   */
  readonly badReadings?: 'refuse' | 'keep';
  /** The day on which the file is read; a date without its year is the last such day up to it. */
  readonly today: CalendarDate;
  /** The kind that the person says it is, or a layout that the person chose; told by the content unless given. */
  readonly format?: VendorFormat | ReadingLayout | null;
}

const PARSERS: Readonly<
  Record<VendorFormat, (bytes: Buffer, options: ParseOptions, issues: FileIssues) => ReadingFile>
> = {
  'beacon-csv': parseBeacon,
  'mvrs-upload': parseMvrs,
  neptune: parseNeptune,
  autoread: parseAutoread,
};

/**
 * Parses a whole reading file: by the layout that was chosen, or a vendor's, recognised by its content.
 * Throws one CurbstopError: the file is too large, of no known kind, or has problems; then `issues` holds all of them.
 */
export function parseReadingFile(bytes: Buffer, options: ParseReadingFileOptions): ReadingFile {
  const { fileName, today, format = null } = options;
  refuseTooLarge(bytes.length, fileName);
  const issues = new FileIssues();
  addReturnsIssue(bytes, issues);
  issues.throwIfAny(fileName);
  const settings = { fileName, today, keepBadReadings: options.badReadings === 'keep' };
  const file =
    typeof format === 'object' && format !== null
      ? parseByLayout(bytes, format, settings, issues)
      : PARSERS[recogniseReadingFile(bytes, format)](bytes, settings, issues);
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
