import type { Decimal } from 'decimal.js';
import { type TariffMap, type TariffNode, TariffError } from '../../contract/tariff-document.js';
import { type RoundingHow, exactFromText } from './exact.js';
import type { InputLimits, UsageRounding } from './inputs.js';
import { asItems, asMap, asScalar, entryOf, valueOf, wrongShape } from './nodes.js';

/** Whether the bill is rounded once, or every line on its own. */
export interface BillRounding {
  readonly at: 'bill' | 'line';
  readonly how: RoundingHow;
}

/** A line of the bill: the component that it shows, and its text for the customer. */
export interface LineSetting {
  readonly component: string;
  readonly description: string;
}

/** How a class is billed, beyond what plain OWRS says. */
export interface ClassSettings {
  readonly rounding: BillRounding;
  readonly usageRounding: UsageRounding | null;
  readonly limits: readonly InputLimits[];
  /** Empty when the file names no lines: the bill is then one line. */
  readonly lines: readonly LineSetting[];
}

/** What Curbstop adds to a rate file, from `metadata: curbstop:`. Plain OWRS files have none of it. */
export interface TariffSettings {
  /** The service that the tariff prices; null when the file does not say. */
  readonly service: string | null;
  readonly title: string;
  /** True for invented rates that ship for trying and must be replaced. */
  readonly sample: boolean;
  readonly source: string;
  readonly common: ClassSettings;
  readonly classes: ReadonlyMap<string, ClassSettings>;
}

const PLAIN: ClassSettings = { rounding: { at: 'bill', how: 'half_up' }, usageRounding: null, limits: [], lines: [] };
const CLASS_KEYS = ['rounding', 'usage_rounding', 'inputs', 'lines'];
const KEYS = ['service', 'title', 'sample', 'source', 'classes', ...CLASS_KEYS];

/**
 * Reads the settings; bridge/tariffs/README.md describes them. A class's setting replaces the common one whole.
 * Throws TariffError: wrong-shape, unknown-setting. An unknown setting is never ignored.
 */
export function readSettings(metadata: TariffMap | null): TariffSettings {
  const node = metadata === null ? null : valueOf(metadata, 'curbstop');
  if (node === null) {
    return { service: null, title: '', sample: false, source: '', common: PLAIN, classes: new Map() };
  }
  const map = known(asMap(node, 'curbstop'), KEYS);
  const common = classSettings(map, PLAIN);
  const classes = valueOf(map, 'classes');
  return {
    service: text(map, 'service') ?? null,
    title: text(map, 'title') ?? '',
    sample: flag(map, 'sample'),
    source: text(map, 'source') ?? '',
    common,
    classes: new Map(
      (classes === null ? [] : asMap(classes, 'classes').entries).map(({ key, value }) => [
        key,
        classSettings(known(asMap(value, key), CLASS_KEYS), common),
      ]),
    ),
  };
}

function classSettings(map: TariffMap, fallback: ClassSettings): ClassSettings {
  const read = <T>(key: string, interpret: (node: TariffNode) => T, otherwise: T): T => {
    const node = valueOf(map, key);
    return node === null ? otherwise : interpret(node);
  };
  return {
    rounding: read('rounding', rounding, fallback.rounding),
    usageRounding: read('usage_rounding', usageRounding, fallback.usageRounding),
    limits: read('inputs', inputLimits, fallback.limits),
    lines: read('lines', lines, fallback.lines),
  };
}

function rounding(node: TariffNode): BillRounding {
  const map = known(asMap(node, 'rounding'), ['at', 'how']);
  return { at: choice(map, 'at', ['bill', 'line']), how: how(map) };
}

function usageRounding(node: TariffNode): UsageRounding {
  const map = known(asMap(node, 'usage_rounding'), ['to', 'how']);
  const to = number(map, 'to');
  if (to === null || !to.gt(0)) throw wrongShape(node, 'usage_rounding needs "to", a number above zero');
  return { to, how: how(map) };
}

function inputLimits(node: TariffNode): InputLimits[] {
  return asMap(node, 'inputs').entries.map(({ key, value }) => {
    const map = known(asMap(value, key), ['whole', 'minimum', 'maximum']);
    return { name: key, whole: flag(map, 'whole'), minimum: number(map, 'minimum'), maximum: number(map, 'maximum') };
  });
}

function lines(node: TariffNode): LineSetting[] {
  const settings = asItems(node, 'lines').map((item) => {
    const map = known(asMap(item, 'a line'), ['component', 'description']);
    const component = text(map, 'component');
    if (!component) throw wrongShape(item, 'a line needs the component that it shows');
    return { component, description: text(map, 'description') ?? component };
  });
  if (settings.length === 0) throw wrongShape(node, 'lines is empty');
  return settings;
}

function how(map: TariffMap): RoundingHow {
  return choice(map, 'how', ['half_up', 'half_even', 'up', 'down']);
}

function choice<T extends string>(map: TariffMap, key: string, choices: readonly [T, ...T[]]): T {
  const given = text(map, key);
  if (given === undefined) return choices[0];
  const found = choices.find((name) => name === given);
  if (found === undefined) throw wrongShape(map, `${key} is "${given}"; it must be ${choices.join(', ')}`);
  return found;
}

function flag(map: TariffMap, key: string): boolean {
  const given = text(map, key) ?? 'false';
  if (given !== 'true' && given !== 'false') throw wrongShape(map, `${key} is "${given}"; it must be true or false`);
  return given === 'true';
}

function number(map: TariffMap, key: string): Decimal | null {
  const given = text(map, key);
  if (given === undefined) return null;
  const value = exactFromText(given);
  if (value === null) throw wrongShape(map, `${key} is "${given}", which is not a number`);
  return value;
}

function text(map: TariffMap, key: string): string | undefined {
  const entry = entryOf(map, key);
  return entry === null ? undefined : asScalar(entry.value, key).text.trim();
}

function known(map: TariffMap, keys: readonly string[]): TariffMap {
  const stranger = map.entries.find(({ key }) => !keys.includes(key));
  if (!stranger) return map;
  throw new TariffError({
    code: 'unknown-setting',
    what: `the setting "${stranger.key}" is unknown; known here are ${keys.join(', ')}`,
    fix: 'Correct its spelling, or take it out.',
    at: stranger.at,
  });
}
