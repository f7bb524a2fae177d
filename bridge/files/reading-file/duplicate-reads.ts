import type { ReadRecord } from '../../contract/reading-file.js';
import type { FileIssues } from './file-issues.js';

/**
 * Adds an issue for each record whose meter and register stood on an earlier line for the same account. The meter of a house
 * is read for who moves out and for who moves in: which stop each is of, and that no two are of one, is told by matching.
 */
export function addDuplicateIssues(records: readonly ReadRecord[], field: string, issues: FileIssues): void {
  const firstLine = new Map<string, number>();
  for (const { meterId, register, accountId, line } of records) {
    const key = `${meterId}\n${register}\n${accountId ?? ''}`;
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
