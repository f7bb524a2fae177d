import type { TariffEntry, TariffMap, TariffNode, TariffPosition } from '../../../contract/tariff-document.js';

/** A setting by itself, or a part of one: of every class, or of one class; a class may have none. */
export interface SettingPiece {
  readonly ofClass: TariffEntry | null;
  readonly setting: TariffEntry | null;
}

/** Settings whose own parts can be read apart from each other. */
const APART = ['inputs', 'usage', 'dwelling_units', 'proration'];

/** The settings, each by itself. */
export function piecesOf(curbstop: TariffMap): readonly SettingPiece[] {
  return curbstop.entries.flatMap((setting): readonly SettingPiece[] => {
    if (setting.key !== 'classes' || setting.value.kind !== 'map') return [{ ofClass: null, setting }];
    return setting.value.entries.flatMap((ofClass): readonly SettingPiece[] => {
      const { value } = ofClass;
      if (value.kind !== 'map' || value.entries.length === 0) return [{ ofClass, setting: null }];
      return value.entries.map((own) => ({ ofClass, setting: own }));
    });
  });
}

/** The items of a setting that is a list, and the parts of some maps, each as a setting of its own; else the piece. */
export function partsOf(piece: SettingPiece): readonly SettingPiece[] {
  const { ofClass, setting } = piece;
  if (setting === null) return [piece];
  const { key, value } = setting;
  const part = (node: TariffNode): SettingPiece => ({ ofClass, setting: { ...setting, value: node } });
  if (value.kind === 'list' && value.items.length > 0)
    return value.items.map((item) => part({ ...value, at: item.at, items: [item] }));
  if (value.kind !== 'map' || value.entries.length === 0 || !APART.includes(key)) return [piece];
  return value.entries.map((entry) => part({ ...value, at: entry.at, entries: [entry] }));
}

/** Where a piece begins. */
export function startOf({ ofClass, setting }: SettingPiece): TariffPosition | null {
  return setting?.value.at ?? ofClass?.at ?? null;
}

/** Metadata with these settings only; parts of one setting come together again. */
export function metadataOf(pieces: readonly SettingPiece[], curbstop: TariffEntry): TariffMap {
  const map = (entries: readonly TariffEntry[]): TariffMap => ({ kind: 'map', at: curbstop.value.at, entries });
  const common: TariffEntry[] = [];
  const classes = new Map<string, { readonly ofClass: TariffEntry; readonly own: TariffEntry[] }>();
  for (const { ofClass, setting } of pieces) {
    const of = ofClass === null ? null : (classes.get(ofClass.key) ?? { ofClass, own: [] });
    if (of !== null) classes.set(of.ofClass.key, of);
    if (setting !== null) add(setting, of?.own ?? common);
  }
  const own = [...classes.values()].map(({ ofClass, own: entries }) => ({
    ...ofClass,
    value: entries.length === 0 ? ofClass.value : map(entries),
  }));
  const all = own.length === 0 ? common : [...common, { ...curbstop, key: 'classes', value: map(own) }];
  return map([{ ...curbstop, value: map(all) }]);
}

function add(setting: TariffEntry, entries: TariffEntry[]): void {
  const last = entries.at(-1);
  if (last?.key === setting.key) entries[entries.length - 1] = { ...last, value: joined(last.value, setting.value) };
  else entries.push(setting);
}

function joined(one: TariffNode, other: TariffNode): TariffNode {
  if (one.kind === 'list' && other.kind === 'list') return { ...one, items: [...one.items, ...other.items] };
  if (one.kind === 'map' && other.kind === 'map') return { ...one, entries: [...one.entries, ...other.entries] };
  return other;
}
