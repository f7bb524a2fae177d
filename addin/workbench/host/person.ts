import { applyTableFilters, checkedCriteria, sortRows } from './model/arranging.js';
import { type Area, MAX_COLUMNS, cellArea, isOnSheet } from './model/area.js';
import { recalculate } from './model/calculation.js';
import { type Cell, wireValue } from './model/cell.js';
import type { FilterCriteria } from './model/filter.js';
import type { ModelEvent } from './model/model-event.js';
import { SavedWorkbook } from './model/saved-workbook.js';
import type { Sheet, Table } from './model/sheet.js';
import { deleteCells, insertCells } from './model/structure.js';
import { deleteTableRows, moveTableColumn } from './model/tables.js';
import { type CellInput, clearArea, copyArea, writeInputs } from './model/writing.js';
import type { Workbook } from './model/workbook.js';

/** How cells were before something was written into them. */
interface CellStep {
  readonly sheetId: string;
  readonly area: Area;
  readonly cells: readonly { readonly row: number; readonly column: number; readonly cell: Cell }[];
}

/** One step that can be taken back: cells alone, or all sheets where rows, columns or sheets moved about. */
type UndoStep = CellStep | SavedWorkbook;

/** A step that moves things about keeps all sheets, so that there are few of them. */
const SAVED_STEPS_MAX = 10;

/** What the add-in made is not taken back with what the person did before. */
const MADE_BY_ADDIN: ReadonlySet<ModelEvent['kind']> = new Set(['added', 'deleted', 'table-added', 'table-deleted']);

/**
 * What a person does in Excel with mouse and keyboard, on the workbook of a host.
 * Addresses may name the sheet ("Readings!B2"); without it they mean the sheet that shows.
 * Everything fires the events that Excel fires.
 */
export class Person {
  private readonly undoSteps: UndoStep[] = [];

  constructor(private readonly workbook: Workbook) {
    workbook.listen(({ kind }, trigger) => {
      if (trigger === 'AddIn' && MADE_BY_ADDIN.has(kind)) this.forgetUndo();
    });
  }

  // --- looking

  /** The values of an area, by rows; errors as their text. */
  values(address: string): (string | number | boolean)[][] {
    recalculate(this.workbook);
    return this.read(address, (sheet, row, column) => wireValue(sheet.value(row, column)));
  }

  /** The texts that an area shows. */
  texts(address: string): string[][] {
    recalculate(this.workbook);
    return this.read(address, (sheet, row, column) => sheet.text(row, column));
  }

  /** The formulas of an area; the value where there is no formula. */
  formulas(address: string): (string | number | boolean)[][] {
    return this.read(address, (sheet, row, column) => sheet.formula(row, column));
  }

  /** The sheet with a name. */
  sheet(name: string): Sheet {
    const sheet = this.workbook.sheet(name);
    if (sheet === null) throw new Error(`There is no sheet "${name}".`);
    return sheet;
  }

  /** The table with a name. */
  table(name: string): Table {
    const table = this.workbook.table(name);
    if (table === null) throw new Error(`There is no table "${name}".`);
    return table;
  }

  /** The column headings of a table, in their order. */
  headings(tableName: string): string[] {
    return this.table(tableName).columns.map(({ name }) => name);
  }

  /** The rows of a table that show, each by its headings. */
  visibleRows(tableName: string): Record<string, string | number | boolean>[] {
    recalculate(this.workbook);
    const { body, sheet, columns } = this.table(tableName);
    return Array.from({ length: body.rows }, (_, offset) => body.row + offset)
      .filter((row) => !sheet.isRowHidden(row))
      .map((row) =>
        Object.fromEntries(columns.map(({ name }, index) => [name, wireValue(sheet.value(row, body.column + index))])),
      );
  }

  // --- writing

  /** Types into one cell; what is typed is read as Excel reads it. */
  type(address: string, input: string | number | boolean): void {
    const { sheet, area } = this.place(address);
    this.remember(sheet, cellArea(area.row, area.column));
    writeInputs(this.workbook, sheet, cellArea(area.row, area.column), [[input]], this.workbook.locale);
  }

  /** Pastes a block with its upper left corner on a cell. Validation is not asked, as in Excel. */
  paste(address: string, block: readonly (readonly CellInput[])[]): void {
    const { sheet, area } = this.place(address);
    const target: Area = { ...area, rows: block.length, columns: Math.max(0, ...block.map((line) => line.length)) };
    if (!isOnSheet(target)) throw new Error('The block does not fit on the sheet.');
    this.remember(sheet, target);
    writeInputs(this.workbook, sheet, target, block, this.workbook.locale);
  }

  /** Copies an area onto another, with its formats. */
  copy(from: string, to: string): void {
    const target = this.place(to);
    const source = this.place(from);
    this.remember(target.sheet, { ...target.area, rows: source.area.rows, columns: source.area.columns });
    copyArea(this.workbook, source, target);
  }

  /** Presses Delete on an area: its contents go, its formats stay. */
  clear(address: string): void {
    const { sheet, area } = this.place(address);
    this.remember(sheet, area);
    clearArea(this.workbook, sheet, area, 'Contents');
  }

  /** Undoes the last thing that was done to cells, rows, columns, filters or sheets. False when there is nothing to undo. */
  undo(): boolean {
    const step = this.undoSteps.pop();
    if (step === undefined) return false;
    if (step instanceof SavedWorkbook) step.takeBackIn(this.workbook);
    else this.takeBack(step);
    return true;
  }

  /** Drags the first row of an area down over the rest of it; rows that a filter hides stay as they are. */
  fillDown(address: string): void {
    const { sheet, area } = this.place(address);
    this.remember(sheet, area);
    const source = { sheet, area: { ...area, rows: 1 } };
    for (let row = area.row + 1; row < area.row + area.rows; row += 1) {
      if (!sheet.isRowHidden(row)) copyArea(this.workbook, source, { sheet, area: { ...area, row, rows: 1 } });
    }
  }

  // --- the file

  /** Saves the workbook; what is given holds it as it is now. */
  save(): SavedWorkbook {
    return SavedWorkbook.of(this.workbook);
  }

  /** Opens a saved workbook in place of what is there. */
  open(saved: SavedWorkbook): void {
    this.forgetUndo();
    saved.openIn(this.workbook);
  }

  // --- moving about

  /** Selects an area and shows its sheet. */
  select(address: string): void {
    const { sheet, area } = this.place(address);
    this.workbook.select(sheet, area);
  }

  /** Shows a sheet. */
  activate(sheetName: string): void {
    this.workbook.activate(this.sheet(sheetName));
  }

  // --- rows and columns

  /** Inserts whole rows before a row, which counts from 1 as on the screen. */
  insertRows(sheetName: string, row: number, count = 1): void {
    this.rememberAll();
    insertCells(
      this.workbook,
      this.sheet(sheetName),
      { row: row - 1, column: 0, rows: count, columns: MAX_COLUMNS },
      'Down',
    );
  }

  /** Deletes whole rows, counted from 1. */
  deleteRows(sheetName: string, row: number, count = 1): void {
    this.rememberAll();
    deleteCells(
      this.workbook,
      this.sheet(sheetName),
      { row: row - 1, column: 0, rows: count, columns: MAX_COLUMNS },
      'Up',
    );
  }

  /** Duplicates a whole row right below itself, as copying and "insert copied cells" does. */
  duplicateRow(sheetName: string, row: number): void {
    this.insertRows(sheetName, row + 1);
    const sheet = this.sheet(sheetName);
    const line = (at: number): Area => ({ row: at, column: 0, rows: 1, columns: sheet.cells.extent().columns });
    copyArea(this.workbook, { sheet, area: line(row - 1) }, { sheet, area: line(row) });
  }

  /** Inserts a whole column before a column, named by its letters. */
  insertColumn(sheetName: string, column: string): void {
    const { sheet, area } = this.place(`${column}:${column}`, sheetName);
    this.rememberAll();
    insertCells(this.workbook, sheet, area, 'Right');
  }

  /** Deletes a whole column, named by its letters. */
  deleteColumn(sheetName: string, column: string): void {
    const { sheet, area } = this.place(`${column}:${column}`, sheetName);
    this.rememberAll();
    deleteCells(this.workbook, sheet, area, 'Left');
  }

  /** Hides the whole rows of an area by hand. */
  hideRows(address: string): void {
    this.rememberAll();
    const { sheet, area } = this.place(address);
    for (let row = area.row; row < area.row + area.rows; row += 1) sheet.rowSettings(row).hidden = true;
    this.workbook.emit({ kind: 'repaint', sheet });
  }

  /** Hides the whole columns of an area. */
  hideColumns(address: string): void {
    this.rememberAll();
    const { sheet, area } = this.place(address);
    for (let column = area.column; column < area.column + area.columns; column += 1) {
      sheet.columnSettings(column).hidden = true;
    }
    this.workbook.emit({ kind: 'repaint', sheet });
  }

  // --- tables

  /** Sorts a table by one column. */
  sortTable(tableName: string, heading: string, ascending = true): void {
    const table = this.table(tableName);
    this.rememberAll();
    table.sort = { fields: [{ key: this.columnOf(table, heading), ascending }], matchCase: false };
    sortRows(this.workbook, table.sheet, table.body, table.sort.fields, false);
  }

  /** Filters a table by one column: to some texts, or by criteria. Null takes the filter off. */
  filterTable(tableName: string, heading: string, filter: readonly string[] | FilterCriteria | null): void {
    const table = this.table(tableName);
    const column = table.columns[this.columnOf(table, heading)];
    if (column === undefined) return;
    this.rememberAll();
    const isTexts = (value: typeof filter): value is readonly string[] => Array.isArray(value);
    column.filter = isTexts(filter)
      ? { filterOn: 'Values', values: filter }
      : filter === null
        ? null
        : checkedCriteria(filter);
    applyTableFilters(this.workbook, table);
  }

  /** Deletes a row of a table, counted from 0 below the headings. */
  deleteTableRow(tableName: string, index: number, count = 1): void {
    this.rememberAll();
    deleteTableRows(this.workbook, this.table(tableName), index, count);
  }

  /** Drags a column of a table to another place, counted from 0. */
  moveColumn(tableName: string, heading: string, to: number): void {
    const table = this.table(tableName);
    this.rememberAll();
    moveTableColumn(this.workbook, table, this.columnOf(table, heading), to);
  }

  /** Renames a column by typing over its heading. */
  renameColumn(tableName: string, heading: string, name: string): void {
    const { sheet, header, columns } = this.table(tableName);
    const index = columns.findIndex((column) => column.name === heading);
    if (header === null || index < 0) throw new Error(`The table has no heading "${heading}".`);
    writeInputs(this.workbook, sheet, cellArea(header.row, header.column + index), [[name]]);
  }

  // --- sheets

  /** Adds a sheet and shows it. */
  addSheet(name?: string): Sheet {
    const sheet = this.workbook.addSheet(name);
    this.workbook.activate(sheet);
    return sheet;
  }

  /** Renames a sheet. */
  renameSheet(from: string, to: string): void {
    this.workbook.renameSheet(this.sheet(from), to);
  }

  /** Copies a sheet right behind itself and shows the copy. */
  copySheet(name: string): Sheet {
    this.rememberAll();
    const copy = this.workbook.copySheet(this.sheet(name));
    this.workbook.activate(copy);
    return copy;
  }

  /** Deletes a sheet. */
  deleteSheet(name: string): void {
    this.forgetUndo();
    this.workbook.deleteSheet(this.sheet(name));
  }

  private place(address: string, sheetName?: string): { sheet: Sheet; area: Area } {
    const home = sheetName === undefined ? this.workbook.active : this.sheet(sheetName);
    const place = this.workbook.locate(address, home);
    if (place === null) throw new Error(`There is no "${address}" in the workbook.`);
    return place;
  }

  private read<T>(address: string, cell: (sheet: Sheet, row: number, column: number) => T): T[][] {
    const { sheet, area } = this.place(address);
    return Array.from({ length: area.rows }, (_, row) =>
      Array.from({ length: area.columns }, (__, column) => cell(sheet, area.row + row, area.column + column)),
    );
  }

  private columnOf(table: Table, heading: string): number {
    const found = table.column(heading);
    if (found === null) throw new Error(`The table ${table.name} has no column "${heading}".`);
    return found.index;
  }

  private takeBack({ sheetId, area, cells }: CellStep): void {
    const sheet = this.workbook.sheet(sheetId);
    if (sheet === null) return;
    sheet.cells.lift(area);
    for (const { row, column, cell } of cells) sheet.cells.put(row, column, { ...cell });
    this.workbook.changed(sheet, area, 'RangeEdited');
  }

  private remember(sheet: Sheet, area: Area): void {
    const cells = [...sheet.cells.inside(area)].map(({ row, column, cell }) => ({ row, column, cell: { ...cell } }));
    this.undoSteps.push({ sheetId: sheet.id, area, cells });
  }

  private rememberAll(): void {
    this.undoSteps.push(SavedWorkbook.of(this.workbook));
    const saved = this.undoSteps.filter((step) => step instanceof SavedWorkbook);
    const [oldest] = saved;
    if (saved.length > SAVED_STEPS_MAX && oldest !== undefined) {
      this.undoSteps.splice(0, this.undoSteps.indexOf(oldest) + 1);
    }
  }

  // What can't be taken back: deleting a sheet, opening a file, what the add-in makes.
  private forgetUndo(): void {
    this.undoSteps.length = 0;
  }
}
