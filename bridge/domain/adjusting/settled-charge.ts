import { centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';

/** What of a bill's charge for a service is paid by no money, but was written off or moved to another account. */
export interface SettledCharge {
  readonly service: ServiceName;
  readonly how: 'write-off' | 'transfer';
  readonly amountCents: Cents;
  /** The last entry that did it. */
  readonly entryNumber: number;
}

const SPOKEN = { 'write-off': 'written off', transfer: 'transferred to another account' } as const;

/** The charge that a credit is of. */
export interface CreditedCharge {
  readonly billNumber: number;
  readonly service: ServiceName;
  /** What is left of it after what was adjusted. */
  readonly leftCents: Cents;
}

/**
 * Why a credit gives back what was never paid, as a sentence: the customer would be owed what was written off, or what is
 * owed on another account by now. Null where it does not.
 */
export function whyNeverPaid(
  amountCents: Cents,
  { billNumber, service, leftCents }: CreditedCharge,
  settled: readonly SettledCharge[],
): string | null {
  const ofService = settled.filter((each) => each.service === service);
  const last = ofService.at(-1);
  const sum = sumCents(ofService.map((each) => each.amountCents));
  if (last === undefined || amountCents >= 0 || 0 - amountCents <= leftCents - sum) return null;
  const what = [...new Set(ofService.map(({ how }) => SPOKEN[how]))].join(' or ');
  const by = what === SPOKEN[last.how] ? ' by' : ', last by';
  return `${centsToDollars(sum)} of what bill ${billNumber} charged for ${service} was ${what}${by} entry ${last.entryNumber}, so that ${centsToDollars(negated(amountCents))} is more than was paid or is owed of it here.`;
}
