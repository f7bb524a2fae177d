import type { UsageUnit } from '../../contract/comparison.js';
import { Exact } from '../../domain/metering/exact.js';

/** The units that a heading may name: those that a person chooses from, hundreds of gallons and cubic feet. */
export type FileUnit = UsageUnit | 'hgal' | 'cf';
const GALLONS: Readonly<Record<FileUnit, string>> = {
  gal: '1',
  hgal: '100',
  kgal: '1000',
  cf: '7.4805',
  ccf: '748.05',
};
const USAGE = /^-?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,6}))?$|^-?\.(\d{1,6})$/;

/** Usage of one line. */
export interface ReadUsage {
  readonly gallons: Exact;
  /** The gallons of its last digit. */
  readonly resolution: Exact;
}

/** Reads usage in a unit, with commas or without; null for any other text. A hundred cubic feet are 748.05 gallons. */
export function readUsage(text: string, unit: FileUnit): ReadUsage | null {
  const match = USAGE.exec(text.replace(/\s/g, ''));
  if (match === null) return null;
  const decimals = (match[1] ?? match[2] ?? '').length;
  return {
    gallons: new Exact(match[0].replaceAll(',', '')).times(GALLONS[unit]),
    resolution: new Exact(GALLONS[unit]).div(new Exact(10).pow(decimals)),
  };
}
