import type { Issue } from '../../contract/problem.js';
import type { AdjustmentLimits } from '../../contract/settings/adjustment-limits.js';
import { settingIssue } from './setting-issue.js';

/** What is wrong with limits beyond their shape: a person who is not there. `known` are the ids of all people. */
export function limitsIssues({ people }: AdjustmentLimits, known: ReadonlySet<string>): Issue[] {
  return Object.keys(people).flatMap((personId) => {
    if (known.has(personId)) return [];
    const fix = `Name one of these: ${[...known].join(', ')}.`;
    return [settingIssue('unknown-person', `people.${personId}`, `there is no person "${personId}".`, fix)];
  });
}
