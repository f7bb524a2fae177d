import { type Area, cellCount, intersect } from '../model/area.js';
import { formatArea } from '../model/address.js';
import { type CellValue, valueType, wireValue } from '../model/cell.js';
import type { ModelEvent, TriggerSource } from '../model/model-event.js';
import type { Sheet } from '../model/sheet.js';
import { EVENT_TYPES, WHOLE_WORKBOOK } from './event-registrations.js';

/** An event on its way to the add-in. */
export interface EventMessage {
  readonly type: number;
  /** The objects whose handlers hear it: sheets, tables, or the workbook. */
  readonly targets: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

const SHIFTS = { Left: 'ShiftCellLeft', Up: 'ShiftCellUp', Right: 'ShiftCellRight', Down: 'ShiftCellDown' } as const;

function values(before: CellValue | undefined, after: CellValue | undefined): Record<string, unknown> {
  // Excel tells the values only of an edit of one cell.
  if (before === undefined || after === undefined) return {};
  return {
    valueBefore: wireValue(before),
    valueAfter: wireValue(after),
    valueTypeBefore: valueType(before),
    valueTypeAfter: valueType(after),
  };
}

function changed(event: Extract<ModelEvent, { kind: 'changed' }>, trigger: TriggerSource): EventMessage[] {
  const { sheet, area, changeType, shift } = event;
  const common = {
    changeType,
    source: 'Local',
    worksheetId: sheet.id,
    ...values(event.before, event.after),
    ...(trigger === 'AddIn' ? { triggerSource: 'ThisLocalAddin' } : {}),
  };
  const body = (part: Area): Record<string, unknown> => ({
    ...common,
    address: formatArea(part),
    referenceId: `${sheet.id}!${formatArea(part)}`,
  });
  const sheetMessage: EventMessage = {
    type: EVENT_TYPES.worksheetChanged,
    targets: [sheet.id, WHOLE_WORKBOOK],
    body: { ...body(area), shiftDirection: shift === undefined ? 'None' : SHIFTS[shift] },
  };
  const tableMessages = sheet.tables.flatMap((table): EventMessage[] => {
    const part = intersect(table.area, area);
    if (part === null) return [];
    return [
      {
        type: EVENT_TYPES.tableChanged,
        targets: [table.id, sheet.id, WHOLE_WORKBOOK],
        body: { ...body(part), tableId: table.id },
      },
    ];
  });
  return [sheetMessage, ...tableMessages];
}

function sheetEvent(type: number, sheet: Sheet, more: Record<string, unknown> = {}): EventMessage[] {
  return [{ type, targets: [sheet.id, WHOLE_WORKBOOK], body: { worksheetId: sheet.id, source: 'Local', ...more } }];
}

/** The messages that office.js expects for something that happened. */
export function eventMessages(event: ModelEvent, trigger: TriggerSource): EventMessage[] {
  switch (event.kind) {
    case 'changed':
      return changed(event, trigger);
    case 'selected': {
      const { sheet, area } = event;
      const tables = sheet.tables.map((table): EventMessage => ({
        type: EVENT_TYPES.tableSelectionChanged,
        targets: [table.id],
        body: {
          worksheetId: sheet.id,
          tableId: table.id,
          address: intersect(table.area, area) === null ? '' : formatArea(area),
        },
      }));
      const address = formatArea(area);
      const clicked = trigger === 'Person' && cellCount(area) === 1;
      return [
        ...sheetEvent(EVENT_TYPES.worksheetSelectionChanged, sheet, { address }),
        ...(clicked ? sheetEvent(EVENT_TYPES.worksheetSingleClicked, sheet, { address, offsetX: 0, offsetY: 0 }) : []),
        ...tables,
      ];
    }
    case 'activated':
      return sheetEvent(EVENT_TYPES.worksheetActivated, event.sheet);
    case 'deactivated':
      return sheetEvent(EVENT_TYPES.worksheetDeactivated, event.sheet);
    case 'added':
      return sheetEvent(EVENT_TYPES.worksheetAdded, event.sheet);
    case 'deleted':
      return sheetEvent(EVENT_TYPES.worksheetDeleted, event.sheet);
    case 'calculated':
      return sheetEvent(EVENT_TYPES.worksheetCalculated, event.sheet);
    case 'sorted':
      return sheetEvent(EVENT_TYPES.worksheetRowSorted, event.sheet, { address: formatArea(event.area) });
    case 'renamed':
      return sheetEvent(EVENT_TYPES.worksheetNameChanged, event.sheet, {
        nameBefore: event.before,
        nameAfter: event.sheet.name,
      });
    case 'moved':
      return sheetEvent(EVENT_TYPES.worksheetMoved, event.sheet, {
        positionBefore: event.before,
        positionAfter: event.after,
      });
    case 'table-added':
    case 'table-deleted':
      return [
        {
          type: event.kind === 'table-added' ? EVENT_TYPES.tableAdded : EVENT_TYPES.tableDeleted,
          targets: [event.sheet.id, WHOLE_WORKBOOK],
          body: { worksheetId: event.sheet.id, tableId: event.table.id, tableName: event.table.name, source: 'Local' },
        },
      ];
    case 'filtered':
    case 'repaint':
    case 'shifted':
      return [];
  }
}

/** Joins edits that follow each other downwards, so that a large write in pieces is told once. */
export function joinEdits(
  events: readonly { event: ModelEvent; trigger: TriggerSource }[],
): { event: ModelEvent; trigger: TriggerSource }[] {
  const joined: { event: ModelEvent; trigger: TriggerSource }[] = [];
  for (const item of events) {
    const last = joined.at(-1);
    const next = item.event;
    const before = last?.event;
    const follows =
      before?.kind === 'changed' &&
      next.kind === 'changed' &&
      before.sheet === next.sheet &&
      before.changeType === 'RangeEdited' &&
      next.changeType === 'RangeEdited' &&
      before.area.column === next.area.column &&
      before.area.columns === next.area.columns &&
      before.area.row + before.area.rows === next.area.row &&
      last?.trigger === item.trigger;
    if (!follows || before.kind !== 'changed' || next.kind !== 'changed') {
      joined.push(item);
      continue;
    }
    const area = { ...before.area, rows: before.area.rows + next.area.rows };
    joined[joined.length - 1] = {
      event: { kind: 'changed', sheet: before.sheet, area, changeType: 'RangeEdited' },
      trigger: item.trigger,
    };
  }
  return joined;
}
