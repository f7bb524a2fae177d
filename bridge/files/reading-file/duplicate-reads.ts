import type { ReadRecord } from '../../contract/reading-file.js';
import type { FileIssues } from './file-issues.js';

/** Adds an issue for each record whose meter and register stood on an earlier line. */
export function addDuplicateIssues(records: readonly ReadRecord[], field: string, issues: FileIssues): void {
  const firstLine = new Map<string, number>();
  for (const { meterId, register, line } of records) {
    const key = `${meterId}\n${register}`;
    const first = firstLine.get(key);
    if (first === undefined) {
      firstLine.set(key, line);
      continue;
    }
    const which = register === '' ? '' : `, register ${register},`;
    issues.add({
      code: 'duplicate-read',
      line,
      field,
      message: `Meter ${meterId}${which} is on line ${first} and again on line ${line}.`,
      fix: 'Keep the line that holds the right reading and remove the other.',
    });
  }
}
