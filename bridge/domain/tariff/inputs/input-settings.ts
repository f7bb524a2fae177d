import { Decimal } from 'decimal.js';
import { exactFromInteger } from '../exact/exact.js';
import { feeDatum } from '../extensions/added-lines.js';
import { countsDwellingUnits } from '../settings/dwelling-units.js';
import type { ClassSettings, InputSetting } from '../settings/settings.js';
import { usageDecimals } from './units.js';

/** The file's limits of inputs together with those that always hold. */
export function inputSettings(settings: ClassSettings, billUnit: string): readonly InputSetting[] {
  const none = { whole: false, decimals: null, minimum: null, maximum: null, default: null };
  const decimals = settings.usage.decimals ?? usageDecimals(billUnit);
  const from = (minimum: number, name: string) => ({ ...none, name, minimum: exactFromInteger(minimum) });
  const whole = (minimum: number, name: string) => ({ ...from(minimum, name), whole: true });
  const always: readonly InputSetting[] = [
    { ...none, name: 'usage_ccf', decimals },
    { ...none, name: 'usage_gallons', decimals: usageDecimals('gal') },
    ...(countsDwellingUnits(settings) ? [whole(1, 'dwelling_units')] : []),
    ...(settings.proration === null ? [] : [whole(0, 'days_billed'), whole(1, 'days_full')]),
    ...(settings.usage.winterAverage === null ? [] : [from(0, 'winter_average')]),
    ...settings.fees.map(({ fee }) => from(0, feeDatum(fee))),
  ];
  const own = new Map(settings.inputs.map((each) => [each.name, each]));
  const alwaysNames = new Set(always.map(({ name }) => name));
  return [
    ...settings.inputs.filter((each) => !alwaysNames.has(each.name) && isLimited(each)),
    ...always.map((each) => stricter(each, own.get(each.name))),
  ];
}

/** An input with nothing but a default may be text. */
function isLimited({ whole, decimals, minimum, maximum }: InputSetting): boolean {
  return whole || decimals !== null || minimum !== null || maximum !== null;
}

/** What two limits of an input allow together. */
function stricter(one: InputSetting, other: InputSetting | undefined): InputSetting {
  if (other === undefined) return one;
  const of = (pick: (values: readonly Decimal[]) => Decimal, ...limits: readonly (Decimal | null)[]) => {
    const given = limits.filter((limit) => limit !== null);
    return given.length === 0 ? null : pick(given);
  };
  const decimals = [one.decimals, other.decimals].filter((limit) => limit !== null);
  return {
    name: one.name,
    whole: one.whole || other.whole,
    decimals: decimals.length === 0 ? null : Math.min(...decimals),
    minimum: of((values) => Decimal.max(...values), one.minimum, other.minimum),
    maximum: of((values) => Decimal.min(...values), one.maximum, other.maximum),
    default: other.default,
  };
}
