import type { Register } from '../../domain/metering/register.js';
import { mostGallons, usageBetween } from '../../domain/metering/usage.js';
import { wholeGallons } from '../../domain/metering/whole-gallons.js';
import type { TownRead } from '../play/play-reads.js';
import type { TownRegister } from '../town.js';

/** Tells the use of reads by the rules of metering. Households use alike, so what was told once is not told again. */
export class UsageDesk {
  readonly #known = new Map<string, number>();

  /** The whole gallons between a read and the one before; null while it is missing. */
  usageGallons(read: TownRead): number | null {
    const { previousValue, value, register } = read;
    if (value === null) return null;
    if (value < previousValue) return gallonsBetween(previousValue, value, register);
    const key = `${value - previousValue}|${register.multiplier}|${register.unit}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const gallons = gallonsBetween(previousValue, value, register);
    this.#known.set(key, gallons);
    return gallons;
  }
}

function gallonsBetween(previousValue: number, value: number, { dials, multiplier, unit }: TownRegister): number {
  const register: Register = { dials, decimals: 0, fixedZeros: 0, multiplier: String(multiplier), unit };
  const span = { previous: String(previousValue), current: String(value), register };
  const usage = usageBetween(span, { highestGallons: mostGallons(register) });
  if (!usage.ok) throw new RangeError(`The sample town made a read that can't be billed: ${usage.sentence}`);
  return wholeGallons(usage.gallons);
}
