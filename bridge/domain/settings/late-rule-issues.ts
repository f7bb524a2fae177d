import type { Issue } from '../../contract/problem.js';
import type { LateRule } from '../../contract/settings/late-rule.js';
import { settingIssue } from './setting-issue.js';

/** What is wrong with a late rule: an exempt account that is not there, or anything that is named twice. */
export function lateRuleIssues({ charge, closedDays }: LateRule, accounts: ReadonlySet<string>): Issue[] {
  const { accounts: exempt = [], rateClasses = [] } = charge?.exempt ?? {};
  const unknown = exempt.flatMap((accountId, place) => {
    if (accounts.has(accountId)) return [];
    const path = `charge.exempt.accounts.${place + 1}`;
    return [settingIssue('unknown-account', path, `there is no account "${accountId}".`, 'Check the account number.')];
  });
  return [
    ...unknown,
    ...namedTwice('charge.exempt.accounts', exempt),
    ...namedTwice('charge.exempt.rateClasses', rateClasses),
    ...namedTwice('charge.base.services', charge?.base?.services ?? []),
    ...namedTwice('charge.base.natures', charge?.base?.natures ?? []),
    ...namedTwice('closedDays.weekdays', closedDays?.weekdays ?? []),
    ...namedTwice('closedDays.holidays', closedDays?.holidays ?? []),
  ];
}

function namedTwice(list: string, names: readonly string[]): Issue[] {
  return names.flatMap((name, place) => {
    if (names.indexOf(name) === place) return [];
    return [settingIssue('named-twice', `${list}.${place + 1}`, `${name} is named before.`, 'Name each once.')];
  });
}
