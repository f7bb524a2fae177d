import { counted } from '../../bridge/contract/counted.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { takesNewRows, type SheetColumn, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BoundSheet } from './bound-sheet.js';
import { toExcel } from './cell-values.js';
import type { SheetCells } from './sheet-reader.js';
import { digestOf, fixedColumns, type SheetRow } from './sheet-rows.js';

/** So many cells are named; the others are counted. */
const NAMED_MAX = 3;

/** What stands in a sheet and is no part of what is pushed, though a person may think so. */
export interface UnsentCells {
  /** The cells that are not the person's to fill; null where all of them are as pulled. */
  readonly fixed: { readonly columns: readonly SheetColumn[]; readonly rows: readonly SheetRow[] } | null;
  /** The first and last row of the worksheet that hold something below the table; null where nothing does. */
  readonly below: { readonly first: number; readonly last: number } | null;
}

/** Tells what a push leaves out of the cells that were read, and looks below the table where the sheet goes on. */
export async function findUnsentCells(
  context: Excel.RequestContext,
  bound: BoundSheet,
  { fixed }: SheetCells,
): Promise<UnsentCells> {
  const below = await readBelow(context, bound);
  const columns = fixedColumns(bound.kind).filter(({ id }) => bound.columns.has(id));
  if (columns.length === 0) return { fixed: null, below };
  const isAsPulled = fixed.missing.length === 0 && (await digestOf(fixed.rows)) === bound.binding.fixedDigest;
  return { fixed: isAsPulled ? null : { columns, rows: fixed.rows }, below };
}

async function readBelow(
  context: Excel.RequestContext,
  { table, body, used }: BoundSheet,
): Promise<UnsentCells['below']> {
  const next = body.rowIndex + body.rowCount;
  const left = used === null ? 0 : used.rowIndex + used.rowCount - next;
  if (left <= 0) return null;
  const cells = table.worksheet
    .getRangeByIndexes(next, body.columnIndex, left, body.columnCount)
    .getUsedRangeOrNullObject(true);
  cells.load('rowIndex,rowCount');
  await context.sync();
  return cells.isNullObject ? null : { first: cells.rowIndex + 1, last: cells.rowIndex + cells.rowCount };
}

/**
 * Sentences for the person about what a push left out. `pulledRows` gives the rows as pulled and is asked only where
 * something may differ from them; where it fails, it is said without the places.
 */
export async function unsentNotices(
  kind: SheetKind,
  { fixed, below }: UnsentCells,
  pulledRows: () => Promise<readonly (readonly SheetCell[])[]>,
): Promise<string[]> {
  const pulled = fixed === null ? [] : await pulledRows().catch(() => null);
  if (pulled === null) return [UNKNOWN, ...belowNotice(below)];
  const changed = fixed === null ? [] : changedCells(kind, fixed, pulled);
  return [...changedNotice(changed), ...belowNotice(below)];
}

const UNKNOWN = 'Cells that are not yours to fill in may differ from the pull; what was typed there is not pushed.';

function belowNotice(below: UnsentCells['below']): string[] {
  if (below === null) return [];
  const { first, last } = below;
  const rows = first === last ? `row ${first}` : `rows ${first} to ${last}`;
  return [
    `What stands in ${rows}, below the table, is no part of it and is not pushed. ` +
      `To push it, drag the lower right corner of the table down over it.`,
  ];
}

function changedNotice(places: readonly string[]): string[] {
  if (places.length === 0) return [];
  const more = places.length > NAMED_MAX ? ` and ${counted(places.length - NAMED_MAX, 'more cell')}` : '';
  const are = places.length === 1 ? 'is not yours to fill in: it was' : 'are not yours to fill in: they were';
  return [`${places.slice(0, NAMED_MAX).join(', ')}${more} ${are} changed since the pull, and not pushed.`];
}

/** The cells, by heading and row, that do not hold what was pulled. */
function changedCells(
  kind: SheetKind,
  { columns, rows }: NonNullable<UnsentCells['fixed']>,
  pulled: readonly (readonly SheetCell[])[],
): string[] {
  const rowsByKey = new Map(pulled.map((row) => [String(row[0]), row]));
  return rows.flatMap(({ key, sheetRow, cells }) => {
    const before = rowsByKey.get(key);
    if (before === undefined && !takesNewRows(kind)) return [];
    return columns.flatMap((column, index) => {
      // The bridge's own formulas are compared by nobody: what they work out is shown and never sent.
      if (column.type === 'formula') return [];
      const was = toExcel(column.type, before?.[kind.columns.indexOf(column)] ?? null);
      return cells[index] === was ? [] : [`${column.header} in row ${sheetRow}`];
    });
  });
}
