import { type Area, bounding, contains, intersect, isOnSheet } from './area.js';
import { type Sheet, Table, copyCell } from './sheet.js';
import { displayText } from './number-format.js';
import { ModelError } from './model-error.js';
import { deleteCells, insertCells } from './structure.js';
import type { Workbook } from './workbook.js';

function uniqueName(wanted: string, taken: ReadonlySet<string>, place: number): string {
  const base = wanted === '' ? `Column${place + 1}` : wanted;
  if (!taken.has(base.toLowerCase())) return base;
  for (let number = 2; ; number += 1) if (!taken.has(`${base}${number}`.toLowerCase())) return `${base}${number}`;
}

// Headers are always text and differ from one another, in any case of letters.
function readHeaders(table: Table): string[] {
  const { header, sheet } = table;
  if (header === null) return table.columns.map(({ name }) => name);
  const taken = new Set<string>();
  return Array.from({ length: header.columns }, (_, index) => {
    const cell = sheet.cells.make(header.row, header.column + index);
    const shown =
      cell.value === '' ? '' : displayText(cell.value, sheet.style(header.row, header.column + index).numberFormat);
    const name = uniqueName(shown, taken, index);
    taken.add(name.toLowerCase());
    cell.value = name;
    cell.formula = undefined;
    return name;
  });
}

/** Makes a table of an area. Throws when it would overlap another table. */
export function addTable(workbook: Workbook, sheet: Sheet, area: Area, hasHeaders: boolean): Table {
  if (sheet.tables.some((other) => intersect(other.area, area) !== null)) {
    throw new ModelError('InvalidArgument', "A table can't overlap another table.");
  }
  let whole = area;
  if (!hasHeaders) {
    insertCells(workbook, sheet, { ...area, rows: 1 }, 'Down');
    whole = { ...area, rows: area.rows + 1 };
  } else if (area.rows === 1) {
    whole = { ...area, rows: 2 };
  }
  const table = new Table(workbook.newId(), workbook.freeTableName('Table1'), sheet, whole);
  table.columns = Array.from({ length: whole.columns }, (_, index) => table.newColumn(`Column${index + 1}`));
  readHeaders(table).forEach((name, index) => renameColumn(table, index, name));
  sheet.tables.push(table);
  workbook.emit({ kind: 'table-added', sheet, table });
  workbook.emit({ kind: 'repaint', sheet });
  return table;
}

function renameColumn(table: Table, index: number, name: string): void {
  const column = table.columns[index];
  if (column !== undefined) column.name = name;
}

/** Gives a column another name and writes it into the header. */
export function setColumnName(table: Table, index: number, name: string): void {
  const { header, sheet } = table;
  const others = new Set(
    table.columns.filter((_, place) => place !== index).map((column) => column.name.toLowerCase()),
  );
  if (others.has(name.toLowerCase()) || name === '') throw new ModelError('InvalidArgument');
  renameColumn(table, index, name);
  if (header !== null) sheet.cells.make(header.row, header.column + index).value = name;
}

/** Takes over the names that were written into header cells. */
export function namesFromHeaders(sheet: Sheet, written: Area): void {
  for (const table of sheet.tables) {
    const { header } = table;
    if (header === null || intersect(header, written) === null) continue;
    readHeaders(table).forEach((name, index) => renameColumn(table, index, name));
  }
}

/** A table grows when something is written right below it or right beside it, as AutoCorrect does. */
export function growTablesOver(workbook: Workbook, sheet: Sheet, written: Area): void {
  for (const table of sheet.tables) {
    const { area } = table;
    const below: Area = { ...area, row: area.row + area.rows, rows: 1 };
    const beside: Area = { ...area, column: area.column + area.columns, columns: 1 };
    const isBelow =
      written.row === below.row && contains({ ...below, rows: written.rows }, written) && !table.showTotals;
    const isBeside = written.column === beside.column && contains({ ...beside, columns: written.columns }, written);
    const target = isBelow || isBeside ? bounding(area, written) : null;
    if (target === null || !holdsSomething(sheet, written) || overlapsOther(sheet, table, target)) continue;
    setTableArea(workbook, table, isBelow ? { ...area, rows: target.rows } : { ...area, columns: target.columns });
  }
}

function holdsSomething(sheet: Sheet, area: Area): boolean {
  return sheet.used(area, true) !== null;
}

function overlapsOther(sheet: Sheet, table: Table, area: Area): boolean {
  return sheet.tables.some((other) => other !== table && intersect(other.area, area) !== null);
}

function setTableArea(workbook: Workbook, table: Table, area: Area): void {
  const before = table.area;
  table.area = area;
  while (table.columns.length < area.columns) table.columns.push(table.newColumn(`Column${table.columns.length + 1}`));
  table.columns.length = area.columns;
  readHeaders(table).forEach((name, index) => renameColumn(table, index, name));
  if (area.rows > before.rows) extendRules(table.sheet, before, area);
  workbook.emit({ kind: 'repaint', sheet: table.sheet });
}

// New rows of a table take over the validation, the conditional formats and the styles of its last row.
function extendRules(sheet: Sheet, before: Area, after: Area): void {
  const last: Area = { ...before, row: before.row + before.rows - 1, rows: 1 };
  const added: Area = { ...after, row: before.row + before.rows, rows: after.rows - before.rows };
  for (const { area, rule } of [...sheet.validations.all]) {
    const shared = intersect(area, last);
    if (shared !== null) sheet.validations.set({ ...shared, row: added.row, rows: added.rows }, rule);
  }
  for (const format of sheet.conditionalFormats) {
    format.areas = format.areas.map((area) =>
      intersect(area, last) !== null && area.row + area.rows === added.row
        ? { ...area, rows: area.rows + added.rows }
        : area,
    );
  }
  for (const { column, cell } of [...sheet.cells.inside(last)]) {
    if (cell.style === undefined) continue;
    for (let row = added.row; row < added.row + added.rows; row += 1)
      sheet.cells.make(row, column).style ??= cell.style;
  }
}

/** Gives a table another area; its header row must stay. */
export function resizeTable(workbook: Workbook, table: Table, area: Area): void {
  const sameHeader = area.row === table.area.row && (intersect(area, table.area)?.columns ?? 0) > 0;
  if (!sameHeader || area.rows < 2 || !isOnSheet(area) || overlapsOther(table.sheet, table, area))
    throw new ModelError('InvalidArgument');
  setTableArea(workbook, table, area);
}

/** A table without data shows one empty row, which the first data takes. */
function isBlank({ body, sheet }: Table): boolean {
  return body.rows === 1 && !holdsSomething(sheet, body);
}

function fillBlankRow(workbook: Workbook, table: Table, count: number): Area {
  const { body, sheet, area } = table;
  if (count > 1) {
    insertCells(workbook, sheet, { ...body, row: body.row + 1, rows: count - 1 }, 'Down');
    if (!table.showTotals) table.area = { ...area, rows: area.rows + count - 1 };
    extendRules(sheet, body, { ...body, rows: count });
  }
  return { ...body, rows: count };
}

/**
 * Adds empty rows to a table.
 * @param at the place among the rows of data; null adds at the end
 * @returns the area of the new rows
 */
export function addTableRows(workbook: Workbook, table: Table, at: number | null, count: number): Area {
  const { body, sheet } = table;
  const place = at ?? body.rows;
  if (place < 0 || place > body.rows) throw new ModelError('InvalidArgument');
  if (at === null && count > 0 && isBlank(table)) return fillBlankRow(workbook, table, count);
  const added: Area = { ...body, row: body.row + place, rows: count };
  const before = table.area;
  insertCells(workbook, sheet, added, 'Down');
  if (place === body.rows && !table.showTotals) table.area = { ...before, rows: before.rows + count };
  if (place === body.rows) extendRules(sheet, { ...body, row: body.row }, { ...body, rows: body.rows + count });
  return added;
}

/** Deletes rows of data; a table that loses its last row keeps one empty row. */
export function deleteTableRows(workbook: Workbook, table: Table, at: number, count: number): void {
  const { body, sheet } = table;
  if (at < 0 || count < 1 || at + count > body.rows) throw new ModelError('InvalidArgument');
  const gone: Area = { ...body, row: body.row + at, rows: count };
  if (count < body.rows) {
    deleteCells(workbook, sheet, gone, 'Up');
    return;
  }
  if (count > 1) deleteCells(workbook, sheet, { ...gone, row: gone.row + 1, rows: count - 1 }, 'Up');
  const left: Area = { ...gone, rows: 1 };
  for (const { cell } of sheet.cells.inside(left)) {
    cell.value = '';
    cell.formula = undefined;
  }
  workbook.changed(sheet, left, 'RowDeleted', { shift: 'Up' });
}

/** Adds a column to a table; at null it comes last. */
export function addTableColumn(workbook: Workbook, table: Table, at: number | null, name: string | null): number {
  const place = at ?? table.area.columns;
  if (place < 0 || place > table.area.columns) throw new ModelError('InvalidArgument');
  const area: Area = { ...table.area, column: table.area.column + place, columns: 1 };
  const before = table.columns.length;
  insertCells(workbook, table.sheet, area, 'Right');
  if (table.columns.length === before) {
    table.columns.splice(place, 0, table.newColumn(''));
    // At either end the push does not widen the table by itself.
    table.area = { ...table.area, column: Math.min(table.area.column, area.column), columns: before + 1 };
  }
  const { header, sheet } = table;
  if (header !== null) sheet.cells.make(header.row, header.column + place).value = name ?? '';
  readHeaders(table).forEach((heading, index) => renameColumn(table, index, heading));
  workbook.changed(sheet, area, 'ColumnInserted');
  return place;
}

/** Takes a table off its cells; the cells stay. */
export function dropTable(workbook: Workbook, table: Table): void {
  const { sheet } = table;
  for (let row = table.area.row; row < table.area.row + table.area.rows; row += 1) {
    const settings = sheet.rows.get(row);
    if (settings !== undefined) settings.filtered = false;
  }
  sheet.tables.splice(sheet.tables.indexOf(table), 1);
  workbook.emit({ kind: 'table-deleted', sheet, table });
  workbook.emit({ kind: 'repaint', sheet });
}

/** Shows or hides the total row, which comes below the data. */
export function showTotals(workbook: Workbook, table: Table, shown: boolean): void {
  if (shown === table.showTotals) return;
  const below: Area = { ...table.area, row: table.area.row + table.area.rows, rows: 1 };
  if (shown) {
    insertCells(workbook, table.sheet, below, 'Down');
    table.showTotals = true;
    table.area = { ...table.area, rows: table.area.rows + 1 };
    const first = table.sheet.cells.make(below.row, below.column);
    if (first.value === '') first.value = 'Total';
  } else {
    const totals = table.totals;
    table.showTotals = false;
    if (totals !== null) deleteCells(workbook, table.sheet, totals, 'Up');
  }
}

/** Moves a column of a table to another place, as dragging its header does. */
export function moveTableColumn(workbook: Workbook, table: Table, from: number, to: number): void {
  const { sheet, area } = table;
  const column = table.columns[from];
  if (column === undefined || to < 0 || to >= table.columns.length) throw new ModelError('InvalidArgument');
  const order = table.columns.map((_, index) => index);
  order.splice(from, 1);
  order.splice(to, 0, from);
  const lines = Array.from({ length: area.rows }, (_, row) =>
    order.map((index) => copyCell(sheet.cells.at(area.row + row, area.column + index))),
  );
  lines.forEach((line, row) =>
    line.forEach((cell, index) => sheet.cells.put(area.row + row, area.column + index, cell)),
  );
  const rules = order.map((index) =>
    sheet.validations.over({ ...table.body, column: area.column + index, columns: 1 }),
  );
  rules.forEach((rule, index) => {
    const place: Area = { ...table.body, column: area.column + index, columns: 1 };
    if (rule === null) sheet.validations.clear(place);
    else if (rule !== 'mixed') sheet.validations.set(place, rule);
  });
  table.columns.splice(from, 1);
  table.columns.splice(to, 0, column);
  workbook.changed(sheet, area, 'RangeEdited');
}
