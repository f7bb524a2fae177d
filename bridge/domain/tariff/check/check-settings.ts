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
/** Each setting is held against every class; in a file where that is more than any utility's, the first fault has to do. */
const LOOK_UPS_MAX = 1_000_000;

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
  if (!entry || pieces.length === 0 || pieces.length * structure.entries.length > LOOK_UPS_MAX) return plain;
  const faults = pieces.map((piece) => faultsOf(piece, entry, structure));
  const good = pieces.filter((_, index) => faults[index]?.length === 0);
  const kept = settingsMap(good, entry);
  const problems = faults.flat().map((each) => problemOf(each));
  return faultOf(kept, structure) === null && problems.length > 0 ? { settings: readSettings(kept), problems } : plain;
}

function faultsOf(piece: Piece, curbstop: TariffEntry, structure: TariffMap): readonly TariffError[] {
  const fault = faultOf(settingsMap([piece], curbstop), structure, piece.ofClass);
  if (fault === null) return [];
  const parts = partsOf(piece).flatMap((part) => {
    const found = faultOf(settingsMap([part], curbstop), structure, piece.ofClass);
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
