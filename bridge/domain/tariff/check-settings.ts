import { counted } from '../../contract/counted.js';
import {
  type TariffMap,
  type TariffNode,
  type TariffPosition,
  type TariffScalar,
  TariffError,
} from '../../contract/tariff-document.js';
import { addedLines } from './extensions/added-lines.js';
import type { Bound, ClassSettings, TariffSettings } from './settings/settings.js';

interface Mention {
  readonly component: string;
  readonly at: TariffPosition;
}

type Classes = ReadonlyMap<string, TariffNode>;

/** What the settings may name: fields, those of them that have tiers, and the lines that settings add. */
interface Known {
  readonly components: ReadonlySet<string>;
  readonly charges: ReadonlySet<string>;
  readonly added: readonly string[];
}

/** Classes times the common settings that each is held against; no rate file comes near it. */
const HELD_AGAINST_MAX = 1_000_000;

/**
 * Checks that the settings speak of classes and components that the file has. A common setting may name what only
 * some classes have; what none has is a slip of the pen.
 * Throws TariffError: unknown-class, unknown-component, programme-circle, wrong-shape, too-many-settings.
 */
export function checkSettings(settings: TariffSettings, structure: TariffMap): void {
  const classes: Classes = new Map(structure.entries.map(({ key, value }) => [key, value]));
  refuseTooMany(settings.common, structure);
  checkMentions(settings.common, knownOf([...classes.values()], settings.common), classes);
  for (const [name, { settings: own, at }] of settings.classes) {
    const node = classes.get(name);
    if (node === undefined) throw unknownClass(name, classes, at);
    // What a class did not set itself was checked with the common settings.
    checkMentions(ownOf(own, settings.common), knownOf([node], own), classes);
  }
  for (const name of classes.keys()) checkTogether(settingsOf(settings, name), settings);
}

function refuseTooMany(common: ClassSettings, { entries, at }: TariffMap): void {
  const { inputs, allowances, limits, taxes, fees, lines } = common;
  const settings = [inputs, allowances, limits, taxes, fees, lines].reduce((sum, { length }) => sum + length, 0);
  if (settings * entries.length <= HELD_AGAINST_MAX) return;
  throw new TariffError({
    code: 'too-many-settings',
    what: `${counted(entries.length, 'class', 'classes')} with ${counted(settings, 'common setting')} each are too many`,
    fix: 'Keep one utility and one effective date in a rate file, and give settings to the classes that need them.',
    at,
  });
}

/** The settings of a class: its own, else the common ones. */
export function settingsOf({ classes, common }: TariffSettings, className: string): ClassSettings {
  return classes.get(className)?.settings ?? common;
}

function checkMentions(settings: Partial<ClassSettings>, known: Known, classes: Classes): void {
  const { programme, dwellingUnits, proration, allowances, limits, taxes, lines } = settings;
  if (programme && !classes.has(programme.then)) throw unknownClass(programme.then, classes, programme.at);
  const multipliers = [dwellingUnits, proration];
  const fields = [...multipliers.flatMap((each) => mentions(each?.times)), ...(allowances ?? []), ...(limits ?? [])];
  const added = [...(lines ?? []), ...(taxes ?? []).flatMap(({ on }) => mentions(on)).filter(isNotBill)];
  for (const { component, at } of fields) {
    if (!known.components.has(component)) throw unknownComponent(component, at);
  }
  for (const { component, at } of added) {
    if (!known.components.has(component) && !known.added.includes(component)) throw unknownComponent(component, at);
  }
  for (const { component, at } of multipliers.flatMap((each) => mentions(each?.tiers))) {
    if (!known.components.has(component)) throw unknownComponent(component, at);
    if (!known.charges.has(component)) throw withoutTiers(component, at);
  }
}

/** Checks what only the settings that a class ends up with can tell. */
function checkTogether({ limits, billMinimum, billMaximum, proration, programme }: ClassSettings, all: TariffSettings) {
  const bounds = [...limits.flatMap(({ minimum, maximum }) => [minimum, maximum]), billMinimum, billMaximum];
  const unprorated = proration === null ? bounds.find((bound) => bound?.prorated) : undefined;
  if (unprorated) throw withoutProration(unprorated);
  if (programme && settingsOf(all, programme.then).programme !== null) {
    throw new TariffError({
      code: 'programme-circle',
      what: `after a programme comes the class ${programme.then}, which is a programme itself`,
      fix: 'Name a class that is no programme.',
      at: programme.at,
    });
  }
}

function knownOf(classes: readonly TariffNode[], settings: ClassSettings): Known {
  const entries = classes.flatMap((node) => (node.kind === 'map' ? node.entries : []));
  return {
    components: new Set(entries.map(({ key }) => key)),
    charges: new Set(entries.filter(({ value }) => isCharge(value)).map(({ key }) => key)),
    added: addedLines(settings).map(({ component }) => component),
  };
}

function isCharge(node: TariffNode): boolean {
  if (node.kind === 'list') return node.items.length === 1 && node.items.every(isCharge);
  return node.kind === 'scalar' && ['Tiered', 'Budget'].includes(node.text.trim());
}

function ownOf(own: ClassSettings, common: ClassSettings): Partial<ClassSettings> {
  const keys = (Object.keys(own) as (keyof ClassSettings)[]).filter((key) => own[key] !== common[key]);
  return Object.fromEntries(keys.map((key) => [key, own[key]]));
}

function mentions(names: readonly TariffScalar[] | undefined): readonly Mention[] {
  return (names ?? []).map(({ text, at }) => ({ component: text.trim(), at }));
}

function isNotBill({ component }: Mention): boolean {
  return component !== 'bill';
}

function unknownClass(name: string, classes: Classes, at: TariffPosition): TariffError {
  const known = [...classes.keys()].slice(0, 20);
  return new TariffError({
    code: 'unknown-class',
    what: `the settings name a class "${name.slice(0, 80)}"; the file has ${known.join(', ') || 'none'}`,
    fix: 'Correct the name, or add the class to the rate file.',
    at,
  });
}

function unknownComponent(component: string, at: TariffPosition): TariffError {
  return new TariffError({
    code: 'unknown-component',
    what: `the settings name the component "${component.slice(0, 80)}", which none of their classes has`,
    fix: 'Correct its spelling, or add the field to the rate file.',
    at,
  });
}

function withoutTiers(component: string, at: TariffPosition): TariffError {
  return new TariffError({
    code: 'wrong-shape',
    what: `${component.slice(0, 80)} is to have its tiers multiplied, but is neither Tiered nor Budget`,
    fix: 'Name it under "times" to multiply its amount, or name the field that has the tiers.',
    at,
  });
}

function withoutProration({ amount }: Bound): TariffError {
  return new TariffError({
    code: 'wrong-shape',
    what: `the amount ${amount.text.trim().slice(0, 80)} is to be prorated, but the class has no proration`,
    fix: 'Add the setting "proration", e.g. proration: {times: [service_charge]}, or take "prorated" out.',
    at: amount.at,
  });
}
