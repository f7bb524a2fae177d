import { applySheetFilter, applyTableFilters } from '../model/arranging.js';
import type { Area } from '../model/area.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import { Sheet, type Table } from '../model/sheet.js';
import { asInteger } from '../protocol/arguments.js';
import { type HostServices, objectType } from '../protocol/object-type.js';
import { asRangeTarget } from './range-argument.js';
import { asCriteria } from './table-columns.js';

type Home = Sheet | Table;

function areaOf(home: Home): Area | null {
  return home instanceof Sheet ? (home.filter?.area ?? null) : home.area;
}

function filters(home: Home): unknown[] {
  if (!(home instanceof Sheet)) return home.columns.map(({ filter }) => filter);
  const { filter } = home;
  if (filter === null) return [];
  return Array.from({ length: filter.area.columns }, (_, index) => filter.criteria.get(index) ?? null);
}

function clear(home: Home, column: number | null, { workbook }: HostServices): void {
  if (!(home instanceof Sheet)) {
    home.columns.forEach((held, index) => {
      if (column === null || column === index) held.filter = null;
    });
    applyTableFilters(workbook, home);
    return;
  }
  if (home.filter === null) return;
  if (column === null) home.filter.criteria.clear();
  else home.filter.criteria.delete(column);
  applySheetFilter(workbook, home, home.filter.area);
}

function applyToTable(table: Table, column: unknown, criteria: unknown, { workbook }: HostServices): void {
  const held = table.columns[asInteger(column)];
  if (held === undefined) throw new ModelError('InvalidArgument');
  held.filter = asCriteria(criteria);
  applyTableFilters(workbook, table);
}

function applyToSheet(
  sheet: Sheet,
  range: RangeTarget,
  column: unknown,
  criteria: unknown,
  { workbook }: HostServices,
): void {
  sheet.filter ??= { area: range.area, criteria: new Map() };
  sheet.filter.area = range.area;
  if (column !== undefined && column !== null) sheet.filter.criteria.set(asInteger(column), asCriteria(criteria));
  applySheetFilter(workbook, sheet, range.area);
}

/** AutoFilter of a sheet or of a table. */
export const autoFilterType = objectType<Home>({
  name: 'AutoFilter',
  properties: {
    Enabled: { get: (home) => areaOf(home) !== null },
    IsDataFiltered: { get: (home) => filters(home).some((filter) => filter !== null) },
    Criteria: { get: filters },
  },
  methods: {
    Apply: (home, [range, column, criteria], services) => {
      if (!(home instanceof Sheet)) applyToTable(home, column, criteria, services);
      else applyToSheet(home, asRangeTarget(range, home, services), column, criteria, services);
    },
    ClearCriteria: (home, _, services) => clear(home, null, services),
    ClearColumnCriteria: (home, [column], services) => clear(home, asInteger(column), services),
    GetRange: (home, _, services) => {
      const area = areaOf(home);
      if (area === null) throw new ModelError('ItemNotFound');
      return services.bind('Range', new RangeTarget(home instanceof Sheet ? home : home.sheet, area));
    },
    Reapply: (home, _, { workbook }) => {
      if (!(home instanceof Sheet)) applyTableFilters(workbook, home);
      else if (home.filter !== null) applySheetFilter(workbook, home, home.filter.area);
    },
    Remove: (home, _, services) => {
      clear(home, null, services);
      if (home instanceof Sheet) home.filter = null;
    },
  },
});
