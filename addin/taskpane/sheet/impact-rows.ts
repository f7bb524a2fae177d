import { centsToDollars, type Cents } from '../../../bridge/contract/money.js';
import { className } from '../../../bridge/contract/plain-name.js';
import type { Comparison, LargestChange, TariffImpact } from '../../../bridge/contract/tariff-impact.js';
import type { Fact } from '../parts/facts.js';
import { words } from '../words.js';

/** A difference with its sign: "+$12.00", "-$0.05", "$0.00". */
export function differenceText(difference: Cents): string {
  return difference > 0 ? `+${centsToDollars(difference)}` : centsToDollars(difference);
}

/** A difference as a part of what was before, "+4.7%"; null where nothing was before or the part is too small to show. */
export function shareText(difference: Cents, before: Cents): string | null {
  if (before <= 0) return null;
  const tenths = Math.round((difference * 1_000) / before);
  if (tenths === 0) return null;
  return `${tenths > 0 ? '+' : '-'}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}%`;
}

/** Bills that change, and the amounts before and after with the difference and its share. */
export function totalFacts({ bills, changed, beforeCents, afterCents, differenceCents }: Comparison): Fact[] {
  const share = shareText(differenceCents, beforeCents);
  return [
    { label: words.impact.changed, value: words.impact.ofBills(changed, bills) },
    { label: words.impact.before, value: centsToDollars(beforeCents) },
    { label: words.impact.after, value: centsToDollars(afterCents) },
    {
      label: words.impact.difference,
      value: share === null ? differenceText(differenceCents) : `${differenceText(differenceCents)} (${share})`,
    },
  ];
}

/** The classes as rows of a table, those that change most first: class, bills that change, after, difference. */
export function classRows(classes: TariffImpact['classes']): string[][] {
  return classes
    .toSorted((one, other) => Math.abs(other.differenceCents) - Math.abs(one.differenceCents))
    .map(({ rateClass, bills, changed, afterCents, differenceCents }) => [
      className(rateClass),
      words.impact.ofBills(changed, bills),
      centsToDollars(afterCents),
      differenceText(differenceCents),
    ]);
}

/** The largest changes as rows of a table: account with class and use, before, after, difference. */
export function largestRows(largest: readonly LargestChange[]): string[][] {
  return largest.map(({ accountId, rateClass, usageGallons, beforeCents, afterCents, differenceCents }) => [
    words.impact.bill(accountId, rateClass, usageGallons),
    centsToDollars(beforeCents),
    centsToDollars(afterCents),
    differenceText(differenceCents),
  ]);
}
