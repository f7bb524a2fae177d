import {
  CellValueType,
  BooleanNumber,
  type ICellData,
  type IWorkbookData,
  type IWorksheetData,
  LocaleType,
} from '@univerjs/presets';
import { recalculate } from '../host/model/calculation.js';
import { wireValue } from '../host/model/cell.js';
import type { LineSettings, Sheet } from '../host/model/sheet.js';
import type { Workbook } from '../host/model/workbook.js';
import type { LookBook } from './cell-look.js';

const PIXELS_PER_POINT = 96 / 72;
const COLUMNS_PER_KEY = 16_384;

/** What the grid shows of one cell. */
export interface ShownCell {
  readonly value: string | number | boolean;
  readonly look: string;
}

/** What the grid shows of one sheet. */
export interface SheetSnapshot {
  readonly id: string;
  /** All but the cells; when it changes, the grid is built anew. */
  readonly frame: Partial<IWorksheetData>;
  readonly cells: ReadonlyMap<number, ShownCell>;
}

/** Where a cell stands, as one number. */
export function cellKey(row: number, column: number): number {
  return row * COLUMNS_PER_KEY + column;
}

/** The row and column of a cell's key. */
export function keyPlace(key: number): { row: number; column: number } {
  return { row: Math.floor(key / COLUMNS_PER_KEY), column: key % COLUMNS_PER_KEY };
}

function pixels(points: number): number {
  return Math.round(points * PIXELS_PER_POINT);
}

function lines<T>(
  settings: ReadonlyMap<number, LineSettings>,
  make: (size: number | undefined, hidden: boolean) => T,
): Record<number, T> {
  const drawn = [...settings].filter(
    ([, { size, hidden, filtered }]) => size !== undefined || hidden === true || filtered === true,
  );
  return Object.fromEntries(
    drawn.map(([line, { size, hidden, filtered }]) => [line, make(size, hidden === true || filtered === true)]),
  );
}

function flag(value: boolean): BooleanNumber {
  return value ? BooleanNumber.TRUE : BooleanNumber.FALSE;
}

// A row without a height of its own is as high as its largest letters need.
function largeRows(sheet: Sheet): Record<number, { h: number }> {
  const rows: Record<number, { h: number }> = {};
  for (const { row, cell } of sheet.cells.inside(sheet.cells.extent())) {
    const size = cell.style?.fontSize ?? 0;
    if (size > 11.5 && cell.value !== '') rows[row] = { h: Math.max(rows[row]?.h ?? 0, pixels(size * 1.35)) };
  }
  return rows;
}

function frameOf(sheet: Sheet): Partial<IWorksheetData> {
  const extent = sheet.cells.extent();
  const { rows, columns } = sheet.frozen;
  const large = largeRows(sheet);
  return {
    id: sheet.id,
    name: sheet.name,
    tabColor: sheet.tabColor,
    hidden: flag(sheet.visibility !== 'Visible'),
    // Room to type beyond what is there, in steps, so that not every row builds the grid anew.
    rowCount: Math.ceil((extent.rows + 100) / 200) * 200,
    columnCount: Math.ceil((extent.columns + 6) / 26) * 26,
    defaultColumnWidth: pixels(sheet.standardWidth),
    defaultRowHeight: 20,
    showGridlines: flag(sheet.showGridlines),
    freeze: {
      xSplit: columns,
      ySplit: rows,
      startRow: rows === 0 ? -1 : rows,
      startColumn: columns === 0 ? -1 : columns,
    },
    rowData: {
      ...large,
      ...lines(sheet.rows, (size, hidden) => ({
        ...(size === undefined ? {} : { h: pixels(size), ia: 0 }),
        hd: flag(hidden),
      })),
    },
    columnData: lines(sheet.columns, (size, hidden) => ({
      ...(size === undefined ? {} : { w: pixels(size) }),
      hd: flag(hidden),
    })),
  };
}

/** What the grid would show of the workbook now. */
export function snapshotOf(workbook: Workbook, looks: LookBook): SheetSnapshot[] {
  recalculate(workbook);
  return workbook.sheets.map((sheet) => {
    const cells = new Map<number, ShownCell>();
    for (const { row, column, cell } of sheet.cells.inside(sheet.cells.extent())) {
      cells.set(cellKey(row, column), { value: wireValue(cell.value), look: looks.idOf(workbook, sheet, row, column) });
    }
    return { id: sheet.id, frame: frameOf(sheet), cells };
  });
}

/** A cell as the grid takes it; the look is given whole, or by its id where the grid knows the ids. */
export function gridCell({ value, look }: ShownCell, looks: LookBook, byId: boolean): ICellData {
  const style = byId ? look : (looks.styles[look] ?? null);
  if (typeof value === 'number') return { v: value, t: CellValueType.NUMBER, s: style };
  if (typeof value === 'boolean') return { v: value ? 1 : 0, t: CellValueType.BOOLEAN, s: style };
  // Text stays text, even if it looks like a number or a formula.
  return value === '' ? { v: null, t: null, s: style } : { v: value, t: CellValueType.FORCE_STRING, s: style };
}

/** The whole workbook as the grid takes it. */
export function workbookData(id: string, sheets: readonly SheetSnapshot[], looks: LookBook): Partial<IWorkbookData> {
  const data = sheets.map(({ id: sheetId, frame, cells }) => {
    const cellData: Record<number, Record<number, ICellData>> = {};
    for (const [key, cell] of cells) {
      const { row, column } = keyPlace(key);
      (cellData[row] ??= {})[column] = gridCell(cell, looks, true);
    }
    return [sheetId, { ...frame, cellData }] as const;
  });
  return {
    id,
    name: 'Workbench',
    locale: LocaleType.EN_US,
    styles: { ...looks.styles },
    sheetOrder: sheets.map((sheet) => sheet.id),
    sheets: Object.fromEntries(data),
  };
}
