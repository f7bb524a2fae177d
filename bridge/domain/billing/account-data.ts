import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ServiceName } from '../../contract/services.js';
import type { BilledPeriod } from './billed-period.js';

/**
 * A fact of an account that its tariffs may ask for, e.g. its dwelling units; it holds until the next of its name. A fee
 * (`fee_NAME`) is how many times it is charged, once, with the bill in whose period its date lies.
 */
export interface AccountDatum {
  /** Null for all services. */
  readonly service: ServiceName | null;
  readonly name: string;
  /** Null where it no longer holds. */
  readonly value: string | null;
  readonly effectiveFrom: CalendarDate;
}

/**
 * What the account says of a name on a date: of the service itself, else of all services; null when it says nothing.
 * `data` stand in the order in which they take effect.
 */
export function accountDatum(
  data: readonly AccountDatum[],
  name: string,
  service: ServiceName,
  on: CalendarDate,
): string | null {
  let own: string | null = null;
  let general: string | null = null;
  for (const datum of data) {
    if (datum.name !== name || datum.effectiveFrom > on) continue;
    if (datum.service === null) general = datum.value;
    else if (datum.service === service) own = datum.value;
  }
  return own ?? general;
}

/** Tells whether the name is that of a fee. */
export function isFee(name: string): boolean {
  return name.startsWith('fee_');
}

/** How many times a fee is charged with the bill of a period; of one date the last that was said counts. */
export function feesIn(
  data: readonly AccountDatum[],
  name: string,
  service: ServiceName,
  { from, to }: BilledPeriod,
): number {
  const byDate = new Map<string, number>();
  for (const datum of data) {
    const isOfService = datum.service === null || datum.service === service;
    if (datum.name !== name || !isOfService || datum.effectiveFrom <= from || datum.effectiveFrom > to) continue;
    byDate.set(`${datum.effectiveFrom}/${datum.service ?? ''}`, Number(datum.value ?? 0));
  }
  return [...byDate.values()].reduce((sum, times) => sum + times, 0);
}
