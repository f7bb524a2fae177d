import { stringify } from 'csv-stringify/sync';
import type { SheetCell } from '../contract/commands/push-sheet.js';
import { guardedText } from '../files/guarded-text.js';

/**
 * Rows under their headers as CSV, for Excel and others. Text that a spreadsheet would take for a formula is set apart by
 * an apostrophe; amounts, which may be negative, are numbers and stay as they are.
 */
export function tableCsv(headers: readonly string[], rows: readonly (readonly SheetCell[])[]): string {
  return stringify([headers, ...rows.map((row) => row.map(safeCell))], { record_delimiter: '\r\n' });
}

function safeCell(cell: SheetCell): SheetCell {
  if (typeof cell !== 'string' || /^-?\d+(\.\d+)?$/.test(cell)) return cell;
  return guardedText(cell);
}
