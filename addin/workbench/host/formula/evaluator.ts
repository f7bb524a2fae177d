import type { Area } from '../model/area.js';
import { CellError, type CellValue } from '../model/cell.js';
import { FUNCTIONS, type Operand, VALUE_ERROR, flatten, numeric, single } from './functions.js';
import { type Node, parseFormula } from './parser.js';
import type { Reference } from './tokens.js';

/** Rows that a formula passes over: those that a filter hides, or all that are hidden. */
export type RowsLeftOut = 'filtered' | 'hidden';

/** What a formula may look at. */
export interface FormulaSurroundings {
  /** How far the formula was copied from where it was written: its relative references move along. */
  readonly offset?: { readonly rows: number; readonly columns: number };
  /** The values of an area, by rows, some of which may be left out; null when the sheet does not exist. */
  values(sheet: string | null, area: Area, without?: RowsLeftOut): CellValue[][] | null;
  /** The area of a table's column, or of one cell of it in the formula's row. */
  tableColumn(table: string | null, column: string, thisRow: boolean): { sheet: string; area: Area } | null;
  /** The area that a defined name stands for. */
  namedArea(name: string): { sheet: string; area: Area } | null;
  /** Told about each function that the workbench does not know. */
  unknownFunction(name: string): void;
}

const parsed = new Map<string, Node>();

function nodeOf(formula: string): Node {
  let node = parsed.get(formula);
  if (node === undefined) {
    node = parseFormula(formula);
    parsed.set(formula, node);
  }
  return node;
}

function rank(value: CellValue): number {
  if (typeof value === 'number') return 0;
  return typeof value === 'string' ? 1 : 2;
}

function order(left: CellValue, right: CellValue): number {
  // An empty cell equals both zero and empty text.
  const a = left === '' && typeof right === 'number' ? 0 : left;
  const b = right === '' && typeof left === 'number' ? 0 : right;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase().localeCompare(b.toLowerCase());
  return Number(a) - Number(b);
}

const COMPARE: Readonly<Record<string, (difference: number) => boolean>> = {
  '=': (difference) => difference === 0,
  '<>': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '>': (difference) => difference > 0,
  '<=': (difference) => difference <= 0,
  '>=': (difference) => difference >= 0,
};

function textOf(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value instanceof CellError ? value.code : String(value);
}

function binary(operator: string, left: CellValue, right: CellValue): CellValue {
  if (left instanceof CellError) return left;
  if (right instanceof CellError) return right;
  const comparison = COMPARE[operator];
  if (comparison !== undefined) return comparison(order(left, right));
  if (operator === '&') return textOf(left) + textOf(right);
  const a = numeric(left);
  const b = numeric(right);
  if (a instanceof CellError) return a;
  if (b instanceof CellError) return b;
  if (operator === '/' && b === 0) return new CellError('#DIV/0!');
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '^': a ** b }[operator];
  return result === undefined || !Number.isFinite(result) ? new CellError('#NUM!') : result;
}

function call(name: string, args: readonly Node[], around: FormulaSurroundings): CellValue {
  const known = FUNCTIONS.get(name);
  if (known === undefined) {
    around.unknownFunction(name);
    return new CellError('#NAME?');
  }
  if (name === 'IF') {
    // Only the branch that is taken counts, so that an error in the other does no harm.
    const test = single(evaluateNode(args[0] ?? { kind: 'literal', value: '' }, around));
    if (test instanceof CellError) return test;
    const branch = known.call([test, true, false]) === true ? args[1] : args[2];
    return branch === undefined ? false : single(evaluateNode(branch, around));
  }
  const operands = name === 'SUBTOTAL' ? subtotalOperands(args, around) : args.map((arg) => evaluateNode(arg, around));
  const error = operands.flatMap((operand) => flatten(operand)).find((value) => value instanceof CellError);
  return error !== undefined && !known.takesErrors ? error : known.call(operands);
}

/** SUBTOTAL never counts rows that a filter hides; from code 101 on it passes over those hidden by hand as well. */
function subtotalOperands([code, ...rest]: readonly Node[], around: FormulaSurroundings): Operand[] {
  const which = code === undefined ? '' : evaluateNode(code, around);
  const without = Number(single(which)) > 100 ? 'hidden' : 'filtered';
  const shown = { ...around, values: (sheet: string | null, area: Area) => around.values(sheet, area, without) };
  return [which, ...rest.map((arg) => evaluateNode(arg, shown))];
}

function moved({ area, rowFixed, columnFixed }: Reference, { offset }: FormulaSurroundings): Area {
  if (offset === undefined) return area;
  const row = area.row + (rowFixed ? 0 : offset.rows);
  return { ...area, row, column: area.column + (columnFixed ? 0 : offset.columns) };
}

function evaluateNode(node: Node, around: FormulaSurroundings): Operand {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'error':
      return new CellError(node.code);
    case 'range':
      return around.values(node.sheet, moved(node, around)) ?? new CellError('#REF!');
    case 'column': {
      const found = around.tableColumn(node.table, node.column, node.thisRow);
      return found === null
        ? new CellError('#REF!')
        : (around.values(found.sheet, found.area) ?? new CellError('#REF!'));
    }
    case 'name': {
      const found = around.namedArea(node.name);
      return found === null
        ? new CellError('#NAME?')
        : (around.values(found.sheet, found.area) ?? new CellError('#REF!'));
    }
    case 'call':
      return call(node.name, node.args, around);
    case 'unary': {
      const operand = single(evaluateNode(node.operand, around));
      if (node.operator === '+' || node.operator === '@') return operand;
      const value = numeric(operand);
      if (value instanceof CellError) return value;
      return node.operator === '%' ? value / 100 : -value;
    }
    case 'binary':
      return binary(node.operator, single(evaluateNode(node.left, around)), single(evaluateNode(node.right, around)));
  }
}

/** The value of a formula. Throws FormulaSyntaxError when it cannot be read. */
export function evaluateFormula(formula: string, around: FormulaSurroundings): CellValue {
  const value = single(evaluateNode(nodeOf(formula), around));
  // A reference to an empty cell counts as zero.
  if (value === '' && nodeOf(formula).kind === 'range') return 0;
  return value ?? VALUE_ERROR;
}
