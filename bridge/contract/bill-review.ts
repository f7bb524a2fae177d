import type { ServiceName } from './services.js';

/**
 * How much an exception of a bill weighs: `blocks` is never posted, `look` is posted once a person released it, and
 * `information` asks for nothing.
 */
export const billSeverities = ['blocks', 'look', 'information'] as const;
export type BillSeverity = (typeof billSeverities)[number];

/** How much an exception weighs, as a person reads it. */
export const severityWords: Readonly<Record<BillSeverity, string>> = {
  blocks: 'blocks posting',
  look: 'needs a look',
  information: 'information',
};

/** What makes a bill impossible; no setting makes them less. A meter that was taken out within the period is only looked at. */
export const blockingCodes = [
  'no-read',
  'missing-meter',
  'unlike-meters',
  'no-service',
  'service-without-tariff',
  'tariff-of-another-service',
  'not-priced',
] as const;

/** What a person looks at or should know; how much each weighs is a setting. */
export const weighedCodes = [
  'estimated',
  'high-bill',
  'low-bill',
  'zero-bill',
  'credit-bill',
  'tariff-without-service',
  'use-without-water',
  'sewer-without-water',
  'service-after-closing',
  'missing-address',
  'carts-above-limit',
  'reduced-rate-ended',
  'tax-ended',
  'rates-changed',
  'held-before',
  'first-bill',
  'final-bill',
] as const;
export type WeighedCode = (typeof weighedCodes)[number];

/** What nothing was found for: a person holds the account all the same. */
export const HELD_BY_HAND = 'held-by-hand';
export type BillExceptionCode = (typeof blockingCodes)[number] | WeighedCode | typeof HELD_BY_HAND;

/** What was found on an account's bill. */
export interface BillException {
  readonly code: BillExceptionCode;
  /** Null where the whole account is meant. */
  readonly service: ServiceName | null;
  readonly severity: BillSeverity;
  /** What is found, with its numbers. */
  readonly sentence: string;
  /** What the person can do. */
  readonly fix: string;
}

/** Names an exception among those of its account, e.g. "zero-bill" or "rates-changed/sewer". */
export function exceptionName({ code, service }: Pick<BillException, 'code' | 'service'>): string {
  return service === null ? code : `${code}/${service}`;
}

/** What the coordinator decides of an exception: let it go, leave the account out of this run, or have it mended. */
export const billDecisions = ['release', 'hold', 'fix'] as const;
export type BillDecision = (typeof billDecisions)[number];
