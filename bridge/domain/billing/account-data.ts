import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ServiceName } from '../../contract/services.js';
import { feeNamed } from '../tariff/index.js';
import type { BilledPeriod } from './billed-period.js';

/**
 * A fact of an account that its tariffs may ask for, e.g. its dwelling units; it holds until the next of its name. A fee
 * (`fee_NAME`) is how many times it is charged, once, with the first bill that reaches its date.
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
  return feeNamed(name) !== null;
}

/** A fee of an account that is to be charged with a bill. */
export interface FeeDue {
  /** `fee_NAME`. */
  readonly name: string;
  /** Null for all services. */
  readonly service: ServiceName | null;
  readonly on: CalendarDate;
  /** At least once. */
  readonly times: number;
}

/** What says which fees a bill charges. */
export interface FeeWindow {
  /** The last day that a bill before it covers; null for an account's first bill. */
  readonly billedTo: CalendarDate | null;
  readonly period: Pick<BilledPeriod, 'to'>;
}

/** Tells whether a bill covers a fee's date, or one before it did. */
export function isBilled(on: CalendarDate, billedTo: CalendarDate | null): boolean {
  return billedTo !== null && on <= billedTo;
}

/**
 * The fees up to a bill's last day that no bill before it charged: so an account's first bill has those of the move-in
 * day and before. Of one date the last that was said counts.
 */
export function feesDue(data: readonly AccountDatum[], { billedTo, period: { to } }: FeeWindow): FeeDue[] {
  const due = new Map<string, FeeDue>();
  for (const { name, service, value, effectiveFrom: on } of data) {
    if (!isFee(name) || isBilled(on, billedTo) || on > to) continue;
    due.set(`${name}/${on}/${service ?? ''}`, { name, service, on, times: Number(value ?? 0) });
  }
  return [...due.values()].filter(({ times }) => times > 0);
}

/** Tells whether a fee is of the service: its own, or one of all services. */
export function isFeeOf(fee: FeeDue, service: ServiceName): boolean {
  return fee.service === null || fee.service === service;
}
