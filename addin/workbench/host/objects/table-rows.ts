import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Table } from '../model/sheet.js';
import { addTableRows, deleteTableRows } from '../model/tables.js';
import { asInteger, asList, integerOr } from '../protocol/arguments.js';
import { type HostServices, isHostObject, objectType } from '../protocol/object-type.js';
import type { RowTarget } from '../protocol/target-kinds.js';
import { rangeValues, setInputs } from './range-values.js';

function rowRange({ table, index }: RowTarget): RangeTarget {
  const { body } = table;
  if (index < 0 || index >= body.rows) throw new ModelError('ItemNotFound');
  return new RangeTarget(table.sheet, { ...body, row: body.row + index, rows: 1 });
}

function rowIndex(row: unknown): number {
  return isHostObject(row) ? (row.target as RowTarget).index : asInteger(row);
}

function addRows(table: Table, [index, values]: readonly unknown[], services: HostServices): RowTarget {
  const rows = Array.isArray(values)
    ? Array.isArray(values[0])
      ? (values as unknown[][])
      : [values as unknown[]]
    : null;
  const at = index === undefined || index === null || index === -1 ? null : asInteger(index);
  const area = addTableRows(services.workbook, table, at, rows?.length ?? 1);
  if (rows !== null) setInputs(new RangeTarget(table.sheet, area), rows, services);
  return { table, index: area.row - table.body.row };
}

/** TableRowCollection. */
export const tableRowCollectionType = objectType<Table>({
  name: 'TableRowCollection',
  properties: { Count: { get: ({ body }) => body.rows } },
  items: (table, services) =>
    Array.from({ length: table.body.rows }, (_, index) => services.bind('TableRow', { table, index })),
  methods: {
    Add: (table, args, services) => services.bind('TableRow', addRows(table, args, services)),
    GetCount: ({ body }) => body.rows,
    GetItemAt: (table, [index], services) => {
      const target = { table, index: asInteger(index) };
      rowRange(target);
      return services.bind('TableRow', target);
    },
    DeleteRows: (table, [rows], { workbook }) => {
      const indexes = [...new Set(asList(rows).map(rowIndex))].sort((a, b) => b - a);
      for (const index of indexes) deleteTableRows(workbook, table, index, 1);
    },
    DeleteRowsAt: (table, [index, count], { workbook }) =>
      deleteTableRows(workbook, table, asInteger(index), integerOr(count, 1)),
  },
});

/** TableRow: a row of data, known by its place. */
export const tableRowType = objectType<RowTarget>({
  name: 'TableRow',
  properties: {
    Index: { get: ({ index }) => index },
    Values: {
      get: (target, services) => rangeValues.Values?.get?.(rowRange(target), services),
      set: (target, value, services) => setInputs(rowRange(target), value, services),
    },
  },
  methods: {
    GetRange: (target, _, services) => services.bind('Range', rowRange(target)),
    Delete: ({ table, index }, _, { workbook }) => deleteTableRows(workbook, table, index, 1),
  },
});
