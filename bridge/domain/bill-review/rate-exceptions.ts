import { addDays, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import { accountDatum } from '../billing/account-data.js';
import type { BillableService } from '../billing/bill-input.js';
import { isInAdvance } from '../billing/charge-inputs.js';
import { classBilling } from '../billing/class-billing.js';
import type { TariffBook, TariffVersion } from '../billing/tariff-book.js';
import { found, type FoundException } from './found-exception.js';
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

/** The days that the rates are asked for: those after the last bill up to the one by which this one is priced. */
function pricedDays(facts: ReviewedFacts, { service }: BillableService): [CalendarDate, CalendarDate] {
  const { period, past, billedOn } = facts;
  if (!isInAdvance(service)) return [addDays(startOf(facts), 1), period.to];
  return [addDays(past?.lastBilledOn ?? addDays(billedOn, -1), 1), billedOn];
}

/** The first day is that after the last bill, also where the account was held. */
function startOf({ period, earlier }: ReviewedFacts): CalendarDate {
  return earlier[0]?.period.from ?? period.from;
}

function changedRates(facts: ReviewedFacts, billed: BillableService, tariffs: TariffBook): FoundException[] {
  const { service } = billed;
  const [first, last] = pricedDays(facts, billed);
  const [oldest, ...later] = tariffs.versionsOver(billed.tariffId, first < last ? first : last, last);
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
  if (isInAdvance(service) || crossing !== 'days') return `all is billed by the rates of ${newest.effectiveFrom}`;
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

/** The end is the last day of the reduced rate; it is told with the first bill that has the other one. */
function endedProgramme(facts: ReviewedFacts, billed: BillableService, tariffs: TariffBook): FoundException[] {
  const { service, tariffId } = billed;
  const [first, pricedOn] = pricedDays(facts, billed);
  const ends = accountDatum(facts.data, 'programme_ends', service, pricedOn);
  if (ends === null || ends >= pricedOn || ends < addDays(first, -1)) return [];
  if (!classBilling(tariffs.versionOn(tariffId, pricedOn).compiled, facts.rateClass).isProgramme) return [];
  const sentence = `The reduced ${service} rate ended on ${ends}.`;
  const fix = 'Release it, or renew the rate in Account Data: a later programme_ends.';
  return [{ ...found('reduced-rate-ended', sentence, fix), service }];
}
