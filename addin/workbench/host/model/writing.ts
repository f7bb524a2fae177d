import { parseFormula } from '../formula/parser.js';
import { FormulaSyntaxError, offsetReferences } from '../formula/tokens.js';
import { type Area, intersect } from './area.js';
import { calculateEntered } from './calculation.js';
import type { Cell, CellValue } from './cell.js';
import type { ChangeDetails } from './model-event.js';
import { ModelError } from './model-error.js';
import { type Sheet, copyCell } from './sheet.js';
import { DEFAULT_STYLE, GENERAL, TEXT_FORMAT } from './style.js';
import { growTablesOver, namesFromHeaders } from './tables.js';
import { readTypedText } from './typed-text.js';
import type { Workbook } from './workbook.js';

/** What may be written into a cell; null leaves the cell alone, empty text empties it. */
export type CellInput = string | number | boolean | null;

function putFormula(workbook: Workbook, cell: Cell, formula: string): void {
  try {
    parseFormula(formula);
  } catch (error) {
    if (error instanceof FormulaSyntaxError) throw new ModelError('InvalidArgument');
    throw error;
  }
  workbook.hasFormulas = true;
  cell.formula = formula;
  cell.calculation = undefined;
  cell.value = '';
}

/** How text is read: by whose customs, and the year of a day without one. */
interface Reading {
  readonly locale: string;
  readonly year: number;
}

function putInput(
  workbook: Workbook,
  sheet: Sheet,
  { row, column }: { row: number; column: number },
  input: CellInput,
  { locale, year }: Reading,
): void {
  if (input === null) return;
  const style = sheet.style(row, column);
  const cell = sheet.cells.make(row, column);
  cell.formula = undefined;
  if (typeof input !== 'string') {
    const asText = style.numberFormat === TEXT_FORMAT;
    cell.value = asText ? String(input).replace(/^(true|false)$/, (word) => word.toUpperCase()) : input;
    return;
  }
  const typed = readTypedText(input, style.numberFormat, year, locale);
  if (typed.kind === 'formula') {
    putFormula(workbook, cell, typed.formula);
    return;
  }
  cell.value = typed.value;
  if (typed.numberFormat !== undefined && style.numberFormat === GENERAL) {
    cell.style = { ...style, numberFormat: typed.numberFormat };
  }
}

/** The value of the single cell of an area, or undefined when there are more. */
function valueOfOne(sheet: Sheet, area: Area): CellValue | undefined {
  return area.rows === 1 && area.columns === 1 ? sheet.value(area.row, area.column) : undefined;
}

function details(before: CellValue | undefined, after: CellValue | undefined): ChangeDetails {
  return before === undefined || after === undefined ? {} : { before, after };
}

/**
 * Writes inputs into an area as if each were typed, and tells the listeners.
 * @param inputs one array per row, as large as the area
 * @param locale by whose customs texts are read; an add-in's are American
 */
export function writeInputs(
  workbook: Workbook,
  sheet: Sheet,
  area: Area,
  inputs: readonly (readonly CellInput[])[],
  locale = 'en-US',
): void {
  const before = valueOfOne(sheet, area);
  const reading = { locale, year: new Date().getFullYear() };
  inputs.forEach((line, rowOffset) => {
    line.forEach((input, columnOffset) => {
      const place = { row: area.row + rowOffset, column: area.column + columnOffset };
      putInput(workbook, sheet, place, input, reading);
    });
  });
  afterWrite(workbook, sheet, area, before);
}

function afterWrite(workbook: Workbook, sheet: Sheet, area: Area, before: CellValue | undefined): void {
  namesFromHeaders(sheet, area);
  growTablesOver(workbook, sheet, area);
  if (workbook.hasFormulas) {
    if (workbook.calculationMode === 'Manual') calculateEntered(workbook, sheet, area);
    else workbook.calculation += 1;
  }
  workbook.changed(sheet, area, 'RangeEdited', details(before, valueOfOne(sheet, area)));
  if (workbook.hasFormulas && workbook.calculationMode !== 'Manual') workbook.emit({ kind: 'calculated', sheet });
}

export type ClearWhat = 'All' | 'Contents' | 'Formats' | 'Hyperlinks' | 'RemoveHyperlinks';

/** Empties an area: its contents, its formats, or both. */
export function clearArea(workbook: Workbook, sheet: Sheet, area: Area, what: ClearWhat): void {
  const before = valueOfOne(sheet, area);
  for (const { row, column, cell } of [...sheet.cells.inside(area)]) {
    if (what === 'All' || what === 'Contents') {
      cell.value = '';
      cell.formula = undefined;
    }
    if (what === 'All' || what === 'Formats') cell.style = undefined;
    if (what !== 'Contents' && what !== 'Formats') cell.link = undefined;
    if (cell.value === '' && cell.style === undefined && cell.formula === undefined)
      sheet.cells.put(row, column, undefined);
  }
  if (what === 'All' || what === 'Formats') clearLineStyles(sheet, area);
  if (what === 'All') sheet.validations.clear(area);
  if (what === 'All' || what === 'Contents') afterWrite(workbook, sheet, area, before);
  else workbook.emit({ kind: 'repaint', sheet });
}

function clearLineStyles(sheet: Sheet, area: Area): void {
  if (
    area.row === 0 &&
    sheet.columns.size > 0 &&
    intersect(area, sheet.cells.extent())?.rows === sheet.cells.extent().rows
  ) {
    for (const [column, settings] of sheet.columns) {
      if (column >= area.column && column < area.column + area.columns) delete settings.style;
    }
  }
}

export type CopyWhat = 'All' | 'Values' | 'Formats' | 'Formulas' | 'Link';

/**
 * Copies cells from one area to another; the target is repeated when it is a multiple of the source.
 * @param skipBlanks leave the target alone where the source is empty
 */
export function copyArea(
  workbook: Workbook,
  source: { sheet: Sheet; area: Area },
  target: { sheet: Sheet; area: Area },
  what: CopyWhat = 'All',
  skipBlanks = false,
): void {
  const { area } = source;
  const repeat = (wanted: number, size: number): number => (wanted % size === 0 ? wanted : size);
  const rows = repeat(target.area.rows, area.rows);
  const columns = repeat(target.area.columns, area.columns);
  const written: Area = { ...target.area, rows, columns };
  const copies = new Map(
    [...source.sheet.cells.inside(area)].map(({ row, column, cell }) => [`${row},${column}`, { ...cell }]),
  );
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = { row: area.row + (row % area.rows), column: area.column + (column % area.columns) };
      const copied = copyCell(copies.get(`${from.row},${from.column}`)) ?? { value: '' };
      if (skipBlanks && copied.value === '') continue;
      const to = { row: written.row + row, column: written.column + column };
      putCopy(
        target.sheet,
        to,
        copied,
        source.sheet.style(from.row, from.column),
        what,
        to.row - from.row,
        to.column - from.column,
      );
    }
  }
  if (what === 'Formats') workbook.emit({ kind: 'repaint', sheet: target.sheet });
  else afterWrite(workbook, target.sheet, written, undefined);
}

function putCopy(
  sheet: Sheet,
  to: { row: number; column: number },
  copied: Cell,
  style: Cell['style'],
  what: CopyWhat,
  down: number,
  right: number,
): void {
  const cell = sheet.cells.make(to.row, to.column);
  if (what !== 'Formats') {
    cell.value = copied.value;
    cell.formula =
      what === 'Values' || copied.formula === undefined ? undefined : offsetReferences(copied.formula, down, right);
    cell.calculation = undefined;
  }
  if (what === 'All' || what === 'Formats') {
    cell.style = style === DEFAULT_STYLE ? undefined : style;
    cell.link = copied.link;
  }
}
