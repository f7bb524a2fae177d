import type { Person } from '../../contract/person.js';
import type { Issue } from '../../contract/problem.js';
import type { AdjustmentLimits } from '../../contract/settings/adjustment-limits.js';
import { adjustmentKinds } from '../../contract/sheets/adjustments.js';
import { limitsOf } from '../adjusting/adjustment-limits.js';
import { settingIssue } from './setting-issue.js';

/** What limits are judged by, beside themselves. */
export interface OwnLimitFacts {
  readonly before: AdjustmentLimits;
  readonly person: Person;
  /** The names of the other people who may set limits. */
  readonly others: readonly string[];
}

/** Nobody raises what they may adjust alone themselves, for any kind, where somebody else is there who could. */
export function ownLimitIssues(limits: AdjustmentLimits, { before, person, others }: OwnLimitFacts): Issue[] {
  if (others.length === 0) return [];
  const was = limitsOf(person, before);
  const now = limitsOf(person, limits);
  const raised = adjustmentKinds.filter((kind) => mostOf(kind, now) > mostOf(kind, was));
  if (raised.length === 0) return [];
  const what = raised.length === adjustmentKinds.length ? '' : ` as ${raised.join(', ')}`;
  const trouble = `this raises what ${person.name}, who sets it, may adjust alone${what}.`;
  return [settingIssue('own-limit', '', trouble, `Leave it to ${others.join(' or ')}.`)];
}

function mostOf(kind: string, { kindLimits, limitCents }: ReturnType<typeof limitsOf>): number {
  return kindLimits.get(kind) ?? limitCents;
}
