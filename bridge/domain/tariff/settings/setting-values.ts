import type { Decimal } from 'decimal.js';
import {
  type TariffEntry,
  type TariffMap,
  type TariffNode,
  type TariffScalar,
  TariffError,
} from '../../../contract/tariff-document.js';
import { asItems, asMap, asScalar, entryOf, valueOf, wrongShape } from '../document/nodes.js';
import { type RoundingHow, exactFromText } from '../exact/exact.js';
import type { DayRange } from './settings.js';

const MOST_DECIMALS = 12;
/** What one setting may list; each class is held against all of it. */
const LISTED_MAX = 1_000;

/** The setting's map, when it holds known keys only. Throws TariffError "unknown-setting": none is ever ignored. */
export function settingMap(node: TariffNode, name: string, keys: readonly string[]): TariffMap {
  const map = asMap(node, name);
  const stranger = map.entries.find(({ key }) => !keys.includes(key));
  if (!stranger) return map;
  throw new TariffError({
    code: 'unknown-setting',
    what: `the setting "${stranger.key}" is unknown; known here are ${keys.join(', ')}`,
    fix: 'Correct its spelling, or take it out.',
    at: stranger.at,
  });
}

/** Reads a setting where there is one. */
export function setting<T>(map: TariffMap, key: string, read: (node: TariffNode) => T, otherwise: T): T {
  const node = valueOf(map, key);
  return node === null ? otherwise : read(node);
}

export function rounding(map: TariffMap): RoundingHow {
  return oneOf(map, 'how', ['half_up', 'half_even', 'up', 'down']);
}

/** One of the choices; the first where the setting is absent. */
export function oneOf<T extends string>(map: TariffMap, key: string, choices: readonly [T, ...T[]]): T {
  const given = scalar(map, key);
  if (given === null) return choices[0];
  const word = given.text.trim();
  const found = choices.find((name) => name === word);
  if (found !== undefined) return found;
  const allowed = [...choices.slice(0, -2), choices.slice(-2).join(' or ')].join(', ');
  throw wrongShape(given, `${key} is "${word.slice(0, 80)}"; it must be ${allowed}`);
}

export function flag(map: TariffMap, key: string): boolean {
  return oneOf(map, key, ['false', 'true']) === 'true';
}

export function number(map: TariffMap, key: string): Decimal | null {
  const given = filled(map, key);
  if (given === null) return null;
  const value = exactFromText(given.text.trim());
  if (value === null) throw wrongShape(given, `${key} is "${given.text.trim()}", which is not a number`);
  return value;
}

/** A number above zero. */
export function positive(map: TariffMap, key: string): Decimal | null {
  const value = number(map, key);
  if (value === null || value.gt(0)) return value;
  throw wrongShape(valueOf(map, key) ?? map, `${key} is ${value.toFixed()}; it must be above zero`);
}

/** A whole number from zero to a limit. */
export function count(map: TariffMap, key: string, most: number): number | null {
  const value = number(map, key);
  if (value === null) return null;
  if (!value.isInteger() || value.isNegative() || value.gt(most)) {
    const rule = `it must be a whole number from 0 to ${most}`;
    throw wrongShape(valueOf(map, key) ?? map, `${key} is ${value.toFixed()}; ${rule}`);
  }
  return value.toNumber();
}

/** A range of days such as "26-35". */
export function dayRange(map: TariffMap, key: string): DayRange | null {
  const given = filled(map, key);
  if (given === null) return null;
  const word = given.text.trim();
  const [, from = NaN, to = NaN] = (/^(\d{1,3}) *- *(\d{1,3})$/.exec(word) ?? []).map(Number);
  if (from >= 1 && from <= to) return { from, to };
  throw wrongShape(given, `${key} is "${word.slice(0, 80)}"; write a range of days as 26-35`);
}

/** How many decimals a value may have. */
export function decimals(map: TariffMap): number | null {
  return count(map, 'decimals', MOST_DECIMALS);
}

/** A share such as "90%" or "0.9", from nothing to the whole: a "90" without its percent sign must not bill ninetyfold. */
export function share(map: TariffMap, key: string): Decimal | null {
  const given = filled(map, key);
  if (given === null) return null;
  const word = given.text.trim();
  const percent = /^(.+?) *%$/.exec(word)?.[1];
  const value = exactFromText(percent ?? word)?.div(percent === undefined ? 1 : 100);
  if (value?.gte(0) && value.lte(1)) return value;
  throw wrongShape(given, `${key} is "${word}"; write a share as 90% or 0.9, from nothing to 100%`);
}

export function text(map: TariffMap, key: string): string | undefined {
  return scalar(map, key)?.text.trim();
}

/** The text of a setting that must be there. */
export function neededText(map: TariffMap, key: string, what: string): string {
  return neededScalar(map, key, what).text.trim();
}

export function scalar(map: TariffMap, key: string): TariffScalar | null {
  const entry = entryOf(map, key);
  return entry === null ? null : asScalar(entry.value, key);
}

/** A setting that says something where it stands, e.g. an amount: a number, a field or a formula. */
export function filled(map: TariffMap, key: string): TariffScalar | null {
  const given = scalar(map, key);
  if (given?.text.trim() === '') throw wrongShape(given, `${key} is empty`);
  return given;
}

/** A setting that must be there. */
export function neededScalar(map: TariffMap, key: string, what: string): TariffScalar {
  const given = filled(map, key);
  if (given === null) throw wrongShape(map, `${what} needs "${key}"`);
  return given;
}

/** A setting's list. Throws TariffError: wrong-shape, also where it holds more than 1,000. */
export function items(node: TariffNode, name: string): readonly TariffNode[] {
  return notTooMany(asItems(node, name), node, name);
}

/** A setting's map by names of the file's own. Throws as {@link items}. */
export function namedItems(node: TariffNode, name: string): readonly TariffEntry[] {
  return notTooMany(asMap(node, name).entries, node, name);
}

function notTooMany<T>(listed: readonly T[], node: TariffNode, name: string): readonly T[] {
  if (listed.length <= LISTED_MAX) return listed;
  const [count, most] = [listed.length, LISTED_MAX].map((each) => each.toLocaleString('en-US'));
  throw wrongShape(node, `${name} holds ${count} entries; the limit is ${most}`);
}

/** A list of names; a single name is a list of one. */
export function names(map: TariffMap, key: string): readonly TariffScalar[] {
  const node = valueOf(map, key);
  if (node === null) return [];
  const listed = (node.kind === 'scalar' ? [node] : items(node, key)).map((item) => asScalar(item, key));
  const empty = listed.find((item) => item.text.trim() === '');
  if (empty) throw wrongShape(empty, `${key} names nothing`);
  return listed;
}
