import type { TariffProblem } from '../../../contract/tariff-check.js';
import { type TariffEntry, type TariffMap, type TariffNode, TariffError } from '../../../contract/tariff-document.js';
import { checkSettings as checkMentions } from '../check-settings.js';
import { entryOf, valueOf } from '../document/nodes.js';
import { readSettings } from '../settings/read-settings.js';
import type { TariffSettings } from '../settings/settings.js';
import { problemOf } from './tariff-problem.js';

/** A setting by itself: of every class, or of one class; a class may have none. */
interface Piece {
  readonly ofClass: TariffEntry | null;
  readonly setting: TariffEntry | null;
}

/** Settings whose own parts can be read apart from each other. */
const APART = ['inputs', 'usage', 'dwelling_units', 'proration'];
/** Settings that others may lean on, each after those that it may lean on itself: a line may name a tax. */
const SUPPORTS = ['proration', 'bill_minimum', 'bill_maximum', 'fees', 'taxes'];
/** Each part is read beside others and held against every field; in a file too large for it, the first fault has to do. */
const PIECES_MAX = 1_000;
const LOOK_UPS_MAX = 10_000_000;

export interface CheckedSettings {
  /** Those that can be read; the others are left out. */
  readonly settings: TariffSettings;
  readonly problems: readonly TariffProblem[];
}

/** Reads Curbstop's settings one by one, so that every fault is found and the good ones are kept. */
export function checkSettings(metadata: TariffMap | null, structure: TariffMap): CheckedSettings {
  const fault = faultOf(metadata, structure);
  if (fault === null) return { settings: readSettings(metadata), problems: [] };
  const entry = metadata && entryOf(metadata, 'curbstop');
  const pieces = entry?.value.kind === 'map' ? piecesOf(entry.value) : [];
  const plain: CheckedSettings = { settings: readSettings(null), problems: [problemOf(fault)] };
  if (!entry || pieces.length === 0 || pieces.length > PIECES_MAX) return plain;
  if (pieces.flatMap(partsOf).length * fieldsIn(structure) > LOOK_UPS_MAX) return plain;
  const faults = faultsOfAll(pieces, entry, structure);
  const good = pieces.filter((piece) => faults.get(piece)?.length === 0);
  const kept = settingsMap(good, entry);
  const found = pieces.flatMap((piece) => faults.get(piece) ?? []).filter(isNotConsequence(faults));
  const together = faultOf(kept, structure);
  const problems = [...found, ...(together === null ? [] : [together])].map((each) => problemOf(each));
  return { settings: together === null ? readSettings(kept) : plain.settings, problems };
}

function fieldsIn(structure: TariffMap): number {
  const fields = structure.entries.map(({ value }) => (value.kind === 'map' ? value.entries.length : 0));
  return fields.reduce((sum, count) => sum + count, 1);
}

/** A line that names a tax which is wrong itself is not at fault. */
function isNotConsequence(faults: ReadonlyMap<Piece, readonly TariffError[]>): (fault: TariffError) => boolean {
  const wrong = [...faults].flatMap(([piece, found]) => (found.length > 0 && isSupport(piece) ? [piece] : []));
  const names = new Set(wrong.flatMap(({ setting }) => (setting === null ? [] : namesIn(setting))));
  return ({ code, what }) =>
    code !== 'unknown-component' || ![...names].some((name) => what.includes(`component "${name}"`));
}

/** What other settings may call that which a setting adds. */
function namesIn({ key, value }: TariffEntry): readonly string[] {
  const items = value.kind === 'list' ? value.items : [];
  const texts = items
    .flatMap((item) => (item.kind === 'map' ? item.entries : []))
    .flatMap((entry) => (entry.value.kind === 'scalar' ? [entry.value.text.trim()] : []));
  return [key, ...texts, ...texts.map((text) => `${text}_fee`)];
}

function isSupport({ setting }: Piece): boolean {
  return setting !== null && SUPPORTS.includes(setting.key);
}

/** Each is checked beside the good ones among those that others may lean on. */
function faultsOfAll(
  pieces: readonly Piece[],
  curbstop: TariffEntry,
  structure: TariffMap,
): ReadonlyMap<Piece, readonly TariffError[]> {
  const supports: Piece[] = [];
  const faults = new Map<Piece, readonly TariffError[]>();
  const first = SUPPORTS.flatMap((key) => pieces.filter(({ setting }) => setting?.key === key));
  for (const piece of [...first, ...pieces.filter((each) => !isSupport(each))]) {
    const found = faultsOf(piece, supports, curbstop, structure);
    faults.set(piece, found);
    if (found.length === 0 && isSupport(piece)) supports.push(piece);
  }
  return faults;
}

function faultsOf(
  piece: Piece,
  supports: readonly Piece[],
  curbstop: TariffEntry,
  structure: TariffMap,
): readonly TariffError[] {
  const fault = faultOf(settingsMap([...supports, piece], curbstop), structure, piece.ofClass);
  if (fault === null) return [];
  const parts = partsOf(piece).flatMap((part) => {
    const found = faultOf(settingsMap([...supports, part], curbstop), structure, piece.ofClass);
    return found === null ? [] : [found];
  });
  return parts.length > 0 ? parts : [fault];
}

function faultOf(
  metadata: TariffMap | null,
  structure: TariffMap,
  ofClass: TariffEntry | null = null,
): TariffError | null {
  try {
    checkMentions(readSettings(metadata), structure);
    return null;
  } catch (error) {
    if (!(error instanceof TariffError)) throw error;
    const isNoClass = ofClass !== null && valueOf(structure, ofClass.key) === null;
    if (error.code !== 'unknown-class' || !isNoClass) return error;
    // The settings stand at fault, not the classes that there are.
    return new TariffError({ code: error.code, what: error.what, fix: error.fix, at: ofClass.at });
  }
}

function piecesOf(curbstop: TariffMap): readonly Piece[] {
  return curbstop.entries.flatMap((setting): readonly Piece[] => {
    if (setting.key !== 'classes' || setting.value.kind !== 'map') return [{ ofClass: null, setting }];
    return setting.value.entries.flatMap((ofClass): readonly Piece[] => {
      const { value } = ofClass;
      if (value.kind !== 'map' || value.entries.length === 0) return [{ ofClass, setting: null }];
      return value.entries.map((own) => ({ ofClass, setting: own }));
    });
  });
}

/** The items of a setting that is a list, and the parts of some maps, each as a setting of its own. */
function partsOf({ ofClass, setting }: Piece): readonly Piece[] {
  if (setting === null) return [];
  const { key, value } = setting;
  const part = (node: TariffNode): Piece => ({ ofClass, setting: { ...setting, value: node } });
  if (value.kind === 'list') return value.items.map((item) => part({ ...value, items: [item] }));
  if (value.kind !== 'map' || !APART.includes(key)) return [];
  return value.entries.map((entry) => part({ ...value, entries: [entry] }));
}

/** Metadata with these settings only. */
function settingsMap(pieces: readonly Piece[], curbstop: TariffEntry): TariffMap {
  const map = (entries: readonly TariffEntry[]): TariffMap => ({ kind: 'map', at: curbstop.value.at, entries });
  const common = pieces.flatMap(({ ofClass, setting }) => (ofClass === null && setting !== null ? [setting] : []));
  const classes = new Map<string, TariffEntry>();
  for (const { ofClass, setting } of pieces) {
    if (ofClass === null) continue;
    const before = classes.get(ofClass.key)?.value;
    const own = before?.kind === 'map' ? before.entries : [];
    const value = setting === null ? ofClass.value : map([...own, setting]);
    classes.set(ofClass.key, { ...ofClass, value });
  }
  const all =
    classes.size === 0 ? common : [...common, { ...curbstop, key: 'classes', value: map([...classes.values()]) }];
  return map([{ ...curbstop, value: map(all) }]);
}
