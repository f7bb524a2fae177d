import { type FormulaSurroundings, type RowsLeftOut, evaluateFormula } from '../formula/evaluator.js';
import { FormulaSyntaxError } from '../formula/tokens.js';
import { type Area, cellArea } from './area.js';
import { type Cell, CellError, type CellValue } from './cell.js';
import type { Sheet } from './sheet.js';
import type { Workbook } from './workbook.js';

const IN_PROGRESS = -1;

function areaValues(workbook: Workbook, sheet: Sheet, area: Area, without?: RowsLeftOut): CellValue[][] {
  const bounds = sheet.cells.filled(area);
  if (bounds === null) return [['']];
  const values: CellValue[][] = [];
  for (let row = bounds.row; row < bounds.row + bounds.rows; row += 1) {
    if (isLeftOut(sheet, row, without)) continue;
    const line: CellValue[] = [];
    for (let column = bounds.column; column < bounds.column + bounds.columns; column += 1) {
      const cell = sheet.cells.at(row, column);
      if (cell?.formula !== undefined) calculateCell(workbook, sheet, row, column, cell);
      line.push(cell?.value ?? '');
    }
    values.push(line);
  }
  return values;
}

function isLeftOut(sheet: Sheet, row: number, without: RowsLeftOut | undefined): boolean {
  if (without === undefined) return false;
  return without === 'hidden' ? sheet.isRowHidden(row) : sheet.rows.get(row)?.filtered === true;
}

function tableColumn(
  workbook: Workbook,
  sheet: Sheet,
  row: number,
  at: number,
  name: string | null,
  column: string,
  thisRow: boolean,
) {
  const table = name === null ? sheet.tableAt(row, at) : workbook.table(name);
  const found = table?.column(column);
  if (!table || !found) return null;
  const { body } = table;
  const place = body.column + found.index;
  return { sheet: table.sheet.name, area: thisRow ? cellArea(row, place) : { ...body, column: place, columns: 1 } };
}

function surroundings(workbook: Workbook, sheet: Sheet, row: number, column: number): FormulaSurroundings {
  return {
    values: (name, area, without) => {
      const target = name === null ? sheet : workbook.sheet(name);
      return target === null ? null : areaValues(workbook, target, area, without);
    },
    tableColumn: (table, name, thisRow) => tableColumn(workbook, sheet, row, column, table, name, thisRow),
    namedArea: (name) => {
      const found = workbook.locate(name, sheet);
      return found === null ? null : { sheet: found.sheet.name, area: found.area };
    },
    unknownFunction: (name) => workbook.unknownFunctions.add(name),
  };
}

/**
 * The value that a formula has in a cell, without putting it there.
 * @param home the cell that its relative references were written for
 */
export function valueOfFormula(
  workbook: Workbook,
  sheet: Sheet,
  formula: string,
  cell: { row: number; column: number },
  home: { row: number; column: number },
): CellValue {
  const offset = { rows: cell.row - home.row, columns: cell.column - home.column };
  try {
    return evaluateFormula(formula, { ...surroundings(workbook, sheet, cell.row, cell.column), offset });
  } catch (error) {
    if (error instanceof FormulaSyntaxError) return new CellError('#NAME?');
    throw error;
  }
}

function calculateCell(workbook: Workbook, sheet: Sheet, row: number, column: number, cell: Cell): void {
  if (cell.formula === undefined || cell.calculation === workbook.calculation) return;
  // A formula that comes back to itself is circular; Excel shows zero.
  if (cell.calculation === IN_PROGRESS) {
    cell.value = 0;
    return;
  }
  cell.calculation = IN_PROGRESS;
  try {
    cell.value = evaluateFormula(cell.formula, surroundings(workbook, sheet, row, column));
  } catch (error) {
    if (!(error instanceof FormulaSyntaxError)) throw error;
    cell.value = new CellError('#NAME?');
  }
  cell.calculation = workbook.calculation;
}

/** Works out the formulas that were just entered into an area, as Excel does in manual mode too. */
export function calculateEntered(workbook: Workbook, sheet: Sheet, area: Area): void {
  for (const { row, column, cell } of sheet.cells.inside(area)) {
    if (cell.calculation === undefined) calculateCell(workbook, sheet, row, column, cell);
  }
}

/** Brings every stale formula of the workbook up to date. */
export function recalculate(workbook: Workbook): void {
  if (!workbook.hasFormulas || workbook.upToDate === workbook.calculation) return;
  workbook.upToDate = workbook.calculation;
  for (const sheet of workbook.sheets) {
    for (const { row, column, cell } of sheet.cells.inside(sheet.cells.extent())) {
      // In manual mode only formulas that never had a value are worked out.
      const due = workbook.calculationMode !== 'Manual' || cell.calculation === undefined;
      if (cell.formula !== undefined && due) calculateCell(workbook, sheet, row, column, cell);
    }
  }
}

/** Recalculates everything now, as F9 does. */
export function calculateNow(workbook: Workbook): void {
  workbook.calculation += 1;
  for (const sheet of workbook.sheets) {
    for (const { row, column, cell } of sheet.cells.inside(sheet.cells.extent()))
      calculateCell(workbook, sheet, row, column, cell);
  }
}
