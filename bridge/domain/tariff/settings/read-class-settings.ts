import {
  type TariffMap,
  type TariffNode,
  type TariffPosition,
  type TariffScalar,
  TariffError,
} from '../../../contract/tariff-document.js';
import { wrongShape } from '../document/nodes.js';
import { exactFromText } from '../exact/exact.js';
import { brokenLimit } from '../inputs/check-inputs.js';
import { readUsage } from './read-usage.js';
import {
  dayRange,
  decimals,
  filled,
  flag,
  items,
  namedItems,
  names,
  neededScalar,
  neededText,
  number,
  oneOf,
  positive,
  rounding,
  setting,
  settingMap,
  share,
  text,
} from './setting-values.js';
import type {
  Allowance,
  BillBound,
  BillRounding,
  Bound,
  ClassSettings,
  Fee,
  InputSetting,
  Limit,
  Multiplier,
  NamedLine,
  Programme,
  Proration,
  Tax,
} from './settings.js';

/** What plain OWRS says: the bill rounded once, and nothing else. */
export const PLAIN: ClassSettings = {
  rounding: { at: 'bill', how: 'half_up' },
  inputs: [],
  usage: { decimals: null, winterAverage: null, share: null, maximum: null, rounding: null },
  allowances: [],
  dwellingUnits: null,
  proration: null,
  limits: [],
  billMinimum: null,
  billMaximum: null,
  taxes: [],
  fees: [],
  lines: [],
  programme: null,
};

/** The settings that classes share. */
export const COMMON_KEYS = [
  'rounding',
  'inputs',
  'usage',
  'allowances',
  'dwelling_units',
  'proration',
  'limits',
  'bill_minimum',
  'bill_maximum',
  'taxes',
  'fees',
  'lines',
];

/** The settings of one class. */
export const CLASS_KEYS = [...COMMON_KEYS, 'programme'];

/**
 * Reads a class's settings; bridge/tariffs/README.md describes them. Each replaces the fallback's whole.
 * Throws TariffError: wrong-shape, unknown-setting.
 */
export function readClassSettings(map: TariffMap, fallback: ClassSettings): ClassSettings {
  const list = <T>(key: string, read: (item: TariffNode) => T, otherwise: readonly T[]) =>
    setting(map, key, (node) => items(node, key).map(read), otherwise);
  const eachOnce = <T extends OfComponent>(key: string, read: (item: TariffNode) => T, otherwise: readonly T[]) =>
    once(key, list(key, read, otherwise));
  return {
    rounding: setting(map, 'rounding', readRounding, fallback.rounding),
    inputs: setting(map, 'inputs', readInputs, fallback.inputs),
    usage: setting(map, 'usage', readUsage, fallback.usage),
    allowances: eachOnce('allowances', readAllowance, fallback.allowances),
    dwellingUnits: setting(map, 'dwelling_units', readDwellingUnits, fallback.dwellingUnits),
    proration: setting(map, 'proration', readProration, fallback.proration),
    limits: eachOnce('limits', readLimit, fallback.limits),
    billMinimum: setting(map, 'bill_minimum', billBound('Minimum bill'), fallback.billMinimum),
    billMaximum: setting(map, 'bill_maximum', billBound('Maximum bill'), fallback.billMaximum),
    taxes: list('taxes', readTax, fallback.taxes),
    fees: list('fees', readFee, fallback.fees),
    lines: setting(map, 'lines', readLines, fallback.lines),
    programme: setting(map, 'programme', readProgramme, fallback.programme),
  };
}

interface OfComponent {
  readonly component: string;
  readonly at: TariffPosition;
}

/** A component has one allowance and one limit: of two, one would be ignored. */
function once<T extends OfComponent>(key: string, settings: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  for (const { component, at } of settings) {
    if (seen.has(component)) {
      throw new TariffError({
        code: 'wrong-shape',
        what: `${key} names ${component} twice`,
        fix: 'Keep one of the two.',
        at,
      });
    }
    seen.add(component);
  }
  return settings;
}

function readRounding(node: TariffNode): BillRounding {
  const map = settingMap(node, 'rounding', ['at', 'how']);
  return { at: oneOf(map, 'at', ['bill', 'line', 'component']), how: rounding(map) };
}

function readInputs(node: TariffNode): InputSetting[] {
  return namedItems(node, 'inputs').map(({ key, value }) => {
    const map = settingMap(value, key, ['whole', 'decimals', 'minimum', 'maximum', 'default']);
    const [minimum, maximum] = [number(map, 'minimum'), number(map, 'maximum')];
    if (minimum && maximum?.lt(minimum)) throw wrongShape(map, `the maximum of ${key} is below its minimum`);
    const otherwise = filled(map, 'default');
    const input: InputSetting = {
      name: key,
      whole: flag(map, 'whole'),
      decimals: decimals(map),
      minimum,
      maximum,
      default: otherwise?.text.trim() ?? null,
    };
    if (otherwise) checkDefault(input, otherwise);
    return input;
  });
}

/** A default that the limits refuse would refuse every bill, and blame the account. */
function checkDefault(input: InputSetting, { text, at }: TariffScalar): void {
  const value = exactFromText(text.trim());
  const broken = value === null ? null : brokenLimit(input, value);
  if (broken === null) return;
  throw new TariffError({
    code: 'wrong-shape',
    what: `the default of ${input.name} is ${text.trim()}; ${broken}`,
    fix: 'Give a default within the limits.',
    at,
  });
}

function readAllowance(node: TariffNode): Allowance {
  const map = settingMap(node, 'an allowance', ['component', 'usage', 'tiers']);
  return {
    component: neededText(map, 'component', 'an allowance'),
    usage: neededScalar(map, 'usage', 'an allowance'),
    tiers: oneOf(map, 'tiers', ['total', 'after']),
    at: node.at,
  };
}

const MULTIPLIER_KEYS = ['times', 'tiers', 'allowances'];

function multiplier(map: TariffMap): Multiplier {
  return { times: names(map, 'times'), tiers: names(map, 'tiers'), allowances: flag(map, 'allowances') };
}

function readDwellingUnits(node: TariffNode): Multiplier {
  return multiplier(settingMap(node, 'dwelling_units', MULTIPLIER_KEYS));
}

function readProration(node: TariffNode): Proration {
  const map = settingMap(node, 'proration', [...MULTIPLIER_KEYS, 'period_days', 'full_period_days']);
  return {
    ...multiplier(map),
    periodDays: positive(map, 'period_days'),
    fullPeriodDays: dayRange(map, 'full_period_days'),
  };
}

function bound(map: TariffMap, key: string): Bound | null {
  const amount = filled(map, key);
  return amount && { amount, perUnit: flag(map, 'per_unit'), prorated: flag(map, 'prorated') };
}

function readLimit(node: TariffNode): Limit {
  const map = settingMap(node, 'a limit', ['component', 'minimum', 'maximum', 'per_unit', 'prorated']);
  const [minimum, maximum] = [bound(map, 'minimum'), bound(map, 'maximum')];
  if (minimum === null && maximum === null) throw wrongShape(node, 'a limit needs "minimum" or "maximum"');
  return { component: neededText(map, 'component', 'a limit'), minimum, maximum, at: node.at };
}

function billBound(otherwise: string): (node: TariffNode) => BillBound {
  return (node) => {
    const map = settingMap(node, otherwise.toLowerCase(), ['amount', 'description', 'per_unit', 'prorated']);
    const amount = bound(map, 'amount');
    if (amount === null) throw wrongShape(node, `a ${otherwise.toLowerCase()} needs "amount"`);
    return { ...amount, description: text(map, 'description') || otherwise };
  };
}

function readTax(node: TariffNode): Tax {
  const map = settingMap(node, 'a tax', ['component', 'description', 'rate', 'on', 'exempt']);
  const component = neededText(map, 'component', 'a tax');
  const [rate, on] = [share(map, 'rate'), names(map, 'on')];
  if (rate === null) throw wrongShape(node, 'a tax needs "rate", e.g. 4%');
  if (on.length === 0) throw wrongShape(node, 'a tax needs "on", the components that it is a part of');
  const description = text(map, 'description') || component;
  return { component, description, rate, on, exempt: filled(map, 'exempt')?.text.trim() ?? null, at: node.at };
}

function readFee(node: TariffNode): Fee {
  const map = settingMap(node, 'a fee', ['fee', 'description', 'amount']);
  const fee = neededText(map, 'fee', 'a fee');
  if (!/^\w+$/.test(fee)) throw wrongShape(node, `the fee "${fee}" must be one word of letters, digits and _`);
  const amount = neededScalar(map, 'amount', 'a fee');
  return { fee, description: text(map, 'description') || fee, amount, at: node.at };
}

function readLines(node: TariffNode): readonly NamedLine[] {
  const lines = items(node, 'lines').map((item) => {
    const map = settingMap(item, 'a line', ['component', 'description', 'kind']);
    const component = neededText(map, 'component', 'a line');
    const kind = oneOf(map, 'kind', ['charge', 'credit', 'tax', 'fee']);
    return { component, description: text(map, 'description') || component, kind, at: item.at };
  });
  if (lines.length === 0) throw wrongShape(node, 'lines is empty');
  return once('lines', lines);
}

function readProgramme(node: TariffNode): Programme {
  const map = settingMap(node, 'programme', ['then']);
  return { then: neededText(map, 'then', 'programme'), at: node.at };
}
