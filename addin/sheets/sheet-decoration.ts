import type { SheetColumn, SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { COLOURS, columnLetter, FIRST_DATA_ROW, HEADER_ROW, writtenColumns } from './sheet-layout.js';

/** Excel's limits for the message shown at a cell, its title and a typed list of choices. */
const PROMPT_LENGTH_MAX = 255;
const PROMPT_TITLE_LENGTH_MAX = 32;
const LIST_LENGTH_MAX = 255;

/** Queues all that makes the sheet readable: widths, colours, help, choices and the exceptions' colour. */
export function decorate(sheet: Excel.Worksheet, kind: SheetKind, rowCount: number): void {
  decorateTitle(sheet);
  writtenColumns(kind).forEach((column, index) => {
    const letter = columnLetter(index);
    const lastRow = FIRST_DATA_ROW + rowCount - 1;
    const header = sheet.getRange(`${letter}${HEADER_ROW}`);
    const body = sheet.getRange(`${letter}${FIRST_DATA_ROW}:${letter}${lastRow}`);
    decorateHeader(header, column);
    if (column.editable === true) body.format.fill.color = COLOURS.editable;
    if (column.isSent === true) colourBlanks(sheet, letter, lastRow, kind.blankRows ?? 0);
    if (column.choices !== undefined) offerChoices(body, column.choices);
    if (column.id === kind.exceptionColumn) colourExceptions(body, letter);
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

type HeaderFacts = Pick<SheetColumn, 'width' | 'header' | 'help' | 'editable'>;

function decorateHeader(cell: Excel.Range, { width, header, help, editable }: HeaderFacts): void {
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
function colourBlanks(sheet: Excel.Worksheet, letter: string, lastRow: number, blankRows: number): void {
  if (blankRows === 0) return;
  sheet.getRange(`${letter}${lastRow - blankRows + 1}:${letter}${lastRow}`).format.fill.color = COLOURS.editable;
}

function offerChoices(body: Excel.Range, choices: readonly string[]): void {
  const source = choices.join(',');
  if (source.length > LIST_LENGTH_MAX) return;
  body.dataValidation.rule = { list: { inCellDropDown: true, source } };
  body.dataValidation.errorAlert = {
    showAlert: true,
    style: 'Stop',
    title: 'Not one of the choices',
    message: `Choose one of: ${choices.join(', ')}.`.slice(0, PROMPT_LENGTH_MAX),
  };
}

function colourExceptions(body: Excel.Range, letter: string): void {
  const { custom } = body.conditionalFormats.add('Custom');
  custom.rule.formula = `=$${letter}${FIRST_DATA_ROW}<>""`;
  custom.format.fill.color = COLOURS.exception;
  custom.format.font.color = COLOURS.exceptionText;
}
