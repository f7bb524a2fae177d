import type { BillChange } from '../../contract/commands/bill-change.js';
import { cents, centsToDollars, type Cents } from '../../contract/money.js';

/** What bills take off and what they add, each as positive cents. */
export interface ChangeEachWay {
  readonly creditCents: Cents;
  readonly chargeCents: Cents;
}

/**
 * What bills that are made again take off and what they add, tax included. Each service of each bill counts by itself, so
 * that what one gives back hides nothing of what another charges.
 */
export function changeEachWay(changes: readonly Pick<BillChange, 'wasCents' | 'nowCents'>[]): ChangeEachWay {
  const sum = (amounts: readonly number[]) => cents(amounts.reduce((total, amount) => total + Math.max(amount, 0), 0));
  return {
    creditCents: sum(changes.map(({ wasCents, nowCents }) => wasCents - nowCents)),
    chargeCents: sum(changes.map(({ wasCents, nowCents }) => nowCents - wasCents)),
  };
}

/** The same in words, with what is left of both together. */
export function eachWayWords({ creditCents, chargeCents }: ChangeEachWay): string {
  const net = centsToDollars(cents(chargeCents - creditCents));
  return `The bills give back ${centsToDollars(creditCents)} and charge ${centsToDollars(chargeCents)} more, ${net} in all.`;
}
