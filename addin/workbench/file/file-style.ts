import type { BorderLineStyle, BorderSide as FileBorder, CellStyle, Color } from './file-types.js';
import { resolveThemeColor } from 'hucre/xlsx';
import { type Border, type BorderSide, DEFAULT_STYLE, GENERAL, type Style } from '../host/model/style.js';
import { invert } from './invert.js';

const HORIZONTAL = {
  Left: 'left',
  Center: 'center',
  Right: 'right',
  Fill: 'fill',
  Justify: 'justify',
  CenterAcrossSelection: 'centerContinuous',
  Distributed: 'distributed',
} as const;
const VERTICAL = { Top: 'top', Center: 'center', Justify: 'justify', Distributed: 'distributed' } as const;
const UNDERLINE = {
  Single: 'single',
  Double: 'double',
  SingleAccountant: 'singleAccounting',
  DoubleAccountant: 'doubleAccounting',
} as const;
const SIDES = { EdgeTop: 'top', EdgeRight: 'right', EdgeBottom: 'bottom', EdgeLeft: 'left' } as const;
/** Lines of a border as the file names them, by style and weight. */
const LINES: Readonly<Record<string, BorderLineStyle>> = {
  'Continuous Hairline': 'hair',
  'Continuous Thin': 'thin',
  'Continuous Medium': 'medium',
  'Continuous Thick': 'thick',
  'Dash Thin': 'dashed',
  'Dash Medium': 'mediumDashed',
  'DashDot Thin': 'dashDot',
  'DashDot Medium': 'mediumDashDot',
  'DashDotDot Thin': 'dashDotDot',
  'DashDotDot Medium': 'mediumDashDotDot',
  'Dot Thin': 'dotted',
  'Double Thick': 'double',
  'SlantDashDot Medium': 'slantDashDot',
};
const STYLE_OF_LINE = invert(LINES);
/** In the file, 91 to 180 are the angles below the horizontal, and 255 is text that is stacked. */
const UPRIGHT = 90;
const STACKED = { model: 180, file: 255 };

/** A colour of the model as the file has it. */
export function fileColour(colour: string): Color {
  return { rgb: colour.replace('#', '') };
}

/** A colour of the file as the model has it: of the theme or fixed; null where it is left to the system. */
export function modelColour(colour: Color | undefined, theme: readonly string[] | undefined): string | null {
  if (colour?.rgb !== undefined) return `#${colour.rgb.slice(-6).toUpperCase()}`;
  if (colour?.theme === undefined || theme === undefined) return null;
  // Cells count the light colours before the dark ones, the theme itself the dark before the light.
  const place = colour.theme < 4 ? colour.theme ^ 1 : colour.theme;
  return `#${resolveThemeColor([...theme], place, colour.tint)}`;
}

function fileBorder({ style, weight, color }: Border): FileBorder {
  const line = LINES[`${style} ${weight}`] ?? LINES[`${style} Thin`] ?? LINES[`${style} Thick`] ?? 'thin';
  return { style: line, color: fileColour(color) };
}

function fileBorders({ borders }: Style): CellStyle['border'] {
  const drawn = Object.entries(borders).filter(([, border]) => border.style !== 'None');
  if (drawn.length === 0) return undefined;
  const sides = Object.entries(SIDES).flatMap(([side, name]) => {
    const border = drawn.find(([drawnSide]) => drawnSide === side)?.[1];
    return border === undefined ? [] : [[name, fileBorder(border)] as const];
  });
  const diagonal = borders.DiagonalDown ?? borders.DiagonalUp;
  return {
    ...Object.fromEntries(sides),
    ...(diagonal === undefined || diagonal.style === 'None' ? {} : { diagonal: fileBorder(diagonal) }),
    ...(borders.DiagonalDown === undefined ? {} : { diagonalDown: true }),
    ...(borders.DiagonalUp === undefined ? {} : { diagonalUp: true }),
  };
}

function fileRotation(orientation: number): number {
  if (orientation === STACKED.model) return STACKED.file;
  return orientation < 0 ? UPRIGHT - orientation : orientation;
}

function modelRotation(rotation: number): number {
  if (rotation === STACKED.file) return STACKED.model;
  return rotation > UPRIGHT ? UPRIGHT - rotation : rotation;
}

function pick<Key extends string, Value>(map: Readonly<Record<Key, Value>>, key: string): Value | undefined {
  return key in map ? map[key as Key] : undefined;
}

function fileAlignment(style: Style): CellStyle['alignment'] {
  const horizontal = pick(HORIZONTAL, style.horizontalAlignment);
  const vertical = pick(VERTICAL, style.verticalAlignment);
  const alignment = {
    ...(horizontal === undefined ? {} : { horizontal }),
    ...(vertical === undefined ? {} : { vertical }),
    ...(style.wrapText ? { wrapText: true } : {}),
    ...(style.shrinkToFit ? { shrinkToFit: true } : {}),
    ...(style.textOrientation === 0 ? {} : { textRotation: fileRotation(style.textOrientation) }),
    ...(style.indentLevel === 0 ? {} : { indent: style.indentLevel }),
  };
  return Object.keys(alignment).length === 0 ? undefined : alignment;
}

function fileFont(style: Style): CellStyle['font'] {
  const underline = pick(UNDERLINE, style.underline);
  return {
    name: style.fontName,
    size: style.fontSize,
    ...(style.bold ? { bold: true } : {}),
    ...(style.italic ? { italic: true } : {}),
    ...(underline === undefined ? {} : { underline }),
    ...(style.strikethrough ? { strikethrough: true } : {}),
    ...(style.fontColor === DEFAULT_STYLE.fontColor ? {} : { color: fileColour(style.fontColor) }),
  };
}

/** A style of the model as the file has it. */
export function fileStyle(style: Style): CellStyle {
  const border = fileBorders(style);
  const alignment = fileAlignment(style);
  const guarded = style.locked && !style.formulaHidden;
  return {
    font: fileFont(style),
    ...(style.numberFormat === GENERAL ? {} : { numFmt: style.numberFormat }),
    ...(style.fill === '' ? {} : { fill: { type: 'pattern', pattern: 'solid', fgColor: fileColour(style.fill) } }),
    ...(border === undefined ? {} : { border }),
    ...(alignment === undefined ? {} : { alignment }),
    ...(guarded ? {} : { protection: { locked: style.locked, hidden: style.formulaHidden } }),
  };
}

function modelBorders(border: CellStyle['border'], theme: readonly string[] | undefined): Style['borders'] {
  const borders: Partial<Record<BorderSide, Border>> = {};
  const put = (side: BorderSide, drawn: FileBorder | undefined): void => {
    if (drawn === undefined) return;
    const [style = 'Continuous', weight = 'Thin'] = (STYLE_OF_LINE[drawn.style] ?? '').split(' ').filter(Boolean);
    borders[side] = { style, weight, color: modelColour(drawn.color, theme) ?? DEFAULT_STYLE.fontColor };
  };
  for (const [side, name] of Object.entries(SIDES)) put(side as BorderSide, border?.[name]);
  if (border?.diagonalDown === true) put('DiagonalDown', border.diagonal);
  if (border?.diagonalUp === true) put('DiagonalUp', border.diagonal);
  return borders;
}

function modelUnderline(underline: NonNullable<CellStyle['font']>['underline']): string {
  if (underline === undefined || underline === false) return 'None';
  return underline === true ? 'Single' : (invert(UNDERLINE)[underline] ?? 'Single');
}

function modelFont(font: CellStyle['font'], theme: readonly string[] | undefined): Partial<Style> {
  if (font === undefined) return {};
  return {
    ...(font.name === undefined ? {} : { fontName: font.name }),
    ...(font.size === undefined ? {} : { fontSize: font.size }),
    bold: font.bold === true,
    italic: font.italic === true,
    strikethrough: font.strikethrough === true,
    underline: modelUnderline(font.underline),
    fontColor: modelColour(font.color, theme) ?? DEFAULT_STYLE.fontColor,
  };
}

function modelFill(fill: CellStyle['fill'], theme: readonly string[] | undefined): string {
  if (fill === undefined) return '';
  if (fill.type === 'gradient') return modelColour(fill.stops[0]?.color, theme) ?? '';
  return fill.pattern === 'none' ? '' : (modelColour(fill.fgColor, theme) ?? '');
}

/**
 * A style of the file as the model has it.
 * @param font the file's own font, for cells that name none
 */
export function modelStyle(style: CellStyle, theme: readonly string[] | undefined, font: CellStyle['font']): Style {
  const { alignment = {}, protection = {} } = style;
  return {
    ...DEFAULT_STYLE,
    ...modelFont(style.font ?? font, theme),
    numberFormat: style.numFmt ?? GENERAL,
    fill: modelFill(style.fill, theme),
    borders: modelBorders(style.border, theme),
    horizontalAlignment: invert(HORIZONTAL)[alignment.horizontal ?? ''] ?? 'General',
    verticalAlignment: invert(VERTICAL)[alignment.vertical ?? ''] ?? 'Bottom',
    wrapText: alignment.wrapText === true,
    shrinkToFit: alignment.shrinkToFit === true,
    textOrientation: modelRotation(alignment.textRotation ?? 0),
    indentLevel: alignment.indent ?? 0,
    locked: protection.locked !== false,
    formulaHidden: protection.hidden === true,
  };
}
