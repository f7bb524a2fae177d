import { applyTableFilters, sortRows } from '../model/arranging.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import { Sheet, type Table } from '../model/sheet.js';
import { addTable, dropTable, resizeTable, showTotals } from '../model/tables.js';
import { Workbook } from '../model/workbook.js';
import { asBoolean, asInteger, asText } from '../protocol/arguments.js';
import { EVENT_TYPES, WHOLE_WORKBOOK } from '../protocol/event-registrations.js';
import { type HostObject, type HostServices, type Property, objectType } from '../protocol/object-type.js';
import { eventMethods } from './event-methods.js';
import { asRangeTarget } from './range-argument.js';
import { asSortFields } from './sort-argument.js';

type Flag =
  'showFilterButton' | 'showBandedRows' | 'showBandedColumns' | 'highlightFirstColumn' | 'highlightLastColumn';

function flag(name: Flag): Property<Table> {
  return {
    get: (table) => table[name],
    set: (table, value, { workbook }) => {
      table[name] = asBoolean(value);
      workbook.emit({ kind: 'repaint', sheet: table.sheet });
    },
  };
}

function range(table: Table, area: RangeTarget['area'] | null, services: HostServices): HostObject {
  if (area === null) throw new ModelError('ItemNotFound');
  return services.bind('Range', new RangeTarget(table.sheet, area));
}

function rename(table: Table, name: string, workbook: Workbook): void {
  const holder = workbook.table(name);
  if (!/^[A-Za-z_\\][\w.\\]{0,254}$/.test(name) || (holder !== null && holder !== table))
    throw new ModelError('InvalidArgument');
  table.name = name;
  workbook.emit({ kind: 'repaint', sheet: table.sheet });
}

/** Table. */
export const tableType = objectType<Table>({
  name: 'Table',
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    LegacyId: { get: ({ id }) => id },
    Name: { get: ({ name }) => name, set: (table, value, { workbook }) => rename(table, asText(value), workbook) },
    ShowHeaders: { get: ({ showHeaders }) => showHeaders },
    ShowTotals: {
      get: (table) => table.showTotals,
      set: (table, value, { workbook }) => showTotals(workbook, table, asBoolean(value)),
    },
    Style: {
      get: ({ style }) => style,
      set: (table, value, { workbook }) => {
        table.style = asText(value);
        workbook.emit({ kind: 'repaint', sheet: table.sheet });
      },
    },
    ShowFilterButton: flag('showFilterButton'),
    ShowBandedRows: flag('showBandedRows'),
    ShowBandedColumns: flag('showBandedColumns'),
    HighlightFirstColumn: flag('highlightFirstColumn'),
    HighlightLastColumn: flag('highlightLastColumn'),
  },
  children: {
    Columns: (table, services) => services.bind('TableColumnCollection', table),
    Rows: (table, services) => services.bind('TableRowCollection', table),
    Sort: (table, services) => services.bind('TableSort', table),
    Worksheet: ({ sheet }, services) => services.bind('Worksheet', sheet),
    AutoFilter: (table, services) => services.bind('AutoFilter', table),
  },
  methods: {
    GetRange: (table, _, services) => range(table, table.area, services),
    GetHeaderRowRange: (table, _, services) => range(table, table.header, services),
    GetDataBodyRange: (table, _, services) => range(table, table.body, services),
    GetTotalRowRange: (table, _, services) => range(table, table.totals, services),
    ClearFilters: (table, _, { workbook }) => {
      for (const column of table.columns) column.filter = null;
      applyTableFilters(workbook, table);
    },
    ReapplyFilters: (table, _, { workbook }) => applyTableFilters(workbook, table),
    Resize: (table, [area], services) =>
      resizeTable(services.workbook, table, asRangeTarget(area, table.sheet, services).area),
    Delete: (table, _, { workbook }) => {
      const { sheet, area } = table;
      dropTable(workbook, table);
      // Deleting a table takes its cells along; converting it to a range leaves them.
      sheet.cells.lift(area);
      workbook.changed(sheet, area, 'RangeEdited');
    },
    ConvertToRange: (table, _, services) => {
      dropTable(services.workbook, table);
      return range(table, table.area, services);
    },
    ...eventMethods<Table>(({ id }) => id, {
      DataChangedEvent: EVENT_TYPES.tableChanged,
      SelectionChangedEvent: EVENT_TYPES.tableSelectionChanged,
    }),
  },
});

/** TableSort. */
export const tableSortType = objectType<Table>({
  name: 'TableSort',
  properties: {
    MatchCase: { get: ({ sort }) => sort?.matchCase ?? false },
    Method: { get: () => 'PinYin' },
    Fields: { get: ({ sort }) => sort?.fields ?? [] },
  },
  methods: {
    Apply: (table, [fields, matchCase], { workbook }) => {
      table.sort = { fields: asSortFields(fields), matchCase: matchCase === true };
      sortRows(workbook, table.sheet, table.body, table.sort.fields, table.sort.matchCase);
    },
    Clear: (table) => {
      table.sort = null;
    },
    Reapply: (table, _, { workbook }) => {
      if (table.sort !== null) sortRows(workbook, table.sheet, table.body, table.sort.fields, table.sort.matchCase);
    },
  },
});

function tablesOf(home: Workbook | Sheet): Table[] {
  return home.tables;
}

function listed(table: Table | undefined, services: HostServices): HostObject {
  if (table === undefined) throw new ModelError('ItemNotFound');
  return services.bind('Table', table);
}

function byKey(tables: readonly Table[], key: unknown): Table | undefined {
  const wanted = asText(key);
  return tables.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
}

/** TableCollection: the tables of the workbook or of one sheet. */
export const tableCollectionType = objectType<Workbook | Sheet>({
  name: 'TableCollection',
  properties: { Count: { get: (home) => tablesOf(home).length } },
  item: (home, key, services) => listed(byKey(tablesOf(home), key), services),
  items: (home, services) => tablesOf(home).map((table) => services.bind('Table', table)),
  methods: {
    Add: (home, [address, hasHeaders], services) => {
      const { workbook } = services;
      const sheet = home instanceof Sheet ? home : workbook.active;
      const place = asRangeTarget(address, sheet, services);
      return services.bind('Table', addTable(workbook, place.sheet, place.area, asBoolean(hasHeaders)));
    },
    GetCount: (home) => tablesOf(home).length,
    GetItemAt: (home, [index], services) => listed(tablesOf(home)[asInteger(index)], services),
    ...eventMethods<Workbook | Sheet>((home) => (home instanceof Workbook ? WHOLE_WORKBOOK : home.id), {
      DataChangedEvent: EVENT_TYPES.tableChanged,
      AddedEvent: EVENT_TYPES.tableAdded,
      DeletedEvent: EVENT_TYPES.tableDeleted,
    }),
  },
});

function touching({ sheet, area }: RangeTarget): Table[] {
  return sheet.tables.filter((table) => {
    const apart = table.area.row >= area.row + area.rows || area.row >= table.area.row + table.area.rows;
    const beside =
      table.area.column >= area.column + area.columns || area.column >= table.area.column + table.area.columns;
    return !apart && !beside;
  });
}

/** TableScopedCollection: the tables that a range touches. */
export const tableScopedCollectionType = objectType<RangeTarget>({
  name: 'TableScopedCollection',
  item: (range_, key, services) => listed(byKey(touching(range_), key), services),
  items: (range_, services) => touching(range_).map((table) => services.bind('Table', table)),
  methods: {
    GetCount: (range_) => touching(range_).length,
    GetFirst: (range_, _, services) => listed(touching(range_)[0], services),
  },
});
