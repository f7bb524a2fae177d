import { addDays, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import { plainName } from '../../contract/plain-name.js';
import { accountDatum } from '../billing/account-data.js';
import type { BillableService } from '../billing/bill-input.js';
import { isInAdvance } from '../billing/charge-inputs.js';
import { classBilling } from '../billing/class-billing.js';
import type { TariffBook, TariffVersion } from '../billing/tariff-book.js';
import { found, type FoundException } from './found-exception.js';
import { isReducedPrice, PROGRAMME_ENDS } from './reduced-price.js';
import type { ReviewedFacts } from './reviewed-facts.js';

/**
 * Rates that changed within what the bill covers, a tax that they no longer have, and a reduced rate that ended. Where
 * there are no rates for a day or a class, nothing is found: pricing says so.
 */
export function rateExceptions(facts: ReviewedFacts, tariffs: TariffBook): FoundException[] {
  return facts.services.flatMap((service) => {
    try {
      return [...changedRates(facts, service, tariffs), ...endedProgramme(facts, service, tariffs)];
    } catch (error) {
      if (error instanceof CurbstopError) return [];
      throw error;
    }
  });
}

/**
 * The days that the rates are asked for: from the one by which the last bill was priced up to the one by which this one is.
 * Rates that began on the day between the two bills were in neither of them otherwise. A first bill has only its own days.
 */
function pricedDays(facts: ReviewedFacts, billed: BillableService, tariffs: TariffBook): [CalendarDate, CalendarDate] {
  const { period, past, billedTo, billedOn } = facts;
  const isAhead = isInAdvance(billed.service);
  const before = isAhead ? past?.lastBilledOn : billedTo;
  const last = isAhead ? billedOn : period.to;
  const own = isAhead ? billedOn : addDays(period.from, 1);
  const first = before && tariffs.findVersionOn(billed.tariffId, before) ? before : own;
  return [first < last ? first : last, last];
}

function changedRates(facts: ReviewedFacts, billed: BillableService, tariffs: TariffBook): FoundException[] {
  const { service } = billed;
  const [first, last] = pricedDays(facts, billed, tariffs);
  const [oldest, ...later] = tariffs.versionsOver(billed.tariffId, first, last);
  const newest = later.at(-1);
  if (oldest === undefined || newest === undefined) return [];
  const dates = later.map(({ effectiveFrom }) => effectiveFrom).join(' and ');
  const sentence = `The ${service} rates changed on ${dates}: ${howDivided(facts, billed, newest)}.`;
  return [
    { ...found('rates-changed', sentence, 'Nothing to do; the bill says which rates it has.'), service },
    ...endedTaxes(facts, billed, { oldest, newest }),
  ];
}

function howDivided({ period }: ReviewedFacts, { service }: BillableService, newest: TariffVersion): string {
  const { crossing } = newest.compiled.settings;
  const isWhole = isInAdvance(service) || crossing !== 'days' || newest.effectiveFrom <= addDays(period.from, 1);
  if (isWhole) return `all is billed by the rates of ${newest.effectiveFrom}`;
  const days = daysBetween(newest.effectiveFrom, period.to) + 1;
  return `${counted(days, 'day')} of ${period.days} by the rates of ${newest.effectiveFrom}, the others by those before`;
}

function endedTaxes(
  { rateClass }: ReviewedFacts,
  { service }: BillableService,
  { oldest, newest }: { readonly oldest: TariffVersion; readonly newest: TariffVersion },
): FoundException[] {
  const now = new Set(classBilling(newest.compiled, rateClass).taxes);
  const ended = classBilling(oldest.compiled, rateClass).taxes.filter((tax) => !now.has(tax));
  if (ended.length === 0) return [];
  const sentence = `The ${service} rates of ${newest.effectiveFrom} no longer have ${ended.join(', ')}.`;
  return [{ ...found('tax-ended', sentence, 'Release it where the tax ended, else mend the rates.'), service }];
}

/** Told with the first bill that has the other rate, however late the end was entered; the end is the last reduced day. */
function endedProgramme(facts: ReviewedFacts, billed: BillableService, tariffs: TariffBook): FoundException[] {
  const { service, tariffId } = billed;
  const [first, pricedOn] = pricedDays(facts, billed, tariffs);
  const ends = accountDatum(facts.data, PROGRAMME_ENDS, service, pricedOn);
  const price = { tariffId, rateClass: facts.rateClass, pricedOn, ends };
  const wasReduced = facts.past?.reduced.has(service) ?? isReducedPrice({ ...price, pricedOn: first }, tariffs);
  if (!wasReduced || isReducedPrice(price, tariffs)) return [];
  const sentence =
    ends !== null && ends < pricedOn
      ? `The reduced ${service} rate ended on ${ends}.`
      : `The last bill had the reduced ${service} rate, and the account is ${plainName(facts.rateClass)} now.`;
  const fix = 'Release it, or renew the rate in Account Data with a later end.';
  return [{ ...found('reduced-rate-ended', sentence, fix), service }];
}
