import { ModelError } from '../model/model-error.js';
import type { Sheet } from '../model/sheet.js';
import type { Workbook } from '../model/workbook.js';
import { asOptionalText, asText } from '../protocol/arguments.js';
import { EVENT_TYPES, WHOLE_WORKBOOK } from '../protocol/event-registrations.js';
import { type HostObject, type HostServices, objectType } from '../protocol/object-type.js';
import { eventMethods } from './event-methods.js';

function shown(workbook: Workbook, visibleOnly: unknown): Sheet[] {
  return workbook.sheets.filter(({ visibility }) => visibleOnly !== true || visibility === 'Visible');
}

function sheetAt(sheet: Sheet | undefined, services: HostServices): HostObject {
  if (sheet === undefined) throw new ModelError('ItemNotFound');
  return services.bind('Worksheet', sheet);
}

/** WorksheetCollection: the sheets in the order of their tabs. */
export const worksheetCollectionType = objectType<Workbook>({
  name: 'WorksheetCollection',
  item: (workbook, key, services) => sheetAt(workbook.sheet(asText(key)) ?? undefined, services),
  items: (workbook, services) => workbook.sheets.map((sheet) => services.bind('Worksheet', sheet)),
  methods: {
    Add: (workbook, [name], services) =>
      services.bind('Worksheet', workbook.addSheet(asOptionalText(name) ?? undefined)),
    GetActiveWorksheet: (workbook, _, services) => services.bind('Worksheet', workbook.active),
    GetCount: (workbook, [visibleOnly]) => shown(workbook, visibleOnly).length,
    GetFirst: (workbook, [visibleOnly], services) => sheetAt(shown(workbook, visibleOnly)[0], services),
    GetLast: (workbook, [visibleOnly], services) => sheetAt(shown(workbook, visibleOnly).at(-1), services),
    ...eventMethods<Workbook>(() => WHOLE_WORKBOOK, {
      DataChangedEvent: EVENT_TYPES.worksheetChanged,
      ActivatedEvent: EVENT_TYPES.worksheetActivated,
      DeactivatedEvent: EVENT_TYPES.worksheetDeactivated,
      AddedEvent: EVENT_TYPES.worksheetAdded,
      DeletedEvent: EVENT_TYPES.worksheetDeleted,
      SelectionChangedEvent: EVENT_TYPES.worksheetSelectionChanged,
      RowSortedEvent: EVENT_TYPES.worksheetRowSorted,
      CalculatedEvent: EVENT_TYPES.worksheetCalculated,
      SingleClickedEvent: EVENT_TYPES.worksheetSingleClicked,
      EventNameChanged: EVENT_TYPES.worksheetNameChanged,
      EventMoved: EVENT_TYPES.worksheetMoved,
    }),
  },
});
