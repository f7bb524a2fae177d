import { hasFormulas, type SheetColumn, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { WAITS_FOR_APPROVAL } from '../../bridge/contract/sheets/waiting-status.js';
import { assignSum } from './cell-writer.js';
import { checkTyped } from './typing-rules.js';
import {
  COLOURS,
  columnLetter,
  FIRST_DATA_ROW,
  HEADER_HEIGHT,
  HEADER_ROW,
  PROMPT_LENGTH_MAX,
  PROMPT_TITLE_LENGTH_MAX,
  STATUS_COLUMN,
  SUM_ROW,
  writtenColumns,
} from './sheet-layout.js';

/** Queues all that makes the sheet readable: widths, colours, help, sums, choices and the colours of what stands out. */
export function decorate(sheet: Excel.Worksheet, kind: SheetKind, rowCount: number, tableName: string): void {
  decorateTitle(sheet);
  decorateHeaderRow(sheet);
  writtenColumns(kind).forEach((column, index) => {
    const letter = columnLetter(index);
    const lastRow = FIRST_DATA_ROW + rowCount - 1;
    const header = sheet.getRange(`${letter}${HEADER_ROW}`);
    const body = sheet.getRange(`${letter}${FIRST_DATA_ROW}:${letter}${lastRow}`);
    decorateHeader(header, column, widthOf(column, !hasFormulas(kind)));
    align(body, column);
    const blanks = blankCells(sheet, letter, lastRow, kind.blankRows ?? 0);
    const typed = column.editable === true ? body : column.isSent === true ? blanks : null;
    if (typed !== null) {
      colourEditable(typed);
      checkTyped(typed, column);
    }
    if (column.isSummed === true) showSum(sheet.getRange(`${letter}${SUM_ROW}`), tableName, column);
    if (column.id === kind.exceptionColumn) colourExceptions(body, letter);
    if (column.id === STATUS_COLUMN && kind.purpose === 'entry') colourWaiting(body);
  });
}

/** The header rows and the key stay in sight. */
export function freeze(sheet: Excel.Worksheet): void {
  sheet.freezePanes.freezeAt(sheet.getRange(`A1:A${HEADER_ROW}`));
}

function decorateTitle(sheet: Excel.Worksheet): void {
  const title = sheet.getRange('A1').format.font;
  title.bold = true;
  title.size = 14;
  sheet.getRange('A2:A3').format.font.color = COLOURS.subjectText;
}

function decorateHeaderRow(sheet: Excel.Worksheet): void {
  const { format } = sheet.getRange(`${HEADER_ROW}:${HEADER_ROW}`);
  format.rowHeight = HEADER_HEIGHT;
  format.verticalAlignment = 'Center';
}

/** What a filter button takes of a heading's cell, in characters. */
const FILTER_BUTTON_WIDTH = 3;
/** Bold letters are wider by so much. */
const BOLD = 1.1;

/** The widths of a sheet's columns as they are written, in characters. */
export function columnWidths(kind: SheetKind): number[] {
  return writtenColumns(kind).map((column) => widthOf(column, !hasFormulas(kind)));
}

/** A column's width in characters: a heading is never cut, and stands beside its filter button. */
function widthOf({ width, header }: SheetColumn, hasFilterButton: boolean): number {
  return Math.max(width, Math.ceil(header.length * BOLD) + (hasFilterButton ? FILTER_BUTTON_WIDTH : 0));
}

/** Dates and numbers that name something stand like names; amounts stand right, apart from a text beside them. */
function align({ format }: Excel.Range, { type, isPlainNumber }: SheetColumn): void {
  if (type === 'date' || type === 'bill' || (type === 'integer' && isPlainNumber === true))
    format.horizontalAlignment = 'Left';
  else if (type === 'money' || type === 'integer' || type === 'decimal' || type === 'formula') alignAmounts(format);
}

function alignAmounts(format: Excel.RangeFormat): void {
  format.horizontalAlignment = 'Right';
  format.indentLevel = 1;
}

type HeaderFacts = Pick<SheetColumn, 'header' | 'help' | 'editable'>;

function decorateHeader(cell: Excel.Range, { header, help, editable }: HeaderFacts, width: number): void {
  const isEditable = editable === true;
  cell.format.columnWidth = widthInPoints(width);
  cell.format.fill.color = isEditable ? COLOURS.editableHeader : COLOURS.header;
  cell.format.font.color = isEditable ? COLOURS.editableHeaderText : COLOURS.headerText;
  cell.format.font.bold = true;
  cell.dataValidation.prompt = {
    showPrompt: true,
    title: header.slice(0, PROMPT_TITLE_LENGTH_MAX),
    message: `${isEditable ? 'You fill this in. ' : ''}${help}`.slice(0, PROMPT_LENGTH_MAX),
  };
}

/** A character of the default font is 7 pixels wide, a cell has 5 more, and a pixel is three quarters of a point. */
function widthInPoints(characters: number): number {
  return (characters * 7 + 5) * 0.75;
}

/** What is fixed in pulled rows is the person's to fill in the rows of their own. */
function blankCells(sheet: Excel.Worksheet, letter: string, lastRow: number, count: number): Excel.Range | null {
  return count === 0 ? null : sheet.getRange(`${letter}${lastRow - count + 1}:${letter}${lastRow}`);
}

/** The text is dark by name: where Excel makes its cells dark, its own text turns pale, and this fill does not. */
function colourEditable({ format }: Excel.Range): void {
  format.fill.color = COLOURS.editable;
  format.font.color = COLOURS.editableText;
}

function showSum(cell: Excel.Range, tableName: string, { header }: SheetColumn): void {
  assignSum(cell, tableName, header);
  cell.format.font.bold = true;
  alignAmounts(cell.format);
  cell.dataValidation.prompt = {
    showPrompt: true,
    title: `Sum of ${header}`.slice(0, PROMPT_TITLE_LENGTH_MAX),
    message: 'Of the rows that show: it changes with the filter.',
  };
}

function colourExceptions(body: Excel.Range, letter: string): void {
  const { custom } = body.conditionalFormats.add('Custom');
  custom.rule.formula = `=$${letter}${FIRST_DATA_ROW}<>""`;
  custom.format.fill.color = COLOURS.exception;
  custom.format.font.color = COLOURS.exceptionText;
}

/** As the Status of a row begins that waits, and as it ends in a preview or once its request has a number. */
const WAITING_TEXTS = [
  { operator: 'BeginsWith', text: WAITS_FOR_APPROVAL },
  { operator: 'Contains', text: ': waits' },
] as const;

/** Typed rows that wait for another person stand out, though less than those that are refused. */
function colourWaiting(statuses: Excel.Range): void {
  for (const rule of WAITING_TEXTS) {
    const { textComparison } = statuses.conditionalFormats.add('ContainsText');
    textComparison.rule = rule;
    textComparison.format.fill.color = COLOURS.waiting;
    textComparison.format.font.color = COLOURS.waitingText;
  }
}
