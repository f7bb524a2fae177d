import { bounding } from '../model/area.js';
import { ModelError } from '../model/model-error.js';
import type { RangeTarget } from '../model/range-target.js';
import type { Sheet } from '../model/sheet.js';
import { BORDER_SIDES, type Border, type BorderSide, NO_FILL, type Style, normalColour } from '../model/style.js';
import { asBoolean, asInteger, asNumber, asOneOf, asText } from '../protocol/arguments.js';
import { type HostServices, type Property, objectType } from '../protocol/object-type.js';
import type { BorderTarget } from '../protocol/target-kinds.js';
import { columnWidth, rowHeight } from './range-sizes.js';

// What differs within a range is null, as in Excel. A large range is judged by the part that holds cells.
function shared<T>({ sheet, area }: RangeTarget, read: (style: Style) => T): T | null {
  const first = read(sheet.style(area.row, area.column));
  const filled = sheet.cells.filled(area);
  for (const { row, column } of filled === null ? [] : sheet.cells.inside(filled)) {
    if (read(sheet.style(row, column)) !== first) return null;
  }
  return first;
}

function styleProperty<K extends keyof Style>(key: K, check: (value: unknown) => Style[K]): Property<RangeTarget> {
  return {
    get: (range) => shared(range, (style) => style[key]),
    set: ({ sheet, area }, value, { workbook }) => {
      const change: Partial<Style> = { [key]: check(value) };
      sheet.changeStyle(area, () => change);
      workbook.emit({ kind: 'repaint', sheet });
    },
  };
}

/** A colour that Excel takes. Throws InvalidArgument. */
export function asColour(value: unknown): string {
  const colour = normalColour(asText(value));
  if (colour === null) throw new ModelError('InvalidArgument');
  return colour;
}

function sizes(range: RangeTarget, axis: 'rows' | 'columns'): number | null {
  const { sheet, area } = range;
  const [start, count] = axis === 'rows' ? [area.row, area.rows] : [area.column, area.columns];
  const size = (line: number): number => (axis === 'rows' ? rowHeight(sheet, line) : columnWidth(sheet, line));
  const first = size(start);
  for (let line = start; line < start + Math.min(count, 20_000); line += 1) if (size(line) !== first) return null;
  return first;
}

function setSizes(
  { sheet, area }: RangeTarget,
  axis: 'rows' | 'columns',
  size: number,
  { workbook }: HostServices,
): void {
  if (size < 0) throw new ModelError('InvalidArgument');
  if (axis === 'columns' && area.columns === 16_384) sheet.standardWidth = size;
  else {
    const [start, count] = axis === 'rows' ? [area.row, area.rows] : [area.column, area.columns];
    for (let line = start; line < start + count; line += 1) {
      const settings = axis === 'rows' ? sheet.rowSettings(line) : sheet.columnSettings(line);
      settings.size = size;
    }
  }
  workbook.emit({ kind: 'repaint', sheet });
}

// Calibri 11 takes about 5.5 points per character, bold some more, and a cell has some room at its sides.
function fitColumns(sheet: Sheet, area: RangeTarget['area']): void {
  const widths = new Map<number, number>();
  for (const { row, column } of sheet.cells.inside(area)) {
    const { bold, fontSize } = sheet.style(row, column);
    const width = 9 + (bold ? 6 : 5.5) * sheet.text(row, column).length * (fontSize / 11);
    widths.set(column, Math.max(widths.get(column) ?? 0, width));
  }
  for (const [column, width] of widths)
    sheet.columnSettings(column).size = Math.min(Math.round(width * 100) / 100, 1340);
}

function fitRows(sheet: Sheet, area: RangeTarget['area']): void {
  for (const line of sheet.rows.keys()) {
    if (line >= area.row && line < area.row + area.rows) delete sheet.rowSettings(line).size;
  }
}

/** RangeFormat. */
export const rangeFormatType = objectType<RangeTarget>({
  name: 'RangeFormat',
  properties: {
    WrapText: styleProperty('wrapText', asBoolean),
    HorizontalAlignment: styleProperty('horizontalAlignment', asText),
    VerticalAlignment: styleProperty('verticalAlignment', asText),
    IndentLevel: styleProperty('indentLevel', asInteger),
    ShrinkToFit: styleProperty('shrinkToFit', asBoolean),
    TextOrientation: styleProperty('textOrientation', asInteger),
    ColumnWidth: {
      get: (range) => sizes(range, 'columns'),
      set: (range, value, services) => setSizes(range, 'columns', asNumber(value), services),
    },
    RowHeight: {
      get: (range) => sizes(range, 'rows'),
      set: (range, value, services) => setSizes(range, 'rows', asNumber(value), services),
    },
  },
  children: {
    Fill: (range, services) => services.bind('RangeFill', range),
    Font: (range, services) => services.bind('RangeFont', range),
    Borders: (range, services) => services.bind('RangeBorderCollection', range),
    Protection: (range, services) => services.bind('FormatProtection', range),
  },
  methods: {
    AutofitColumns: ({ sheet, area }, _, { workbook }) => {
      fitColumns(sheet, area);
      workbook.emit({ kind: 'repaint', sheet });
    },
    AutofitRows: ({ sheet, area }, _, { workbook }) => {
      fitRows(sheet, area);
      workbook.emit({ kind: 'repaint', sheet });
    },
  },
});

/** RangeFill. */
export const rangeFillType = objectType<RangeTarget>({
  name: 'RangeFill',
  properties: {
    Color: {
      get: (range) => {
        const colour = shared(range, ({ fill }) => fill);
        return colour === '' ? NO_FILL : colour;
      },
      set: (range, value, services) => styleProperty('fill', asColour).set?.(range, value, services),
    },
  },
  methods: {
    Clear: ({ sheet, area }, _, { workbook }) => {
      sheet.changeStyle(area, () => ({ fill: '' }));
      workbook.emit({ kind: 'repaint', sheet });
    },
  },
});

/** RangeFont. */
export const rangeFontType = objectType<RangeTarget>({
  name: 'RangeFont',
  properties: {
    Color: styleProperty('fontColor', asColour),
    Name: styleProperty('fontName', asText),
    Size: styleProperty('fontSize', asNumber),
    Bold: styleProperty('bold', asBoolean),
    Italic: styleProperty('italic', asBoolean),
    Underline: styleProperty('underline', asText),
    Strikethrough: styleProperty('strikethrough', asBoolean),
  },
});

/** FormatProtection: whether cells would be locked on a protected sheet. */
export const formatProtectionType = objectType<RangeTarget>({
  name: 'FormatProtection',
  properties: {
    Locked: styleProperty('locked', asBoolean),
    FormulaHidden: styleProperty('formulaHidden', asBoolean),
  },
});

/** RangeBorderCollection. */
export const rangeBorderCollectionType = objectType<RangeTarget>({
  name: 'RangeBorderCollection',
  properties: { Count: { get: () => BORDER_SIDES.length } },
  item: (range, side, services) => services.bind('RangeBorder', { range, side: asOneOf(side, BORDER_SIDES) }),
  items: (range, services) => BORDER_SIDES.map((side) => services.bind('RangeBorder', { range, side })),
});

const NO_BORDER: Border = { style: 'None', weight: 'Thin', color: '#000000' };

// Which cells a border of the range lies on, and on which of their sides.
function borderedPart({
  range: { area },
  side,
}: BorderTarget): { area: RangeTarget['area']; cellSide: BorderSide } | null {
  const lastRow = { ...area, row: area.row + area.rows - 1, rows: 1 };
  const lastColumn = { ...area, column: area.column + area.columns - 1, columns: 1 };
  switch (side) {
    case 'EdgeTop':
      return { area: { ...area, rows: 1 }, cellSide: side };
    case 'EdgeBottom':
      return { area: lastRow, cellSide: side };
    case 'EdgeLeft':
      return { area: { ...area, columns: 1 }, cellSide: side };
    case 'EdgeRight':
      return { area: lastColumn, cellSide: side };
    case 'InsideHorizontal':
      return area.rows < 2 ? null : { area: { ...area, rows: area.rows - 1 }, cellSide: 'EdgeBottom' };
    case 'InsideVertical':
      return area.columns < 2 ? null : { area: { ...area, columns: area.columns - 1 }, cellSide: 'EdgeRight' };
    case 'DiagonalDown':
    case 'DiagonalUp':
      return { area: bounding(area, area), cellSide: side };
  }
}

function borderProperty<K extends keyof Border>(key: K, check: (value: unknown) => string): Property<BorderTarget> {
  const current = (target: BorderTarget): Border => {
    const part = borderedPart(target);
    if (part === null) return NO_BORDER;
    return target.range.sheet.style(part.area.row, part.area.column).borders[part.cellSide] ?? NO_BORDER;
  };
  return {
    get: (target) => current(target)[key],
    set: (target, value, { workbook }) => {
      const part = borderedPart(target);
      if (part === null) return;
      const { sheet } = target.range;
      const wanted = check(value);
      sheet.changeStyle(part.area, ({ borders }) => {
        const before = borders[part.cellSide] ?? NO_BORDER;
        // A colour or weight on a border that is not there draws it.
        const drawn = before.style === 'None' && key !== 'style' ? { ...before, style: 'Continuous' } : before;
        return { borders: { ...borders, [part.cellSide]: { ...drawn, [key]: wanted } } };
      });
      workbook.emit({ kind: 'repaint', sheet });
    },
  };
}

/** RangeBorder: one side of a range. */
export const rangeBorderType = objectType<BorderTarget>({
  name: 'RangeBorder',
  identity: ({ side }) => ({ SideIndex: side }),
  properties: {
    SideIndex: { get: ({ side }) => side },
    Style: borderProperty('style', asText),
    Weight: borderProperty('weight', asText),
    Color: borderProperty('color', asColour),
  },
});
