import { readXlsx } from 'hucre/xlsx';
import { parseFormula } from '../host/formula/parser.js';
import { FormulaSyntaxError, offsetReferences } from '../host/formula/tokens.js';
import { parseArea } from '../host/model/address.js';
import { type Cell, CellError, type CellValue } from '../host/model/cell.js';
import { SavedWorkbook } from '../host/model/saved-workbook.js';
import { Sheet } from '../host/model/sheet.js';
import { DEFAULT_STYLE, type Style } from '../host/model/style.js';
import { Workbook } from '../host/model/workbook.js';
import { widthInPoints } from './column-width.js';
import { modelComments } from './file-comments.js';
import { modelConditionalFormat } from './file-conditional.js';
import { modelFilter } from './file-filter.js';
import { modelFormula } from './file-formula.js';
import { modelPage } from './file-page.js';
import { modelColour, modelStyle } from './file-style.js';
import { putTable } from './file-tables.js';
import type { CellStyle, FileCell, FileSheet, FileWorkbook } from './file-types.js';
import { putValidation } from './file-validation.js';
import { readXmlParts } from './file-xml-parts.js';
import { leftOut } from './left-out.js';
import { type PackageParts, elements, orDamaged, relationships, unpack } from './package-parts.js';

const DAY = 86_400_000;
/** Day 0 of the dates from 1 March 1900 on, and of those before, since the file counts a 29 February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);
const EARLY_EPOCH = Date.UTC(1899, 11, 31);
const MARCH_1900 = Date.UTC(1900, 2, 1);

/** A file that was read. */
export interface WorkbookFile {
  readonly saved: SavedWorkbook;
  /** What the file has and the workbench does not keep, in plain words; saving would lose it. */
  readonly leftOut: readonly string[];
}

function modelValue(value: FileCell['value'], isError: boolean): CellValue {
  if (value === null) return '';
  if (value instanceof Date) {
    const instant = value.getTime();
    return (instant - (instant < MARCH_1900 ? EARLY_EPOCH : EPOCH)) / DAY;
  }
  return isError ? new CellError(String(value)) : value;
}

type StyleReader = (style: CellStyle | undefined) => Style | undefined;

/** Reads styles; equal ones become one object. */
function styleReader({ themeColors, defaultFont }: FileWorkbook): StyleReader {
  const known = new Map<string, Style>();
  const plain = JSON.stringify(DEFAULT_STYLE);
  return (style = {}) => {
    const key = JSON.stringify(style);
    const made = known.get(key) ?? modelStyle(style, themeColors, defaultFont);
    known.set(key, made);
    return JSON.stringify(made) === plain ? undefined : made;
  };
}

interface SharedFormula {
  readonly row: number;
  readonly column: number;
  readonly formula: string;
}

/** Tells whether a cell is there for its comment alone, which is read with those of the sheet. */
function hasNothing(cell: FileCell | undefined): boolean {
  return cell?.formula === undefined && cell?.style === undefined && cell?.hyperlink === undefined;
}

/** Puts the cells of one sheet. */
class CellReader {
  private readonly shared = new Map<number, SharedFormula>();
  unreadable = false;

  constructor(
    private readonly sheet: Sheet,
    private readonly file: FileSheet,
    private readonly styleOf: StyleReader,
  ) {}

  read(): void {
    this.file.rows.forEach((line, row) =>
      line.forEach((value, column) => {
        const cell = this.file.cells?.get(`${row},${column}`);
        if (value === null && hasNothing(cell)) return;
        this.sheet.cells.put(row, column, this.cell(row, column, value, cell));
      }),
    );
  }

  private cell(row: number, column: number, value: FileCell['value'], from: FileCell | undefined): Cell {
    const style = this.styleOf(from?.style);
    const formula = from?.formula === undefined ? null : this.formula(row, column, from);
    const target = from?.hyperlink;
    return {
      value: modelValue(value, from?.type === 'error'),
      ...(formula === null ? {} : { formula }),
      ...(style === undefined ? {} : { style }),
      ...(target === undefined
        ? {}
        : {
            link: target.location === undefined ? { address: target.target } : { documentReference: target.location },
          }),
    };
  }

  /** A formula that the workbench can't read is left out, and the value of the cell stays. */
  private formula(row: number, column: number, { formula = '', formulaSharedIndex }: FileCell): string | null {
    const read = this.wholeFormula(row, column, formula, formulaSharedIndex);
    try {
      parseFormula(read);
      return read;
    } catch (error) {
      if (!(error instanceof FormulaSyntaxError)) throw error;
      this.unreadable = true;
      return null;
    }
  }

  /** Formulas that are alike stand in the file once; the other cells have the number of that one only. */
  private wholeFormula(row: number, column: number, formula: string, index: number | undefined): string {
    const table = this.sheet.tableAt(row, column);
    if (index === undefined) return modelFormula(formula, table);
    if (formula !== '') this.shared.set(index, { row, column, formula: modelFormula(formula, table) });
    const first = this.shared.get(index);
    return first === undefined ? '=' : offsetReferences(first.formula, row - first.row, column - first.column);
  }
}

function putLines(sheet: Sheet, { columns = [], rowDefs = new Map() }: FileSheet): void {
  columns.forEach(({ width, hidden }, index) => {
    if (width === undefined && hidden !== true) return;
    const settings = sheet.columnSettings(index);
    if (width !== undefined) settings.size = widthInPoints(width);
    if (hidden === true) settings.hidden = true;
  });
  const filters = sheet.tables.filter((table) => table.columns.some(({ filter }) => filter !== null));
  const isFiltered = (row: number): boolean =>
    [...filters.map(({ body }) => body), ...(sheet.filter === null ? [] : [sheet.filter.area])].some(
      (area) => row >= area.row && row < area.row + area.rows,
    );
  for (const [row, { height, hidden }] of rowDefs) {
    const settings = sheet.rowSettings(row);
    if (height !== undefined) settings.size = height;
    if (hidden === true) settings[isFiltered(row) ? 'filtered' : 'hidden'] = true;
  }
}

function putLook(sheet: Sheet, file: FileSheet, head: string, theme: readonly string[] | undefined): void {
  sheet.visibility = file.veryHidden === true ? 'VeryHidden' : file.hidden === true ? 'Hidden' : 'Visible';
  sheet.frozen = { rows: file.freezePane?.rows ?? 0, columns: file.freezePane?.columns ?? 0 };
  sheet.page = modelPage(file);
  sheet.showGridlines = file.view?.showGridLines !== false;
  sheet.showHeadings = file.view?.showRowColHeaders !== false;
  sheet.tabColor = modelColour(file.view?.tabColor, theme) ?? '';
  const width = Number(elements(head, 'sheetFormatPr')[0]?.defaultColWidth);
  if (width > 0) sheet.standardWidth = widthInPoints(width);
}

/** What the reading of the sheets shares. */
interface Reading {
  readonly file: FileWorkbook;
  readonly parts: PackageParts;
  readonly workbook: Workbook;
  readonly styleOf: StyleReader;
  readonly leftOut: Set<string>;
}

/** The id that a part carries, unless another has it, as in copies that other programs make. */
function idOf(root: Readonly<Record<string, string>>, workbook: Workbook): string {
  const id = root['xr:uid'];
  return id === undefined || workbook.sheets.some((other) => other.id === id) ? workbook.newId() : id;
}

function readSheet(file: FileSheet, path: string, { file: { themeColors }, ...reading }: Reading): void {
  const { workbook, parts } = reading;
  const xml = parts.get(path) ?? '';
  const head = xml.slice(0, Math.max(0, xml.indexOf('sheetData')));
  const sheet = new Sheet(idOf(elements(head, 'worksheet')[0] ?? {}, workbook), file.name);
  workbook.passId(sheet.id);
  const freshId = (): string => workbook.newId();
  for (const part of relationships(parts, path).values()) {
    if (/\/tables\//.test(part)) putTable(parts.get(part) ?? '', sheet, freshId);
  }
  for (const { id } of sheet.tables) workbook.passId(id);
  const after = xml.slice(xml.lastIndexOf('sheetData'));
  sheet.fileProtection = elements(after, 'sheetProtection')[0] ?? null;
  const area = parseArea(file.autoFilter?.range ?? '');
  if (area !== null) {
    sheet.filter = { area, criteria: modelFilter(after) };
  }
  putLines(sheet, file);
  putLook(sheet, file, head, themeColors);
  const cells = new CellReader(sheet, file, reading.styleOf);
  cells.read();
  sheet.comments = modelComments(file, freshId);
  for (const validation of file.dataValidations ?? []) putValidation(validation, sheet);
  for (const rule of [...(file.conditionalRules ?? [])].sort((a, b) => a.priority - b.priority)) {
    const format = modelConditionalFormat(rule, workbook.newId(), themeColors);
    if (format === null) reading.leftOut.add('conditional formats of other kinds than values, texts and formulas');
    else sheet.conditionalFormats.push(format);
  }
  if (cells.unreadable) reading.leftOut.add('formulas that the workbench can’t read; their values are kept');
  workbook.sheets.push(sheet);
}

function readNames({ file, workbook, parts, leftOut: left }: Reading, workbookPath: string): void {
  const hidden = new Set(
    elements(parts.get(workbookPath) ?? '', 'definedName')
      .filter((each) => each.hidden === '1' || each.hidden === 'true')
      .map(({ name }) => name),
  );
  for (const { name, range, comment = '' } of file.namedRanges ?? []) {
    if (name.startsWith('_xlnm.')) continue;
    const place = range.includes('#REF!') ? null : workbook.locate(range, null);
    const [first] = workbook.sheets;
    if (first === undefined || (place === null && !range.includes('#REF!'))) {
      left.add('names of other things than cells');
      continue;
    }
    const { sheet, area } = place ?? { sheet: first, area: null };
    workbook.names.set(name.toLowerCase(), { name, sheet, area, comment, visible: !hidden.has(name) });
  }
}

const READ_HERE = /^(?:_rels\/|customXml\/|xl\/workbook\.xml$|xl\/_rels\/|xl\/tables\/|xl\/worksheets\/)/;

/**
 * Reads an .xlsx file whole, before anything is done with it.
 * @param name the file's name, for what is said about it
 * @throws WorkbookFileError for files that are damaged, of another kind or too large
 */
export async function readWorkbookFile(bytes: Uint8Array, name: string): Promise<WorkbookFile> {
  const parts = unpack(bytes, name, (path) => READ_HERE.test(path));
  return orDamaged(name, async () => {
    const file = await readXlsx(bytes, { readStyles: true });
    const workbook = new Workbook();
    workbook.sheets.length = 0;
    const reading = { file, parts, workbook, styleOf: styleReader(file), leftOut: new Set(leftOut(file, parts)) };
    const [workbookPath = ''] = [...relationships(parts, '').values()].filter((path) => /workbook\.xml$/.test(path));
    const paths = relationships(parts, workbookPath);
    const listed = elements(parts.get(workbookPath) ?? '', 'sheet').map(
      (sheet) => paths.get(sheet['r:id'] ?? '') ?? '',
    );
    file.sheets.forEach((sheet, index) => readSheet(sheet, listed[index] ?? '', reading));
    readNames(reading, workbookPath);
    for (const part of readXmlParts(parts, workbookPath, () => workbook.newId())) {
      workbook.passId(part.id);
      workbook.xmlParts.push(part);
    }
    const visible = workbook.sheets.filter(({ visibility }) => visibility === 'Visible');
    const active = visible.find((sheet) => sheet === workbook.sheets[file.activeSheet ?? 0]) ?? visible[0];
    if (active === undefined) throw new Error('it has no sheet that shows');
    workbook.activate(active);
    return { saved: SavedWorkbook.of(workbook), leftOut: [...reading.leftOut] };
  });
}
