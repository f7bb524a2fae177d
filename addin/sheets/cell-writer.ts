import type { FormulaReference, FormulaTemplate } from '../../bridge/contract/sheets/formula-template.js';
import { isTextual, numberFormatOf, type ColumnLook, type ExcelCell } from './cell-values.js';

/**
 * The one place where cells are given values. Excel reads an assigned text as if it were typed, so one that looks like a
 * formula, a number or a date would become one. Every text therefore goes in behind an apostrophe, which Excel takes
 * off in a cell of the general format and never shows. Only then are text columns formatted as text ("@"), for what the
 * person types later: in a cell that already is "@" the apostrophe may stay and show. What becomes a formula is a
 * {@link PlacedFormula}, whose template can only be had from the contract's parser, and the sum of a table's column.
 */

/** A formula of the bridge's own and where in the sheet the cells are that it looks at. */
export interface PlacedFormula {
  readonly template: FormulaTemplate;
  readonly addressOf: (reference: FormulaReference) => string;
}

/** What may be written: what a cell holds, or a formula. */
export type WrittenCell = ExcelCell | PlacedFormula;

const GENERAL = 'General';

/** Formats the columns of a block for the rows to come. Must be queued before {@link assignRows}. */
export function openColumns(block: Excel.Range, columns: readonly ColumnLook[]): void {
  columns.forEach((column, index) => {
    block.getColumn(index).numberFormat = [[isOpen(column) ? GENERAL : numberFormatOf(column)]];
  });
}

/** Assigns rows to a part of a block that was opened by {@link openColumns}. */
export function assignRows(block: Excel.Range, rows: readonly (readonly WrittenCell[])[]): void {
  block.values = rows.map((row) => row.map((cell) => (isFormula(cell) ? null : guarded(cell))));
  for (let index = 0; index < (rows[0]?.length ?? 0); index++) {
    const column = rows.map((row) => row[index] ?? '');
    if (!column.some(isFormula)) continue;
    block.getColumn(index).formulas = column.map((cell) => [isFormula(cell) ? formulaOf(cell) : null]);
  }
}

/** Makes the text columns of a block text, and the texts in columns of rates, after all of its rows are assigned. */
export function closeColumns(
  block: Excel.Range,
  columns: readonly ColumnLook[],
  rows: readonly (readonly WrittenCell[])[],
): void {
  columns.forEach((column, index) => {
    if (!isOpen(column)) return;
    block.getColumn(index).numberFormat = [[numberFormatOf(column)]];
    if (!isTextual(column.type)) closeTexts(block, rows, index);
  });
}

/** What a person types over a text, such as a date or a formula's name, stays the text that they typed. */
function closeTexts(block: Excel.Range, rows: readonly (readonly WrittenCell[])[], column: number): void {
  const isText = (row: number): boolean => typeof rows[row]?.[column] === 'string' && rows[row][column] !== '';
  for (let first = 0; first < rows.length; first++) {
    if (!isText(first)) continue;
    let last = first;
    while (isText(last + 1)) last++;
    block.getCell(first, column).getResizedRange(last - first, 0).numberFormat = [[numberFormatOf({ type: 'text' })]];
    first = last;
  }
}

/** A column whose texts go in while it has the general format. */
function isOpen({ type }: ColumnLook): boolean {
  return isTextual(type) || type === 'rate';
}

/** Assigns texts to a block and makes it text; null leaves a cell's value alone, '' empties it. */
export function assignTexts(block: Excel.Range, texts: readonly (readonly (string | null)[])[]): void {
  block.numberFormat = [[GENERAL]];
  block.values = texts.map((row) => row.map((text) => (text === null ? null : guarded(text))));
  block.numberFormat = [[numberFormatOf({ type: 'text' })]];
}

/** Assigns a column of cells as its kind of column has them; null leaves a cell's value alone, '' empties it. */
export function assignColumn(block: Excel.Range, column: ColumnLook, cells: readonly (ExcelCell | null)[]): void {
  block.numberFormat = [[isOpen(column) ? GENERAL : numberFormatOf(column)]];
  block.values = cells.map((cell) => [cell === null ? null : guarded(cell)]);
  if (isOpen(column)) block.numberFormat = [[numberFormatOf(column)]];
}

/** A table's name as Excel takes it; anything else could end a reference early. */
const TABLE_NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u;

/**
 * Gives a cell the sum of a table's column, of the rows that show: it follows filters and hidden rows.
 * @param header the heading as the kind of sheet has it
 */
export function assignSum(cell: Excel.Range, tableName: string, header: string): void {
  if (!TABLE_NAME.test(tableName)) return;
  cell.numberFormat = [[numberFormatOf({ type: 'money' })]];
  // Cells are binary numbers: without the rounding their sum could be off a cent by a hair.
  cell.formulas = [[`=ROUND(SUBTOTAL(109,${columnReference(tableName, header)}),2)`]];
}

/** A table's column in a formula. */
export function columnReference(tableName: string, header: string): string {
  const name = header.replace(/['#[\]]/g, "'$&");
  return /^[\w ]*$/.test(header) ? `${tableName}[${name}]` : `${tableName}[[${name}]]`;
}

/** What a cell's formula is, as Excel gives it back: of a formula its text, of anything else the value. */
export function formulaOf(cell: WrittenCell): ExcelCell {
  return isFormula(cell) ? cell.template.toFormula(cell.addressOf) : cell;
}

function isFormula(cell: WrittenCell): cell is PlacedFormula {
  return typeof cell === 'object';
}

/** What to assign so that the cell holds the text and nothing else; numbers and true or false are as they are. */
function guarded(cell: ExcelCell): ExcelCell {
  return typeof cell === 'string' && cell !== '' ? `'${cell}` : cell;
}
