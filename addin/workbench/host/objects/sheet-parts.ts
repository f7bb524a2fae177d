import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Sheet } from '../model/sheet.js';
import { asInteger, asText } from '../protocol/arguments.js';
import { objectType } from '../protocol/object-type.js';
import type { EntryTarget } from '../protocol/target-kinds.js';
import { asRangeTarget } from './range-argument.js';

/** WorksheetFreezePanes. */
export const freezePanesType = objectType<Sheet>({
  name: 'WorksheetFreezePanes',
  methods: {
    FreezeRows: (sheet, [count], { workbook }) => {
      sheet.frozen = { rows: asInteger(count ?? 1), columns: 0 };
      workbook.emit({ kind: 'repaint', sheet });
    },
    FreezeColumns: (sheet, [count], { workbook }) => {
      sheet.frozen = { rows: 0, columns: asInteger(count ?? 1) };
      workbook.emit({ kind: 'repaint', sheet });
    },
    FreezeAt: (sheet, [range], services) => {
      const { area } = asRangeTarget(range, sheet, services);
      sheet.frozen = { rows: area.row + area.rows, columns: area.column + area.columns };
      services.workbook.emit({ kind: 'repaint', sheet });
    },
    Unfreeze: (sheet, _, { workbook }) => {
      sheet.frozen = { rows: 0, columns: 0 };
      workbook.emit({ kind: 'repaint', sheet });
    },
    GetLocation: (sheet, _, services) => {
      const { rows, columns } = sheet.frozen;
      if (rows === 0 && columns === 0) throw new ModelError('ItemNotFound');
      const area = {
        row: 0,
        column: 0,
        rows: rows === 0 ? 1_048_576 : rows,
        columns: columns === 0 ? 16_384 : columns,
      };
      return services.bind('Range', new RangeTarget(sheet, area));
    },
  },
});

/** WorksheetProtection: the workbench's sheets are never protected. */
export const sheetProtectionType = objectType<Sheet>({
  name: 'WorksheetProtection',
  properties: { Protected: { get: () => false } },
  methods: { Unprotect: () => null },
});

/** WorksheetCustomPropertyCollection. */
export const sheetPropertiesType = objectType<Sheet>({
  name: 'WorksheetCustomPropertyCollection',
  item: ({ customProperties }, key, services) => {
    const text = asText(key);
    if (!customProperties.has(text)) throw new ModelError('ItemNotFound');
    return services.bind('WorksheetCustomProperty', { map: customProperties, key: text });
  },
  items: ({ customProperties }, services) =>
    [...customProperties.keys()].map((key) => services.bind('WorksheetCustomProperty', { map: customProperties, key })),
  methods: {
    Add: ({ customProperties }, [key, value], services) => {
      customProperties.set(asText(key), asText(value));
      return services.bind('WorksheetCustomProperty', { map: customProperties, key: asText(key) });
    },
    GetCount: ({ customProperties }) => customProperties.size,
  },
});

/** WorksheetCustomProperty. */
export const sheetPropertyType = objectType<EntryTarget>({
  name: 'WorksheetCustomProperty',
  identity: ({ key }) => ({ _Id: key }),
  properties: {
    Key: { get: ({ key }) => key },
    Value: { get: ({ map, key }) => map.get(key), set: ({ map, key }, value) => void map.set(key, asText(value)) },
  },
  methods: { Delete: ({ map, key }) => void map.delete(key) },
});
