import { CENTS_MAX, type Cents } from '../../../contract/money.js';
import type { ClassPlan } from '../compile-class.js';
import type { InputCheck } from '../inputs/check-inputs.js';
import { type Part, sharedUnder } from './arithmetic.js';
import { Code } from './code.js';
import { FastCompiler } from './fast-compiler.js';
import type { BillCells, FastProgram, LineCells } from './fast-program.js';
import { Operation } from './machine.js';

/** The decimals that a program reads of usage and of other inputs: the fewer, the larger the numbers that it holds. */
export interface Places {
  readonly usage: number;
  readonly other: number;
}

/** Compiles a class for data that give these names, with at most so many decimals. */
export function compileFast(plan: ClassPlan, names: readonly string[], places: Places): FastProgram {
  const decimals = (name: string) => {
    const limits = plan.checks.find(({ slot }) => slot.name === name)?.limits;
    const most = name.startsWith('usage') ? places.usage : places.other;
    return limits?.whole ? 0 : Math.min(limits?.decimals ?? most, most);
  };
  const code = new Code();
  const compiler = new FastCompiler(code, plan.slots, names, decimals);
  for (const check of plan.checks) {
    if (check.slot.implied === null && !names.includes(check.slot.name)) continue;
    checkRange(code, check, compiler.slot(plan.slots.indexOf(check.slot)));
  }
  const bill = billCells(code, plan, compiler);
  return { machine: code.machine(), otherTexts: compiler.otherTexts, bill };
}

/** Stops the machine unless an input is a number within its limits. */
function checkRange(code: Code, { limits }: InputCheck, { under, cell }: Part): void {
  const least = limits.minimum === null ? -Infinity : limits.minimum.times(under).ceil().toNumber();
  const most = limits.maximum === null ? Infinity : limits.maximum.times(under).floor().toNumber();
  code.emit(Operation.Within, cell, cell, code.block([least, most]));
}

/** Adds the instructions that make the lines, and that stop where the lines do not make the bill. */
function billCells(code: Code, plan: ClassPlan, compiler: FastCompiler): BillCells {
  const { at, how } = plan.settings.rounding;
  const { arithmetic } = compiler;
  const total = compiler.slot(plan.bill);
  const amounts = plan.lines.map(({ slot }) => compiler.slot(slot));
  const under = sharedUnder([total, ...amounts]);
  const shared = (amount: Part) => arithmetic.part(under, arithmetic.over(under, amount));
  const whole = shared(total);
  const sumOf = (cells: readonly number[]) =>
    cells.length === 0 ? code.constant(0) : cells.reduce((sum, cell) => code.result(Operation.Add, sum, cell));
  const all = sumOf(amounts.map((amount) => shared(amount).cell));
  const lines = plan.lines.flatMap(({ component, description, kind, optional }, index): LineCells[] => {
    const exact = arithmetic.inCents(shared(amounts[index] ?? arithmetic.beyond));
    // A fee that the data do not name is on no bill.
    if (optional && code.known(exact.cell) === 0) return [];
    const cents = arithmetic.whole(exact, how);
    const line = { component, description, kind };
    const known = code.known(cents);
    const fixed = known === null || optional || !(Math.abs(known) < CENTS_MAX) ? null : { line, cents: known as Cents };
    return [{ line, optional, fixed, exact: exact.cell, cents }];
  });
  const inCents = arithmetic.inCents(whole);
  const sum = sumOf(lines.map((line) => line.cents));
  const cents = at === 'bill' ? arithmetic.whole(inCents, how) : sum;
  // Lines that do not make the bill, and sums beyond money, are the exact evaluator's to name.
  if (all !== whole.cell) {
    const rest = code.result(Operation.Subtract, whole.cell, all);
    code.emit(Operation.Within, rest, rest, code.block([0, 0]));
  } else if (at !== 'bill') {
    code.emit(Operation.Within, all, all, code.block([-Infinity, Infinity]));
  }
  const changing = lines.filter(({ fixed }) => fixed === null).map((line) => line.cents);
  const money = code.block([1 - CENTS_MAX, CENTS_MAX - 1]);
  for (const each of new Set([...changing, cents])) {
    // What is rounded from three parts or more is money by the bound of what is held.
    const isMoney = inCents.under >= 3 && (each !== sum || at === 'bill');
    if (!isMoney) code.emit(Operation.Within, each, each, money);
  }
  return { lines, total: inCents.cell, cents, sum, under: inCents.under };
}
