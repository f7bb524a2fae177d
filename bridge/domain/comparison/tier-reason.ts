import { CurbstopError } from '../../contract/problem.js';
import { Exact, spoken } from '../metering/exact.js';
import { priceBill, type ExplainedTier } from '../tariff/index.js';
import type { PriceQuestion } from './price-question.js';
import type { Finding } from './usage-reason.js';

/**
 * Looks at the tiers of our price: whether what stands in the last one that is reached, or one unit of it, comes to their
 * cents by the price of the tier beside it. Null where it does not.
 */
export function tierReason(question: PriceQuestion): Finding | null {
  const { line, base, theirsCents, rates } = question;
  const { billUnit } = rates.versionById(line.charge.tariffVersionId).compiled.metadata;
  for (const tiers of tierLists(question)) {
    const last = tiers.findLastIndex(({ quantity }) => new Exact(quantity).gt(0));
    for (const other of [last - 1, last + 1]) {
      const moved = movedQuantity(tiers[last], tiers[other], theirsCents - base.amountCents);
      const [from, to] = [tiers[last]?.price ?? '', tiers[other]?.price ?? ''];
      if (moved === null) continue;
      const what = `They charge ${spoken(moved)} ${billUnit} of tier ${last + 1} by tier ${other + 1}`;
      return { reason: 'tier', sentence: `${what}, $${to} instead of $${from}.` };
    }
  }
  return null;
}

/** Parts of a period have tiers of their own, and none of them tells where the others are off. */
function tierLists({ line, gallons, rates }: PriceQuestion): (readonly ExplainedTier[])[] {
  const { charge, rateClass } = line;
  if (charge.segments.length > 0) return [];
  const inputs = gallons === undefined ? charge.inputs : { ...charge.inputs, usage_gallons: String(gallons) };
  try {
    const { explain } = priceBill(rates.versionById(charge.tariffVersionId).compiled, rateClass, inputs);
    return explain()
      .steps.map(({ tiers }) => tiers)
      .filter((tiers) => tiers.length > 1);
  } catch (error) {
    if (error instanceof CurbstopError) return [];
    throw error;
  }
}

function movedQuantity(from: ExplainedTier | undefined, to: ExplainedTier | undefined, apart: number): string | null {
  if (from === undefined || to === undefined) return null;
  const perUnit = new Exact(to.price).minus(from.price);
  const quantities = new Exact(from.quantity).gt(1) ? [from.quantity, '1'] : [from.quantity];
  return quantities.find((quantity) => isCents(perUnit.times(quantity), apart)) ?? null;
}

/** Both bills are rounded, so that their difference is within a cent of the exact one. */
function isCents(dollars: Exact, apart: number): boolean {
  return dollars.times(100).minus(apart).abs().lt(1);
}
