import { FormulaTemplate, FormulaTemplateError, type FormulaReference } from './formula-template.js';

/** A part of a formula template, put together by the functions here; {@link formula} makes a template of it. */
export interface FormulaPart {
  readonly text: string;
  /** How tightly its outermost operator binds. */
  readonly binding: number;
  /** Tells that Excel worked it out of other numbers in binary, so that its last digits may be off. */
  readonly isComputed: boolean;
}

/** A comparison, which only {@link either} takes. */
export interface FormulaCondition {
  readonly comparison: string;
}

const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const SINGLE = 4;

/** Excel keeps 15 digits: with nine decimals, amounts below a million are right to the last. */
const SETTLED_DECIMALS = 9;

/** A number from its decimal text, such as "12.29" or "-0.5". Throws a FormulaTemplateError for any other text. */
export function number(decimalText: string): FormulaPart {
  if (!/^-?\d+(\.\d+)?$/.test(decimalText)) throw new FormulaTemplateError(`"${decimalText}" is no plain number.`);
  return { text: decimalText, binding: decimalText.startsWith('-') ? SUM : SINGLE, isComputed: false };
}

/** A text, whatever it holds but control characters; {@link formula} refuses those and more than 255 characters. */
export function text(content: string): FormulaPart {
  return { text: `"${content.replaceAll('"', '""')}"`, binding: SINGLE, isComputed: false };
}

/**
 * Another cell of the table: by the key of its row, and the id of its column unless it is the formula's own. Throws a
 * FormulaTemplateError for what is no key or no id.
 */
export function reference(rowKey: string, columnId: FormulaReference['columnId'] = null): FormulaPart {
  const written = `{${rowKey}${columnId === null ? '' : `:${columnId}`}}`;
  const [found, ...others] = FormulaTemplate.parse(`=${written}`).references;
  if (found?.rowKey !== rowKey || found.columnId !== columnId || others.length > 0) {
    throw new FormulaTemplateError(`"${written}" is no cell of a table.`);
  }
  return { text: written, binding: SINGLE, isComputed: true };
}

/** As {@link reference}, to a cell with a plain number or a rounded one, which needs no settling. */
export function exactReference(rowKey: string, columnId: FormulaReference['columnId'] = null): FormulaPart {
  return { ...reference(rowKey, columnId), isComputed: false };
}

export function add(first: FormulaPart, ...others: readonly FormulaPart[]): FormulaPart {
  return others.reduce((left, right) => operation(left, '+', right, SUM), first);
}

export function subtract(from: FormulaPart, part: FormulaPart): FormulaPart {
  return operation(from, '-', part, SUM);
}

export function multiply(first: FormulaPart, ...others: readonly FormulaPart[]): FormulaPart {
  return others.reduce((left, right) => operation(left, '*', right, PRODUCT), first);
}

export function divide(part: FormulaPart, by: FormulaPart): FormulaPart {
  return operation(part, '/', by, PRODUCT);
}

export function power(base: FormulaPart, exponent: FormulaPart): FormulaPart {
  return operation(base, '^', exponent, POWER);
}

/** Half away from zero. What was computed is settled first: Excel's 3.0749999999999997 for 0.615*5 is 3.075. */
export function round(part: FormulaPart, decimals: number): FormulaPart {
  return rounded('ROUND', part, decimals);
}

/** Away from zero. */
export function roundUp(part: FormulaPart, decimals: number): FormulaPart {
  return rounded('ROUNDUP', part, decimals);
}

/** Towards zero. */
export function roundDown(part: FormulaPart, decimals: number): FormulaPart {
  return rounded('ROUNDDOWN', part, decimals);
}

export function min(...parts: readonly FormulaPart[]): FormulaPart {
  return call('MIN', parts);
}

export function max(...parts: readonly FormulaPart[]): FormulaPart {
  return call('MAX', parts);
}

export function sum(...parts: readonly FormulaPart[]): FormulaPart {
  return call('SUM', parts);
}

export function absolute(part: FormulaPart): FormulaPart {
  return call('ABS', [part]);
}

export function less(left: FormulaPart, right: FormulaPart): FormulaCondition {
  return comparison(left, '<', right);
}

export function atMost(left: FormulaPart, right: FormulaPart): FormulaCondition {
  return comparison(left, '<=', right);
}

export function equal(left: FormulaPart, right: FormulaPart): FormulaCondition {
  return comparison(left, '=', right);
}

export function and(...conditions: readonly FormulaCondition[]): FormulaCondition {
  return { comparison: `AND(${conditions.map((condition) => condition.comparison).join(',')})` };
}

export function or(...conditions: readonly FormulaCondition[]): FormulaCondition {
  return { comparison: `OR(${conditions.map((condition) => condition.comparison).join(',')})` };
}

export function not(condition: FormulaCondition): FormulaCondition {
  return { comparison: `NOT(${condition.comparison})` };
}

/** One part where the condition holds, the other where it does not. */
export function either(condition: FormulaCondition, whenTrue: FormulaPart, whenFalse: FormulaPart): FormulaPart {
  const isComputed = whenTrue.isComputed || whenFalse.isComputed;
  return { text: `IF(${condition.comparison},${whenTrue.text},${whenFalse.text})`, binding: SINGLE, isComputed };
}

/** The template for a cell of a formula column. Throws a FormulaTemplateError for what the grammar refuses. */
export function formula(part: FormulaPart): string {
  const template = `=${part.text}`;
  FormulaTemplate.parse(template);
  return template;
}

/** Excel reads operators of one level from left to right, so that the right side needs parentheses sooner. */
function operation(left: FormulaPart, operator: string, right: FormulaPart, binding: number): FormulaPart {
  return {
    text: `${enclosed(left, left.binding < binding)}${operator}${enclosed(right, right.binding <= binding)}`,
    binding,
    isComputed: true,
  };
}

function enclosed(part: FormulaPart, needsParentheses: boolean): string {
  return needsParentheses ? `(${part.text})` : part.text;
}

function call(name: string, parts: readonly FormulaPart[]): FormulaPart {
  const isComputed = name === 'SUM' || parts.some((part) => part.isComputed);
  return { text: `${name}(${parts.map((part) => part.text).join(',')})`, binding: SINGLE, isComputed };
}

function rounded(name: string, part: FormulaPart, decimals: number): FormulaPart {
  return { text: `${name}(${settled(part)},${decimals})`, binding: SINGLE, isComputed: false };
}

function comparison(left: FormulaPart, operator: string, right: FormulaPart): FormulaCondition {
  return { comparison: `${settled(left)}${operator}${settled(right)}` };
}

/** At an edge, as of a rounding or a comparison, digits that are off in the last place would make a cent. */
function settled({ text: computed, isComputed }: FormulaPart): string {
  return isComputed ? `ROUND(${computed},${SETTLED_DECIMALS})` : computed;
}
