import type { Decimal } from 'decimal.js';
import { type TariffMap, type TariffNode, type TariffScalar, TariffError } from '../../../contract/tariff-document.js';
import { asItems, asMap, asScalar, entryOf, valueOf, wrongShape } from '../document/nodes.js';
import { type RoundingHow, exactFromText } from '../exact/exact.js';

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
  const given = text(map, key);
  if (given === undefined) return choices[0];
  const found = choices.find((name) => name === given);
  if (found === undefined) throw wrongShape(map, `${key} is "${given}"; it must be ${choices.join(', ')}`);
  return found;
}

export function flag(map: TariffMap, key: string): boolean {
  return oneOf(map, key, ['false', 'true']) === 'true';
}

export function number(map: TariffMap, key: string): Decimal | null {
  const given = text(map, key);
  if (given === undefined) return null;
  const value = exactFromText(given);
  if (value === null) throw wrongShape(map, `${key} is "${given}", which is not a number`);
  return value;
}

/** A number above zero. */
export function positive(map: TariffMap, key: string): Decimal | null {
  const value = number(map, key);
  if (value !== null && !value.gt(0)) throw wrongShape(map, `${key} is ${value.toFixed()}; it must be above zero`);
  return value;
}

/** A whole number from zero to a limit. */
export function count(map: TariffMap, key: string, most: number): number | null {
  const value = number(map, key);
  if (value === null) return null;
  if (!value.isInteger() || value.isNegative() || value.gt(most)) {
    throw wrongShape(map, `${key} is ${value.toFixed()}; it must be a whole number from 0 to ${most}`);
  }
  return value.toNumber();
}

/** A share such as "90%" or "0.9", from nothing up. */
export function share(map: TariffMap, key: string): Decimal | null {
  const given = text(map, key);
  if (given === undefined) return null;
  const percent = /^(.+?) *%$/.exec(given)?.[1];
  const value = exactFromText(percent ?? given);
  if (value === null || value.isNegative()) throw wrongShape(map, `${key} is "${given}"; write a share as 90% or 0.9`);
  return percent === undefined ? value : value.div(100);
}

export function text(map: TariffMap, key: string): string | undefined {
  return scalar(map, key)?.text.trim();
}

/** The text of a setting that must be there. */
export function neededText(map: TariffMap, key: string, what: string): string {
  const given = text(map, key);
  if (!given) throw wrongShape(map, `${what} needs "${key}"`);
  return given;
}

/** An amount as the file spells it: a number, a field or a formula. */
export function scalar(map: TariffMap, key: string): TariffScalar | null {
  const entry = entryOf(map, key);
  return entry === null ? null : asScalar(entry.value, key);
}

/** An amount that must be there. */
export function neededScalar(map: TariffMap, key: string, what: string): TariffScalar {
  const given = scalar(map, key);
  if (given === null || given.text.trim() === '') throw wrongShape(map, `${what} needs "${key}"`);
  return given;
}

/** A list of names; a single name is a list of one. */
export function names(map: TariffMap, key: string): readonly TariffScalar[] {
  const node = valueOf(map, key);
  if (node === null) return [];
  return (node.kind === 'scalar' ? [node] : asItems(node, key)).map((item) => asScalar(item, key));
}
