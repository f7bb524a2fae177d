import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { TariffEntry, TariffMap } from '../../../contract/tariff-document.js';
import { valueOf } from '../document/nodes.js';
import { normaliseKey } from '../expression/map-key.js';
import { warningAt } from './tariff-problem.js';

const SIZE_NAME = /size|diameter/;
const SIZE = /^(?:(\d*\.?\d+)[ -]?)??(?:(\d+)\/(\d+))? *(?:"|''|”|in\.?|inch(?:es)?)?$/;

/** A map of a class with its keys in parts. */
interface KeyedMap {
  readonly field: string;
  readonly names: readonly string[];
  readonly keys: readonly { readonly entry: TariffEntry; readonly parts: readonly string[] }[];
}

/** Keys with too many or too few parts, and meter sizes that one class spells in two ways. */
export function checkKeys({ key: className, value }: TariffEntry): readonly TariffProblem[] {
  const maps = value.kind === 'map' ? value.entries.flatMap(keyedMap) : [];
  return [...maps.flatMap((map) => wrongParts(map, className)), ...spellings(maps, className)];
}

function keyedMap({ key: field, value }: TariffEntry): readonly KeyedMap[] {
  const values = value.kind === 'map' ? valueOf(value, 'values') : null;
  if (value.kind !== 'map' || values?.kind !== 'map') return [];
  const keys = values.entries.map((entry) => ({ entry, parts: normaliseKey(entry.key).split('|') }));
  return [{ field, names: namesOf(value), keys }];
}

function namesOf(map: TariffMap): readonly string[] {
  const node = valueOf(map, 'depends_on');
  const items = node?.kind === 'list' ? node.items : [node];
  return items.map((item) => (item?.kind === 'scalar' ? item.text.trim() : ''));
}

function wrongParts({ field, names, keys }: KeyedMap, className: string): readonly TariffProblem[] {
  return keys
    .filter(({ parts }) => parts.length !== names.length)
    .map(({ entry: { key, at }, parts }) => {
      const counts = `${counted(parts.length)}, and depends on ${names.join(', ')}`;
      const what = `${field} of ${className} has the key ${key} of ${counts}`;
      return warningAt({ code: 'wrong-key-parts', what, fix: 'Give one part for each name, joined by |.' }, at);
    });
}

function counted(parts: number): string {
  return parts === 1 ? '1 part' : `${parts} parts`;
}

/** A size that one map of the class spells so and another otherwise, each size once. */
function spellings(maps: readonly KeyedMap[], className: string): readonly TariffProblem[] {
  const first = new Map<string, string>();
  const problems = new Map<string, TariffProblem>();
  for (const map of maps) {
    const index = map.names.findIndex((name) => SIZE_NAME.test(name));
    const inMap = new Set(map.keys.map(({ entry }) => entry.key));
    for (const { entry, parts } of index < 0 ? [] : map.keys) {
      const part = parts[index] ?? '';
      // The key as written where it is the size alone: 1|1/2" and 1 1/2" are one part in two spellings.
      const spelt = parts.length === 1 ? entry.key.trim() : part;
      const size = sizeOf(part);
      const before = size === null ? spelt : (first.get(size) ?? spelt);
      if (size === null || first.set(size, before).get(size) === spelt) continue;
      if (inMap.has(before) || problems.has(size)) continue;
      problems.set(size, twoSpellings(`${map.field} of ${className}`, spelt, before, part, entry));
    }
  }
  return [...problems.values()];
}

function twoSpellings(where: string, spelt: string, before: string, part: string, { at }: TariffEntry): TariffProblem {
  const same = normaliseKey(before) === part;
  const reading = same ? 'both are read as one size' : 'an account’s meter size matches only one of them';
  const what = `${where} spells the size ${spelt}, which the class spells ${before} before; ${reading}`;
  return warningAt({ code: 'two-spellings', what, fix: 'Spell a meter size in one way.' }, at);
}

/** A size in inches, as text that is the same for every spelling; null for what is no size. */
function sizeOf(text: string): string | null {
  const [all, whole, over, under] = SIZE.exec(text) ?? [];
  if (!all || (whole === undefined && over === undefined)) return null;
  return String(Number(whole ?? 0) + (over === undefined ? 0 : Number(over) / Number(under)));
}
