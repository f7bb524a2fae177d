import type { Issue } from '../../contract/problem.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import { settingIssue } from './setting-issue.js';

/** What is wrong with an order of payment: a type that is not charged, or one that is named twice. */
export function applicationIssues({ order }: ApplicationRule, chargeTypes: readonly string[]): Issue[] {
  return order.flatMap((chargeType, place) => {
    const path = `order.${place + 1}`;
    if (!chargeTypes.includes(chargeType)) {
      const fix = `Name one of ${chargeTypes.join(', ')}.`;
      return [settingIssue('unknown-charge-type', path, `there is no type of charge "${chargeType}".`, fix)];
    }
    if (order.indexOf(chargeType) === place) return [];
    return [settingIssue('named-twice', path, `${chargeType} is named before.`, 'Name each type once.')];
  });
}
