import { type Area, intersect } from '../model/area.js';
import { CONDITIONAL_TYPES, type ConditionalFormat, type ConditionalLook } from '../model/conditional-format.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import { asBoolean, asInteger, asOneOf, asRecord, asText } from '../protocol/arguments.js';
import { type HostObject, type HostServices, type Property, objectType } from '../protocol/object-type.js';
import type { ConditionalTarget } from '../protocol/target-kinds.js';
import { asColour } from './formats.js';

function formatsOn({ sheet, area }: RangeTarget): ConditionalFormat[] {
  return sheet.conditionalFormats.filter(({ areas }) => areas.some((held) => intersect(held, area) !== null));
}

function listed(range: RangeTarget, format: ConditionalFormat | undefined, services: HostServices): HostObject {
  if (format === undefined) throw new ModelError('ItemNotFound');
  return services.bind('ConditionalFormat', { sheet: range.sheet, format });
}

/** ConditionalFormatCollection of a range. */
export const conditionalFormatCollectionType = objectType<RangeTarget>({
  name: 'ConditionalFormatCollection',
  item: (range, id, services) =>
    listed(
      range,
      formatsOn(range).find((format) => format.id === id),
      services,
    ),
  items: (range, services) => formatsOn(range).map((format) => listed(range, format, services)),
  methods: {
    Add: (range, [type], services) => {
      const { workbook } = services;
      const format: ConditionalFormat = {
        id: workbook.newId(),
        type: asOneOf(type, CONDITIONAL_TYPES),
        areas: [range.area],
        rule: {},
        look: {},
        stopIfTrue: false,
      };
      // A new format comes first, before those that are there.
      range.sheet.conditionalFormats.unshift(format);
      return listed(range, format, services);
    },
    GetCount: (range) => formatsOn(range).length,
    GetItemAt: (range, [index], services) => listed(range, formatsOn(range)[asInteger(index)], services),
    ClearAll: (range, _, { workbook }) => {
      const { sheet } = range;
      const gone = new Set(formatsOn(range));
      sheet.conditionalFormats = sheet.conditionalFormats.filter((format) => !gone.has(format));
      workbook.emit({ kind: 'repaint', sheet });
    },
  },
});

function ofType(target: ConditionalTarget, type: ConditionalFormat['type'], object: () => HostObject): HostObject {
  if (target.format.type !== type) throw new ModelError('InvalidOperation');
  return object();
}

function whole({ format }: ConditionalTarget): Area {
  const [first] = format.areas;
  if (first === undefined || format.areas.length > 1) throw new ModelError('ItemNotFound');
  return first;
}

/** ConditionalFormat. */
export const conditionalFormatType = objectType<ConditionalTarget>({
  name: 'ConditionalFormat',
  identity: ({ format }) => ({ Id: format.id }),
  properties: {
    Id: { get: ({ format }) => format.id },
    Type: { get: ({ format }) => format.type },
    Priority: {
      get: ({ sheet, format }) => sheet.conditionalFormats.indexOf(format),
      set: ({ sheet, format }, value) => {
        sheet.conditionalFormats.splice(sheet.conditionalFormats.indexOf(format), 1);
        sheet.conditionalFormats.splice(asInteger(value), 0, format);
      },
    },
    StopIfTrue: {
      get: ({ format }) => format.stopIfTrue,
      set: ({ format }, value) => {
        format.stopIfTrue = asBoolean(value);
      },
    },
  },
  children: {
    CellValue: (target, services) =>
      ofType(target, 'CellValue', () => services.bind('CellValueConditionalFormat', target)),
    CellValueOrNullObject: (target, services) =>
      target.format.type === 'CellValue' ? services.bind('CellValueConditionalFormat', target) : null,
    Custom: (target, services) => ofType(target, 'Custom', () => services.bind('CustomConditionalFormat', target)),
    CustomOrNullObject: (target, services) =>
      target.format.type === 'Custom' ? services.bind('CustomConditionalFormat', target) : null,
    TextComparison: (target, services) =>
      ofType(target, 'ContainsText', () => services.bind('TextConditionalFormat', target)),
    TextComparisonOrNullObject: (target, services) =>
      target.format.type === 'ContainsText' ? services.bind('TextConditionalFormat', target) : null,
  },
  methods: {
    Delete: ({ sheet, format }, _, { workbook }) => {
      sheet.conditionalFormats.splice(sheet.conditionalFormats.indexOf(format), 1);
      workbook.emit({ kind: 'repaint', sheet });
    },
    GetRange: (target, _, services) => services.bind('Range', new RangeTarget(target.sheet, whole(target))),
    GetRanges: ({ sheet, format }, _, services) =>
      services.bind('RangeAreas', { sheet, ranges: format.areas.map((area) => new RangeTarget(sheet, area)) }),
  },
});

const ruleProperty: Property<ConditionalTarget> = {
  get: ({ format }) => format.rule,
  set: ({ sheet, format }, value, { workbook }) => {
    format.rule = asRecord(value);
    workbook.emit({ kind: 'repaint', sheet });
  },
};

const look = (target: ConditionalTarget, services: HostServices): HostObject =>
  services.bind('ConditionalRangeFormat', target);

/** CellValueConditionalFormat. */
export const cellValueConditionalType = objectType<ConditionalTarget>({
  name: 'CellValueConditionalFormat',
  properties: { Rule: ruleProperty },
  children: { Format: look },
});

/** TextConditionalFormat. */
export const textConditionalType = objectType<ConditionalTarget>({
  name: 'TextConditionalFormat',
  properties: { Rule: ruleProperty },
  children: { Format: look },
});

/** CustomConditionalFormat. */
export const customConditionalType = objectType<ConditionalTarget>({
  name: 'CustomConditionalFormat',
  children: { Format: look, Rule: (target, services) => services.bind('ConditionalFormatRule', target) },
});

/** ConditionalFormatRule: the formula of a custom format. */
export const conditionalRuleType = objectType<ConditionalTarget>({
  name: 'ConditionalFormatRule',
  properties: {
    Formula: {
      get: ({ format }) => format.rule.formula ?? '',
      set: ({ sheet, format }, value, { workbook }) => {
        const formula = asText(value);
        format.rule = { formula: formula.startsWith('=') ? formula : `=${formula}` };
        workbook.emit({ kind: 'repaint', sheet });
      },
    },
  },
});

function lookProperty<K extends keyof ConditionalLook>(
  key: K,
  check: (value: unknown) => NonNullable<ConditionalLook[K]>,
): Property<ConditionalTarget> {
  return {
    get: ({ format }) => format.look[key] ?? null,
    set: ({ sheet, format }, value, { workbook }) => {
      format.look[key] = check(value);
      workbook.emit({ kind: 'repaint', sheet });
    },
  };
}

/** ConditionalRangeFormat: the look that a conditional format gives. */
export const conditionalLookType = objectType<ConditionalTarget>({
  name: 'ConditionalRangeFormat',
  properties: { NumberFormat: lookProperty('numberFormat', asText) },
  children: {
    Fill: (target, services) => services.bind('ConditionalRangeFill', target),
    Font: (target, services) => services.bind('ConditionalRangeFont', target),
  },
});

/** ConditionalRangeFill. */
export const conditionalFillType = objectType<ConditionalTarget>({
  name: 'ConditionalRangeFill',
  properties: { Color: lookProperty('fill', asColour) },
  methods: { Clear: ({ format }) => void delete format.look.fill },
});

/** ConditionalRangeFont. */
export const conditionalFontType = objectType<ConditionalTarget>({
  name: 'ConditionalRangeFont',
  properties: {
    Color: lookProperty('fontColor', asColour),
    Bold: lookProperty('bold', asBoolean),
    Italic: lookProperty('italic', asBoolean),
    Underline: lookProperty('underline', asText),
    Strikethrough: lookProperty('strikethrough', asBoolean),
  },
});
