import { TariffError } from '../../../contract/tariff-document.js';
import type { ClassPlan } from '../compile-class.js';
import type { BillInputs } from '../expression/class-scope.js';
import { type FastBill, type FastProgram, type Places, compileFast } from './fast-program.js';

interface Known {
  readonly names: readonly string[];
  readonly usual: FastProgram;
  readonly fine: FastProgram;
}

interface Programs {
  last: Known | null;
  readonly byNames: Map<string, Known>;
}

/** Gallons are thousandths of kgal; carts, people and days are whole. */
const USUAL: Places = { usage: 3, other: 0 };
const FINE: Places = { usage: 6, other: 6 };
/** Data with ever other names come from outside and are not worth a program each. */
const MOST_PROGRAMS = 64;

const programs = new WeakMap<ClassPlan, Programs>();

/**
 * Prices one bill in whole-number arithmetic; null where that cannot tell, be it a fault or only a large number.
 * Programs are compiled once for each set of names that data give.
 */
export function priceFast(plan: ClassPlan, inputs: BillInputs): FastBill | null {
  let known = programs.get(plan);
  if (known === undefined) programs.set(plan, (known = { last: null, byNames: new Map() }));
  const names = Object.keys(inputs);
  if (known.last === null || !same(known.last.names, names)) known.last = find(known.byNames, plan, names);
  return known.last === null ? null : (run(known.last.usual, inputs) ?? run(known.last.fine, inputs));
}

/** What the data imply may be at fault; the exact evaluator finds out whether the bill needs it. */
function run(program: FastProgram, inputs: BillInputs): FastBill | null {
  try {
    return program(inputs);
  } catch (error) {
    if (error instanceof TariffError) return null;
    throw error;
  }
}

function find(byNames: Map<string, Known>, plan: ClassPlan, names: readonly string[]): Known | null {
  const key = JSON.stringify(names);
  const before = byNames.get(key);
  if (before) return before;
  if (byNames.size >= MOST_PROGRAMS) return null;
  const made: Known = { names, usual: compileFast(plan, names, USUAL), fine: compileFast(plan, names, FINE) };
  byNames.set(key, made);
  return made;
}

function same(known: readonly string[], names: readonly string[]): boolean {
  if (known.length !== names.length) return false;
  for (let index = 0; index < names.length; index += 1) if (known[index] !== names[index]) return false;
  return true;
}
