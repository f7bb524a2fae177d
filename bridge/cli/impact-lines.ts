import { counted } from '../contract/counted.js';
import { cents, centsToDollars, type Cents } from '../contract/money.js';
import { missingText } from '../contract/missing-data.js';
import type { Comparison, LargestChange, MissingData, TariffImpact, Unpriceable } from '../contract/tariff-impact.js';

/** What a version changes, as lines for a person. */
export function impactLines({ runs, total, classes, largest, unpriceable, replaced }: TariffImpact): string[] {
  if (runs.length === 0) return ['No run is posted yet, so there are no bills to compare with.'];
  const names = runs.map(({ cycleName, periodTo }) => `${cycleName} (to ${periodTo})`).join(', ');
  return [
    `Beside the last posted bills of ${names}:`,
    `  ${comparisonText(total)}`,
    ...classes.map(({ rateClass, ...comparison }) => `  ${rateClass}: ${comparisonText(comparison)}`),
    ...(largest.length > 0 ? ['Largest changes:', ...largest.map(changeLine)] : []),
    ...unpriceableLines(unpriceable),
    ...replacedLines(replaced),
  ];
}

/** Bills before and after in one sentence. */
export function comparisonText({ bills, changed, beforeCents, afterCents, differenceCents }: Comparison): string {
  const amounts = `${centsToDollars(beforeCents)} becomes ${centsToDollars(afterCents)}`;
  return `${counted(bills, 'bill')}, ${changed.toLocaleString('en-US')} changed: ${amounts}, ${difference(differenceCents)}.`;
}

/** The bills that can't be priced and why; no line where there are none. */
export function unpriceableLines({ bills, beforeCents, missing, reasons }: Unpriceable): string[] {
  if (bills === 0) return [];
  const lines = reasons.map(
    (reason) => `  ${counted(reason.bills, 'bill')}, e.g. account ${reason.accountId}: ${reason.message} ${reason.fix}`,
  );
  const named = missing.length === 0 ? [] : [`  ${missingText(missing)}.`];
  return [
    `${counted(bills, 'bill')} of ${centsToDollars(beforeCents)} can't be priced and are left out:`,
    ...named,
    ...lines,
  ];
}

/** The data that no record gives and something stood in for; no line where none were needed. */
export function replacedLines(replaced: readonly MissingData[]): string[] {
  if (replaced.length === 0) return [];
  return [`Priced as the rates say for the lack of data, else by the use itself: ${missingText(replaced)}.`];
}

function changeLine(change: LargestChange): string {
  const { accountId, service, rateClass, usageGallons, beforeCents, afterCents, differenceCents } = change;
  const use = counted(usageGallons, 'gallon');
  return `  ${accountId}  ${service}, ${rateClass}, ${use}: ${centsToDollars(beforeCents)} becomes ${centsToDollars(afterCents)}, ${difference(differenceCents)}`;
}

function difference(amount: Cents): string {
  if (amount === 0) return 'no difference';
  return `${centsToDollars(cents(Math.abs(amount)))} ${amount > 0 ? 'more' : 'less'}`;
}
