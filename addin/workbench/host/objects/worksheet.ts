import { WHOLE_SHEET, isOnSheet } from '../model/area.js';
import { calculateNow } from '../model/calculation.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Sheet, Visibility } from '../model/sheet.js';
import { normalColour } from '../model/style.js';
import { asBoolean, asInteger, asNumber, asOneOf, asText } from '../protocol/arguments.js';
import { EVENT_TYPES } from '../protocol/event-registrations.js';
import { type HostServices, isHostObject, objectType } from '../protocol/object-type.js';
import { eventMethods } from './event-methods.js';
import { findAll } from './range-search.js';

const VISIBILITIES: readonly Visibility[] = ['Visible', 'Hidden', 'VeryHidden'];

function range(sheet: Sheet, row: number, column: number, rows: number, columns: number, services: HostServices) {
  const area = { row, column, rows, columns };
  if (!isOnSheet(area)) throw new ModelError('InvalidArgument');
  return services.bind('Range', new RangeTarget(sheet, area));
}

function neighbour(sheet: Sheet, step: 1 | -1, visibleOnly: unknown, services: HostServices) {
  const { sheets } = services.workbook;
  const candidates = sheets.filter(
    (other) => other === sheet || visibleOnly !== true || other.visibility === 'Visible',
  );
  const next = candidates[candidates.indexOf(sheet) + step];
  if (next === undefined) throw new ModelError('ItemNotFound');
  return services.bind('Worksheet', next);
}

function copyPosition(sheet: Sheet, where: unknown, other: unknown, { workbook }: HostServices): number {
  const place = asOneOf(where ?? 'None', ['None', 'Before', 'After', 'Beginning', 'End'] as const);
  if (place === 'Beginning') return 0;
  if (place === 'End') return workbook.sheets.length;
  const beside = isHostObject(other) ? (other.target as Sheet) : sheet;
  return workbook.sheets.indexOf(beside) + (place === 'Before' ? 0 : 1);
}

function setVisibility(sheet: Sheet, value: unknown, { workbook }: HostServices): void {
  const visibility = asOneOf(value, VISIBILITIES);
  const others = workbook.sheets.filter((other) => other !== sheet && other.visibility === 'Visible');
  const [next] = others;
  if (visibility !== 'Visible' && next === undefined) throw new ModelError('InvalidOperation');
  if (visibility !== 'Visible' && workbook.active === sheet && next !== undefined) workbook.activate(next);
  sheet.visibility = visibility;
  workbook.emit({ kind: 'repaint', sheet });
}

function repainting(change: (sheet: Sheet, value: unknown) => void) {
  return (sheet: Sheet, value: unknown, { workbook }: HostServices): void => {
    change(sheet, value);
    workbook.emit({ kind: 'repaint', sheet });
  };
}

const setGridlines = repainting((sheet, value) => {
  sheet.showGridlines = asBoolean(value);
});
const setHeadings = repainting((sheet, value) => {
  sheet.showHeadings = asBoolean(value);
});

/** Worksheet. */
export const worksheetType = objectType<Sheet>({
  name: 'Worksheet',
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Name: { get: ({ name }) => name, set: (sheet, value, { workbook }) => workbook.renameSheet(sheet, asText(value)) },
    Position: {
      get: (sheet, { workbook }) => workbook.sheets.indexOf(sheet),
      set: (sheet, value, { workbook }) => workbook.moveSheet(sheet, asInteger(value)),
    },
    Visibility: { get: ({ visibility }) => visibility, set: setVisibility },
    TabColor: {
      get: ({ tabColor }) => tabColor,
      set: repainting((sheet, value) => {
        const colour = value === '' ? '' : normalColour(asText(value));
        if (colour === null) throw new ModelError('InvalidArgument');
        sheet.tabColor = colour;
      }),
    },
    // office.js 1.1.110 loads ShowGridlines and sets Gridlines, and the same with headings.
    ShowGridlines: { get: ({ showGridlines }) => showGridlines, set: setGridlines },
    Gridlines: { set: setGridlines },
    ShowHeadings: { get: ({ showHeadings }) => showHeadings, set: setHeadings },
    Headings: { set: setHeadings },
    StandardHeight: { get: () => 15 },
    StandardWidth: {
      get: ({ standardWidth }) => standardWidth,
      set: repainting((sheet, value) => {
        sheet.standardWidth = asNumber(value);
      }),
    },
    EnableCalculation: {
      get: ({ enableCalculation }) => enableCalculation,
      set: (sheet, value) => {
        sheet.enableCalculation = asBoolean(value);
      },
    },
  },
  children: {
    Tables: (sheet, services) => services.bind('TableCollection', sheet),
    FreezePanes: (sheet, services) => services.bind('WorksheetFreezePanes', sheet),
    PageLayout: (sheet, services) => services.bind('PageLayout', sheet),
    AutoFilter: (sheet, services) => services.bind('AutoFilter', sheet),
    CustomProperties: (sheet, services) => services.bind('WorksheetCustomPropertyCollection', sheet),
    Names: (_, services) => services.bind('NamedItemCollection', services.workbook),
    Protection: (sheet, services) => services.bind('WorksheetProtection', sheet),
    Comments: (sheet, services) => services.bind('CommentCollection', sheet),
  },
  methods: {
    Activate: (sheet, _, { workbook }) => workbook.activate(sheet),
    Delete: (sheet, _, { workbook }) => workbook.deleteSheet(sheet),
    Calculate: (_, __, { workbook }) => calculateNow(workbook),
    Copy: (sheet, [where, other], services) => {
      const { workbook } = services;
      return services.bind('Worksheet', workbook.copySheet(sheet, copyPosition(sheet, where, other, services)));
    },
    GetRange: (sheet, [address], services) => {
      if (address === undefined || address === null) return services.bind('Range', new RangeTarget(sheet, WHOLE_SHEET));
      const place = services.workbook.locate(asText(address), sheet);
      if (place === null || place.sheet !== sheet) throw new ModelError('InvalidArgument');
      return services.bind('Range', new RangeTarget(sheet, place.area));
    },
    GetRanges: (sheet, [address], services) => {
      const ranges = asText(address)
        .split(',')
        .map((part) => services.workbook.locate(part, sheet))
        .map((place) => {
          if (place === null) throw new ModelError('InvalidArgument');
          return new RangeTarget(sheet, place.area);
        });
      return services.bind('RangeAreas', { sheet, ranges });
    },
    GetRangeByIndexes: (sheet, [row, column, rows, columns], services) =>
      range(sheet, asInteger(row), asInteger(column), asInteger(rows), asInteger(columns), services),
    GetCell: (sheet, [row, column], services) => range(sheet, asInteger(row), asInteger(column), 1, 1, services),
    GetUsedRange: (sheet, [valuesOnly], services) => {
      // An empty sheet's used range is A1.
      const used = sheet.used(WHOLE_SHEET, valuesOnly === true) ?? { row: 0, column: 0, rows: 1, columns: 1 };
      return services.bind('Range', new RangeTarget(sheet, used));
    },
    GetUsedRangeOrNullObject: (sheet, [valuesOnly], services) => {
      const used = sheet.used(WHOLE_SHEET, valuesOnly === true);
      return used === null ? null : services.bind('Range', new RangeTarget(sheet, used));
    },
    FindAll: (sheet, args, services) => findAll(sheet, WHOLE_SHEET, args, services),
    GetNext: (sheet, [visibleOnly], services) => neighbour(sheet, 1, visibleOnly, services),
    GetPrevious: (sheet, [visibleOnly], services) => neighbour(sheet, -1, visibleOnly, services),
    _GetSheetById: (_, [id], services) => sheetById(id, services),
    _GetAnotherWorksheetById: (_, [id], services) => sheetById(id, services),
    ...eventMethods<Sheet>(({ id }) => id, {
      DataChangedEvent: EVENT_TYPES.worksheetChanged,
      ActivatedEvent: EVENT_TYPES.worksheetActivated,
      DeactivatedEvent: EVENT_TYPES.worksheetDeactivated,
      SelectionChangedEvent: EVENT_TYPES.worksheetSelectionChanged,
      RowSortedEvent: EVENT_TYPES.worksheetRowSorted,
      CalculatedEvent: EVENT_TYPES.worksheetCalculated,
      SingleClickedEvent: EVENT_TYPES.worksheetSingleClicked,
      EventNameChanged: EVENT_TYPES.worksheetNameChanged,
    }),
  },
});

function sheetById(id: unknown, services: HostServices) {
  const sheet = services.workbook.sheet(asText(id));
  if (sheet === null) throw new ModelError('ItemNotFound');
  return services.bind('Worksheet', sheet);
}
