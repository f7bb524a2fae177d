import type { TariffProblem } from '../../../contract/tariff-check.js';
import { type TariffEntry, type TariffMap, type TariffNode, TariffError } from '../../../contract/tariff-document.js';
import { checkSettings as checkMentions } from '../check-settings.js';
import { entryOf, valueOf } from '../document/nodes.js';
import { readSettings } from '../settings/read-settings.js';
import type { TariffSettings } from '../settings/settings.js';
import { type SettingPiece, metadataOf, partsOf, piecesOf, startOf } from './setting-pieces.js';
import { problemOf } from './tariff-problem.js';

/** All settings are read again for each fault; in a file where that is too much work, the first fault has to do. */
const WORK_MAX = 1_000_000;

export interface CheckedSettings {
  /** Those that can be read; the others are left out. */
  readonly settings: TariffSettings;
  readonly problems: readonly TariffProblem[];
}

/** Reads Curbstop's settings so that every fault is found and the good ones are kept. */
export function checkSettings(metadata: TariffMap | null, structure: TariffMap): CheckedSettings {
  const first = caught(() => checkMentions(readSettings(metadata), structure));
  if (first === null) return { settings: readSettings(metadata), problems: [] };
  const curbstop = metadata && entryOf(metadata, 'curbstop');
  const pieces = curbstop?.value.kind === 'map' ? piecesOf(curbstop.value) : [];
  const parts = pieces.flatMap(partsOf).length;
  const work = parts * (parts + structure.entries.length);
  const found = curbstop && pieces.length > 0 && work <= WORK_MAX ? sorted(pieces, curbstop, structure) : null;
  if (found === null || found.faults.length === 0)
    return { settings: readSettings(null), problems: [problemOf(first)] };
  return { settings: readSettings(found.kept), problems: found.faults.map((fault) => problemOf(fault)) };
}

interface Sorted {
  readonly kept: TariffMap;
  readonly faults: readonly TariffError[];
}

/** First the settings that can not be read by themselves, then those that name what is not there. */
function sorted(pieces: readonly SettingPiece[], curbstop: TariffEntry, structure: TariffMap): Sorted {
  const faults: TariffError[] = [];
  const dropped = new Set<string>();
  let kept = pieces.flatMap((piece): readonly SettingPiece[] => {
    const { readable, unreadable } = readApart(piece, curbstop);
    faults.push(...unreadable);
    if (unreadable.length > 0) noteNames(piece, dropped);
    return readable;
  });
  for (;;) {
    const fault = caught(() => checkMentions(readSettings(metadataOf(kept, curbstop)), structure));
    if (fault === null) return { kept: metadataOf(kept, curbstop), faults };
    const culprits = culpritsOf(fault, kept, structure);
    if (culprits.size === 0) return { kept: metadataOf([], curbstop), faults: [...faults, fault] };
    // What names a setting that was dropped is no fault of its own.
    if (![...dropped].some((name) => fault.what.includes(`"${name}"`))) faults.push(fault);
    kept = kept.filter((piece) => !culprits.has(piece));
  }
}

interface ReadApart {
  readonly readable: readonly SettingPiece[];
  readonly unreadable: readonly TariffError[];
}

function readApart(piece: SettingPiece, curbstop: TariffEntry): ReadApart {
  const faultOf = (part: SettingPiece) => caught(() => void readSettings(metadataOf([part], curbstop)));
  const parts = partsOf(piece);
  const whole = faultOf(piece);
  if (whole === null) return { readable: parts, unreadable: [] };
  const faults = parts.map(faultOf);
  const unreadable = faults.flatMap((fault) => fault ?? []);
  // Parts that are good one by one and not together, such as a line that stands twice.
  if (unreadable.length === 0) return { readable: [], unreadable: [whole] };
  return { readable: parts.filter((_, index) => faults[index] === null), unreadable };
}

/** The part that stands where the fault is; all that a class sets when the file has no such class. */
function culpritsOf(
  fault: TariffError,
  pieces: readonly SettingPiece[],
  structure: TariffMap,
): ReadonlySet<SettingPiece> {
  const strange = pieces.find(({ ofClass }) => ofClass !== null && isAt(ofClass.at, fault))?.ofClass;
  if (strange && valueOf(structure, strange.key) === null) {
    return new Set(pieces.filter(({ ofClass }) => ofClass === strange));
  }
  const before = pieces.filter((piece) => {
    const start = startOf(piece);
    return start !== null && (start.line - (fault.line ?? 0) || start.column - (fault.column ?? 0)) <= 0;
  });
  return new Set(before.slice(-1));
}

function isAt({ line, column }: TariffEntry['at'], fault: TariffError): boolean {
  return line === fault.line && column === fault.column;
}

/** Settings that add lines to the bill, which other settings may name. */
const ADDING = ['taxes', 'fees', 'bill_minimum', 'bill_maximum'];

/** The names that other settings may have for what this one adds. */
function noteNames({ setting }: SettingPiece, names: Set<string>): void {
  if (setting === null || !ADDING.includes(setting.key)) return;
  names.add(setting.key);
  const open: TariffNode[] = [setting.value];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'scalar') names.add(node.text.trim()).add(`${node.text.trim()}_fee`);
    else if (node.kind === 'list') open.push(...node.items);
    else open.push(...node.entries.map(({ value }) => value));
  }
}

function caught(work: () => void): TariffError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof TariffError) return error;
    throw error;
  }
}
