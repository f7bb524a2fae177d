import { addDays, calendarDate, daysBetween, isCalendarDate } from '../../bridge/contract/calendar-date.js';
import { isRateNumber } from '../../bridge/contract/rate-value.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import type { ColumnType, SheetColumn } from '../../bridge/contract/sheets/sheet-kind.js';

/** What a cell of Excel holds; empty is ''. */
export type ExcelCell = string | number | boolean;

/** Excel counts days from here; it is right from 1 March 1900 on, before that Excel knows a day that never was. */
const DAY_ZERO = calendarDate('1899-12-30');
const SERIAL_MIN = 61;
const SERIAL_MAX = daysBetween(DAY_ZERO, calendarDate('9999-12-31'));
/** Excel keeps 15 significant digits; a number with more stays text so that none is lost. */
const DIGITS_MAX = 15;

const NUMBER_FORMATS: Readonly<Record<ColumnType, string>> = {
  key: '@',
  text: '@',
  choice: '@',
  integer: '#,##0',
  decimal: 'General',
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
  formula: '#,##0.00########',
  rate: '0.00######',
  // Excel says of a month that is typed into it that it is a date.
  bill: 'General',
};

const PLAIN_FORMATS: Readonly<Partial<Record<ColumnType, string>>> = { integer: '0', rate: 'General' };

/** What decides how a column's cells look. */
export type ColumnLook = Pick<SheetColumn, 'type' | 'isPlainNumber'>;

/** The number format of a column; '@' keeps text as it is. */
export function numberFormatOf({ type, isPlainNumber }: ColumnLook): string {
  const plain = isPlainNumber === true ? PLAIN_FORMATS[type] : undefined;
  return plain ?? NUMBER_FORMATS[type];
}

/** Turns a value of the wire into what the cell is to hold. What does not fit its type stays the text it is. */
export function toExcel(type: ColumnType, cell: SheetCell): ExcelCell {
  if (cell === null) return '';
  if (typeof cell !== 'string') return isTextual(type) ? String(cell) : cell;
  if (type === 'date') return dateToExcel(cell);
  if (type === 'rate') return isRateNumber(cell) ? decimalToExcel(cell) : cell;
  return isTextual(type) ? cell : decimalToExcel(cell);
}

/** Turns what a cell holds into a value of the wire. What does not fit its type goes as it is: the bridge decides. */
export function fromExcel(type: ColumnType, cell: ExcelCell): SheetCell {
  if (cell === '') return null;
  if (type !== 'date' || typeof cell !== 'number') return cell;
  const isDay = Number.isInteger(cell) && cell >= SERIAL_MIN && cell <= SERIAL_MAX;
  return isDay ? addDays(DAY_ZERO, cell) : cell;
}

/** What surrounds the letters of a number format that stand for days, months and years: texts, colours and single letters. */
const FORMAT_TEXT = /"[^"]*"|\\.|_.|\[[^\]]*\]/g;

/** The date that a cell shows by its number format; null for any other cell. */
export function dateOfCell(cell: ExcelCell, numberFormat: string | undefined): string | null {
  if (typeof cell !== 'number' || numberFormat === undefined || !/[ymd]/i.test(numberFormat.replace(FORMAT_TEXT, ''))) {
    return null;
  }
  const date = fromExcel('date', cell);
  return typeof date === 'string' ? date : null;
}

export function isTextual(type: ColumnType): boolean {
  return NUMBER_FORMATS[type] === '@';
}

function dateToExcel(text: string): ExcelCell {
  if (!isCalendarDate(text)) return text;
  const serial = daysBetween(DAY_ZERO, text);
  return serial >= SERIAL_MIN && serial <= SERIAL_MAX ? serial : text;
}

function decimalToExcel(text: string): ExcelCell {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const significant = text.replace(/[-.]/g, '').replace(/^0+/, '').length;
  return significant <= DIGITS_MAX ? Number(text) : text;
}
