import type { CalendarDate } from '../../contract/calendar-date.js';
import { classBilling } from '../billing/class-billing.js';
import type { TariffBook } from '../billing/tariff-book.js';

/** The account's datum that says the last day of its reduced rate. */
export const PROGRAMME_ENDS = 'programme_ends';

/** What says whether a service is priced by a reduced rate. */
export interface ReducedPrice {
  readonly tariffId: string;
  readonly rateClass: string;
  readonly pricedOn: CalendarDate;
  /** The last day of the account's reduced rate; null where none is said. */
  readonly ends: string | null;
}

/** Tells whether the rates of the day have the class as a reduced one, and it had not ended for the account. */
export function isReducedPrice({ tariffId, rateClass, pricedOn, ends }: ReducedPrice, tariffs: TariffBook): boolean {
  const compiled = tariffs.findVersionOn(tariffId, pricedOn)?.compiled;
  if (!compiled?.classes.includes(rateClass) || (ends !== null && ends < pricedOn)) return false;
  return classBilling(compiled, rateClass).isProgramme;
}
