import { isRateNumber } from '../../../contract/rate-value.js';

const BASE_CHARGE = /^(service|minimum|base)_charge$/;
const DOLLARS = /(^|_)(charge|credit|surcharge|fee|bill|amount)$/;
const PER_UNIT = /^(flat_rate|(sewer_)?tier_prices)/;
const CHARGE_TYPES: ReadonlySet<string> = new Set(['Tiered', 'Budget']);

/** What a class's field holds, by its value: "Base", "Formula", "How it is charged" ... */
export function fieldWords(component: string, value: string): string {
  if (CHARGE_TYPES.has(value)) return 'How it is charged';
  if (!isRateNumber(value) && /[a-z]/i.test(value)) return 'Formula';
  if (BASE_CHARGE.test(component)) return 'Base';
  return PER_UNIT.test(component) ? 'Rate' : 'Value';
}

/** The words that begin a row of a depends_on map: the base charge is called so. */
export function mapStart(component: string): readonly string[] {
  return BASE_CHARGE.test(component) ? ['Base'] : [];
}

/** One key of a depends_on map in words: names "meter_size, zone" and key "1|1/2\"|A" give "meter 1 1/2\", zone A". */
export function keyWords(names: readonly string[], key: string): string {
  const parts = key.replace(/(\d+)[ |_]+(\d+\/\d+)/g, '$1 $2').split('|');
  if (parts.length !== names.length) return key;
  return names.map((name, index) => `${spoken(name)} ${(parts[index] ?? '').trim()}`).join(', ');
}

function spoken(name: string): string {
  return name === 'meter_size' ? 'meter' : inWords(name);
}

/** "bill_unit" gives "bill unit". */
export function inWords(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Parts of an item's name as one: "Base, meter 3/4\"". */
export function joined(parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a class's value is counted in: "$", "$ per kgal", "formula", or nothing where the file does not say. */
export function unitOf(component: string, value: string, billUnit: string): string {
  if (CHARGE_TYPES.has(value) || /^-?[\d.]+%$/.test(value)) return '';
  if (!isRateNumber(value)) return /[a-z]/i.test(value) ? 'formula' : '';
  if (PER_UNIT.test(component)) return `$ per ${billUnit}`;
  return DOLLARS.test(component) ? '$' : '';
}
