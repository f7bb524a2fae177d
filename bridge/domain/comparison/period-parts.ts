import { daysBetween } from '../../contract/calendar-date.js';
import { sumCents, type Cents } from '../../contract/money.js';
import type { BilledPeriod } from '../billing/billed-period.js';
import type { BillCharge, ChargeSegment } from '../billing/calculated-bill.js';
import type { OurLine } from './our-line.js';

/** What one of several periods has of a charge. */
export interface PeriodPart {
  readonly period: BilledPeriod;
  readonly segments: readonly ChargeSegment[];
  readonly amountCents: Cents;
}

/** The parts of a charge whose bill covers periods that the account was held for; one or none where it covers one only. */
export function periodParts({ charge, earlier, period }: OurLine): PeriodPart[] {
  if (earlier.length === 0) return [];
  const from = earlier.at(-1)?.to ?? period.from;
  const own: BilledPeriod = { ...period, from, days: Math.max(0, daysBetween(from, period.to)) };
  return [...earlier, own].flatMap((each) => {
    const segments = charge.segments.filter(({ firstDay, lastDay }) => firstDay > each.from && lastDay <= each.to);
    if (segments.length === 0) return [];
    return [{ period: each, segments, amountCents: sumCents(segments.map(({ amountCents }) => amountCents)) }];
  });
}

/** Tells whether a charge is made of several periods, each priced by itself. */
export function coversPeriods(line: OurLine): boolean {
  return periodParts(line).length > 1;
}

/** A line as if its bill covered just one of its periods. */
export function lineOfPart(line: OurLine, { period, segments, amountCents }: PeriodPart): OurLine {
  const [only] = segments;
  const charge: BillCharge = {
    ...line.charge,
    tariffVersionId: segments.at(-1)?.tariffVersionId ?? line.charge.tariffVersionId,
    inputs: only === undefined ? line.charge.inputs : { ...only.inputs, ...usageOf(segments) },
    lines: segments.flatMap(({ lines }) => lines),
    amountCents,
    segments: segments.length > 1 ? segments : [],
  };
  return { ...line, charge, period, earlier: [] };
}

/** Where rates divide the days and not the use, each segment has the use of the whole period. */
function usageOf(segments: readonly ChargeSegment[]): Record<string, string> {
  const used = segments.flatMap(({ inputs, ofDays }) => (ofDays === null ? (inputs['usage_gallons'] ?? []) : []));
  return used.length === 0 ? {} : { usage_gallons: String(used.reduce((sum, gallons) => sum + Number(gallons), 0)) };
}
