import { Decimal } from 'decimal.js';
import type { RoundingHow } from '../exact/exact.js';
import type { ExplainedFormula } from './explained-formula.js';

/** Gives the row of a step or of one of the data; null where the table has no number for it. */
export type RowOf = (from: 'step' | 'data', name: string) => string | null;

/** Spreadsheets keep so many digits of a number. */
const DIGITS = 15;
/** Decimals that are kept before a rounding, so that binary fractions do not tip it over. */
export const KEPT = 9;
/** A sheet's cell may hold longer formulas than a person reads. */
const LONGEST = 1500;

const Short = Decimal.clone({ precision: DIGITS, rounding: Decimal.ROUND_HALF_EVEN });

/**
 * The live formula of a step as a sheet template, e.g. "={flat_rate}*{usage}"; null where it cannot be one: tiers (they
 * have rows of their own), lists, powers that need more than a sheet gives, or a formula of absurd length.
 */
export function templateOf(formula: ExplainedFormula, rowOf: RowOf): string | null {
  const text = written(formula, rowOf);
  return text === null || text.length > LONGEST ? null : `=${text}`;
}

/** The rounding of a template's text, as the tariff rounds. */
export function roundedTemplate(operand: string, to: string, how: RoundingHow): string {
  const step = new Decimal(to);
  const places = step.eq(new Decimal(10).pow(-step.decimalPlaces())) ? step.decimalPlaces() : null;
  if (places === null || how === 'half_even') return `${wholeSteps(`ROUND((${operand})/${to},${KEPT})`, how)}*${to}`;
  return `${FUNCTIONS[how]}(ROUND(${operand},${KEPT}),${places})`;
}

/** A number as a template may hold it: at most 15 digits. */
export function templateNumber(text: string): string {
  return new Short(text).toSignificantDigits(DIGITS).toFixed();
}

const FUNCTIONS = { half_up: 'ROUND', up: 'ROUNDUP', down: 'ROUNDDOWN' } as const;

/** A number of steps, rounded to whole ones. */
function wholeSteps(steps: string, how: RoundingHow): string {
  if (how !== 'half_even') return `${FUNCTIONS[how]}(${steps},0)`;
  return `IF(ABS(MOD(${steps},1)-0.5)<0.00000001,2*ROUND(${steps}/2,0),ROUND(${steps},0))`;
}

function written(formula: ExplainedFormula, rowOf: RowOf): string | null {
  const of = (operand: ExplainedFormula) => written(operand, rowOf);
  switch (formula.kind) {
    case 'number':
      return signed(templateNumber(formula.text));
    case 'value': {
      const row = rowOf(formula.from, formula.name);
      return row === null ? null : `{${row}:amount}`;
    }
    case 'negate':
      return joined((operand) => `(0-${operand})`, of(formula.operand));
    case 'binary':
      return joined(
        (left, right) => `${left}${formula.operator}${right}`,
        operandOf(formula.left, of, formula.operator, 'left'),
        operandOf(formula.right, of, formula.operator, 'right'),
      );
    case 'round':
      return joined((operand) => roundedTemplate(operand, formula.to, formula.how), of(formula.operand));
    case 'least':
    case 'greatest': {
      const name = formula.kind === 'least' ? 'MIN' : 'MAX';
      return joined((left, right) => `${name}(${left},${right})`, of(formula.left), of(formula.right));
    }
    case 'tiers':
    case 'list':
      return null;
  }
}

const STRENGTH = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 3 } as const;

/** An operand, in parentheses where the sheet would bind it otherwise. */
function operandOf(
  operand: ExplainedFormula,
  of: (formula: ExplainedFormula) => string | null,
  operator: keyof typeof STRENGTH,
  side: 'left' | 'right',
): string | null {
  const text = of(operand);
  if (text === null || operand.kind !== 'binary') {
    return operand.kind === 'round' ? joined((inner) => `(${inner})`, text) : text;
  }
  const [inner, outer] = [STRENGTH[operand.operator], STRENGTH[operator]];
  const plain = side === 'left' ? inner >= outer && outer < 3 : inner > outer;
  return plain ? text : `(${text})`;
}

function joined(join: (...parts: string[]) => string, ...parts: (string | null)[]): string | null {
  const written = parts.filter((part) => part !== null);
  return written.length === parts.length ? join(...written) : null;
}

/** A negative number stands in parentheses, because a sheet takes "2--1" but no reader does. */
function signed(text: string): string {
  return text.startsWith('-') ? `(0-${text.slice(1)})` : text;
}
