import type { ComparisonReason, ComparisonResult } from '../../contract/comparison.js';
import { cents, centsToDollars, negated, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import { Exact, spoken } from '../metering/exact.js';
import { besideOthers, heldBefore } from './held-reason.js';
import { pricedGallons, type OurLine } from './our-line.js';
import { lineOfPart, periodParts } from './period-parts.js';
import type { Rates } from './price-question.js';
import { rateReason } from './rate-reason.js';
import { repriced } from './repricing.js';
import type { TheirLine } from './their-line.js';
import { linesTwice } from './twice-reason.js';
import { isSameUsage, theirGallons, usageReason, type Finding } from './usage-reason.js';

/** An account's service as both systems have it. */
export interface ComparedLine {
  readonly accountId: string;
  readonly service: ServiceName;
  readonly result: ComparisonResult;
  readonly ours: OurLine | null;
  readonly theirs: TheirLine | null;
  /** Theirs less ours; what is missing counts as nothing. */
  readonly differenceCents: Cents;
  /** The main reason; null for what is equal in charge and usage. */
  readonly reason: ComparisonReason | null;
  /** The reason with its numbers; empty where there is none. */
  readonly explanation: string;
}

/** Compares an account's service that both systems bill. */
export function compareLine(ours: OurLine, theirs: TheirLine, rates: Rates): ComparedLine {
  const differenceCents = cents(theirs.chargeCents - ours.charge.amountCents);
  const findings = differenceCents === 0 ? usageFindings(ours, theirs) : reasonsOf(ours, theirs, rates);
  const { accountId, charge } = ours;
  return {
    ...{ accountId, service: charge.service, ours, theirs, differenceCents },
    result: differenceCents === 0 ? 'equal' : 'differs',
    reason: findings[0]?.reason ?? null,
    explanation: withHold(findings.map(({ sentence }) => sentence).join(' '), ours),
  };
}

function withHold(explanation: string, { isHeld }: OurLine): string {
  return isHeld && explanation !== '' ? `${explanation} The account is held out of this run.` : explanation;
}

/** A line that only we have. */
export function onlyOurs(ours: OurLine, isAccountInFile: boolean): ComparedLine {
  const { accountId, charge } = ours;
  const which = isAccountInFile ? `no line of the account’s ${charge.service}` : 'no line of the account';
  return {
    ...{ accountId, service: charge.service, ours, theirs: null, result: 'only-ours' },
    differenceCents: negated(charge.amountCents),
    reason: charge.amountCents === 0 ? 'zero-charge' : 'not-in-file',
    explanation: withHold(
      charge.amountCents === 0
        ? `Nothing is charged here, and the file has ${which}.`
        : `The file has ${which}; here ${centsToDollars(charge.amountCents)} is charged.`,
      ours,
    ),
  };
}

/** A line that only they have, with why it is not billed here. */
export function onlyTheirs(theirs: TheirLine, why: Finding): ComparedLine {
  const { accountId, service, chargeCents } = theirs;
  const isNothing = chargeCents === 0 && why.reason === 'no-service';
  return {
    ...{ accountId, service, ours: null, theirs, result: 'only-theirs', differenceCents: chargeCents },
    reason: isNothing ? 'zero-charge' : why.reason,
    explanation: isNothing ? `They charge nothing. ${why.sentence}` : why.sentence,
  };
}

function usageFindings(ours: OurLine, { usage }: TheirLine): Finding[] {
  const gallons = pricedGallons(ours);
  if (usage === null || gallons === null || isSameUsage(usage, gallons)) return [];
  const { reason, sentence } = usageReason(usage, gallons, ours.isEstimated);
  return [{ reason, sentence: `The charge is equal though the usage is not. ${sentence}` }];
}

/** Lines that stand in the file twice, and bills of several periods, come first: next to them all else looks explained. */
function reasonsOf(ours: OurLine, theirs: TheirLine, rates: Rates): Finding[] {
  const { once } = theirs;
  if (once !== null) {
    const twice = linesTwice(once, ours.charge.amountCents);
    if (once.chargeCents === ours.charge.amountCents) return [twice];
    const rest = heldFindings(ours, { ...theirs, ...once, once: null }, rates);
    const findings = heldFindings(ours, theirs, rates);
    return isExplained(rest) && !isExplained(findings) ? [twice, ...rest] : findings;
  }
  return heldFindings(ours, theirs, rates);
}

/** They may have billed each period when it ended: then the last one alone is what theirs is beside. */
function heldFindings(ours: OurLine, theirs: TheirLine, rates: Rates): Finding[] {
  const held = heldBefore(ours, theirs.chargeCents, rates);
  if (held !== null) return [held];
  const all = chargeFindings(ours, theirs, rates);
  const parts = periodParts(ours);
  const last = parts.at(-1);
  const gallons = pricedGallons(ours);
  const isAllUsage = theirs.usage === null || gallons === null || isSameUsage(theirs.usage, gallons);
  if (last === undefined || parts.length < 2 || (isAllUsage && isExplained(all))) return all;
  const alone = chargeFindings(lineOfPart(ours, last), theirs, rates);
  if (!isExplained(alone)) return all;
  return [{ reason: 'held-before', sentence: `They seem to bill ${besideOthers(last, parts)}` }, ...alone];
}

function isExplained([first]: readonly Finding[]): boolean {
  return first !== undefined && first.reason !== 'not-explained';
}

function chargeFindings(ours: OurLine, theirs: TheirLine, rates: Rates): Finding[] {
  const gallons = pricedGallons(ours);
  const { usage } = theirs;
  if (usage === null || gallons === null) return [ofSameUsage(ours, theirs, rates) ?? notExplained(ours, theirs)];
  const other = theirGallons(usage, gallons);
  if (!isSameUsage(usage, gallons))
    return ofOtherUsage(ours, theirs, rates, other, usageReason(usage, gallons, ours.isEstimated));
  const rounded = other.eq(gallons) ? null : roundedUsage(ours, theirs, rates, other);
  return [rounded ?? ofSameUsage(ours, theirs, rates) ?? notExplained(ours, theirs)];
}

function ofSameUsage(line: OurLine, { chargeCents }: TheirLine, rates: Rates): Finding | null {
  const base = { amountCents: line.charge.amountCents, lines: line.charge.lines };
  return rateReason({ line, base, gallons: undefined, theirsCents: chargeCents, rates });
}

/** Usage that is shown in whole thousands, say, may be billed in them as well. */
function roundedUsage(line: OurLine, { chargeCents }: TheirLine, rates: Rates, other: Exact): Finding | null {
  const price = repriced(line, rates.versionById, { gallons: whole(other) });
  if (price?.amountCents !== chargeCents) return null;
  const ours = spoken(String(pricedGallons(line) ?? 0));
  return {
    reason: 'usage-rounded',
    sentence: `${centsToDollars(chargeCents)} is our price of ${spoken(other)} gal; they round the usage, of which here are ${ours} gal.`,
  };
}

/** Their usage priced here: it explains the charge, or leaves a rest that may have a reason of its own. */
function ofOtherUsage(line: OurLine, theirs: TheirLine, rates: Rates, other: Exact, usage: Finding): Finding[] {
  const base = repriced(line, rates.versionById, { gallons: whole(other) });
  if (base === null) return [usage];
  if (base.amountCents === theirs.chargeCents) {
    return [{ ...usage, sentence: `${usage.sentence} That explains the whole difference.` }];
  }
  const priced = `For their usage we would charge ${centsToDollars(base.amountCents)}.`;
  const question = { line, base, gallons: whole(other), theirsCents: theirs.chargeCents, rates };
  const rest = rateReason(question);
  // With a price that is right for our usage, it is the usage in the file that is off.
  const ours = rest === null ? ofSameUsage(line, theirs, rates) : null;
  if (ours !== null) return [ours, { ...usage, sentence: `The usage in the file differs as well: ${usage.sentence}` }];
  const left = centsToDollars(cents(theirs.chargeCents - base.amountCents));
  const sentence = rest?.sentence ?? `The other ${left} are not explained.`;
  const first = { ...usage, sentence: `${usage.sentence} ${priced}` };
  return rest === null ? [{ reason: 'not-explained', sentence: `${first.sentence} ${sentence}` }] : [first, rest];
}

function notExplained({ charge }: OurLine, { chargeCents }: TheirLine): Finding {
  const both = `They charge ${centsToDollars(chargeCents)}, and here it is ${centsToDollars(charge.amountCents)}`;
  return { reason: 'not-explained', sentence: `${both}: no other usage, class, size, line, date or days come to it.` };
}

/** Gallons as meters tell them, halves up. */
function whole(gallons: Exact): number {
  return Math.max(0, gallons.toDecimalPlaces(0, Exact.ROUND_HALF_UP).toNumber());
}
