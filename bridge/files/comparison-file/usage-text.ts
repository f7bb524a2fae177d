import type { UsageUnit } from '../../contract/comparison.js';
import { Exact } from '../../domain/metering/exact.js';

const GALLONS: Readonly<Record<UsageUnit, string>> = { gal: '1', kgal: '1000', ccf: '748.05' };
const USAGE = /^-?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,6}))?$|^-?\.(\d{1,6})$/;

/** Usage of one line. */
export interface ReadUsage {
  readonly gallons: Exact;
  /** The gallons of its last digit. */
  readonly resolution: Exact;
}

/** Reads usage in a unit, with commas or without; null for any other text. A hundred cubic feet are 748.05 gallons. */
export function readUsage(text: string, unit: UsageUnit): ReadUsage | null {
  const match = USAGE.exec(text.replace(/\s/g, ''));
  if (match === null) return null;
  const decimals = (match[1] ?? match[2] ?? '').length;
  return {
    gallons: new Exact(match[0].replaceAll(',', '')).times(GALLONS[unit]),
    resolution: new Exact(GALLONS[unit]).div(new Exact(10).pow(decimals)),
  };
}
