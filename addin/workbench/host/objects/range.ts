import { recalculate } from '../model/calculation.js';
import {
  type Area,
  MAX_COLUMNS,
  MAX_ROWS,
  bounding,
  cellCount,
  intersect,
  isEntireColumn,
  isEntireRow,
  isOnSheet,
} from '../model/area.js';
import { qualifiedAddress } from '../model/address.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import { removeDuplicates } from '../model/remove-duplicates.js';
import { deleteCells, insertCells } from '../model/structure.js';
import { type ClearWhat, type CopyWhat, clearArea, copyArea } from '../model/writing.js';
import { asInteger, asList, asOneOf, asRecord, integerOr } from '../protocol/arguments.js';
import { type HostObject, type HostServices, objectType } from '../protocol/object-type.js';
import { asRangeTarget } from './range-argument.js';
import { columnPlace, rowPlace, sumOfSizes } from './range-sizes.js';
import { setHidden } from './range-hidden.js';
import { findAll, searchMethods } from './range-search.js';
import { cellsOfType } from './range-special-cells.js';
import { rangeValues } from './range-values.js';

const CLEAR: readonly ClearWhat[] = ['All', 'Contents', 'Formats', 'Hyperlinks', 'RemoveHyperlinks'];
const COPY: readonly CopyWhat[] = ['All', 'Values', 'Formats', 'Formulas', 'Link'];

function on(range: RangeTarget, area: Area, services: HostServices): HostObject {
  if (!isOnSheet(area)) throw new ModelError('InvalidArgument');
  return services.bind('Range', new RangeTarget(range.sheet, area));
}

function found(range: RangeTarget, area: Area | null, services: HostServices): HostObject {
  if (area === null) throw new ModelError('ItemNotFound');
  return on(range, area, services);
}

function inside(index: number, count: number): number {
  if (index < 0 || index >= count) throw new ModelError('InvalidArgument');
  return index;
}

function resized(area: Area, rows: number, columns: number): Area {
  return { ...area, rows: area.rows + rows, columns: area.columns + columns };
}

function allRows(range: RangeTarget, test: (row: number) => boolean): boolean | null {
  const { row, rows } = range.area;
  const states = Array.from({ length: Math.min(rows, 100_000) }, (_, offset) => test(row + offset));
  return states.every((state) => state === states[0]) ? (states[0] ?? false) : null;
}

function allColumns(range: RangeTarget, test: (column: number) => boolean): boolean | null {
  const { column, columns } = range.area;
  const states = Array.from({ length: columns }, (_, offset) => test(column + offset));
  return states.every((state) => state === states[0]) ? (states[0] ?? false) : null;
}

function beside(range: RangeTarget, axis: 'row' | 'column', count: number, after: boolean): Area {
  const size = Math.abs(count);
  const { area } = range;
  const length = axis === 'row' ? area.rows : area.columns;
  const start = area[axis] + (after ? length : -size);
  return axis === 'row' ? { ...area, row: start, rows: size } : { ...area, column: start, columns: size };
}

/** Range: a block of cells. */
export const rangeType = objectType<RangeTarget>({
  name: 'Range',
  properties: {
    ...rangeValues,
    Address: { get: ({ sheet, area }) => qualifiedAddress(sheet.name, area) },
    AddressLocal: { get: ({ sheet, area }) => qualifiedAddress(sheet.name, area) },
    CellCount: { get: ({ area }) => (cellCount(area) > 2 ** 31 - 1 ? -1 : cellCount(area)) },
    RowIndex: { get: ({ area }) => area.row },
    ColumnIndex: { get: ({ area }) => area.column },
    RowCount: { get: ({ area }) => area.rows },
    ColumnCount: { get: ({ area }) => area.columns },
    IsEntireRow: { get: ({ area }) => isEntireRow(area) },
    IsEntireColumn: { get: ({ area }) => isEntireColumn(area) },
    HasSpill: { get: () => false },
    Top: { get: ({ sheet, area }) => rowPlace(sheet, area.row) },
    Left: { get: ({ sheet, area }) => columnPlace(sheet, area.column) },
    Height: { get: (range) => sumOfSizes(range, 'rows') },
    Width: { get: (range) => sumOfSizes(range, 'columns') },
    Style: { get: () => 'Normal' },
    RowHidden: {
      get: (range) => allRows(range, (row) => range.sheet.isRowHidden(row)),
      set: (range, value, services) => setHidden(range, 'rows', value, services),
    },
    ColumnHidden: {
      get: (range) => allColumns(range, (column) => range.sheet.columns.get(column)?.hidden === true),
      set: (range, value, services) => setHidden(range, 'columns', value, services),
    },
    Hidden: {
      get: (range) =>
        allRows(range, (row) => range.sheet.isRowHidden(row)) === true ||
        allColumns(range, (column) => range.sheet.columns.get(column)?.hidden === true) === true,
    },
    Hyperlink: {
      get: ({ sheet, area }) => sheet.cells.at(area.row, area.column)?.link ?? null,
      set: ({ sheet, area }, value, { workbook }) => {
        const cell = sheet.cells.make(area.row, area.column);
        cell.link = asRecord(value);
        if (cell.value === '') cell.value = cell.link.textToDisplay ?? cell.link.address ?? '';
        workbook.emit({ kind: 'repaint', sheet });
      },
    },
  },
  children: {
    Worksheet: ({ sheet }, services) => services.bind('Worksheet', sheet),
    Format: (range, services) => services.bind('RangeFormat', range),
    Sort: (range, services) => services.bind('RangeSort', range),
    DataValidation: (range, services) => services.bind('DataValidation', range),
    ConditionalFormats: (range, services) => services.bind('ConditionalFormatCollection', range),
  },
  methods: {
    GetCell: (range, [row, column], services) => {
      const { area } = range;
      const at = { row: area.row + asInteger(row), column: area.column + asInteger(column) };
      return on(range, { ...at, rows: 1, columns: 1 }, services);
    },
    GetRow: (range, [row], services) => {
      const offset = inside(asInteger(row), range.area.rows);
      return on(range, { ...range.area, row: range.area.row + offset, rows: 1 }, services);
    },
    GetColumn: (range, [column], services) => {
      const offset = inside(asInteger(column), range.area.columns);
      return on(range, { ...range.area, column: range.area.column + offset, columns: 1 }, services);
    },
    GetLastRow: (range, _, services) =>
      on(range, { ...range.area, row: range.area.row + range.area.rows - 1, rows: 1 }, services),
    GetLastColumn: (range, _, services) =>
      on(range, { ...range.area, column: range.area.column + range.area.columns - 1, columns: 1 }, services),
    GetLastCell: (range, _, services) => {
      const { area } = range;
      return on(
        range,
        { row: area.row + area.rows - 1, column: area.column + area.columns - 1, rows: 1, columns: 1 },
        services,
      );
    },
    GetEntireRow: (range, _, services) => on(range, { ...range.area, column: 0, columns: MAX_COLUMNS }, services),
    GetEntireColumn: (range, _, services) => on(range, { ...range.area, row: 0, rows: MAX_ROWS }, services),
    GetResizedRange: (range, [rows, columns], services) =>
      on(range, resized(range.area, asInteger(rows), asInteger(columns)), services),
    GetAbsoluteResizedRange: (range, [rows, columns], services) =>
      on(range, { ...range.area, rows: asInteger(rows), columns: asInteger(columns) }, services),
    GetOffsetRange: (range, [rows, columns], services) => {
      const { area } = range;
      return on(
        range,
        { ...area, row: area.row + asInteger(rows), column: area.column + asInteger(columns) },
        services,
      );
    },
    GetRowsAbove: (range, [count], services) => on(range, beside(range, 'row', integerOr(count, 1), false), services),
    GetRowsBelow: (range, [count], services) => on(range, beside(range, 'row', integerOr(count, 1), true), services),
    GetColumnsBefore: (range, [count], services) =>
      on(range, beside(range, 'column', integerOr(count, 1), false), services),
    GetColumnsAfter: (range, [count], services) =>
      on(range, beside(range, 'column', integerOr(count, 1), true), services),
    GetIntersection: (range, [other], services) => {
      const second = asRangeTarget(other, range.sheet, services);
      return found(range, second.sheet === range.sheet ? intersect(range.area, second.area) : null, services);
    },
    GetBoundingRect: (range, [other], services) =>
      on(range, bounding(range.area, asRangeTarget(other, range.sheet, services).area), services),
    GetUsedRange: (range, [valuesOnly], services) =>
      found(range, range.sheet.used(range.area, valuesOnly === true), services),
    GetVisibleView: (range, _, services) => services.bind('RangeView', range),
    GetTables: (range, _, services) => services.bind('TableScopedCollection', range),
    GetSpecialCells: (range, [type, valueType], services) => {
      recalculate(services.workbook);
      const areas = cellsOfType(range, type, valueType);
      if (areas.length === 0) throw new ModelError('ItemNotFound');
      const ranges = areas.map((area) => new RangeTarget(range.sheet, area));
      return services.bind('RangeAreas', { sheet: range.sheet, ranges });
    },
    ...searchMethods,
    FindAll: ({ sheet, area }, args, services) => findAll(sheet, area, args, services),
    RemoveDuplicates: ({ sheet, area }, [columns, hasHeader], services) =>
      services.bind(
        'RemoveDuplicatesResult',
        removeDuplicates(services.workbook, sheet, area, asList(columns).map(asInteger), hasHeader === true),
      ),
    Insert: (range, [shift], services) => {
      const { sheet, area } = range;
      insertCells(services.workbook, sheet, area, asOneOf(shift, ['Down', 'Right'] as const));
      return on(range, area, services);
    },
    Delete: ({ sheet, area }, [shift], { workbook }) =>
      deleteCells(workbook, sheet, area, asOneOf(shift, ['Up', 'Left'] as const)),
    Clear: ({ sheet, area }, [what], { workbook }) => clearArea(workbook, sheet, area, asOneOf(what ?? 'All', CLEAR)),
    CopyFrom: (range, [source, what, skipBlanks, transpose], services) => {
      if (transpose === true) throw new ModelError('InvalidArgument', 'The workbench does not copy rows into columns.');
      const from = asRangeTarget(source, range.sheet, services);
      copyArea(services.workbook, from, range, asOneOf(what ?? 'All', COPY), skipBlanks === true);
    },
    Select: ({ sheet, area }, _, { workbook }) => workbook.select(sheet, area),
    Calculate: () => null,
    SetDirty: () => null,
    _ValidateArraySize: ({ area }, [rows, columns]) => {
      if (rows !== area.rows || columns !== area.columns) throw new ModelError('InvalidArgument');
    },
  },
});
