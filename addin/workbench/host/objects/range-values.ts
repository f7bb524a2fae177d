import { type Area, cellCount, isEntireColumn, isEntireRow } from '../model/area.js';
import { recalculate } from '../model/calculation.js';
import { valueType, wireValue } from '../model/cell.js';
import { styleChanger } from '../model/cell-store.js';
import { ModelError } from '../model/model-error.js';
import type { RangeTarget } from '../model/range-target.js';
import type { Sheet } from '../model/sheet.js';
import type { Style } from '../model/style.js';
import { type CellInput, writeInputs } from '../model/writing.js';
import { MAX_CELLS_PER_READ } from '../protocol/limits.js';
import type { HostServices, Property } from '../protocol/object-type.js';

/** Reads something of each cell of an area, by rows. Whole rows and columns have no bounds and give null. */
export function readCells(area: Area, read: (row: number, column: number) => unknown): unknown[][] | null {
  if (cellCount(area) > MAX_CELLS_PER_READ) {
    if (isEntireColumn(area) || isEntireRow(area)) return null;
    throw new ModelError('RangeExceedsLimit');
  }
  return Array.from({ length: area.rows }, (_, row) =>
    Array.from({ length: area.columns }, (__, column) => read(area.row + row, area.column + column)),
  );
}

/**
 * What was assigned to a property of cells, as one value per cell. A single value goes to every cell;
 * a list of lists must have the size of the area.
 */
export function perCell(value: unknown, area: Area): unknown[][] {
  const single = !Array.isArray(value) || (value.length === 1 && Array.isArray(value[0]) && value[0].length === 1);
  if (single) {
    if (cellCount(area) > MAX_CELLS_PER_READ) throw new ModelError('RangeExceedsLimit');
    const one: unknown = Array.isArray(value) ? (value as unknown[][])[0]?.[0] : value;
    return Array.from({ length: area.rows }, () => Array.from({ length: area.columns }, () => one));
  }
  const rows = value as unknown[];
  const fits = rows.length === area.rows && rows.every((row) => Array.isArray(row) && row.length === area.columns);
  if (!fits) {
    throw new ModelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  }
  return rows as unknown[][];
}

function asInput(value: unknown): CellInput {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new ModelError('InvalidArgument');
}

/** Writes values or formulas: each as if it were typed. */
export function setInputs({ sheet, area }: RangeTarget, value: unknown, { workbook }: HostServices): void {
  const inputs = perCell(value, area).map((row) => row.map(asInput));
  writeInputs(workbook, sheet, area, inputs);
}

function setNumberFormat({ sheet, area }: RangeTarget, value: unknown, { workbook }: HostServices): void {
  const list = Array.isArray(value) ? (value as unknown[][]) : [[value]];
  const single = list.length === 1 && list[0]?.length === 1 ? list[0][0] : null;
  if (typeof single === 'string') {
    sheet.changeStyle(area, () => ({ numberFormat: single }));
  } else {
    setEachFormat(sheet, area, perCell(value, area));
  }
  workbook.emit({ kind: 'repaint', sheet });
}

function setEachFormat(sheet: Sheet, area: Area, formats: readonly (readonly unknown[])[]): void {
  // One changer per format, so that cells with the same look share their style.
  const changers = new Map<string, (style: Style) => Style>();
  formats.forEach((line, row) => {
    line.forEach((format, column) => {
      if (format === null) return;
      if (typeof format !== 'string') throw new ModelError('InvalidArgument');
      const change = changers.get(format) ?? styleChanger(() => ({ numberFormat: format }));
      changers.set(format, change);
      const before = sheet.style(area.row + row, area.column + column);
      sheet.cells.make(area.row + row, area.column + column).style = change(before);
    });
  });
}

const values: Property<RangeTarget> = {
  get: ({ sheet, area }, { workbook }) => {
    recalculate(workbook);
    return readCells(area, (row, column) => wireValue(sheet.value(row, column)));
  },
  set: setInputs,
};

const formulas: Property<RangeTarget> = {
  get: ({ sheet, area }) => readCells(area, (row, column) => sheet.formula(row, column)),
  set: setInputs,
};

const numberFormat: Property<RangeTarget> = {
  get: ({ sheet, area }) => readCells(area, (row, column) => sheet.style(row, column).numberFormat),
  set: setNumberFormat,
};

/** The properties of a range that hold one value per cell. */
export const rangeValues: Readonly<Record<string, Property<RangeTarget>>> = {
  Values: values,
  Formulas: formulas,
  FormulasLocal: formulas,
  NumberFormat: numberFormat,
  NumberFormatLocal: numberFormat,
  Text: {
    get: ({ sheet, area }, { workbook }) => {
      recalculate(workbook);
      return readCells(area, (row, column) => sheet.text(row, column));
    },
  },
  ValueTypes: {
    get: ({ sheet, area }, { workbook }) => {
      recalculate(workbook);
      return readCells(area, (row, column) => valueType(sheet.value(row, column)));
    },
  },
};
