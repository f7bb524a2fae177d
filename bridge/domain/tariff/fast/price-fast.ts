import { TariffError } from '../../../contract/tariff-document.js';
import type { ClassPlan } from '../compile-class.js';
import type { BillInputs } from '../expression/class-scope.js';
import { type Places, compileFast } from './compile-fast.js';
import { type FastBill, type FastPrograms, type NamedPrograms, runFast } from './fast-program.js';

/** Gallons are thousandths of kgal; carts, people and days are whole. */
const USUAL: Places = { usage: 3, other: 0 };
const FINE: Places = { usage: 6, other: 6 };
/** Data with ever other names come from outside and are not worth a program each. */
const MOST_PROGRAMS = 64;

/** Prices one bill in whole-number arithmetic; null where that cannot tell, be it a fault or only a large number. */
export function priceFast(plan: ClassPlan, inputs: BillInputs): FastBill | null {
  const known = programsFor(plan, inputs);
  if (known === null) return null;
  try {
    return runFast(known.usual, inputs, known.texts) ?? runFast(known.fine, inputs, known.texts);
  } catch (error) {
    // What the data imply may be at fault; the exact evaluator finds out whether the bill needs it.
    if (error instanceof TariffError) return null;
    throw error;
  }
}

/** The programs for the names that data give, with the texts that they give. */
function programsFor(plan: ClassPlan, inputs: BillInputs): NamedPrograms | null {
  const { fast } = plan;
  if (fast.last !== null && takeTexts(fast.last, inputs)) return fast.last;
  fast.last = find(fast, plan, Object.keys(inputs));
  return fast.last !== null && takeTexts(fast.last, inputs) ? fast.last : null;
}

/** False where the data give other names. */
function takeTexts({ names, texts }: NamedPrograms, inputs: BillInputs): boolean {
  let count = 0;
  for (const name in inputs) {
    if (names[count] !== name) return false;
    texts.all[count] = inputs[name] ?? '';
    count += 1;
  }
  return count === names.length;
}

function find({ byNames }: FastPrograms, plan: ClassPlan, names: readonly string[]): NamedPrograms | null {
  const key = JSON.stringify(names);
  const before = byNames.get(key);
  if (before) return before;
  if (byNames.size >= MOST_PROGRAMS) return null;
  const texts = { given: names.length, all: names.map(() => '') };
  const made = { names, texts, usual: compileFast(plan, names, USUAL), fine: compileFast(plan, names, FINE) };
  byNames.set(key, made);
  return made;
}
