import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type ConditionalRule, type WriteOptions, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { fixedAddress, formatArea } from '../host/model/address.js';
import { recalculate } from '../host/model/calculation.js';
import { type Cell, wireValue } from '../host/model/cell.js';
import { type LineSettings, STANDARD_COLUMN_WIDTH, type Sheet } from '../host/model/sheet.js';
import type { Style } from '../host/model/style.js';
import type { Workbook } from '../host/model/workbook.js';
import { fileComment, finishedComments } from './file-comments.js';
import { fileConditionalRules } from './file-conditional.js';
import { filterXml } from './file-filter.js';
import { finishedResults, finishedStrings, hiddenErrorText } from './file-error-text.js';
import { fileFormula } from './file-formula.js';
import { fileColour, fileStyle } from './file-style.js';
import { REVISION_NAMESPACES, tableXml } from './file-tables.js';
import { allowedInXml, fileText } from './file-text.js';
import { filePage } from './file-page.js';
import type { CellStyle, FileCell } from './file-types.js';
import { fileValidations } from './file-validation.js';
import { addXmlParts } from './file-xml-parts.js';
import { widthInCharacters } from './column-width.js';
import { element, escapeXml } from './package-parts.js';

type FileCells = Map<string, Partial<FileCell>>;

function fileCell(sheet: Sheet, row: number, column: number, cell: Cell): Partial<FileCell> {
  const { value } = cell;
  const written =
    typeof value === 'string' ? (value === '' ? null : hiddenErrorText(fileText(value))) : wireValue(value);
  if (cell.formula === undefined) return { value: written };
  return { formula: fileFormula(cell.formula, sheet.tableAt(row, column)), formulaResult: written };
}

function fileLink({ link }: Cell): Pick<FileCell, 'hyperlink'> | undefined {
  if (link === undefined) return undefined;
  const tooltip = link.screenTip === undefined ? {} : { tooltip: link.screenTip };
  const place = link.documentReference === undefined ? {} : { location: link.documentReference };
  return { hyperlink: { target: link.address ?? '', ...place, ...tooltip } };
}

function fileCells(sheet: Sheet, styleOf: (style: Style) => CellStyle): FileCells {
  const cells: FileCells = new Map();
  for (const { row, column, cell } of sheet.cells.inside(sheet.cells.extent())) {
    const style = cell.style === undefined ? undefined : { style: styleOf(cell.style) };
    cells.set(`${row},${column}`, { ...fileCell(sheet, row, column, cell), ...style, ...fileLink(cell) });
  }
  for (const comment of sheet.comments) {
    const { row, column } = comment.area;
    const place = `${row},${column}`;
    cells.set(place, { ...cells.get(place), ...fileComment(comment) });
  }
  return cells;
}

function fileColumns(columns: ReadonlyMap<number, LineSettings>): WriteSheet['columns'] {
  const last = Math.max(-1, ...columns.keys());
  return Array.from({ length: last + 1 }, (_, index) => {
    const { size, hidden } = columns.get(index) ?? {};
    const width = size === undefined ? {} : { width: widthInCharacters(size) };
    return { ...width, ...(hidden === true ? { hidden: true } : {}) };
  });
}

function fileRows(rows: ReadonlyMap<number, LineSettings>): WriteSheet['rowDefs'] {
  const kept = [...rows].map(([row, { size, hidden, filtered }]) => {
    const height = size === undefined ? {} : { height: size };
    return [row, { ...height, ...(hidden === true || filtered === true ? { hidden: true } : {}) }] as const;
  });
  return new Map(kept);
}

function fileSheet(sheet: Sheet, styleOf: (style: Style) => CellStyle): WriteSheet {
  const { rows, columns } = sheet.frozen;
  const tab = sheet.tabColor === '' ? {} : { tabColor: fileColour(sheet.tabColor) };
  return {
    name: sheet.name,
    cells: fileCells(sheet, styleOf),
    columns: fileColumns(sheet.columns) ?? [],
    rowDefs: fileRows(sheet.rows) ?? new Map(),
    view: { showGridLines: sheet.showGridlines, showRowColHeaders: sheet.showHeadings, ...tab },
    conditionalRules: fileConditionalRules(sheet.conditionalFormats),
    dataValidations: fileValidations(sheet),
    ...filePage(sheet.page),
    hidden: sheet.visibility === 'Hidden',
    veryHidden: sheet.visibility === 'VeryHidden',
    ...(rows === 0 && columns === 0 ? {} : { freezePane: { rows, columns } }),
    ...(sheet.filter === null ? {} : { autoFilter: { range: formatArea(sheet.filter.area) } }),
    tables: sheet.tables.map(({ name, area, columns: named }) => ({
      name,
      range: formatArea(area),
      columns: named.map((column) => ({ name: column.name })),
    })),
  };
}

function fileNames(workbook: Workbook): WriteOptions['namedRanges'] {
  return [...workbook.names.values()].map((name) => ({
    name: name.name,
    range: name.area === null ? '#REF!' : fixedAddress(name.sheet.name, name.area),
    ...(name.comment === '' ? {} : { comment: name.comment }),
  }));
}

// --- what the library leaves out

const TEXT_RULES: Readonly<Record<string, string>> = {
  containsText: 'containsText',
  notContainsText: 'notContains',
  beginsWith: 'beginsWith',
  endsWith: 'endsWith',
} satisfies Partial<Record<ConditionalRule['type'], string>>;

function finishedSheet(xml: string, sheet: Sheet): string {
  const ids = Object.entries({ ...REVISION_NAMESPACES, 'xr:uid': sheet.id });
  const attributes = ids.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
  const width =
    sheet.standardWidth === STANDARD_COLUMN_WIDTH ? '' : ` defaultColWidth="${widthInCharacters(sheet.standardWidth)}"`;
  const { filter, fileProtection } = sheet;
  return finishedResults(xml)
    .replace('<worksheet', `<worksheet${attributes}`)
    .replace('<sheetFormatPr', `<sheetFormatPr${width}`)
    .replace(/<\/sheetData>|<sheetData\/>/, (end) =>
      fileProtection === null ? end : `${end}${element('sheetProtection', fileProtection)}`,
    )
    .replace(/<autoFilter [^>]*\/>/, (bare) =>
      filter === null ? bare : filterXml(formatArea(filter.area), filter.criteria),
    )
    .replace(/<cfRule type="(\w+)"/g, (rule, type: string) =>
      TEXT_RULES[type] === undefined ? rule : `${rule} operator="${TEXT_RULES[type]}"`,
    );
}

function finishedNames(xml: string, workbook: Workbook): string {
  const hidden = [...workbook.names.values()].filter(({ visible }) => !visible);
  return hidden.reduce((text, { name }) => {
    const start = `<definedName name="${escapeXml(name)}"`;
    return text.replace(start, `${start} hidden="1"`);
  }, xml);
}

function finish(bytes: Uint8Array, workbook: Workbook): Uint8Array {
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
  const change = (path: string, to: (xml: string) => string): void => void parts.set(path, to(parts.get(path) ?? ''));
  workbook.sheets.forEach((sheet, index) =>
    change(`xl/worksheets/sheet${index + 1}.xml`, (xml) => finishedSheet(xml, sheet)),
  );
  workbook.tables.forEach((table, index) =>
    change(`xl/tables/table${index + 1}.xml`, () => tableXml(table, index + 1)),
  );
  if (parts.has('xl/sharedStrings.xml')) change('xl/sharedStrings.xml', finishedStrings);
  change('xl/workbook.xml', (xml) => finishedNames(xml, workbook));
  for (const [path, text] of parts) {
    parts.set(path, allowedInXml(/^xl\/comments\d+\.xml$/.test(path) ? finishedComments(text) : text));
  }
  addXmlParts(parts, workbook.xmlParts);
  return zipSync(Object.fromEntries([...parts].map(([path, text]) => [path, strToU8(text)])));
}

/**
 * The workbook as an .xlsx file: sheets, cells, tables, rules, names and custom XML parts, with the ids that Excel
 * gives and keeps, the protection that a sheet came with, and its comments as notes. Sort orders of tables and formats
 * of whole columns are not in the file.
 */
export async function workbookFile(workbook: Workbook): Promise<Uint8Array> {
  recalculate(workbook);
  const styles = new Map<Style, CellStyle>();
  const styleOf = (style: Style): CellStyle => {
    const known = styles.get(style) ?? fileStyle(style);
    styles.set(style, known);
    return known;
  };
  const bytes = await writeXlsx({
    sheets: workbook.sheets.map((sheet) => fileSheet(sheet, styleOf)),
    namedRanges: fileNames(workbook) ?? [],
    activeSheet: workbook.sheets.indexOf(workbook.active),
  });
  return finish(bytes, workbook);
}
