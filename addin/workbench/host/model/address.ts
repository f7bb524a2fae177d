import { type Area, MAX_COLUMNS, MAX_ROWS, isEntireColumn, isEntireRow, isOnSheet } from './area.js';

const LETTERS = 26;

/** The letters of a column: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS)) {
    name = String.fromCharCode(65 + ((rest - 1) % LETTERS)) + name;
  }
  return name;
}

/** The column that letters name: A is 0. */
export function columnIndex(name: string): number {
  return [...name.toUpperCase()].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The address of an area without its sheet: A1, A1:B2, A:C or 1:5. */
export function formatArea(area: Area): string {
  const right = area.column + area.columns - 1;
  const bottom = area.row + area.rows;
  if (isEntireRow(area)) return `${area.row + 1}:${bottom}`;
  if (isEntireColumn(area)) return `${columnName(area.column)}:${columnName(right)}`;
  const first = `${columnName(area.column)}${area.row + 1}`;
  const last = `${columnName(right)}${bottom}`;
  return first === last ? first : `${first}:${last}`;
}

/** A sheet's name as formulas and addresses write it, quoted where it must be. */
export function quoteSheetName(name: string): string {
  const plain = /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) && !/^[A-Za-z]{1,3}[0-9]+$/.test(name);
  return plain ? name : `'${name.replaceAll("'", "''")}'`;
}

/** The address of an area with its sheet, as Range.address gives it. */
export function qualifiedAddress(sheetName: string, area: Area): string {
  return `${quoteSheetName(sheetName)}!${formatArea(area)}`;
}

/** The address of an area with its sheet and with dollar signs, which no copying moves. */
export function fixedAddress(sheetName: string, area: Area): string {
  return `${quoteSheetName(sheetName)}!${formatArea(area).replace(/[A-Z]+|\d+/g, (part) => `$${part}`)}`;
}

/** Splits "'My Sheet'!A1" into its sheet's name (if any) and the address. */
export function splitSheet(address: string): { sheet: string | null; local: string } {
  const match = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.*)$/.exec(address.trim().replace(/^=/, ''));
  if (match === null) return { sheet: null, local: address.trim().replace(/^=/, '') };
  return { sheet: (match[1] ?? match[2] ?? '').replaceAll("''", "'"), local: match[3] ?? '' };
}

function span(first: number, second: number): [start: number, count: number] {
  return [Math.min(first, second), Math.abs(second - first) + 1];
}

/** The area that an address without a sheet names, or null when it is no address. */
export function parseArea(text: string): Area | null {
  const address = text.trim().replaceAll('$', '');
  const cells = /^([A-Za-z]{1,3})([1-9][0-9]{0,6})(?::([A-Za-z]{1,3})([1-9][0-9]{0,6}))?$/.exec(address);
  if (cells !== null) {
    const [, letters = '', digits = '', letters2 = letters, digits2 = digits] = cells;
    const [row, rows] = span(Number(digits) - 1, Number(digits2) - 1);
    const [column, columns] = span(columnIndex(letters), columnIndex(letters2));
    const area = { row, column, rows, columns };
    return isOnSheet(area) ? area : null;
  }
  const wholeColumns = /^([A-Za-z]{1,3}):([A-Za-z]{1,3})$/.exec(address);
  if (wholeColumns !== null) {
    const [column, columns] = span(columnIndex(wholeColumns[1] ?? ''), columnIndex(wholeColumns[2] ?? ''));
    const area = { row: 0, column, rows: MAX_ROWS, columns };
    return isOnSheet(area) ? area : null;
  }
  const wholeRows = /^([1-9][0-9]{0,6}):([1-9][0-9]{0,6})$/.exec(address);
  if (wholeRows === null) return null;
  const [row, rows] = span(Number(wholeRows[1]) - 1, Number(wholeRows[2]) - 1);
  const area = { row, column: 0, rows, columns: MAX_COLUMNS };
  return isOnSheet(area) ? area : null;
}
