import type { Database } from '../../store/database.js';

/** One thing that is wrong in the books: what, and where. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}

/** Looks at one thing everywhere; gives what is wrong. */
export type Check = (database: Database) => Promise<Finding[]>;

/** Beyond this a list of findings helps nobody. */
export const FINDINGS_PER_CHECK_MAX = 20;

/** A check that is one query: each row that it finds is a finding. */
export function queryCheck(code: string, query: string): Check {
  return async (database) => {
    const rows = await database.raw<{ message: string }[]>(`${query} LIMIT ${FINDINGS_PER_CHECK_MAX}`);
    return rows.map(({ message }) => ({ code, message }));
  };
}
