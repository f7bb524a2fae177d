import { splitSheet, qualifiedAddress, parseArea, formatArea } from './address.js';
import { mapReferences } from '../formula/tokens.js';
import { type Area, MAX_COLUMNS, MAX_ROWS, contains, intersect, isEntireColumn, isEntireRow } from './area.js';
import { recalculate } from './calculation.js';
import { ModelError } from './model-error.js';
import type { LineSettings, Sheet } from './sheet.js';
import type { Workbook } from './workbook.js';

/** A push of cells: the lines at and behind `at` move by `delta`; a negative delta deletes lines from `at` on. */
interface Shift {
  readonly axis: 'rows' | 'columns';
  readonly at: number;
  readonly delta: number;
  /** What takes part: the area and all that lies behind it in the direction of the push. */
  readonly band: Area;
}

function shiftSpan(start: number, count: number, at: number, delta: number): [start: number, count: number] {
  if (delta > 0) {
    if (at <= start) return [start + delta, count];
    return [start, at < start + count ? count + delta : count];
  }
  const removedEnd = at - delta;
  const lost = Math.max(0, Math.min(start + count, removedEnd) - Math.max(start, at));
  return [start < at ? start : Math.max(at, start + delta), count - lost];
}

function shiftArea(area: Area, shift: Shift): Area | null {
  const { axis, at, delta, band } = shift;
  // What sticks out of the band sideways stays where it is.
  const across = axis === 'rows' ? { ...area, row: band.row, rows: 1 } : { ...area, column: band.column, columns: 1 };
  if (!contains(band, across)) return area;
  if (axis === 'rows') {
    if (isEntireColumn(area)) return area;
    const [row, rows] = shiftSpan(area.row, area.rows, at, delta);
    return rows > 0 ? { ...area, row, rows } : null;
  }
  if (isEntireRow(area)) return area;
  const [column, columns] = shiftSpan(area.column, area.columns, at, delta);
  return columns > 0 ? { ...area, column, columns } : null;
}

function shiftLines(lines: Map<number, LineSettings>, at: number, delta: number): Map<number, LineSettings> {
  const shifted = new Map<number, LineSettings>();
  for (const [line, settings] of lines) {
    if (line < at) shifted.set(line, settings);
    else if (delta > 0 || line >= at - delta) shifted.set(line + delta, settings);
  }
  return shifted;
}

function shiftFormulas(workbook: Workbook, changed: Sheet, change: (area: Area) => Area | null): void {
  if (!workbook.hasFormulas) return;
  for (const sheet of workbook.sheets) {
    for (const { cell } of sheet.cells.inside(sheet.cells.extent())) {
      if (cell.formula === undefined) continue;
      cell.formula = mapReferences(cell.formula, (reference) => {
        const { sheet: name, local } = splitSheet(reference);
        const target = name === null ? sheet : workbook.sheet(name);
        const area = parseArea(local);
        if (target !== changed || area === null) return reference;
        const next = change(area);
        if (next === null) return '#REF!';
        if (formatArea(next) === formatArea(area)) return reference;
        return name === null ? formatArea(next) : qualifiedAddress(name, next);
      });
    }
  }
}

function shiftEverything(workbook: Workbook, sheet: Sheet, shift: Shift): void {
  const change = (area: Area): Area | null => shiftArea(area, shift);
  const entire = shift.axis === 'rows' ? isEntireRow(shift.band) : isEntireColumn(shift.band);
  if (entire && shift.axis === 'rows') sheet.rows = shiftLines(sheet.rows, shift.at, shift.delta);
  if (entire && shift.axis === 'columns') sheet.columns = shiftLines(sheet.columns, shift.at, shift.delta);
  sheet.validations.reshape(change);
  for (const format of sheet.conditionalFormats) format.areas = format.areas.flatMap((area) => change(area) ?? []);
  sheet.conditionalFormats = sheet.conditionalFormats.filter(({ areas }) => areas.length > 0);
  sheet.comments = sheet.comments.flatMap((comment) => {
    const area = change(comment.area);
    return area === null ? [] : [{ ...comment, area }];
  });
  if (sheet.filter !== null) {
    const area = change(sheet.filter.area);
    sheet.filter = area === null ? null : { ...sheet.filter, area };
  }
  for (const name of workbook.names.values()) {
    if (name.sheet === sheet && name.area !== null) name.area = change(name.area);
  }
  shiftFormulas(workbook, sheet, change);
  workbook.emit({ kind: 'shifted', sheet, change });
}

function checkTables(sheet: Sheet, band: Area, axis: Shift['axis']): void {
  for (const table of sheet.tables) {
    const touched = intersect(table.area, band);
    if (touched === null) continue;
    const cutAcross = axis === 'rows' ? touched.columns < table.area.columns : touched.rows < table.area.rows;
    if (cutAcross) throw new ModelError('InsertDeleteConflict');
  }
}

function bandOf(area: Area, axis: Shift['axis']): Area {
  return axis === 'rows' ? { ...area, rows: MAX_ROWS - area.row } : { ...area, columns: MAX_COLUMNS - area.column };
}

/**
 * Inserts empty cells and pushes the others down or right. New rows take the style of the row above.
 * Throws InsertDeleteConflict when a table would be torn.
 */
export function insertCells(workbook: Workbook, sheet: Sheet, area: Area, direction: 'Down' | 'Right'): void {
  const axis = direction === 'Down' ? 'rows' : 'columns';
  const band = bandOf(area, axis);
  checkTables(sheet, band, axis);
  const delta = axis === 'rows' ? area.rows : area.columns;
  const at = axis === 'rows' ? area.row : area.column;
  sheet.cells.move(band, axis === 'rows' ? delta : 0, axis === 'rows' ? 0 : delta);
  const shift: Shift = { axis, at, delta, band };
  for (const table of sheet.tables) {
    const before = table.area;
    table.area = shiftArea(before, shift) ?? before;
    const grown = table.area.columns - before.columns;
    if (grown > 0)
      insertColumns(table.columns, at - before.column, grown, (count) =>
        table.newColumn(freeName(table.columns, count)),
      );
  }
  shiftEverything(workbook, sheet, shift);
  if (axis === 'rows' && area.row > 0) inheritStyles(sheet, area);
  writeHeaders(sheet);
  recalculateAfter(workbook);
  const changeType =
    axis === 'rows' && isEntireRow(area)
      ? 'RowInserted'
      : axis === 'columns' && isEntireColumn(area)
        ? 'ColumnInserted'
        : 'CellInserted';
  workbook.changed(sheet, area, changeType, { shift: direction });
}

function insertColumns<T>(columns: T[], at: number, count: number, make: (number: number) => T): void {
  for (let added = 0; added < count; added += 1) columns.splice(at + added, 0, make(added + 1));
}

function freeName(columns: readonly { name: string }[], start: number): string {
  for (let number = start; ; number += 1) {
    if (!columns.some(({ name }) => name.toLowerCase() === `column${number}`)) return `Column${number}`;
  }
}

function inheritStyles(sheet: Sheet, area: Area): void {
  for (const { column, cell } of [...sheet.cells.inside({ ...area, row: area.row - 1, rows: 1 })]) {
    if (cell.style === undefined) continue;
    for (let row = area.row; row < area.row + area.rows; row += 1) sheet.cells.make(row, column).style = cell.style;
  }
}

// A column that was inserted into a table needs its header's text.
function writeHeaders(sheet: Sheet): void {
  for (const table of sheet.tables) {
    const { header } = table;
    if (header === null) continue;
    table.columns.forEach(({ name }, index) => {
      const cell = sheet.cells.make(header.row, header.column + index);
      if (cell.value === '' && cell.formula === undefined) cell.value = name;
    });
  }
}

/**
 * Deletes cells and pulls the others up or left.
 * Throws InsertDeleteConflict when a table would be torn.
 */
export function deleteCells(workbook: Workbook, sheet: Sheet, area: Area, direction: 'Up' | 'Left'): void {
  const axis = direction === 'Up' ? 'rows' : 'columns';
  const band = bandOf(area, axis);
  checkTables(sheet, band, axis);
  const delta = axis === 'rows' ? area.rows : area.columns;
  const at = axis === 'rows' ? area.row : area.column;
  sheet.cells.lift(area);
  const behind =
    axis === 'rows'
      ? { ...band, row: at + delta, rows: band.rows - delta }
      : { ...band, column: at + delta, columns: band.columns - delta };
  sheet.cells.move(behind, axis === 'rows' ? -delta : 0, axis === 'rows' ? 0 : -delta);
  const shift: Shift = { axis, at, delta: -delta, band };
  shrinkTables(workbook, sheet, shift);
  shiftEverything(workbook, sheet, shift);
  recalculateAfter(workbook);
  const changeType =
    axis === 'rows' && isEntireRow(area)
      ? 'RowDeleted'
      : axis === 'columns' && isEntireColumn(area)
        ? 'ColumnDeleted'
        : 'CellDeleted';
  workbook.changed(sheet, area, changeType, { shift: direction });
}

function shrinkTables(workbook: Workbook, sheet: Sheet, shift: Shift): void {
  for (const table of [...sheet.tables]) {
    const before = table.area;
    const next = shiftArea(before, shift);
    if (next === null) {
      sheet.tables.splice(sheet.tables.indexOf(table), 1);
      workbook.emit({ kind: 'table-deleted', sheet, table });
      continue;
    }
    table.area = next;
    const lost = before.columns - next.columns;
    if (lost > 0) table.columns.splice(Math.max(0, shift.at - before.column), lost);
  }
}

function recalculateAfter(workbook: Workbook): void {
  if (workbook.calculationMode === 'Manual') return;
  workbook.calculation += 1;
  recalculate(workbook);
}
