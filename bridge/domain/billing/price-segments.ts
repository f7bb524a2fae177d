import { cents, sumCents } from '../../contract/money.js';
import type { FeeDue } from './account-data.js';
import { segmentDates, splitByDays, type VersionSegment } from './bill-segments.js';
import type { ChargeSegment } from './calculated-bill.js';
import { chargeInputs, type ChargeFacts, type ChargePart } from './charge-inputs.js';
import { classBilling, type ClassBilling, type ClassFee } from './class-billing.js';
import { segmentLines } from './segment-lines.js';

/**
 * Prices a charge version by version, each for its days. A class that prorates is given its days' part of the use and of
 * the water bill; the parts add up to the whole. Of another class the whole is priced, and the days' share of each line
 * is taken. A fee is charged by one version, that of its date. Throws TariffError.
 */
export function priceSegments(
  facts: ChargeFacts,
  whole: ChargePart,
  versions: readonly VersionSegment[],
): ChargeSegment[] {
  const segments = billedSegments(facts, whole, versions);
  const days = segments.map((segment) => segment.days);
  const gallons = splitByDays(whole.gallons, days);
  const water = whole.waterCents === null ? null : splitByDays(whole.waterCents, days);
  return segments.map((segment, index) =>
    priceSegment(facts, segment, {
      whole,
      part: {
        days: segment.days,
        gallons: gallons[index] ?? 0,
        waterCents: water === null ? null : cents(water[index] ?? 0),
        takesFee: (fee) => feeSegment(fee, segments) === segment,
      },
    }),
  );
}

/** A segment with what billing asks of the class by its version. */
interface BilledSegment extends VersionSegment {
  readonly billing: ClassBilling;
  readonly fees: readonly ClassFee[];
  readonly daysBefore: number;
}

function billedSegments(facts: ChargeFacts, whole: ChargePart, versions: readonly VersionSegment[]): BilledSegment[] {
  let daysBefore = 0;
  return versions.map((segment) => {
    const billing = classBilling(segment.version.compiled, facts.bill.rateClass);
    const fees = billing.fees(chargeInputs(facts, billing, { ...whole, takesFee: () => false }));
    const billed = { ...segment, billing, fees, daysBefore };
    daysBefore += segment.days;
    return billed;
  });
}

/** The segment of the fee's date; where its version does not know the fee the next one that does, else the last before. */
function feeSegment({ name, on }: FeeDue, segments: readonly BilledSegment[]): BilledSegment | undefined {
  const knowing = segments.filter(({ fees }) => fees.some(({ datum }) => datum === name));
  return knowing.find(({ lastDay }) => on <= lastDay) ?? knowing.at(-1);
}

interface Parts {
  readonly whole: ChargePart;
  readonly part: ChargePart;
}

function priceSegment(facts: ChargeFacts, segment: BilledSegment, { whole, part }: Parts): ChargeSegment {
  const { version, billing, firstDay, lastDay, daysBefore, days } = segment;
  // A fee is charged once and whole, with its own part, whatever share of the rest a part has.
  const inputs = chargeInputs(facts, billing, billing.pricesParts ? part : { ...whole, takesFee: part.takesFee });
  const ofDays = billing.pricesParts ? null : whole.days;
  const lines = segmentLines(billing, inputs, { daysBefore, days, ofDays }, segmentDates(segment));
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
