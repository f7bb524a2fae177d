import { CellError, type CellValue, wireValue } from '../model/cell.js';
import { displayText } from '../model/number-format.js';

/** What a function is given: one value, or the values of a range by rows. */
export type Operand = CellValue | readonly (readonly CellValue[])[];

/** A worksheet function. An error among its arguments is its result, unless it says otherwise. */
export interface SheetFunction {
  readonly call: (args: readonly Operand[]) => CellValue;
  readonly takesErrors?: boolean;
}

export const VALUE_ERROR = new CellError('#VALUE!');

/** All values of an operand, one after the other. */
export function flatten(operand: Operand): readonly CellValue[] {
  return Array.isArray(operand) ? (operand as readonly (readonly CellValue[])[]).flat() : [operand as CellValue];
}

/** The single value of an operand: of a range, its first cell. */
export function single(operand: Operand | undefined): CellValue {
  return operand === undefined ? '' : (flatten(operand)[0] ?? '');
}

/** A value as a number, or the error that Excel would show. */
export function numeric(value: CellValue): number | CellError {
  if (typeof value === 'number' || value instanceof CellError) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value.trim() === '') return 0;
  const parsed = Number(value);
  return Number.isNaN(parsed) ? VALUE_ERROR : parsed;
}

// Text and truth values inside a range do not take part; given directly they do.
function numbersOf(args: readonly Operand[]): number[] {
  return args.flatMap((operand) => {
    if (Array.isArray(operand)) return flatten(operand).filter((value) => typeof value === 'number');
    const value = numeric(operand as CellValue);
    return value instanceof CellError ? [] : [value];
  });
}

function overNumbers(combine: (numbers: readonly number[]) => number | CellError): SheetFunction {
  return { call: (args) => combine(numbersOf(args)) };
}

/** Rounds the shortest decimal text of a number, half away from zero, as ROUND does. */
export function roundHalfAway(value: number, digits: number, mode: (size: number) => number = Math.round): number {
  const size = mode(shifted(Math.abs(value), digits));
  return Math.sign(value) * shifted(size, -digits);
}

/** The number with its decimal point moved; its text may have an exponent already. */
function shifted(value: number, digits: number): number {
  const [significand = '', exponent = '0'] = String(value).split('e');
  return Number(`${significand}e${Number(exponent) + digits}`);
}

function overTwo(combine: (first: number, second: number) => number | CellError): SheetFunction {
  return {
    call: (args) => {
      const first = numeric(single(args[0]));
      const second = numeric(single(args[1]));
      if (first instanceof CellError) return first;
      return second instanceof CellError ? second : combine(first, second);
    },
  };
}

function rounding(mode: (size: number) => number): SheetFunction {
  return overTwo((value, digits) => roundHalfAway(value, Math.trunc(digits), mode));
}

function remainder(value: number, divisor: number): number | CellError {
  return divisor === 0 ? new CellError('#DIV/0!') : value - divisor * Math.floor(value / divisor);
}

function truth(value: CellValue): boolean {
  return typeof value === 'string' ? value.toUpperCase() === 'TRUE' : value !== 0 && value !== false;
}

function truths(args: readonly Operand[]): boolean[] {
  return args.flatMap((operand) =>
    flatten(operand)
      .filter((value) => value !== '')
      .map(truth),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
const average = (numbers: readonly number[]): number | CellError =>
  numbers.length === 0 ? new CellError('#DIV/0!') : sum(numbers) / numbers.length;
const countFilled = (args: readonly Operand[]): number =>
  args.flatMap((operand) => flatten(operand)).filter((value) => value !== '').length;

const SUBTOTALS: ReadonlyMap<number, SheetFunction> = new Map([
  [1, overNumbers(average)],
  [2, overNumbers((numbers) => numbers.length)],
  [3, { call: countFilled }],
  [4, overNumbers((numbers) => Math.max(0, ...numbers))],
  [5, overNumbers((numbers) => Math.min(...(numbers.length === 0 ? [0] : numbers)))],
  [9, overNumbers(sum)],
]);

/** The functions that the workbench knows; every other name gives #NAME? and is counted. */
export const FUNCTIONS: ReadonlyMap<string, SheetFunction> = new Map<string, SheetFunction>([
  ['SUM', overNumbers(sum)],
  ['AVERAGE', overNumbers(average)],
  ['COUNT', overNumbers((numbers) => numbers.length)],
  ['COUNTA', { call: countFilled }],
  ['MIN', overNumbers((numbers) => (numbers.length === 0 ? 0 : Math.min(...numbers)))],
  ['MAX', overNumbers((numbers) => (numbers.length === 0 ? 0 : Math.max(...numbers)))],
  ['ABS', overNumbers(([value = 0]) => Math.abs(value))],
  ['ROUND', rounding(Math.round)],
  ['ROUNDUP', rounding(Math.ceil)],
  ['ROUNDDOWN', rounding(Math.floor)],
  ['TRUNC', rounding(Math.floor)],
  ['INT', overNumbers(([value = 0]) => Math.floor(value))],
  ['MOD', overTwo(remainder)],
  ['IF', { call: ([test, yes, no]) => (truth(single(test)) ? single(yes) : no === undefined ? false : single(no)) }],
  [
    'IFERROR',
    {
      takesErrors: true,
      call: ([value, other]) => (single(value) instanceof CellError ? single(other) : single(value)),
    },
  ],
  ['TEXT', { call: ([value, format]) => displayText(single(value), String(wireValue(single(format)))) }],
  ['AND', { call: (args) => truths(args).every(Boolean) }],
  ['OR', { call: (args) => truths(args).some(Boolean) }],
  ['NOT', { call: ([value]) => !truth(single(value)) }],
  ['SUBTOTAL', { call: ([code, ...rest]) => SUBTOTALS.get(Number(single(code)) % 100)?.call(rest) ?? VALUE_ERROR }],
]);
