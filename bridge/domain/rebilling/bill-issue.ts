import type { Issue } from '../../contract/problem.js';
import type { RemadeBill } from './remake-bills.js';

/** Why a bill can't be made again, at the row that asked for it, or the first row of all where it only follows others. */
export function billIssue(
  { billNumber, code, message, fix }: Pick<Issue, 'code' | 'message' | 'fix'> & { readonly billNumber: number },
  bills: readonly RemadeBill[],
): Issue {
  const asked = bills.find(({ posted, correction }) => correction !== null && posted.billNumber === billNumber);
  const row = asked?.correction?.rows[0] ?? bills.find(({ correction }) => correction !== null)?.correction?.rows[0];
  return { rowKey: row?.rowKey ?? '', ...(row ?? {}), column: 'decision', code, message, fix };
}
