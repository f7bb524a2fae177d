import type { Database } from '../../store/database.js';

/** One thing that is wrong in the books: what, and where. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}

/** Looks at one thing everywhere; gives what is wrong. */
export type Check = (database: Database) => Promise<Finding[]>;

/** A check with what it looks at, in words that follow "the proof of". */
export type NamedCheck = readonly [what: string, check: Check];

/** Beyond this a list of findings helps nobody. */
export const FINDINGS_PER_CHECK_MAX = 20;

/** A check that is one query: each row that it finds is a finding. */
export function queryCheck(code: string, query: string): Check {
  return async (database) => {
    const rows = await database.raw<{ message: string }[]>(`${query} LIMIT ${FINDINGS_PER_CHECK_MAX}`);
    return rows.map(({ message }) => ({ code, message }));
  };
}

/**
 * What a check finds. Where the books are so damaged that it can't be finished, that is a finding itself: the checks after
 * it still say what is wrong, and where.
 */
export async function findingsOf(database: Database, [what, check]: NamedCheck): Promise<Finding[]> {
  try {
    return await check(database);
  } catch (error) {
    return [{ code: 'not-provable', message: `The proof of ${what} could not be finished: ${damageIn(error)}.` }];
  }
}

/** What SQLite or a reader says, without the statement that the driver puts before it. */
export function damageIn(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /SQLITE_\w+: (.*)$/s.exec(text)?.[1] ?? text;
}
