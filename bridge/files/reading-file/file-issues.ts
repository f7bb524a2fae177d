import { CurbstopError, type Issue } from '../../contract/problem.js';
import { READING_FILE_MAX_ISSUES } from './limits.js';

export interface FileIssue {
  readonly code: string;
  readonly line: number;
  /** The field's name in the vendor's document; empty when the line is meant. */
  readonly field: string;
  /** What stands there, where the person can say what it means. */
  readonly value?: string;
  readonly message: string;
  readonly fix: string;
}

/** Gathers everything that is wrong with one file. */
export class FileIssues {
  readonly list: Issue[] = [];

  add({ code, line, field, value, message, fix }: FileIssue): void {
    const said = value === undefined ? {} : { value };
    if (!this.full) this.list.push({ code, rowKey: `line ${line}`, column: field, ...said, message, fix });
  }

  /** True once no more problems are listed; a reader of the file may stop. */
  get full(): boolean {
    return this.list.length >= READING_FILE_MAX_ISSUES;
  }

  /** Throws one error that holds every problem, when there is any. */
  throwIfAny(fileName: string): void {
    if (this.list.length === 0) return;
    const more = this.full ? ' or more (only these are listed)' : '';
    const count = this.list.length === 1 ? '1 problem' : `${this.list.length} problems${more}`;
    throw new CurbstopError({
      code: 'reading-file-invalid',
      message: `${fileName} has ${count}; nothing was taken from it.`,
      fix: 'Unload or export the file again. If it comes out the same, mend the lines that are listed.',
      issues: this.list,
    });
  }
}
