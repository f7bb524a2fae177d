import { CurbstopError } from '../contract/problem.js';

/** Exit codes for scripts: done, refused or found wanting, and called wrongly. */
export const EXIT_DONE = 0;
export const EXIT_REFUSED = 1;
export const EXIT_USAGE = 2;

const ISSUES_SHOWN_MAX = 20;

/** Prints a result line. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints what is worth knowing beside a result that another program may read. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints what went wrong, where and what to do, on the error output. A defect is thrown on, with its stack. */
export function sayFailure(failure: unknown): void {
  const error = fileFailure(failure) ?? failure;
  if (!(error instanceof CurbstopError)) throw error;
  const shown = error.issues.slice(0, ISSUES_SHOWN_MAX).map((issue) => `  - ${issue.message} ${issue.fix}`);
  const more = error.issues.length - shown.length;
  const lines = [error.message, ...shown, ...(more > 0 ? [`  and ${more} more.`] : []), error.fix];
  process.stderr.write(`${lines.join('\n')}\n`);
}

const FILE_TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be opened',
  EISDIR: 'is a folder, not a file',
  EEXIST: 'is there already, and is no folder',
  ENOTDIR: 'can not be there: a part of its path is a file, not a folder',
  EPERM: 'may not be opened',
  EROFS: 'lies on a disk that can only be read',
  ENOSPC: 'could not be written: the disk is full',
};

/**
 * A file that can't be opened or written is a refusal, not a defect; null for any other failure. `file` names it where
 * the system does not: a folder that is opened fails only when it is read.
 */
export function fileFailure(failure: unknown, file: string | null = null): CurbstopError | null {
  if (!(failure instanceof Error) || !('code' in failure)) return null;
  const place = 'path' in failure ? String(failure.path) : file;
  const trouble = FILE_TROUBLES[String(failure.code)];
  if (trouble === undefined || place === null) return null;
  return new CurbstopError({
    code: 'file-trouble',
    message: `${place} ${trouble}.`,
    fix: 'Check the name and the permissions, then try again.',
  });
}

/** Works with a file, and names it where it can't be opened or read: see {@link fileFailure}. */
export async function withFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw fileFailure(failure, file) ?? failure;
  }
}
