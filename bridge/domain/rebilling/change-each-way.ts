import { cents, centsToDollars, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillCharge } from '../billing/calculated-bill.js';

interface Charged {
  readonly charges: readonly Pick<BillCharge, 'service' | 'amountCents'>[];
}

/** A bill by what it charged and by what it charges when it is made again. */
export interface ChangedBill {
  readonly posted: Charged;
  readonly bill: Charged;
}

/** What bills take off and what they add, each as positive cents. */
export interface ChangeEachWay {
  readonly creditCents: Cents;
  readonly chargeCents: Cents;
}

/**
 * What bills that are made again take off and what they add, tax included. Each service of each bill counts by itself, so
 * that what one gives back hides nothing of what another charges.
 */
export function changeEachWay(bills: readonly ChangedBill[]): ChangeEachWay {
  const changes = bills.flatMap(changesByService);
  const sum = (amounts: readonly number[]) => cents(amounts.reduce((total, amount) => total + Math.abs(amount), 0));
  return {
    creditCents: sum(changes.filter((amount) => amount < 0)),
    chargeCents: sum(changes.filter((amount) => amount > 0)),
  };
}

/** The same in words, with what is left of both together. */
export function eachWayWords({ creditCents, chargeCents }: ChangeEachWay): string {
  const net = centsToDollars(cents(chargeCents - creditCents));
  return `The bills give back ${centsToDollars(creditCents)} and charge ${centsToDollars(chargeCents)} more, ${net} in all.`;
}

function changesByService({ posted, bill }: ChangedBill): number[] {
  const changes = new Map<ServiceName, number>();
  const add = (service: ServiceName, amount: number) => changes.set(service, (changes.get(service) ?? 0) + amount);
  for (const { service, amountCents } of bill.charges) add(service, amountCents);
  for (const { service, amountCents } of posted.charges) add(service, -amountCents);
  return [...changes.values()];
}
