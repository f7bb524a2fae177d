import { type TariffDocument, type TariffEntry, type TariffMap, TariffError } from '../../contract/tariff-document.js';
import { ClassScope } from './class-scope.js';
import { type TariffMetadata, readMetadata } from './metadata.js';
import { asMap, entryOf, valueOf } from './nodes.js';
import { compileField } from './part.js';
import type { Slot } from './run.js';
import { type ClassSettings, type TariffSettings, readSettings } from './settings.js';

/** A customer class, ready to price. */
export interface ClassPlan {
  readonly name: string;
  readonly slots: readonly Slot[];
  /** The slots that are fields, in the file's order. */
  readonly fields: readonly { readonly name: string; readonly slot: number }[];
  readonly bill: number;
  readonly settings: ClassSettings;
  readonly lines: readonly { readonly component: string; readonly description: string; readonly slot: number }[];
}

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
  const metadata = metadataNode?.kind === 'map' ? metadataNode : null;
  const structure = rateStructure(document);
  const settings = readSettings(metadata);
  checkClassNames(settings, structure);
  const entries = new Map(structure.entries.map((entry) => [entry.key, entry]));
  const plans = new Map<string, ClassPlan>();
  return {
    name: document.name,
    sha256: document.sha256,
    metadata: readMetadata(metadata),
    settings,
    classes: [...entries.keys()],
    plan: (className) => {
      const known = plans.get(className);
      if (known) return known;
      const entry = entries.get(className);
      if (!entry) throw unknownClass(className, structure);
      const plan = compileClass(entry, settings.classes.get(className) ?? settings.common);
      plans.set(className, plan);
      return plan;
    },
  };
}

function rateStructure(document: TariffDocument): TariffMap {
  const node = valueOf(document.root, 'rate_structure');
  if (node !== null) return asMap(node, 'rate_structure');
  throw new TariffError({
    code: 'no-rate-structure',
    what: 'the file has no rate_structure',
    fix: 'Give a map of customer classes under rate_structure.',
    at: document.root.at,
  });
}

function compileClass({ key: name, value, at }: TariffEntry, settings: ClassSettings): ClassPlan {
  const { entries } = asMap(value, `the class ${name}`);
  const scope = new ClassScope();
  const plans = entries.map((entry) => compileField(entry, scope));
  const slots = scope.slots(plans);
  if (!entries.some(({ key }) => key === 'bill')) {
    throw new TariffError({
      code: 'no-bill',
      what: `the class ${name} has no bill`,
      fix: 'Add a field "bill" that adds up the charges.',
      at,
    });
  }
  const lines = settings.lines.length > 0 ? settings.lines : [{ component: 'bill', description: 'Bill' }];
  return {
    name,
    slots,
    fields: plans.map((plan) => ({ name: plan.name, slot: scope.slot(plan.name) })),
    bill: scope.slot('bill'),
    settings,
    lines: lines.map((line) => {
      if (!plans.some((plan) => plan.name === line.component)) throw unknownComponent(name, line.component, at);
      return { ...line, slot: scope.slot(line.component) };
    }),
  };
}

function checkClassNames(settings: TariffSettings, structure: TariffMap): void {
  for (const name of settings.classes.keys()) {
    if (entryOf(structure, name) === null) throw unknownClass(name, structure);
  }
}

function unknownClass(name: string, structure: TariffMap): TariffError {
  const known = structure.entries.map(({ key }) => key).slice(0, 20);
  return new TariffError({
    code: 'unknown-class',
    what: `there is no class "${name.slice(0, 80)}"; there are ${known.join(', ')}`,
    fix: 'Correct the class of the account, or add the class to the rate file.',
    at: structure.at,
  });
}

function unknownComponent(name: string, component: string, at: TariffEntry['at']): TariffError {
  return new TariffError({
    code: 'unknown-component',
    what: `the lines of class ${name} show "${component}", which the class does not have`,
    fix: 'Correct the lines in the curbstop settings of the rate file.',
    at,
  });
}
