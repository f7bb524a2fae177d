import type { ReadingFile } from '../../contract/reading-file.js';
import { addDuplicateIssues } from './duplicate-reads.js';
import type { FileIssues } from './file-issues.js';
import { fixedLines } from './fixed-lines.js';
import { NeptuneWalk } from './neptune-walk.js';
import type { ParseOptions } from './parse-options.js';

/** Parses what comes back from a Neptune system, reconciling it with its trailers; problems go to `issues`. */
export function parseNeptune(bytes: Buffer, options: ParseOptions, issues: FileIssues): ReadingFile {
  const walk = new NeptuneWalk(options.keepBadReadings, issues);
  let last = 0;
  for (const line of fixedLines(bytes, issues)) {
    walk.take(line);
    last = line.line;
  }
  if (!issues.full) walk.finish(last);
  addDuplicateIssues(walk.records, 'meter', issues);
  const { records, routes, cycles, declared, counted } = walk;
  return {
    format: 'neptune',
    fileName: options.fileName,
    records,
    declared,
    counted,
    unread: records.filter(({ reading }) => reading === null).length,
    routes,
    cycles,
    ignoredColumns: [],
  };
}
