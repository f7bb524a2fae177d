import { centsToDollars, negated, sumCents, type Cents } from '../../../bridge/contract/money.js';
import { className } from '../../../bridge/contract/plain-name.js';
import type { RateStudyReply, StudyMonth, UsageLevel } from '../../../bridge/contract/rate-study.js';
import type { Comparison } from '../../../bridge/contract/tariff-impact.js';
import { differenceText, shareText } from '../sheet/impact-rows.js';
import { month, number } from '../wording.js';
import { words } from '../words.js';

/** What a study says of one class, or of all when the class is none of its own. */
export function partOf({ all, classes }: RateStudyReply, rateClass: string): RateStudyReply['all'] {
  return classes.find((each) => each.rateClass === rateClass) ?? all;
}

/** The classes as rows of a table, the one that brings in most first: class, before, after, difference. */
export function studyClassRows(classes: RateStudyReply['classes']): string[][] {
  return classes
    .toSorted((one, other) => other.total.beforeCents - one.total.beforeCents)
    .map(({ rateClass, total }) => [className(rateClass), ...amounts(total)]);
}

/** The months as rows of a table, the oldest first: month, before, after, difference. */
export function monthRows(months: readonly StudyMonth[]): string[][] {
  return months.map((each) => [month(each.month), ...amounts(each)]);
}

/** The last row of both tables. */
export function totalRow(name: string, total: Comparison): string[] {
  return [name, ...amounts(total)];
}

/** The levels of use as rows of a table: use with its bills, mean bill before, after, difference, its share. */
export function levelRows(levels: readonly UsageLevel[]): string[][] {
  return levels.map(({ fromKgal, belowKgal, bills, meanBeforeCents, meanAfterCents }) => {
    const difference = sumCents([meanAfterCents, negated(meanBeforeCents)]);
    return [
      words.study.level(levelName(fromKgal, belowKgal), bills),
      centsToDollars(meanBeforeCents),
      centsToDollars(meanAfterCents),
      differenceText(difference),
      shareText(difference, meanBeforeCents) ?? '',
    ];
  });
}

export interface ChartMonth {
  /** "Nov"; no two of twelve months are alike. */
  readonly name: string;
  readonly fullName: string;
  readonly before: ChartBar;
  readonly after: ChartBar;
}

export interface ChartBar {
  /** For the height of a bar only; the amount is in `text`. */
  readonly dollars: number;
  readonly text: string;
}

/** The months as pairs of bars. */
export function chartMonths(months: readonly StudyMonth[]): ChartMonth[] {
  return months.map(({ month: id, beforeCents, afterCents }) => {
    const fullName = month(id);
    return { name: fullName.slice(0, 3), fullName, before: bar(beforeCents), after: bar(afterCents) };
  });
}

/** A mark of the chart's scale: "$850", "$12.5k". */
export function scaleText(dollars: number): string {
  return Math.abs(dollars) < 1_000
    ? words.study.dollars(number(dollars))
    : words.study.thousands(number(dollars / 1_000));
}

function bar(amount: Cents): ChartBar {
  return { dollars: amount / 100, text: centsToDollars(amount) };
}

function amounts({ beforeCents, afterCents, differenceCents }: Comparison): string[] {
  return [centsToDollars(beforeCents), centsToDollars(afterCents), differenceText(differenceCents)];
}

function levelName(fromKgal: number, belowKgal: number | null): string {
  const { below, between, above } = words.study;
  if (belowKgal === null) return above(number(fromKgal));
  return fromKgal === 0 ? below(number(belowKgal)) : between(number(fromKgal), number(belowKgal));
}
