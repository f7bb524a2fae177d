import type { ReadingFile } from '../../contract/reading-file.js';
import { addDuplicateIssues } from './duplicate-reads.js';
import type { FileIssues } from './file-issues.js';
import { addLineFeedsIssue } from './line-ends.js';
import { MVRS_LENGTH } from './mvrs-layout.js';
import { MvrsWalk } from './mvrs-walk.js';
import type { ParseOptions } from './parse-options.js';
import { checkLatin1Line, withoutMark } from './strict-text.js';

/**
 * Parses an MV-RS upload, reconciling it with its headers and trailers; problems go to `issues`. A UTF-8 byte order mark is
 * dropped. Throws where the line ends are other ones.
 */
export function parseMvrs(bytes: Buffer, options: ParseOptions, issues: FileIssues): ReadingFile {
  addLineFeedsIssue(bytes, issues);
  issues.throwIfAny(options.fileName);
  const walk = new MvrsWalk(options.keepBadReadings, issues);
  const text = withoutMark(bytes.toString('latin1'));
  let line = 0;
  let torn = false;
  for (let from = 0; from < text.length && !issues.full;) {
    line += 1;
    const end = text.indexOf('\r\n', from);
    const content = text.slice(from, end === -1 ? undefined : end);
    from = end === -1 ? text.length : end + 2;
    torn = end === -1 && content.length !== MVRS_LENGTH;
    if (!torn) takeLine(content, line, walk, issues);
  }
  if (!issues.full) walk.finish(line, torn);
  addDuplicateIssues(walk.records, 'meter', issues);
  return {
    format: 'mvrs-upload',
    fileName: options.fileName,
    records: walk.records,
    declared: walk.declared,
    counted: walk.counted,
    unread: walk.records.filter(({ reading }) => reading === null).length,
    routes: walk.routes,
    cycles: walk.cycles,
    ignoredColumns: [],
  };
}

function takeLine(content: string, line: number, walk: MvrsWalk, issues: FileIssues): void {
  checkLatin1Line(content, line, issues);
  if (content.length === MVRS_LENGTH) {
    walk.take(content, line);
    return;
  }
  issues.add({
    code: 'line-length',
    line,
    field: '',
    message: `Line ${line} has ${content.length} characters; every MV-RS record has ${MVRS_LENGTH} and ends with CR LF.`,
    fix: 'Copy the file as binary, and do not open it in an editor that trims blanks or changes line ends.',
  });
}
