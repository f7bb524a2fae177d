import { CurbstopError } from '../../bridge/contract/problem.js';
import { sentColumns, type SheetColumn, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { askedCells, type Block, type BoundSheet } from './bound-sheet.js';
import { dateOfCell, type ExcelCell } from './cell-values.js';
import { fixedColumns, type SheetRow, type SheetRows } from './sheet-rows.js';
import type { AskColumns } from './table-places.js';
import { isTooLarge } from './workbook-session.js';

/** So many values and formulas come in the first reply, before it is known how long they are. */
const FIRST_CELLS = 250_000;
/** What later replies are to hold, by the size of the cells so far; longer cells further down have room up to 5 MB. */
const BYTES_PER_READ = 2_000_000;
/** Rows further down may be far longer than those so far, so a read asks for no more than so many times as the one before. */
const GROWTH_MAX = 2;
/** A reply that was too large is asked for again in so many parts. */
const PARTS_OF_TOO_LARGE = 4;

/** The cells of a column of the table, from top to bottom. */
export interface ReadColumn {
  readonly column: SheetColumn;
  readonly values: ExcelCell[];
  readonly formulas: ExcelCell[];
}

/** What a sheet of Curbstop's holds, the Status aside. */
export interface SheetCells {
  /** The cells to send; without rows where any of their columns is missing. */
  readonly sent: SheetRows;
  /** The cells that are not the person's to fill, of the columns that are there. */
  readonly fixed: SheetRows;
}

/** Asks for all cells that {@link readSheet} reads, where they are so few that Excel surely gives them at once. */
export const askFewCells: AskColumns = (likely) => askCellsOf(columnsToRead(likely.kind), likely);

/** Asks for the cells of some columns that {@link readColumns} reads, where they are few; else for none. */
export function askCellsOf(
  wanted: readonly SheetColumn[],
  { columns, rowCount }: Parameters<AskColumns>[0],
): ReturnType<AskColumns> {
  const read = new Map(wanted.map((column) => [column.id, column]));
  const asked = columns.flatMap(({ id, tableColumnId }) => {
    const column = read.get(id);
    return column === undefined ? [] : [{ tableColumnId, properties: propertiesOf(column) }];
  });
  return rowCount > rowsAtFirst(asked.length) ? [] : asked;
}

/** Reads the keys and the cells of every row, hidden and filtered ones too, wherever they are now. */
export async function readSheet(context: Excel.RequestContext, bound: BoundSheet): Promise<SheetCells> {
  const key = bound.kind.columns.slice(0, 1);
  const [sent, fixed] = [sentColumns(bound.kind), fixedColumns(bound.kind)];
  const isThere = ({ id }: SheetColumn): boolean => bound.columns.has(id);
  const missing = (columns: readonly SheetColumn[]) => [...key, ...columns].filter((column) => !isThere(column));
  if (!key.every(isThere)) return { sent: { rows: [], missing: missing(sent) }, fixed: { rows: [], missing: key } };
  const read = await readColumns(context, bound, columnsToRead(bound.kind).filter(isThere));
  const rowsOf = (columns: readonly SheetColumn[]): SheetRow[] =>
    toRows(
      bound.body,
      read.filter(({ column }) => key.includes(column) || columns.includes(column)),
    );
  return {
    sent: { rows: missing(sent).length > 0 ? [] : rowsOf(sent), missing: missing(sent) },
    fixed: { rows: rowsOf(fixed), missing: missing(fixed) },
  };
}

function columnsToRead(kind: SheetKind): SheetColumn[] {
  return [...kind.columns.slice(0, 1), ...sentColumns(kind), ...fixedColumns(kind)];
}

/** A date is told from a number by its format alone. */
function propertiesOf({ type }: SheetColumn): string {
  return type === 'bill' ? 'values,formulas,numberFormat' : 'values,formulas';
}

function rowsAtFirst(columnCount: number): number {
  return Math.max(1, Math.floor(FIRST_CELLS / (2 * Math.max(1, columnCount))));
}

/** Reads the cells of columns that are there, with a request for each few megabytes of them where they were not asked for. */
export async function readColumns(
  context: Excel.RequestContext,
  bound: BoundSheet,
  wanted: readonly SheetColumn[],
): Promise<ReadColumn[]> {
  const { rowCount } = bound.body;
  const columns = wanted.map((column): ReadColumn => ({ column, values: [], formulas: [] }));
  const asked = columns.map(({ column }) => askedCells(bound, column.id));
  if (asked.every((block) => block !== null)) {
    columns.forEach((read, index) => collect(read, asked[index]));
    return columns;
  }
  let step = rowsAtFirst(columns.length);
  for (let start = 0; start < rowCount;) {
    const count = Math.min(step, rowCount - start);
    // Taken anew each time: after a request that failed Excel knows none of its objects.
    const body = bound.table.getDataBodyRange();
    const blocks = columns.map(({ column }) => {
      const index = bound.columns.get(column.id)?.index ?? 0;
      const properties = propertiesOf(column);
      return body
        .getCell(start, index)
        .getResizedRange(count - 1, 0)
        .load(properties);
    });
    if (!(await fits(context))) {
      step = smallerStep(count);
      continue;
    }
    columns.forEach((read, index) => collect(read, blocks[index]));
    step = nextStep(count, bytesOf(blocks));
    start += count;
  }
  return columns;
}

/** Sends what is queued; gives false where the reply was too large for Excel to give. */
async function fits(context: Excel.RequestContext): Promise<boolean> {
  try {
    await context.sync();
    return true;
  } catch (error) {
    if (isTooLarge(error)) return false;
    throw error;
  }
}

function nextStep(rows: number, bytes: number): number {
  return Math.max(1, Math.min(GROWTH_MAX * rows, Math.floor((rows * BYTES_PER_READ) / bytes)));
}

function smallerStep(rows: number): number {
  if (rows === 1) throw tooLarge();
  return Math.ceil(rows / PARTS_OF_TOO_LARGE);
}

function bytesOf(blocks: readonly Excel.Range[]): number {
  const texts = blocks.map(({ values, formulas }) => JSON.stringify([values, formulas]));
  return new TextEncoder().encode(texts.join()).length;
}

/** Excel gives null instead of throwing when a reply would have too many cells. */
function collect(read: ReadColumn, block: Excel.Range | null | undefined): void {
  const values = block?.values as ExcelCell[][] | null | undefined;
  const formulas = block?.formulas as ExcelCell[][] | null | undefined;
  if (!values || !formulas) throw tooLarge();
  const formats = read.column.type === 'bill' ? (block?.numberFormat as string[][] | undefined) : undefined;
  for (const [row, [cell = '']] of values.entries()) read.values.push(dateOfCell(cell, formats?.[row]?.[0]) ?? cell);
  for (const [cell = ''] of formulas) read.formulas.push(cell);
}

function tooLarge(): CurbstopError {
  return new CurbstopError({
    code: 'sheet-too-large',
    message: 'The sheet holds more than Excel hands over at once.',
    fix: 'Shorten the longest cells, or pull fewer rows.',
  });
}

function toRows({ rowIndex, rowCount }: Block, [keys, ...cells]: readonly ReadColumn[]): SheetRow[] {
  return Array.from({ length: rowCount }, (_, index) => ({
    index,
    sheetRow: rowIndex + index + 1,
    key: String(keys?.values[index] ?? '').trim(),
    cells: cells.map(({ column, values, formulas }) => (column.type === 'formula' ? formulas : values)[index] ?? ''),
    formulas: cells.filter((read) => holdsFormula(read, index)).map(({ column }) => column.id),
  }));
}

/**
 * Text that only looks like a formula reads the same as value and as formula; a real one gives its result as value.
 * The bridge's own formulas are what their cells hold, as a value is of others.
 */
function holdsFormula({ column, values, formulas }: ReadColumn, index: number): boolean {
  if (column.type === 'formula') return false;
  const formula = formulas[index];
  return typeof formula === 'string' && formula.startsWith('=') && formula !== values[index];
}
