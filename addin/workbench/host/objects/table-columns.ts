import { applyTableFilters, checkedCriteria } from '../model/arranging.js';
import { type FilterCriteria, TOP_KINDS } from '../model/filter.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Table, TableColumn } from '../model/sheet.js';
import { deleteCells } from '../model/structure.js';
import { addTableColumn, setColumnName } from '../model/tables.js';
import { asInteger, asList, asOptionalText, asRecord, asText } from '../protocol/arguments.js';
import { type HostObject, type HostServices, objectType } from '../protocol/object-type.js';
import type { ColumnTarget } from '../protocol/target-kinds.js';
import { rangeValues, setInputs } from './range-values.js';

function placeOf({ table, columnId }: ColumnTarget): { column: TableColumn; index: number } {
  const found = table.column(columnId);
  if (found === null) throw new ModelError('ItemNotFound');
  return found;
}

function part(target: ColumnTarget, area: RangeTarget['area'] | null): RangeTarget {
  if (area === null) throw new ModelError('ItemNotFound');
  return new RangeTarget(target.table.sheet, { ...area, column: area.column + placeOf(target).index, columns: 1 });
}

function columnObject(table: Table, column: TableColumn | undefined, services: HostServices): HostObject {
  if (column === undefined) throw new ModelError('ItemNotFound');
  return services.bind('TableColumn', { table, columnId: column.id });
}

/** TableColumnCollection. */
export const tableColumnCollectionType = objectType<Table>({
  name: 'TableColumnCollection',
  properties: { Count: { get: ({ columns }) => columns.length } },
  item: (table, key, services) => {
    const found = typeof key === 'number' ? table.column(key) : table.column(asText(key));
    return columnObject(table, found?.column, services);
  },
  items: (table, services) => table.columns.map((column) => columnObject(table, column, services)),
  methods: {
    GetCount: ({ columns }) => columns.length,
    GetItemAt: (table, [index], services) => columnObject(table, table.columns[asInteger(index)], services),
    Add: (table, [index, values, name], services) => {
      const at = index === undefined || index === null || index === -1 ? null : asInteger(index);
      const place = addTableColumn(services.workbook, table, at, asOptionalText(name));
      const added = table.columns[place];
      if (values !== undefined && values !== null) {
        const column = { ...table.area, column: table.area.column + place, columns: 1 };
        setInputs(new RangeTarget(table.sheet, column), values, services);
      }
      return columnObject(table, added, services);
    },
  },
});

/** TableColumn. */
export const tableColumnType = objectType<ColumnTarget>({
  name: 'TableColumn',
  identity: ({ columnId }) => ({ Id: columnId }),
  properties: {
    Id: { get: ({ columnId }) => columnId },
    Index: { get: (target) => placeOf(target).index },
    Name: {
      get: (target) => placeOf(target).column.name,
      set: (target, value, { workbook }) => {
        setColumnName(target.table, placeOf(target).index, asText(value));
        workbook.emit({ kind: 'repaint', sheet: target.table.sheet });
      },
    },
    Values: {
      get: (target, services) => rangeValues.Values?.get?.(part(target, target.table.area), services),
      set: (target, value, services) => setInputs(part(target, target.table.area), value, services),
    },
  },
  children: { Filter: (target, services) => services.bind('Filter', target) },
  methods: {
    GetRange: (target, _, services) => services.bind('Range', part(target, target.table.area)),
    GetDataBodyRange: (target, _, services) => services.bind('Range', part(target, target.table.body)),
    GetHeaderRowRange: (target, _, services) => services.bind('Range', part(target, target.table.header)),
    GetTotalRowRange: (target, _, services) => services.bind('Range', part(target, target.table.totals)),
    Delete: (target, _, { workbook }) => {
      const { area, sheet } = part(target, target.table.area);
      deleteCells(workbook, sheet, area, 'Left');
    },
  },
});

function apply(target: ColumnTarget, criteria: FilterCriteria | null, { workbook }: HostServices): void {
  placeOf(target).column.filter = criteria === null ? null : checkedCriteria(criteria);
  applyTableFilters(workbook, target.table);
}

/** Filter: of one column of a table. */
export const filterType = objectType<ColumnTarget>({
  name: 'Filter',
  properties: { Criteria: { get: (target) => placeOf(target).column.filter } },
  methods: {
    Apply: (target, [criteria], services) => apply(target, asCriteria(criteria), services),
    ApplyValuesFilter: (target, [values], services) =>
      apply(target, { filterOn: 'Values', values: asList(values) }, services),
    ApplyCustomFilter: (target, [first, second, operator], services) => {
      const criterion2 = asOptionalText(second);
      const base: FilterCriteria = {
        filterOn: 'Custom',
        criterion1: asText(first),
        operator: asOptionalText(operator) ?? 'And',
      };
      apply(target, criterion2 === null ? base : { ...base, criterion2 }, services);
    },
    ApplyCellColorFilter: (target, [color], services) =>
      apply(target, { filterOn: 'CellColor', color: asText(color) }, services),
    ApplyFontColorFilter: (target, [color], services) =>
      apply(target, { filterOn: 'FontColor', color: asText(color) }, services),
    ...Object.fromEntries(
      TOP_KINDS.map((filterOn) => [
        `Apply${filterOn}Filter`,
        (target: ColumnTarget, [count]: readonly unknown[], services: HostServices) =>
          apply(target, { filterOn, criterion1: String(asInteger(count)) }, services),
      ]),
    ),
    ApplyDynamicFilter: (target, [criteria], services) =>
      apply(target, { filterOn: 'Dynamic', dynamicCriteria: asText(criteria) }, services),
    Clear: (target, _, services) => apply(target, null, services),
  },
});

/** Filter criteria as office.js sends them. Throws InvalidArgument. */
export function asCriteria(value: unknown): FilterCriteria {
  const record = asRecord(value);
  return checkedCriteria({ ...record, filterOn: asText(record.filterOn) });
}
