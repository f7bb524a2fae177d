import { sumCents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { splitByDays } from '../billing/bill-segments.js';
import type { BillLine } from '../billing/calculated-bill.js';
import { classBilling, type ClassBilling } from '../billing/class-billing.js';
import { segmentLines, toBillLine } from '../billing/segment-lines.js';
import type { TariffVersion } from '../billing/tariff-book.js';
import type { BillInputs } from '../tariff/index.js';
import type { OurLine } from './our-line.js';

/** What is taken to be otherwise than it is here; what is left out stays. */
export interface OtherTerms {
  readonly rateClass?: string;
  /** The rates of the whole period, also where ours divide it. */
  readonly version?: TariffVersion;
  readonly gallons?: number | undefined;
  readonly meterSize?: string;
  readonly carts?: number;
  readonly days?: number;
}

export interface OtherPrice {
  readonly amountCents: Cents;
  readonly lines: readonly BillLine[];
}

/** Finds tariff versions by their ids. */
export type VersionById = (tariffVersionId: string) => TariffVersion;

/** Prices a charge under other terms by the product's own tariffs; null where they have no price, such as for lack of data. */
export function repriced(line: OurLine, versionById: VersionById, terms: OtherTerms): OtherPrice | null {
  try {
    const isDivided = line.charge.segments.length > 0 && terms.version === undefined && terms.days === undefined;
    return isDivided ? dividedLines(line, versionById, terms) : wholeLines(line, versionById, terms);
  } catch (error) {
    if (error instanceof CurbstopError) return null;
    throw error;
  }
}

function wholeLines(line: OurLine, versionById: VersionById, terms: OtherTerms): OtherPrice {
  const { compiled } = terms.version ?? versionById(line.charge.tariffVersionId);
  const billing = classBilling(compiled, terms.rateClass ?? line.rateClass);
  const { lines, billCents } = billing.price(otherInputs(line, line.charge.inputs, billing, terms));
  return { amountCents: billCents, lines: lines.map(toBillLine) };
}

/** As price-segments.ts prices them: each version its days, of the usage or of the amounts. */
function dividedLines(line: OurLine, versionById: VersionById, terms: OtherTerms): OtherPrice {
  const { segments } = line.charge;
  const { gallons } = terms;
  const days = segments.map((segment) => segment.days);
  // Our own use is divided already: by days between rates, by the reads between periods.
  const parts = gallons === undefined ? [] : splitByDays(gallons, days);
  let daysBefore = 0;
  const lines = segments.flatMap((segment, index) => {
    const { tariffVersionId, days, ofDays, firstDay, lastDay } = segment;
    const billing = classBilling(versionById(tariffVersionId).compiled, terms.rateClass ?? line.rateClass);
    const own = gallons === undefined || ofDays !== null ? gallons : (parts[index] ?? 0);
    const inputs = otherInputs(line, segment.inputs, billing, { ...terms, gallons: own });
    const priced = segmentLines(billing, inputs, { daysBefore, days, ofDays }, `${firstDay} to ${lastDay}`);
    daysBefore += days;
    return priced;
  });
  return { amountCents: sumCents(lines.map(({ amountCents }) => amountCents)), lines };
}

/** The data of a charge with what is otherwise, and with what only another class asks for. */
function otherInputs(
  { carts, period, pricedOn }: OurLine,
  given: BillInputs,
  billing: ClassBilling,
  terms: OtherTerms,
) {
  const inputs: Record<string, string> = { ...given };
  const addNeeded = (name: string, value: string | null) => {
    if (value !== null && inputs[name] === undefined && billing.needs(name)) inputs[name] = value;
  };
  addNeeded('carts', carts === null ? null : String(carts));
  addNeeded('read_date', pricedOn);
  addNeeded('days_billed', String(period.days));
  addNeeded('days_full', String(period.fullDays));
  if (terms.gallons !== undefined) setGallons(inputs, terms.gallons);
  if (terms.meterSize !== undefined) inputs['meter_size'] = terms.meterSize;
  if (terms.carts !== undefined) inputs['carts'] = String(terms.carts);
  if (terms.days !== undefined && inputs['days_billed'] !== undefined) inputs['days_billed'] = String(terms.days);
  // The end of a programme says which class prices; another class is meant as it is.
  if (terms.rateClass !== undefined) delete inputs['programme_ends'];
  return inputs;
}

/** Where the class goes by readings, one register that counted so much stands for them. */
function setGallons(inputs: Record<string, string>, gallons: number): void {
  if (inputs['usage_gallons'] === undefined) return;
  inputs['usage_gallons'] = String(gallons);
  if (inputs['current_reading'] === undefined) return;
  inputs['previous_reading'] = '0';
  inputs['current_reading'] = String(gallons);
}
