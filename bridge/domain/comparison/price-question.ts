import type { Cents } from '../../contract/money.js';
import type { TariffBook } from '../billing/tariff-book.js';
import type { OurLine } from './our-line.js';
import { repriced, type OtherPrice, type OtherTerms, type VersionById } from './repricing.js';

/** What there is to price by. */
export interface Rates {
  readonly versionById: VersionById;
  readonly tariffs: Pick<TariffBook, 'findVersionOn'>;
  /** The sizes of the utility's meters. */
  readonly meterSizes: readonly string[];
}

/** A charge of theirs that differs from what is priced here for the same usage. */
export interface PriceQuestion {
  readonly line: OurLine;
  /** What is priced here, for their usage where that is another one. */
  readonly base: OtherPrice;
  /** The gallons of that; undefined for our own. */
  readonly gallons: number | undefined;
  readonly theirsCents: Cents;
  readonly rates: Rates;
}

/** Tells whether our price under other terms, for their usage, is just what they charge. */
export function comesTo({ line, gallons, theirsCents, rates }: PriceQuestion, terms: OtherTerms): boolean {
  const all = gallons === undefined ? terms : { gallons, ...terms };
  return repriced(line, rates.versionById, all)?.amountCents === theirsCents;
}
