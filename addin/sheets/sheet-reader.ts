import { CurbstopError } from '../../bridge/contract/problem.js';
import { sentColumns, type SheetColumn } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BoundSheet } from './bound-sheet.js';
import type { ExcelCell } from './cell-values.js';
import { fixedColumns, type SheetRow, type SheetRows } from './sheet-rows.js';

/** So many cells come in the first reply: far below Excel's 5 MB even when every cell holds a long sentence. */
const FIRST_CELLS = 40_000;
/** What later replies are to hold, by the size of the cells so far; longer cells further down have room. */
const BYTES_PER_READ = 1_500_000;

interface ReadColumn {
  readonly column: SheetColumn;
  readonly values: ExcelCell[];
  readonly formulas: ExcelCell[];
}

/** Reads the keys and the cells to send of every row, hidden and filtered ones too, wherever they are now. */
export function readRows(context: Excel.RequestContext, bound: BoundSheet): Promise<SheetRows> {
  return readColumns(context, bound, sentColumns(bound.kind));
}

/** As {@link readRows}, but the cells that are not the person's to fill, without the Status. */
export function readFixedRows(context: Excel.RequestContext, bound: BoundSheet): Promise<SheetRows> {
  return readColumns(context, bound, fixedColumns(bound.kind));
}

/** As {@link readRows}, but the cells of any columns of the kind. */
export async function readColumns(
  context: Excel.RequestContext,
  bound: BoundSheet,
  cellColumns: readonly SheetColumn[],
): Promise<SheetRows> {
  const [key] = bound.kind.columns;
  if (key === undefined) return { rows: [], missing: [] };
  const wantedColumns = [key, ...cellColumns];
  const missing = wantedColumns.filter((column) => !bound.columns.has(column.id));
  if (missing.length > 0) return { rows: [], missing };

  const body = bound.table.getDataBodyRange();
  body.load('rowIndex,rowCount');
  await context.sync();
  const { rowIndex, rowCount } = body;
  const columns = wantedColumns.map((column): ReadColumn => ({ column, values: [], formulas: [] }));
  let step = Math.max(1, Math.floor(FIRST_CELLS / (2 * columns.length)));
  for (let start = 0; start < rowCount;) {
    const count = Math.min(step, rowCount - start);
    const blocks = columns.map(({ column }) => {
      const index = bound.columns.get(column.id)?.index ?? 0;
      const cells = body.getCell(start, index).getResizedRange(count - 1, 0);
      cells.load('values,formulas');
      return cells;
    });
    // eslint-disable-next-line office-addins/no-context-sync-in-loop -- a reply may hold 5 MB, so long tables come in blocks
    await context.sync();
    columns.forEach((read, index) => collect(read, blocks[index]));
    step = Math.max(1, Math.floor((count * BYTES_PER_READ) / bytesOf(blocks)));
    start += count;
  }
  return { rows: toRows(columns, rowIndex, rowCount), missing: [] };
}

function bytesOf(blocks: readonly Excel.Range[]): number {
  const texts = blocks.map(({ values, formulas }) => JSON.stringify([values, formulas]));
  return new TextEncoder().encode(texts.join()).length;
}

/** Excel gives null instead of throwing when a reply would be too large. */
function collect(read: ReadColumn, block: Excel.Range | undefined): void {
  const values = block?.values as ExcelCell[][] | null | undefined;
  const formulas = block?.formulas as ExcelCell[][] | null | undefined;
  if (!values || !formulas) {
    throw new CurbstopError({
      code: 'sheet-too-large',
      message: 'The sheet holds more than Excel hands over at once.',
      fix: 'Shorten the longest cells, or pull fewer rows.',
    });
  }
  for (const [cell = ''] of values) read.values.push(cell);
  for (const [cell = ''] of formulas) read.formulas.push(cell);
}

function toRows([keys, ...editable]: readonly ReadColumn[], rowIndex: number, rowCount: number): SheetRow[] {
  return Array.from({ length: rowCount }, (_, index) => ({
    index,
    sheetRow: rowIndex + index + 1,
    key: String(keys?.values[index] ?? '').trim(),
    cells: editable.map(({ column, values, formulas }) => (column.type === 'formula' ? formulas : values)[index] ?? ''),
    formulas: editable.filter((read) => holdsFormula(read, index)).map(({ column }) => column.id),
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
