import { addDays, calendarDate, isCalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, decimalTextToCents } from '../../contract/money.js';
import { rateValue } from '../../contract/rate-value.js';
import type { SheetColumn } from '../../contract/sheets/sheet-kind.js';
import { monthOf } from '../../contract/month.js';
import { writtenMonth } from './written-month.js';

/** A cell's meaning on the wire, or why it has none. */
export type CellReading =
  | { readonly ok: true; readonly value: SheetCell }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly fix: string };

/** Excel counts days from here, as far as dates after its leap day of 1900 go, which never was. */
const EXCEL_DAY_ZERO = calendarDate('1899-12-30');
/** 1 March 1900: the first day after that leap day; the serials up to it are a day off. */
const EXCEL_SERIAL_MIN = 61;
const EXCEL_SERIAL_MAX = 2_958_465;

/** Reads what Excel holds in a cell as the column's type. Nothing is rounded and nothing is guessed. */
export function readCell(column: SheetColumn, cell: SheetCell): CellReading {
  const trimmed = typeof cell === 'string' ? cell.trim() : cell;
  if (trimmed === null || trimmed === '' || isEmptyWord(column, trimmed)) return { ok: true, value: null };
  if (typeof trimmed === 'boolean') return wrong(column, trimmed, 'true or false');
  if (typeof trimmed === 'string' && /^#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)/.test(trimmed)) {
    return wrong(column, trimmed, 'an Excel error');
  }
  switch (column.type) {
    case 'key':
    case 'text':
      return { ok: true, value: plainText(trimmed) };
    case 'choice':
      return readChoice(column, plainText(trimmed));
    case 'integer':
      return readInteger(column, trimmed);
    case 'decimal':
      return readDecimal(column, trimmed);
    case 'money':
      return readMoney(column, trimmed);
    case 'date':
      return readDate(column, trimmed);
    case 'formula':
      return wrong(column, trimmed, 'a cell to fill in');
    case 'rate':
      return { ok: true, value: rateValue(plainText(trimmed)) };
    case 'bill':
      return readBill(column, trimmed);
  }
}

function isEmptyWord({ emptyWords = [] }: SheetColumn, cell: SheetCell): boolean {
  return typeof cell === 'string' && emptyWords.includes(cell.toLowerCase());
}

function readChoice(column: SheetColumn, text: string): CellReading {
  const choice = column.choices?.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return { ok: true, value: choice };
  return {
    ok: false,
    code: 'not-a-choice',
    message: `${column.header} is "${text}", which is not one of the choices.`,
    fix: `Choose ${(column.choices ?? []).join(', ')}.`,
  };
}

function readInteger(column: SheetColumn, cell: string | number): CellReading {
  const text = plainText(cell);
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value)
    ? { ok: true, value: value === 0 ? 0 : value }
    : wrong(column, cell, 'a whole number');
}

/** A bill's number, or the month that it is of; a day says its month. */
function readBill(column: SheetColumn, cell: string | number): CellReading {
  const text = plainText(cell);
  if (/^\d{1,15}$/.test(text)) return { ok: true, value: Number(text) };
  const month = isCalendarDate(text) ? monthOf(text) : writtenMonth(text);
  if (month !== null) return { ok: true, value: month };
  const written = writtenDate(text);
  if (written === null) return wrong(column, cell, 'the number of a bill or a month such as October 2026');
  return writtenOtherwise(column, cell, { what: 'a date', written: monthOf(calendarDate(written)) });
}

function readDecimal(column: SheetColumn, cell: string | number): CellReading {
  const text = plainText(cell);
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? { ok: true, value: text } : wrong(column, cell, 'a plain number');
}

function readMoney(column: SheetColumn, cell: string | number): CellReading {
  const amount = decimalTextToCents(plainText(cell));
  if (amount !== null) return { ok: true, value: centsToDecimalText(amount) };
  if (/^-?\d+\.\d{3,}(e-?\d+)?$|e-\d+$/i.test(plainText(cell))) {
    return {
      ok: false,
      code: 'too-many-decimals',
      message: `${column.header} is ${plainText(cell)}, which is not a whole number of cents.`,
      fix: 'Type the amount with two decimals; Curbstop never rounds an amount for you.',
    };
  }
  const written = typeof cell === 'string' ? writtenAmount(cell) : null;
  if (written === null) return wrong(column, cell, 'an amount in dollars such as 12.34 or -12.34');
  return writtenOtherwise(column, cell, { what: 'an amount', written });
}

/** What a text says that is written as accountants and banks do, such as ($1,234.50) or 12.50-; null for any other. */
function writtenAmount(text: string): string | null {
  const bare = text.replace(/[\s$]/g, '');
  const parts = /^(?:\((?<bracketed>[\d,.]+)\)|(?<before>-?)(?<plain>[\d,.]+)(?<after>-?))$/.exec(bare)?.groups;
  const digits = parts?.['bracketed'] ?? parts?.['plain'] ?? '';
  if (parts === undefined || !/^(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?$/.test(digits)) return null;
  const isCredit = parts['bracketed'] !== undefined || parts['before'] === '-' || parts['after'] === '-';
  const amount = decimalTextToCents(`${isCredit ? '-' : ''}${digits.replaceAll(',', '')}`);
  return amount === null ? null : centsToDecimalText(amount);
}

function readDate(column: SheetColumn, cell: string | number): CellReading {
  if (typeof cell === 'number' && Number.isInteger(cell) && cell >= EXCEL_SERIAL_MIN && cell <= EXCEL_SERIAL_MAX) {
    return { ok: true, value: addDays(EXCEL_DAY_ZERO, cell) };
  }
  if (typeof cell === 'string' && isCalendarDate(cell)) return { ok: true, value: cell };
  const written = typeof cell === 'string' ? writtenDate(cell) : null;
  if (written === null) return wrong(column, cell, 'a date');
  return writtenOtherwise(column, cell, { what: 'a date', written });
}

/** A text that a person reads as a value of the column's type and Excel does not: it is asked about, never taken. */
function writtenOtherwise(
  column: SheetColumn,
  cell: SheetCell,
  { what, written }: { readonly what: string; readonly written: string },
): CellReading {
  return {
    ok: false,
    code: `not-${column.type}`,
    message: `${column.header} is the text "${String(cell)}", which Excel does not take for ${what}.`,
    fix: `If that is what it means, type ${written}.`,
  };
}

/** The date that a text such as 11/20/2026 says, month first as the utility writes it; null for any other. */
function writtenDate(text: string): string | null {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}

/** The shortest text that reads back as the same number, as Excel's own cells show it. */
function plainText(cell: string | number): string {
  return typeof cell === 'number' ? String(cell) : cell;
}

function wrong(column: SheetColumn, cell: SheetCell, kind: string): CellReading {
  const needs = kind === 'true or false' || kind === 'an Excel error' ? `holds ${kind}` : `is not ${kind}`;
  return {
    ok: false,
    code: `not-${column.type}`,
    message: `${column.header} is "${String(cell)}", which ${needs}.`,
    fix: `Type ${typeHint(column)} in ${column.header}.`,
  };
}

function typeHint(column: SheetColumn): string {
  switch (column.type) {
    case 'money':
      return 'an amount such as 12.34, or -12.34 for a credit,';
    case 'integer':
      return 'a whole number';
    case 'bill':
      return 'the number of a bill, or a month such as October 2026,';
    case 'decimal':
      return 'a plain number';
    case 'date':
      return 'a date';
    case 'choice':
      return `one of ${(column.choices ?? []).join(', ')}`;
    case 'formula':
      return 'nothing';
    default:
      return 'plain text';
  }
}
