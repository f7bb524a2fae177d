import type { Issue } from '../../contract/problem.js';
import type { ReadingReview } from '../../contract/settings/reading-review.js';
import { Exact } from '../metering/exact.js';
import { settingIssue } from './setting-issue.js';

/** Bounds that contradict one another would flag every read, or none. */
export function reviewIssues({ thresholds, limits }: ReadingReview): Issue[] {
  const issues: Issue[] = [];
  const notAbove = (least: string, most: string, place: string, than: string) => {
    if (new Exact(least).lte(most)) return;
    const path = place === '1' ? than : place;
    const message = `${place} must not be above ${than}.`;
    issues.push(settingIssue('bounds-crossed', path, message, 'Exchange the two, or correct one of them.'));
  };
  notAbove('1', thresholds.highRatio, '1', 'thresholds.highRatio');
  notAbove(thresholds.highRatio, thresholds.veryHighRatio, 'thresholds.highRatio', 'thresholds.veryHighRatio');
  notAbove(thresholds.veryLowRatio, thresholds.lowRatio, 'thresholds.veryLowRatio', 'thresholds.lowRatio');
  notAbove(thresholds.lowRatio, '1', 'thresholds.lowRatio', '1');
  notAbove(thresholds.rolloverFrom, '1', 'thresholds.rolloverFrom', '1');
  notAbove(limits.lowRatio, limits.highRatio, 'limits.lowRatio', 'limits.highRatio');
  return issues;
}
