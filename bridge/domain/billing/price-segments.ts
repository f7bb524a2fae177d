import { cents, sumCents } from '../../contract/money.js';
import { segmentDates, splitByDays, type VersionSegment } from './bill-segments.js';
import type { ChargeSegment } from './calculated-bill.js';
import { chargeInputs, type ChargeFacts, type ChargePart } from './charge-inputs.js';
import { classBilling } from './class-billing.js';
import { segmentLines } from './segment-lines.js';

/**
 * Prices a charge version by version, each for its days. A class that prorates is given its days' part of the use and of
 * the water bill; the parts add up to the whole. Of another class the whole is priced, and the days' share of each line
 * is taken. Throws TariffError.
 */
export function priceSegments(
  facts: ChargeFacts,
  whole: ChargePart,
  versions: readonly VersionSegment[],
): ChargeSegment[] {
  const days = versions.map((segment) => segment.days);
  const gallons = splitByDays(whole.gallons, days);
  const water = whole.waterCents === null ? null : splitByDays(whole.waterCents, days);
  return versions.map((segment, index) =>
    priceSegment(facts, segment, {
      whole,
      part: {
        days: segment.days,
        gallons: gallons[index] ?? 0,
        waterCents: water === null ? null : cents(water[index] ?? 0),
        isLast: index === versions.length - 1,
      },
    }),
  );
}

interface Parts {
  readonly whole: ChargePart;
  readonly part: ChargePart;
}

function priceSegment(facts: ChargeFacts, segment: VersionSegment, { whole, part }: Parts): ChargeSegment {
  const { version, firstDay, lastDay, days } = segment;
  const billing = classBilling(version.compiled, facts.bill.rateClass);
  // A fee counts once, with the last part, whatever share of the rest a part has.
  const inputs = chargeInputs(facts, billing, billing.pricesParts ? part : { ...whole, isLast: part.isLast });
  const ofDays = billing.pricesParts ? null : whole.days;
  const lines = segmentLines(billing.price(inputs), { days, ofDays }, segmentDates(segment));
  return {
    tariffVersionId: version.tariffVersionId,
    firstDay,
    lastDay,
    days,
    ofDays,
    inputs,
    lines,
    amountCents: sumCents(lines.map((line) => line.amountCents)),
  };
}
