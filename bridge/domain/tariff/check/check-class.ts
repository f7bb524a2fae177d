import type { TariffProblem } from '../../../contract/tariff-check.js';
import { type TariffEntry, TariffError } from '../../../contract/tariff-document.js';
import { type ClassPlan, type TariffFacts, compileClass } from '../compile-class.js';
import { PLAIN } from '../settings/read-class-settings.js';
import type { ClassSettings } from '../settings/settings.js';
import { checkBill, checkRates } from './check-bill.js';
import { checkBounds } from './check-bounds.js';
import { checkCircles } from './check-circles.js';
import { checkConstants } from './check-constants.js';
import { checkDepth } from './check-depth.js';
import { checkFees } from './check-fees.js';
import { checkLines } from './check-lines.js';
import { checkNames } from './check-names.js';
import { checkSeasons } from './check-seasons.js';
import { checkTiers } from './check-tiers.js';
import { ClassNames } from './class-names.js';
import { problemOf } from './tariff-problem.js';

/** Lists every problem of one class: what keeps it from being compiled, then what its fields say. */
export function checkClass(entry: TariffEntry, settings: ClassSettings, facts: TariffFacts): readonly TariffProblem[] {
  const { plan, faults, hasBill } = compiled(entry, settings, facts);
  const problems = faults.map((fault) => problemOf(fault, fault.what.includes(entry.key) ? '' : entry.key));
  if (plan === null) return problems;
  const names = new ClassNames(plan);
  const circles = checkCircles(names);
  return [
    ...problems,
    ...checkNames(names),
    ...checkConstants(names),
    ...checkFees(names),
    ...circles,
    ...(circles.length === 0 ? checkDepth(names) : []),
    ...checkBounds(names),
    ...checkTiers(names, facts.billUnit),
    ...checkRates(names),
    ...checkSeasons(names, facts.seasons),
    ...(hasBill ? [...checkBill(names), ...checkLines(names)] : []),
  ];
}

interface Compiled {
  readonly plan: ClassPlan | null;
  readonly faults: readonly TariffError[];
  readonly hasBill: boolean;
}

/** A class that lacks a bill, or whose settings do not fit it, is compiled without, so that its fields are checked. */
function compiled(entry: TariffEntry, settings: ClassSettings, facts: TariffFacts): Compiled {
  const { plan, fault } = attempt(entry, settings, facts);
  if (fault === null) return { plan, faults: [], hasBill: true };
  if (fault.code === 'no-bill' && entry.value.kind === 'map') {
    const { value, at } = entry;
    const bill: TariffEntry = { key: 'bill', at, value: { kind: 'scalar', at, text: '0' } };
    const rest = compiled({ ...entry, value: { ...value, entries: [...value.entries, bill] } }, settings, facts);
    return { plan: rest.plan, faults: [fault, ...rest.faults], hasBill: false };
  }
  if (settings === PLAIN) return { plan: null, faults: [fault], hasBill: false };
  const plain = attempt(entry, PLAIN, facts);
  return { plan: plain.plan, faults: [fault], hasBill: true };
}

function attempt(
  entry: TariffEntry,
  settings: ClassSettings,
  facts: TariffFacts,
): { readonly plan: ClassPlan | null; readonly fault: TariffError | null } {
  try {
    return { plan: compileClass(entry, settings, facts), fault: null };
  } catch (error) {
    if (error instanceof TariffError) return { plan: null, fault: error };
    throw error;
  }
}
