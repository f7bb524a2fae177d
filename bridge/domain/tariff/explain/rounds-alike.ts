import { Decimal } from 'decimal.js';
import {
  add,
  divide,
  exactFromText,
  larger,
  multiply,
  negate,
  power,
  roundTo,
  smaller,
  subtract,
  toDecimal,
  type Exact,
  type RoundingHow,
} from '../exact/exact.js';
import type { ExplainedFormula } from './explained-formula.js';
import { KEPT } from './template-of.js';

/** Gives the value of a step or of one of the data; null where it is no number. */
export type ValueOf = (from: 'step' | 'data', name: string) => Exact | null;

type Operation = (left: Exact, right: Exact) => Exact | null;

const OPERATIONS: Readonly<Record<Extract<ExplainedFormula, { kind: 'binary' }>['operator'], Operation>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '^': power,
};

/**
 * Whether a sheet, which keeps some decimals of a number before it rounds it, rounds it as the exact number is rounded: not
 * where a boundary lies between the number and what is kept of it.
 */
export function isRoundedAlike(exact: Exact, to: string, how: RoundingHow): boolean {
  const step = new Decimal(to);
  const number = toDecimal(exact);
  const rounded = roundTo(number, step, how);
  return [Decimal.ROUND_DOWN, Decimal.ROUND_UP].every((way) => {
    const kept = [number.toDecimalPlaces(KEPT, way), number.div(step).toDecimalPlaces(KEPT, way).times(step)];
    return kept.every((each) => roundTo(each, step, how).eq(rounded));
  });
}

/** Whether a sheet rounds all numbers that a formula rounds as the tariff does; what is no number is in no sheet's formula. */
export function roundsAlike(formula: ExplainedFormula, valueOf: ValueOf): boolean {
  switch (formula.kind) {
    case 'round': {
      const operand = exactOf(formula.operand, valueOf);
      const isAlike = operand === null || isRoundedAlike(operand, formula.to, formula.how);
      return isAlike && roundsAlike(formula.operand, valueOf);
    }
    case 'negate':
      return roundsAlike(formula.operand, valueOf);
    case 'binary':
    case 'least':
    case 'greatest':
      return roundsAlike(formula.left, valueOf) && roundsAlike(formula.right, valueOf);
    case 'tiers':
      return [formula.usage, ...formula.caps, ...formula.prices].every((each) => roundsAlike(each, valueOf));
    case 'number':
    case 'value':
    case 'list':
      return true;
  }
}

/** What a formula comes to exactly; null where it holds what is no number. */
function exactOf(formula: ExplainedFormula, valueOf: ValueOf): Exact | null {
  const both = (operation: Operation, left: ExplainedFormula, right: ExplainedFormula): Exact | null => {
    const [first, second] = [exactOf(left, valueOf), exactOf(right, valueOf)];
    return first === null || second === null ? null : operation(first, second);
  };
  switch (formula.kind) {
    case 'number':
      return exactFromText(formula.text);
    case 'value':
      return valueOf(formula.from, formula.name);
    case 'negate': {
      const operand = exactOf(formula.operand, valueOf);
      return operand === null ? null : negate(operand);
    }
    case 'binary':
      return both(OPERATIONS[formula.operator], formula.left, formula.right);
    case 'round': {
      const operand = exactOf(formula.operand, valueOf);
      return operand === null ? null : roundTo(operand, new Decimal(formula.to), formula.how);
    }
    case 'least':
      return both(smaller, formula.left, formula.right);
    case 'greatest':
      return both(larger, formula.left, formula.right);
    case 'tiers':
    case 'list':
      return null;
  }
}
