import { conditionalLookAt } from '../host/model/conditional-look.js';
import type { ConditionalLook } from '../host/model/conditional-format.js';
import type { Sheet, Table } from '../host/model/sheet.js';
import type { Border, Style } from '../host/model/style.js';
import {
  BorderStyleTypes,
  HorizontalAlign,
  type IBorderData,
  type IStyleData,
  VerticalAlign,
  WrapStrategy,
} from '@univerjs/presets';
import type { Workbook } from '../host/model/workbook.js';

const HORIZONTAL: Readonly<Record<string, HorizontalAlign>> = {
  Left: HorizontalAlign.LEFT,
  Center: HorizontalAlign.CENTER,
  Right: HorizontalAlign.RIGHT,
  Justify: HorizontalAlign.JUSTIFIED,
};
const VERTICAL: Readonly<Record<string, VerticalAlign>> = {
  Top: VerticalAlign.TOP,
  Center: VerticalAlign.MIDDLE,
  Bottom: VerticalAlign.BOTTOM,
};
const SIDES = { t: 'EdgeTop', b: 'EdgeBottom', l: 'EdgeLeft', r: 'EdgeRight' } as const;
const THICK: Readonly<Record<string, BorderStyleTypes>> = {
  Medium: BorderStyleTypes.MEDIUM,
  Thick: BorderStyleTypes.THICK,
  Hairline: BorderStyleTypes.HAIR,
};

/** The grid's own space beside a text, and what a step of indentation adds. */
const PADDING = 2;
const INDENT = 7;

// Office's blue, near to TableStyleMedium2.
const TABLE_HEADER = { fill: '#4472C4', fontColor: '#FFFFFF', bold: true };
const TABLE_BAND = '#D9E1F2';
const LIGHT_BAND = '#F2F2F2';

function borderOf({ style, weight, color }: Border): { s: BorderStyleTypes; cl: { rgb: string } } {
  const plain = { Dash: BorderStyleTypes.DASHED, Dot: BorderStyleTypes.DOTTED, Double: BorderStyleTypes.DOUBLE }[style];
  return { s: plain ?? THICK[weight] ?? BorderStyleTypes.THIN, cl: { rgb: color } };
}

function bordersOf({ borders }: Style): IBorderData | undefined {
  const drawn = Object.entries(SIDES).flatMap(([side, name]) => {
    const border = borders[name];
    return border === undefined || border.style === 'None' ? [] : [[side, borderOf(border)] as const];
  });
  return drawn.length === 0 ? undefined : Object.fromEntries(drawn);
}

/** An indented text stands away from the side that it is aligned to. */
function paddingOf({ indentLevel, horizontalAlignment }: Style): Pick<IStyleData, 'pd'> {
  if (indentLevel === 0) return {};
  const space = PADDING + indentLevel * INDENT;
  return { pd: horizontalAlignment === 'Right' ? { r: space } : { l: space } };
}

function tableLook(table: Table, row: number): ConditionalLook {
  const light = table.style.startsWith('TableStyleLight');
  if (table.header !== null && row === table.area.row) return light ? { bold: true } : TABLE_HEADER;
  if (table.totals !== null && row === table.totals.row) return { bold: true };
  const banded = table.showBandedRows && (row - table.body.row) % 2 === 0;
  return banded ? { fill: light ? LIGHT_BAND : TABLE_BAND } : {};
}

function univerStyle(style: Style, table: ConditionalLook, conditional: ConditionalLook): IStyleData {
  const own: ConditionalLook = {
    ...(style.fill === '' ? {} : { fill: style.fill }),
    ...(style.bold ? { bold: true } : {}),
  };
  const fontColor = style.fontColor === '#000000' ? {} : { fontColor: style.fontColor };
  const look: ConditionalLook = { ...table, ...own, ...fontColor, ...conditional };
  const horizontal = HORIZONTAL[style.horizontalAlignment];
  const borders = bordersOf(style);
  const pattern = look.numberFormat ?? style.numberFormat;
  return {
    ff: `${style.fontName}, Carlito, Arial, sans-serif`,
    fs: style.fontSize,
    vt: VERTICAL[style.verticalAlignment] ?? VerticalAlign.BOTTOM,
    ...(horizontal === undefined ? {} : { ht: horizontal }),
    ...paddingOf(style),
    ...(look.bold === true ? { bl: 1 } : {}),
    ...((look.italic ?? style.italic) ? { it: 1 } : {}),
    ...((look.strikethrough ?? style.strikethrough) ? { st: { s: 1 } } : {}),
    ...((look.underline ?? style.underline) !== 'None' ? { ul: { s: 1 } } : {}),
    ...(look.fill === undefined ? {} : { bg: { rgb: look.fill } }),
    ...(look.fontColor === undefined ? {} : { cl: { rgb: look.fontColor } }),
    ...(style.wrapText ? { tb: WrapStrategy.WRAP } : {}),
    ...(borders === undefined ? {} : { bd: borders }),
    ...(pattern === 'General' ? {} : { n: { pattern } }),
  };
}

/** The looks of cells in the grid's own terms; equal looks have one id. */
export class LookBook {
  readonly styles: Record<string, IStyleData> = {};
  private readonly ids = new Map<string, string>();
  // Cells share their styles, so that most looks are found without being made.
  private readonly known = new WeakMap<Style, Map<string, string>>();

  /** The id of the look of a cell. */
  idOf(workbook: Workbook, sheet: Sheet, row: number, column: number): string {
    const style = sheet.style(row, column);
    const table = sheet.tableAt(row, column);
    const fromTable = table === null ? {} : tableLook(table, row);
    const conditional = sheet.conditionalFormats.length === 0 ? {} : conditionalLookAt(workbook, sheet, row, column);
    const around =
      table === null && sheet.conditionalFormats.length === 0 ? '' : JSON.stringify([fromTable, conditional]);
    const ofStyle = this.known.get(style) ?? new Map<string, string>();
    const known = ofStyle.get(around);
    if (known !== undefined) return known;
    const id = this.idOfStyle(univerStyle(style, fromTable, conditional));
    ofStyle.set(around, id);
    this.known.set(style, ofStyle);
    return id;
  }

  private idOfStyle(style: IStyleData): string {
    const key = JSON.stringify(style);
    let id = this.ids.get(key);
    if (id === undefined) {
      id = `look-${this.ids.size}`;
      this.ids.set(key, id);
      this.styles[id] = style;
    }
    return id;
  }
}
