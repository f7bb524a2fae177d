import { isTextual, numberFormatOf, type ExcelCell } from './cell-values.js';
import type { ColumnType } from '../../bridge/contract/sheets/sheet-kind.js';

/**
 * The one place where cells are given values. Excel reads an assigned value as if it were typed, so text that looks
 * like a formula, a number or a date would become one. Text columns are formatted as text first, and a leading
 * apostrophe, which Excel takes off again, guards what the format alone might not.
 */

/** What Excel takes as the start of a formula, in half and full width, and characters that it skips or takes off. */
const RISKY_START = /^['=+\-@＝＋－＠\s]/;

/** Formats the columns of a block of cells, each by its type. Must be queued before the values. */
export function formatColumns(block: Excel.Range, types: readonly ColumnType[]): void {
  types.forEach((type, index) => {
    block.getColumn(index).numberFormat = [[numberFormatOf(type)]];
  });
}

/** Assigns rows to a block whose columns are already formatted by {@link formatColumns}. */
export function assignRows(block: Excel.Range, types: readonly ColumnType[], rows: readonly ExcelCell[][]): void {
  block.values = rows.map((row) => row.map((cell, index) => guarded(cell, isTextual(types[index] ?? 'text'))));
}

/** Assigns texts to a block and formats it as text; null leaves a cell alone, '' empties it. */
export function assignTexts(block: Excel.Range, texts: readonly (readonly (string | null)[])[]): void {
  block.numberFormat = [['@']];
  block.values = texts.map((row) => row.map((text) => (text === null ? null : guarded(text, true))));
}

/** What to assign so that the cell holds the text and nothing else; numbers and true or false are as they are. */
export function guarded(cell: ExcelCell, isTextCell: boolean): ExcelCell {
  if (typeof cell !== 'string' || cell === '') return cell;
  return !isTextCell || RISKY_START.test(cell) ? `'${cell}` : cell;
}
