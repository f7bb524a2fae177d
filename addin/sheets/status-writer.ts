import { shownColumns, STATUS_HEADER } from '../../bridge/contract/sheets/sheet-kind.js';
import { groupBy } from '../../bridge/contract/group-by.js';
import { askedCells, changeBinding, type BoundSheet } from './bound-sheet.js';
import { blockAddresses, type CellPlace } from './cell-addresses.js';
import { writeColumns, type ColumnCells } from './column-cells.js';
import type { ExcelCell } from './cell-values.js';
import type { TableColumn } from './column-map.js';
import type { PullBinding } from './pull-binding.js';
import { assignEffect } from './effect-lines.js';
import { FilledCells, typedCellNotices, typedCellStatus, type FilledColumn } from './filled-cells.js';
import { findRow } from './row-finder.js';
import type { RowResult } from './row-result.js';
import { COLOURS, STATUS_COLUMN } from './sheet-layout.js';
import { askCellsOf, readColumns } from './sheet-reader.js';
import { shownCells } from './shown-cells.js';
import type { AskColumns } from './table-places.js';

/** Every refused row says so in its Status; colouring thousands of cells one block at a time would only slow Excel. */
const COLOURED_MAX = 1_000;

/** A cell that was refused: its row as it was sent and the column's id; '' means the row, shown at its Status. */
export type RefusedCell = PullBinding['refused'][number];

export interface RowResults {
  readonly rows: readonly RowResult[];
  /** Whether the bridge was asked: if not, what it shows beside the rows stays. */
  readonly isAnswered: boolean;
  /** The lines above the table that say what all of it comes to. */
  readonly effect: readonly string[];
  readonly refused: readonly RefusedCell[];
  /** Of the editable cells that are now at the bridge; null when nothing was applied. */
  readonly digest: string | null;
  /** The push's receipt; null when nothing was applied. */
  readonly receipt: number | null;
}

interface TableBody {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly keys: readonly string[];
}

/**
 * Writes what became of each row into the Status column, what the bridge shows beside it and above the table, and colours
 * refused cells, in place of what an earlier preview or push left there. Rows are found by key, so sorting meanwhile does no harm.
 * Gives sentences about what a person typed where the bridge's words belong.
 */
export async function writeResults(
  context: Excel.RequestContext,
  found: BoundSheet,
  results: RowResults,
): Promise<string[]> {
  const bound = await withStatusColumn(context, found);
  const body = await readBody(context, bound);
  const rows = rowsInPlace(body, results.rows);
  const columns = results.isAnswered ? shownCells(bound, rows) : [];
  const standing = await readStanding(context, bound, columns);
  context.application.suspendScreenUpdatingUntilNextSync();
  const places = formerPlaces(bound, body);
  paint(
    bound,
    places.filter((place) => !isEditable(bound, place, body)),
    null,
  );
  paint(
    bound,
    places.filter((place) => isEditable(bound, place, body)),
    COLOURS.editable,
  );
  const refused = results.refused.slice(0, COLOURED_MAX);
  paint(bound, refusedPlaces(bound, body, refused), COLOURS.refused);
  const digest = results.digest ?? bound.binding.digest;
  const receipts = [...new Set([...bound.binding.receipts, ...(results.receipt === null ? [] : [results.receipt])])];
  const filledCells = new FilledCells(bound.binding);
  const filled = filledCells.marksAfter(columns, standing);
  changeBinding(bound, { digest, receipts, refused, ...(columns.length > 0 && { filled }) });
  assignEffect(bound, results.effect);
  const typed = filledCells.typedIn(columns, standing);
  const typedOf = groupBy(typed, ({ row }) => row);
  const texts = rows.map((row, index) => {
    return [row?.text ?? '', ...(typedOf.get(index) ?? []).map(typedCellStatus)]
      .filter((text) => text !== '')
      .join(' ');
  });
  await writeColumns(context, bound, [...statusCells(bound, texts), ...columns]);
  return typedCellNotices(bound.kind, typed, body.firstRow);
}

/** What stands in columns that are about to be written. */
async function readStanding(
  context: Excel.RequestContext,
  bound: BoundSheet,
  columns: readonly FilledColumn[],
): Promise<(readonly ExcelCell[])[]> {
  if (columns.length === 0) return [];
  const read = await readColumns(
    context,
    bound,
    columns.map(({ look }) => look),
  );
  return read.map(({ values }) => values);
}

/** Writes the Status of these rows alone, found by key; every other cell stays. Nothing is written where they say so already. */
export async function writeRowStatuses(
  context: Excel.RequestContext,
  bound: BoundSheet,
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  const status = bound.columns.get(STATUS_COLUMN);
  if (status === undefined) return;
  const column = bound.table.getDataBodyRange().getColumn(status.index).load('values');
  const loaded = loadKeys(bound);
  await context.sync();
  const { keys } = bodyOf(bound, loaded);
  const now = column.values.map(([cell]) => String(cell));
  const wanted = now.map((text, index) => texts.get(keys[index] ?? '') ?? text);
  if (wanted.some((text, index) => text !== now[index])) {
    await writeColumns(context, bound, statusCells(bound, wanted));
  }
}

/** The sheet with a Status column; it is added again at the end when the person deleted it. */
async function withStatusColumn(context: Excel.RequestContext, bound: BoundSheet): Promise<BoundSheet> {
  if (bound.columns.has(STATUS_COLUMN)) return bound;
  const added = bound.table.columns.add(undefined, undefined, STATUS_HEADER);
  added.load('id,name,index');
  await context.sync();
  const { id: tableColumnId, name, index } = added;
  const others = bound.binding.columns.filter(({ id }) => id !== STATUS_COLUMN);
  const columns = [...others, { id: STATUS_COLUMN, tableColumnId, name }];
  return {
    ...bound,
    places: null,
    binding: changeBinding(bound, { columns }),
    columns: new Map([...bound.columns, [STATUS_COLUMN, { tableColumnId, name, index }]]),
  };
}

const KEY_PROPERTIES = 'values,rowIndex';

/** The keys, which tell where the rows are, and what stands where it writes beside them: all that {@link writeResults} reads. */
export const askKeys: AskColumns = (likely) => {
  const { kind, columns } = likely;
  const keys = columns.filter(({ id }) => id === kind.columns[0]?.id);
  return [
    ...keys.map(({ tableColumnId }) => ({ tableColumnId, properties: KEY_PROPERTIES })),
    ...askCellsOf(shownColumns(kind), likely),
  ];
};

async function readBody(context: Excel.RequestContext, bound: BoundSheet): Promise<TableBody> {
  const asked = askedCells(bound, keyId(bound));
  if (asked !== null) return bodyOf(bound, asked);
  const keys = loadKeys(bound);
  await context.sync();
  return bodyOf(bound, keys);
}

function loadKeys(bound: BoundSheet): Excel.Range | null {
  const { table, columns } = bound;
  const key = columns.get(keyId(bound));
  return key === undefined ? null : table.getDataBodyRange().getColumn(key.index).load(KEY_PROPERTIES);
}

function bodyOf({ body }: BoundSheet, keys: Excel.Range | null): TableBody {
  return {
    firstRow: keys?.rowIndex ?? body.rowIndex,
    firstColumn: body.columnIndex,
    keys: keys?.values.map(([cell]) => String(cell).trim()) ?? Array.from({ length: body.rowCount }, () => ''),
  };
}

function keyId({ kind }: BoundSheet): string {
  return kind.columns[0]?.id ?? '';
}

/** What became of each row of the table. A row that still is where it was comes first; one without a key must be. */
function rowsInPlace(body: TableBody, rows: readonly RowResult[]): (RowResult | undefined)[] {
  const free = new Map<string, Set<number>>();
  body.keys.forEach((key, index) => free.set(key, (free.get(key) ?? new Set()).add(index)));
  const found = body.keys.map((): RowResult | undefined => undefined);
  for (const row of rows) {
    const candidates = free.get(row.key);
    const sameRow = row.sheetRow - 1 - body.firstRow;
    const isSameRow = candidates?.has(sameRow) === true;
    if (!isSameRow && row.key === '') continue;
    const index = isSameRow ? sameRow : candidates?.values().next().value;
    if (index === undefined) continue;
    found[index] = row;
    candidates?.delete(index);
  }
  return found;
}

function statusCells({ columns }: BoundSheet, texts: readonly string[]): ColumnCells[] {
  const place = columns.get(STATUS_COLUMN);
  return place === undefined ? [] : [{ place, look: { type: 'text' }, cells: texts }];
}

function refusedPlaces(bound: BoundSheet, body: TableBody, cells: readonly RefusedCell[]): CellPlace[] {
  return cells.flatMap((cell) => {
    const row = findRow(body.keys, body.firstRow, cell);
    return row === null ? [] : placesIn(bound, body, cell.column, [row]);
  });
}

/**
 * Where an earlier refused fill may be now: at every row with the key, as sorting may have swapped those that share it;
 * where a row without a key was; and at every row without a key, as the person may have emptied the row since.
 */
function formerPlaces(bound: BoundSheet, body: TableBody): CellPlace[] {
  const { refused } = bound.binding;
  const rowsOf = groupBy(body.keys.keys(), (index) => body.keys[index]);
  const own = refused.flatMap(({ key, column, sheetRow }) => {
    const before = (sheetRow ?? 0) - 1 - body.firstRow;
    const keyless = body.keys[before] === undefined ? [] : [before];
    return placesIn(bound, body, column, key === '' ? keyless : (rowsOf.get(key) ?? []));
  });
  const columns = [...new Set(refused.map(({ column }) => column))];
  return [...own, ...columns.flatMap((column) => placesIn(bound, body, column, rowsOf.get('') ?? []))];
}

function placesIn(bound: BoundSheet, body: TableBody, columnId: string, rows: readonly number[]): CellPlace[] {
  const column = bound.columns.get(columnId) ?? bound.columns.get(STATUS_COLUMN);
  if (column === undefined) return [];
  return rows.map((row) => ({ row: body.firstRow + row, column: body.firstColumn + column.index }));
}

function isEditable(bound: BoundSheet, place: CellPlace, body: TableBody): boolean {
  const isHere = (column: TableColumn | undefined): boolean => column?.index === place.column - body.firstColumn;
  return bound.kind.columns.some(({ id, editable }) => editable === true && isHere(bound.columns.get(id)));
}

/** Queues the fill of cells; null takes their fill away. */
function paint(bound: BoundSheet, places: readonly CellPlace[], colour: string | null): void {
  for (const address of blockAddresses(places)) {
    const { fill } = bound.table.worksheet.getRange(address).format;
    if (colour === null) fill.clear();
    else fill.color = colour;
  }
}
