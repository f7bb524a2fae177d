import { type TariffDocument, type TariffEntry, type TariffMap, TariffError } from '../../contract/tariff-document.js';
import { checkSettings, settingsOf } from './check-settings.js';
import { type ClassPlan, type TariffFacts, compileClass } from './compile-class.js';
import { type TariffMetadata, readMetadata } from './document/metadata.js';
import { asMap, valueOf } from './document/nodes.js';
import { unitsPerGallon } from './inputs/units.js';
import { readSettings } from './settings/read-settings.js';
import type { TariffSettings } from './settings/settings.js';

/** A rate file compiled once, to price many bills. */
export interface CompiledTariff {
  readonly name: string;
  readonly sha256: string;
  readonly metadata: TariffMetadata;
  readonly settings: TariffSettings;
  /** The names of the customer classes, in the file's order. */
  readonly classes: readonly string[];
  /** The class's plan. Throws TariffError: unknown-class, no-bill, wrong-shape. */
  readonly plan: (className: string) => ClassPlan;
}

/**
 * Compiles a rate file. Faults of the file's Curbstop settings are thrown here, as TariffError; faults of a class
 * are thrown when it is priced, so that one broken class leaves the others usable.
 */
export function compileTariff(document: TariffDocument): CompiledTariff {
  const metadataNode = valueOf(document.root, 'metadata');
  const map = metadataNode?.kind === 'map' ? metadataNode : null;
  const structure = rateStructure(document);
  const settings = readSettings(map);
  checkSettings(settings, structure);
  const metadata = readMetadata(map);
  const entries = new Map(structure.entries.map((entry) => [entry.key, entry]));
  const facts = tariffFacts(metadata, settings);
  const plans = new Map<string, ClassPlan>();
  return {
    name: document.name,
    sha256: document.sha256,
    metadata,
    settings,
    classes: [...entries.keys()],
    plan: (className) => {
      const known = plans.get(className);
      if (known) return known;
      const plan = compileClass(entryOfClass(entries, className, structure), settingsOf(settings, className), facts);
      plans.set(className, plan);
      return plan;
    },
  };
}

/** What compiling a class needs of its tariff. */
export function tariffFacts({ billUnit }: TariffMetadata, settings: TariffSettings): TariffFacts {
  return { billUnit, unitsPerGallon: unitsPerGallon(billUnit, settings.gallonsPerCcf), seasons: settings.seasons };
}

/** The classes. Throws TariffError: no-rate-structure, wrong-shape. */
export function rateStructure(document: TariffDocument): TariffMap {
  const node = valueOf(document.root, 'rate_structure');
  if (node !== null) return asMap(node, 'rate_structure');
  throw new TariffError({
    code: 'no-rate-structure',
    what: 'the file has no rate_structure',
    fix: 'Give a map of customer classes under rate_structure.',
    at: document.root.at,
  });
}

function entryOfClass(entries: ReadonlyMap<string, TariffEntry>, name: string, { at }: TariffMap): TariffEntry {
  const entry = entries.get(name);
  if (entry) return entry;
  throw new TariffError({
    code: 'unknown-class',
    what: `there is no class "${name.slice(0, 80)}"; the file has ${[...entries.keys()].slice(0, 20).join(', ') || 'none'}`,
    fix: 'Correct the class of the account, or add the class to the rate file.',
    at,
  });
}
