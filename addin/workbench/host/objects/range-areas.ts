import { cellArea, cellCount, isEntireColumn, isEntireRow } from '../model/area.js';
import { qualifiedAddress } from '../model/address.js';
import { ModelError } from '../model/model-error.js';
import type { RangeTarget } from '../model/range-target.js';
import { clearArea } from '../model/writing.js';
import { asInteger } from '../protocol/arguments.js';
import { type HostServices, objectType } from '../protocol/object-type.js';
import type { AreasTarget } from '../protocol/target-kinds.js';
import { rangeValues } from './range-values.js';

/** RangeAreas: several ranges of one sheet. */
export const rangeAreasType = objectType<AreasTarget>({
  name: 'RangeAreas',
  properties: {
    Address: { get: ({ sheet, ranges }) => ranges.map(({ area }) => qualifiedAddress(sheet.name, area)).join(',') },
    AreaCount: { get: ({ ranges }) => ranges.length },
    IsEntireColumn: { get: ({ ranges }) => ranges.every(({ area }) => isEntireColumn(area)) },
    IsEntireRow: { get: ({ ranges }) => ranges.every(({ area }) => isEntireRow(area)) },
    CellCount: { get: ({ ranges }) => ranges.reduce((sum, { area }) => sum + cellCount(area), 0) },
  },
  children: {
    Areas: (target, services) => services.bind('RangeCollection', target),
    Worksheet: ({ sheet }, services) => services.bind('Worksheet', sheet),
    Format: (target, services) => services.bind('RangeAreasFormat', target),
  },
  methods: {
    Clear: ({ sheet, ranges }, [what], { workbook }) => {
      for (const { area } of ranges)
        clearArea(workbook, sheet, area, what === 'Contents' || what === 'Formats' ? what : 'All');
    },
  },
});

/** RangeCollection: the ranges of a RangeAreas. */
export const rangeCollectionType = objectType<AreasTarget>({
  name: 'RangeCollection',
  items: ({ ranges }, services) => ranges.map((range) => services.bind('Range', range)),
  methods: {
    GetCount: ({ ranges }) => ranges.length,
    GetItemAt: ({ ranges }, [index], services) => {
      const range = ranges[asInteger(index)];
      if (range === undefined) throw new ModelError('ItemNotFound');
      return services.bind('Range', range);
    },
  },
});

function visibleRows({ sheet, area }: RangeTarget): number[] {
  return Array.from({ length: area.rows }, (_, offset) => offset).filter(
    (offset) => !sheet.isRowHidden(area.row + offset),
  );
}

function ofVisible(name: string) {
  return {
    get: (range: RangeTarget, services: HostServices): unknown => {
      const all = rangeValues[name]?.get?.(range, services) as unknown[][] | null;
      return all === null ? null : visibleRows(range).map((offset) => all[offset]);
    },
  };
}

/** RangeView: the rows of a range that show. */
export const rangeViewType = objectType<RangeTarget>({
  name: 'RangeView',
  properties: {
    Values: ofVisible('Values'),
    Text: ofVisible('Text'),
    Formulas: ofVisible('Formulas'),
    NumberFormat: ofVisible('NumberFormat'),
    ValueTypes: ofVisible('ValueTypes'),
    RowCount: { get: (range) => visibleRows(range).length },
    ColumnCount: { get: ({ area }) => area.columns },
    CellAddresses: {
      get: (range) => {
        const { sheet, area } = range;
        const address = (offset: number, column: number): string =>
          qualifiedAddress(sheet.name, cellArea(area.row + offset, area.column + column));
        return visibleRows(range).map((offset) =>
          Array.from({ length: area.columns }, (_, column) => address(offset, column)),
        );
      },
    },
  },
  methods: { GetRange: (range, _, services) => services.bind('Range', range) },
});
