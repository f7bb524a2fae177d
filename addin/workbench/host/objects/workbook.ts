import type { Area } from '../model/area.js';
import { calculateNow } from '../model/calculation.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import { separatorsOf } from '../model/typing-locale.js';
import type { Workbook } from '../model/workbook.js';
import { asBoolean, asOneOf, asText } from '../protocol/arguments.js';
import { EVENT_TYPES, WHOLE_WORKBOOK } from '../protocol/event-registrations.js';
import { type HostServices, objectType } from '../protocol/object-type.js';
import { eventMethods } from './event-methods.js';

function selection(workbook: Workbook, area: Area, services: HostServices) {
  return services.bind('Range', new RangeTarget(workbook.active, area));
}

function eventRange(workbook: Workbook, [reference]: readonly unknown[], services: HostServices) {
  // The reference of an event is the address of what changed, with the sheet's id.
  const [sheetId = '', address = ''] = asText(reference).split('!');
  const sheet = workbook.sheet(sheetId);
  const place = sheet === null ? null : workbook.locate(address, sheet);
  if (place === null) throw new ModelError('ItemNotFound');
  return services.bind('Range', new RangeTarget(place.sheet, place.area));
}

/** Workbook: the root of the object model. */
export const workbookType = objectType<Workbook>({
  name: 'Workbook',
  properties: {
    Name: { get: ({ name }) => name },
    ReadOnly: { get: () => false },
    IsDirty: { get: () => true, set: () => undefined },
    AutoSave: { get: () => false },
    PreviouslySaved: { get: () => true },
    CalculationEngineVersion: { get: () => 191029 },
  },
  children: {
    Worksheets: (workbook, services) => services.bind('WorksheetCollection', workbook),
    Tables: (workbook, services) => services.bind('TableCollection', workbook),
    Names: (workbook, services) => services.bind('NamedItemCollection', workbook),
    Application: (workbook, services) => services.bind('Application', workbook),
    _Runtime: (workbook, services) => services.bind('Runtime', workbook),
    Settings: (workbook, services) => services.bind('SettingCollection', workbook.settings),
    CustomXmlParts: (workbook, services) => services.bind('CustomXmlPartCollection', workbook),
    Properties: (workbook, services) => services.bind('DocumentProperties', workbook),
    Protection: (workbook, services) => services.bind('WorkbookProtection', workbook),
  },
  methods: {
    GetActiveCell: (workbook, _, services) => selection(workbook, workbook.activeCell, services),
    GetSelectedRange: (workbook, _, services) => selection(workbook, workbook.active.selection, services),
    GetSelectedRanges: (workbook, _, services) => {
      const { active } = workbook;
      return services.bind('RangeAreas', { sheet: active, ranges: [new RangeTarget(active, active.selection)] });
    },
    Save: () => null,
    _GetRangeForEventByReferenceId: eventRange,
    _GetRangeOrNullObjectForEventByReferenceId: eventRange,
    ...eventMethods<Workbook>(() => WHOLE_WORKBOOK, { ActivatedEvent: EVENT_TYPES.worksheetActivated }),
  },
});

/** Application. */
export const applicationType = objectType<Workbook>({
  name: 'Application',
  properties: {
    CalculationMode: {
      get: ({ calculationMode }) => calculationMode,
      set: (workbook, value) => {
        workbook.calculationMode = asOneOf(value, ['Automatic', 'AutomaticExceptTables', 'Manual'] as const);
        if (workbook.calculationMode !== 'Manual') calculateNow(workbook);
      },
    },
    CalculationState: { get: () => 'Done' },
    CalculationEngineVersion: { get: () => 191029 },
    DecimalSeparator: { get: ({ locale }) => separatorsOf(locale).decimal },
    ThousandsSeparator: { get: ({ locale }) => separatorsOf(locale).group },
    UseSystemSeparators: { get: () => true },
  },
  children: { CultureInfo: (workbook, services) => services.bind('CultureInfo', workbook) },
  methods: {
    Calculate: (workbook) => calculateNow(workbook),
    SuspendScreenUpdatingUntilNextSync: () => null,
    SuspendApiCalculationUntilNextSync: () => null,
  },
});

/** Runtime: whether events are sent. */
export const runtimeType = objectType<Workbook>({
  name: 'Runtime',
  properties: {
    EnableEvents: {
      get: ({ enableEvents }) => enableEvents,
      set: (workbook, value) => {
        workbook.enableEvents = asBoolean(value);
      },
    },
  },
});

/** CultureInfo: the customs of the person. */
export const cultureInfoType = objectType<Workbook>({
  name: 'CultureInfo',
  properties: { Name: { get: ({ locale }) => locale } },
  children: {
    NumberFormat: (workbook, services) => services.bind('NumberFormatInfo', workbook),
    DatetimeFormat: (workbook, services) => services.bind('DatetimeFormatInfo', workbook),
  },
});

/** NumberFormatInfo. */
export const numberFormatInfoType = objectType<Workbook>({
  name: 'NumberFormatInfo',
  properties: {
    NumberDecimalSeparator: { get: ({ locale }) => separatorsOf(locale).decimal },
    NumberGroupSeparator: { get: ({ locale }) => separatorsOf(locale).group },
  },
});

/** DatetimeFormatInfo. */
export const datetimeFormatInfoType = objectType<Workbook>({
  name: 'DatetimeFormatInfo',
  properties: {
    DateSeparator: { get: ({ locale }) => separatorsOf(locale).date },
    TimeSeparator: { get: () => ':' },
    ShortDatePattern: {
      get: ({ locale }) => {
        const { date, isDayFirst } = separatorsOf(locale);
        return (isDayFirst ? ['d', 'M', 'yyyy'] : ['M', 'd', 'yyyy']).join(date);
      },
    },
    LongDatePattern: { get: () => 'dddd, MMMM d, yyyy' },
    LongTimePattern: { get: () => 'h:mm:ss AM/PM' },
  },
});

/** WorkbookProtection: the workbench's workbook is never protected. */
export const workbookProtectionType = objectType<Workbook>({
  name: 'WorkbookProtection',
  properties: { Protected: { get: () => false } },
  methods: { Unprotect: () => null },
});
