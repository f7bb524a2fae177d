/** What the tariffs of the benchmark charge, written out by hand: the baseline that the engine is measured against. */
export interface HandData {
  readonly gallons: string;
  readonly meterSize: string;
  readonly carts: string;
}

interface Line {
  readonly component: string;
  readonly description: string;
  readonly cents: number;
}

export interface HandBill {
  readonly lines: readonly Line[];
  readonly billCents: number;
}

const MINIMUM_CENTS = new Map([
  ['5/8"', 2150],
  ['3/4"', 2400],
  ['1"', 3600],
  ['1 1/2"', 6200],
  ['2"', 9500],
  ['3"', 18_000],
  ['4"', 29_000],
]);

/** The sample water table, RESIDENTIAL: 2,500 gallons in the minimum, blocks to 10,000 and 25,000 gallons. */
export function handWater({ gallons, meterSize }: HandData): HandBill {
  const use = Number(gallons);
  const minimum = MINIMUM_CENTS.get(meterSize);
  if (minimum === undefined || !(use >= 0)) throw new Error(`no rate for ${meterSize} and ${gallons}`);
  const first = Math.max(0, Math.min(use, 10_000) - 2500);
  const second = Math.max(0, Math.min(use, 25_000) - 10_000);
  const third = Math.max(0, use - 25_000);
  const commodity = halfUp(first * 540 + second * 610 + third * 725, 1000);
  return {
    lines: [
      { component: 'minimum_charge', description: 'Water, minimum with 2,500 gallons', cents: minimum },
      { component: 'commodity_charge', description: 'Water over 2,500 gallons', cents: commodity },
    ],
    billCents: minimum + commodity,
  };
}

/** Sewer by Ordinance 26-264, RESIDENTIAL: $22.92 and $3.19 a thousand gallons. */
export function handSewer({ gallons }: HandData): HandBill {
  const use = Number(gallons);
  if (!(use >= 0)) throw new Error(`no rate for ${gallons}`);
  const commodity = halfUp(use * 319, 1000);
  return {
    lines: [
      { component: 'service_charge', description: 'Sewer base charge', cents: 2292 },
      { component: 'commodity_charge', description: 'Sewer by water use', cents: commodity },
    ],
    billCents: 2292 + commodity,
  };
}

/** Garbage by Ordinance 26-265, RESIDENTIAL: $20.00, and half of it for each extra cart. */
export function handGarbage({ carts }: HandData): HandBill {
  const count = Number(carts);
  if (!(count >= 1)) throw new Error(`no rate for ${carts} carts`);
  const extra = 1000 * (count - 1);
  return {
    lines: [
      { component: 'cart_charge', description: 'Garbage', cents: 2000 },
      { component: 'extra_cart_charge', description: 'Extra carts', cents: extra },
    ],
    billCents: 2000 + extra,
  };
}

function halfUp(over: number, under: number): number {
  return Math.floor((over * 2 + under) / (under * 2));
}
