import { type TariffEntry, TariffError } from '../../contract/tariff-document.js';
import { asMap } from './document/nodes.js';
import type { Exact } from './exact/exact.js';
import type { Slot } from './expression/class-scope.js';
import type { FastPrograms } from './fast/fast-program.js';
import { type BillLinePlan, addBill } from './extensions/bill.js';
import { addBilledUsage } from './extensions/billed-usage.js';
import { ClassBuilder } from './extensions/class-builder.js';
import { addComponent } from './extensions/component.js';
import { addFactors } from './extensions/factors.js';
import type { InputCheck } from './inputs/check-inputs.js';
import { readDay } from './inputs/input-date.js';
import { inputSettings } from './inputs/input-settings.js';
import type { ClassSettings, Season } from './settings/settings.js';
import { inYearSpan } from './settings/year-span.js';

/** A customer class, ready to price. */
export interface ClassPlan {
  readonly name: string;
  readonly slots: readonly Slot[];
  /** The slots that are fields, in the file's order. */
  readonly fields: readonly { readonly name: string; readonly slot: number }[];
  readonly bill: number;
  readonly settings: ClassSettings;
  readonly lines: readonly (BillLinePlan & { readonly slot: number })[];
  readonly checks: readonly InputCheck[];
  /** What the fast evaluator has compiled of the class so far. */
  readonly fast: FastPrograms;
}

/** What a class's compilation needs of its tariff. */
export interface TariffFacts {
  readonly billUnit: string;
  readonly unitsPerGallon: Exact | null;
  readonly seasons: readonly Season[];
}

/** Compiles a class. Throws TariffError: no-bill, wrong-shape, name-taken ... */
export function compileClass({ key, value, at }: TariffEntry, settings: ClassSettings, facts: TariffFacts): ClassPlan {
  const { entries } = asMap(value, `the class ${key}`);
  const builder = new ClassBuilder(key, at, entries, settings, facts.billUnit, facts.unitsPerGallon);
  const bill = entries.find((entry) => entry.key === 'bill');
  if (!bill) throw noBill(key, at);
  implyInputs(builder, facts.seasons);
  addBilledUsage(builder);
  const factors = addFactors(builder);
  for (const entry of entries) if (entry !== bill) addComponent(entry, entry.key, builder, factors);
  const lines = addBill(bill, builder, factors);
  const { scope, fields } = builder;
  const plans = lines.map((line) => ({ ...line, slot: scope.slot(line.component) }));
  const limits = inputSettings(settings, facts.billUnit);
  for (const { name } of limits) scope.slot(name);
  const slots = scope.slots(fields);
  return {
    name: key,
    slots,
    fields: fileOrder(
      fields.map(({ name }) => name),
      entries,
    ).map((name) => ({ name, slot: scope.slot(name) })),
    bill: scope.slot('bill'),
    settings,
    lines: plans,
    checks: limits.flatMap((each) => {
      const slot = slots[scope.slot(each.name)];
      return slot ? [{ slot, limits: each }] : [];
    }),
    fast: { last: null, byNames: new Map() },
  };
}

/** The file's own fields stand where the file has them, what the settings add follows. */
function fileOrder(names: readonly string[], entries: readonly TariffEntry[]): readonly string[] {
  const own = entries.map(({ key }) => key);
  const ownNames = new Set(own);
  return [...own, ...names.filter((name) => !ownNames.has(name))];
}

/** Data that other data, or the settings, imply. A field of the name stands before them, as it does before a sibling. */
function implyInputs(builder: ClassBuilder, seasons: readonly Season[]): void {
  const { scope, settings } = builder;
  if (settings.programme !== null) for (const name of ['programme_ends', 'read_date']) scope.slot(name);
  if (seasons.length > 0 && !builder.has('season')) {
    scope.slot('read_date');
    scope.imply('season', (inputs) => {
      const day = readDay(inputs, 'the season');
      return seasons.find((season) => inYearSpan(day, season))?.name;
    });
  }
  for (const { name, default: otherwise } of settings.inputs) {
    if (otherwise !== null && !builder.has(name)) scope.imply(name, () => otherwise);
  }
}

function noBill(name: string, at: TariffEntry['at']): TariffError {
  return new TariffError({
    code: 'no-bill',
    what: `the class ${name} has no bill`,
    fix: 'Add a field "bill" that adds up the charges.',
    at,
  });
}
