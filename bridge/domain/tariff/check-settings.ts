import { type TariffMap, type TariffNode, type TariffPosition, TariffError } from '../../contract/tariff-document.js';
import { valueOf } from './document/nodes.js';
import type { ClassSettings, TariffSettings } from './settings/settings.js';

interface Mention {
  readonly component: string;
  readonly at: TariffPosition;
}

/**
 * Checks that the settings speak of classes and components that the file has. A common setting may name what only
 * some classes have; what none has is a slip of the pen. Throws TariffError: unknown-class, unknown-component.
 */
export function checkSettings(settings: TariffSettings, structure: TariffMap): void {
  const all = new Set(structure.entries.flatMap(({ value }) => componentsOf(value)));
  checkMentions(settings.common, all, structure);
  for (const [name, own] of settings.classes) {
    const node = valueOf(structure, name);
    if (node === null) throw unknownClass(name, structure, structure.at);
    // What a class did not set itself was checked with the common settings.
    checkMentions(ownOf(own, settings.common), new Set(componentsOf(node)), structure);
  }
}

function checkMentions(settings: Partial<ClassSettings>, known: ReadonlySet<string>, structure: TariffMap): void {
  const { programme } = settings;
  if (programme && valueOf(structure, programme.then) === null) {
    throw unknownClass(programme.then, structure, programme.at);
  }
  for (const { component, at } of mentions(settings)) {
    if (!known.has(component)) throw unknownComponent(component, at);
  }
}

function ownOf(own: ClassSettings, common: ClassSettings): Partial<ClassSettings> {
  const keys = (Object.keys(own) as (keyof ClassSettings)[]).filter((key) => own[key] !== common[key]);
  return Object.fromEntries(keys.map((key) => [key, own[key]]));
}

function mentions({ allowances, dwellingUnits, proration, limits, taxes }: Partial<ClassSettings>): readonly Mention[] {
  const named = [dwellingUnits, proration].flatMap((each) => [...(each?.times ?? []), ...(each?.tiers ?? [])]);
  const taxed = (taxes ?? []).flatMap(({ on }) => on).filter(({ text }) => text.trim() !== 'bill');
  return [
    ...(allowances ?? []),
    ...(limits ?? []),
    ...[...named, ...taxed].map(({ text, at }) => ({ component: text.trim(), at })),
  ];
}

function componentsOf(node: TariffNode): readonly string[] {
  return node?.kind === 'map' ? node.entries.map(({ key }) => key) : [];
}

function unknownClass(name: string, structure: TariffMap, at: TariffPosition): TariffError {
  const known = structure.entries.map(({ key }) => key).slice(0, 20);
  return new TariffError({
    code: 'unknown-class',
    what: `the settings name a class "${name.slice(0, 80)}"; there are ${known.join(', ')}`,
    fix: 'Correct the name, or add the class to the rate file.',
    at,
  });
}

function unknownComponent(component: string, at: TariffPosition): TariffError {
  return new TariffError({
    code: 'unknown-component',
    what: `the settings name the component "${component.slice(0, 80)}", which no class of theirs has`,
    fix: 'Correct its spelling, or add the field to the rate file.',
    at,
  });
}
