import {
  reasonLabels,
  shareOfEqual,
  usageUnits,
  type ComparisonReply,
  type UsageUnit,
} from '../../../bridge/contract/comparison.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { Choice } from '../parts/choice-field.js';
import type { Fact } from '../parts/facts.js';
import { differenceText } from '../sheet/impact-rows.js';
import { capital, number } from '../wording.js';
import { words } from '../words.js';

/** What the file picker offers. */
export const COMPARISON_FILE_TYPES = '.csv,.tsv,.txt';

/** The choice of the unit that the heading says; no unit has this name. */
export const AS_HEADED = '';

/** The units of usage to choose from, the heading's own first. */
export function unitChoices(): Choice[] {
  const { asHeaded, units } = words.compare;
  return [{ value: AS_HEADED, label: asHeaded }, ...usageUnits.map((unit) => ({ value: unit, label: units[unit] }))];
}

/** The unit that was chosen; null for the heading's own. */
export function chosenUnit(value: string): UsageUnit | null {
  return usageUnits.find((unit) => unit === value) ?? null;
}

/** What became of the lines, and the dollars of both sides. */
export function comparisonFacts(reply: ComparisonReply): Fact[] {
  const { facts } = words.compare;
  const counts = [
    { label: facts.equal, value: `${number(reply.equal)} (${shareOfEqual(reply.equalPerMille)})` },
    { label: facts.differs, value: number(reply.differs) },
    { label: facts.onlyTheirs, value: number(reply.onlyTheirs) },
    { label: facts.onlyOurs, value: number(reply.onlyOurs) },
  ];
  const otherUsage = { label: facts.otherUsage, value: number(reply.equalOfOtherUsage) };
  return [
    { label: facts.lines, value: number(reply.lines) },
    ...counts,
    ...(reply.equalOfOtherUsage === 0 ? [] : [otherUsage]),
    { label: facts.theirs, value: centsToDollars(reply.theirsCents) },
    { label: facts.ours, value: centsToDollars(reply.oursCents) },
    { label: facts.apart, value: centsToDollars(reply.apartCents) },
  ];
}

/** What is not equal by its reason: reason, lines, dollars apart. */
export function reasonRows({ byReason }: ComparisonReply): string[][] {
  return byReason.map(({ reason, lines, apartCents }) => [
    reasonLabels[reason],
    number(lines),
    centsToDollars(apartCents),
  ]);
}

/** The services: equal lines of all, dollars apart. */
export function serviceRows({ byService }: ComparisonReply): string[][] {
  return byService.map(({ service, equal, lines, apartCents }) => [
    capital(service),
    words.compare.ofLines(equal, lines),
    centsToDollars(apartCents),
  ]);
}

/** A large difference for a list. */
export interface LargeDifference {
  readonly key: string;
  readonly title: string;
  readonly amounts: string;
  readonly explanation: string;
}

export function largeDifferences({ largest }: ComparisonReply): LargeDifference[] {
  const amount = (cents: (typeof largest)[number]['oursCents']) =>
    cents === null ? words.compare.nothing : centsToDollars(cents);
  return largest.map(({ accountId, service, oursCents, theirsCents, differenceCents, explanation }) => ({
    key: `${accountId}/${service}`,
    title: words.compare.difference(accountId, service, differenceText(differenceCents)),
    amounts: words.compare.amounts(amount(theirsCents), amount(oursCents)),
    explanation,
  }));
}

/** A name in a file that is no service here. */
export interface UnknownService {
  readonly name: string;
  /** Where it stands and how often. */
  readonly said: string;
}

/** The names that the person can say the meaning of, apart from what else is wrong with a file. */
export function unknownServices(issues: readonly Issue[]): { unknown: UnknownService[]; others: Issue[] } {
  return {
    unknown: issues.flatMap(({ code, value, message }) =>
      code === 'service-unknown' && value !== undefined ? [{ name: value, said: message }] : [],
    ),
    others: issues.filter(({ code, value }) => code !== 'service-unknown' || value === undefined),
  };
}
