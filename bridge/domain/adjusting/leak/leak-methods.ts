import { Decimal } from 'decimal.js';
import { centsToDollars, type Cents } from '../../../contract/money.js';
import type { CreditingPolicy } from '../../../contract/settings/leak-policy.js';
import type { FirstBlock } from './first-block.js';
import { wholeGallons } from './usual-use.js';

/** The use of a bill, and what of it is usual; null where the policy asks for no usual use. */
export interface LeakUse {
  readonly gallons: number;
  readonly usual: number | null;
}

/** What a charge is, and what it comes to for the use that the method prices it for again. */
export interface ComparedAmounts {
  readonly billed: Cents;
  readonly again: Cents;
  /** What the method charges for the gallons above the usual all the same, in cents, not rounded. */
  readonly kept: Decimal;
}

/** How a service is credited. */
export interface LeakMethod {
  /** The use for which the charge is priced again. */
  readonly gallons: number;
  /** What that is, after the service's name. */
  readonly what: string;
  /** What the gallons above the usual cost all the same; null where they cost nothing by themselves. */
  readonly kept: ((block: FirstBlock) => { readonly cents: Decimal; readonly text: string }) | null;
  /** The credit in cents, positive and not rounded. */
  readonly credit: (amounts: ComparedAmounts) => Decimal;
  /** The credit as a formula in numbers. */
  readonly formula: (amounts: ComparedAmounts) => string;
}

/** How the policy credits a charge for this use, which is above the usual one where the method measures from that. */
export function leakMethod(policy: CreditingPolicy, use: LeakUse): LeakMethod {
  const usual = use.usual ?? use.gallons;
  switch (policy.method) {
    case 'share-above-minimum':
      return { ...shareOfDifference(policy.creditedPercent), gallons: 0, what: 'at no use, the minimum bill' };
    case 'share-of-excess-charge':
      return { ...shareOfDifference(policy.creditedPercent), gallons: usual, what: 'for the usual use' };
    case 'share-of-excess-use': {
      const credited = wholeGallons(new Decimal(use.gallons - usual).times(policy.creditedPercent).div(100));
      const what = `without ${policy.creditedPercent}% of the gallons above the usual`;
      return { ...WHOLE_DIFFERENCE, gallons: use.gallons - credited, what };
    }
    case 'excess-at-first-block':
      return firstBlockMethod(use.gallons - usual, usual);
    case 'at-most-times-usual':
      return timesUsual(policy.times, usual);
  }
}

/** All of the charge for the gallons above the usual, which never came to where the service is given. */
export function withoutLeakGallons({ gallons, usual }: LeakUse): LeakMethod {
  return { ...WHOLE_DIFFERENCE, gallons: usual ?? gallons, what: 'without the gallons of the leak' };
}

type CreditRule = Pick<LeakMethod, 'kept' | 'credit' | 'formula'>;

const WHOLE_DIFFERENCE: CreditRule = {
  kept: null,
  credit: ({ billed, again }) => new Decimal(billed).minus(again),
  formula: (amounts) => difference(amounts),
};

function shareOfDifference(percent: string): CreditRule {
  return {
    kept: null,
    credit: ({ billed, again }) => new Decimal(billed).minus(again).times(percent).div(100),
    formula: (amounts) => `${percent}% of ${difference(amounts)}`,
  };
}

function firstBlockMethod(excess: number, usual: number): LeakMethod {
  return {
    gallons: usual,
    what: 'for the usual use',
    kept: (block) => ({
      cents: block.priceOf(excess),
      text: `${spokenGallons(excess)} at the first block’s ${block.price} dollars a ${block.unit}`,
    }),
    credit: ({ billed, again, kept }) => notBelowZero(new Decimal(billed).minus(again).minus(kept)),
    formula: ({ kept, ...amounts }) => `${difference(amounts)} − ${kept.div(100).toDecimalPlaces(4).toFixed()}`,
  };
}

function timesUsual(times: string, usual: number): LeakMethod {
  return {
    gallons: usual,
    what: 'for the usual use',
    kept: null,
    credit: ({ billed, again }) => notBelowZero(new Decimal(billed).minus(new Decimal(again).times(times))),
    formula: ({ billed, again }) => `${centsToDollars(billed)} − ${times} × ${centsToDollars(again)}`,
  };
}

function notBelowZero(amount: Decimal): Decimal {
  return Decimal.max(amount, 0);
}

function difference({ billed, again }: Pick<ComparedAmounts, 'billed' | 'again'>): string {
  return `(${centsToDollars(billed)} − ${centsToDollars(again)})`;
}

/** Gallons with commas, as "12,000 gallons". */
export function spokenGallons(gallons: number): string {
  return `${gallons.toLocaleString('en-US')} gallons`;
}
