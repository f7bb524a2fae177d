import { PULL_ROWS_MAX } from '../contract/api.js';
import { CurbstopError } from '../contract/problem.js';
import type { ReviewedRun } from './bill-review.js';

/** A run of so many lines is previewed; it is the most that a sheet gets at once. */
export const PREVIEW_LINES_MAX = PULL_ROWS_MAX;

/** The lines of a run's preview; an account without a bill has one too. */
export function previewLines({ bills }: Pick<ReviewedRun, 'bills'>): number {
  return bills.reduce(
    (sum, { bill }) => sum + (bill?.charges.reduce((lines, charge) => lines + charge.lines.length, 0) ?? 1),
    0,
  );
}

/** Tells whether the bills of a run are looked at by their totals, as the lines are more than a sheet gets. */
export function isLookedAtByTotals(reviewed: Pick<ReviewedRun, 'bills'>, linesMax = PREVIEW_LINES_MAX): boolean {
  return previewLines(reviewed) > linesMax;
}

/** Throws `preview-too-large` for a run that is looked at by its totals. */
export function refuseTooLarge(reviewed: Pick<ReviewedRun, 'bills'>, linesMax = PREVIEW_LINES_MAX): void {
  const lines = previewLines(reviewed);
  if (lines <= linesMax) return;
  const [has, most] = [lines, linesMax].map((count) => count.toLocaleString('en-US'));
  throw new CurbstopError({
    code: 'preview-too-large',
    message: `The preview of this run has ${has} lines; a sheet gets ${most} at most.`,
    fix: 'Pull Bill Totals: for a run of this size they count as your look at the bills. What is unusual stands in Bill Exceptions.',
  });
}
