import type { RowStatus } from '../../bridge/contract/commands/push-sheet.js';
import { STATUS_HEADER } from '../../bridge/contract/sheets/sheet-kind.js';
import { groupBy } from '../../bridge/contract/group-by.js';
import { changeBinding, type BoundSheet } from './bound-sheet.js';
import { byteChunks } from './byte-chunks.js';
import { blockAddresses, type CellPlace } from './cell-addresses.js';
import { assignTexts } from './cell-writer.js';
import type { TableColumn } from './column-map.js';
import type { PullBinding } from './pull-binding.js';
import { findRow } from './row-finder.js';
import { COLOURS, STATUS_COLUMN } from './sheet-layout.js';

/** Every refused row says so in its Status; colouring thousands of cells one block at a time would only slow Excel. */
const COLOURED_MAX = 1_000;

/** A cell that was refused: its row as it was sent and the column's id; '' means the row, shown at its Status. */
export type RefusedCell = PullBinding['refused'][number];

export interface RowResults {
  readonly rows: readonly Pick<RowStatus, 'key' | 'sheetRow' | 'text'>[];
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
 * Writes what became of each row into the Status column and colours refused cells, in place of what an earlier preview
 * or push left there. Rows are found by key, so sorting meanwhile does no harm.
 */
export async function writeResults(
  context: Excel.RequestContext,
  found: BoundSheet,
  results: RowResults,
): Promise<void> {
  const bound = await withStatusColumn(context, found);
  const body = await readBody(context, bound);
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
  changeBinding(bound, { digest, receipts, refused });
  await writeStatuses(context, bound, statusTexts(body, results.rows));
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
  const { keys } = await readBody(context, bound);
  const now = column.values.map(([cell]) => String(cell));
  const wanted = now.map((text, index) => texts.get(keys[index] ?? '') ?? text);
  if (wanted.some((text, index) => text !== now[index])) await writeStatuses(context, bound, wanted);
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
    binding: changeBinding(bound, { columns }),
    columns: new Map([...bound.columns, [STATUS_COLUMN, { tableColumnId, name, index }]]),
  };
}

async function readBody(context: Excel.RequestContext, bound: BoundSheet): Promise<TableBody> {
  const { columnIndex, rowCount } = bound.body;
  const key = bound.columns.get(keyId(bound));
  const keys = key === undefined ? null : bound.table.getDataBodyRange().getColumn(key.index);
  keys?.load('values,rowIndex');
  await context.sync();
  return {
    firstRow: keys?.rowIndex ?? bound.body.rowIndex,
    firstColumn: columnIndex,
    keys: keys?.values.map(([cell]) => String(cell).trim()) ?? Array.from({ length: rowCount }, () => ''),
  };
}

function keyId({ kind }: BoundSheet): string {
  return kind.columns[0]?.id ?? '';
}

/** One text for every row of the table. A row that still is where it was comes first; one without a key must be. */
function statusTexts(body: TableBody, rows: RowResults['rows']): string[] {
  const free = new Map<string, Set<number>>();
  body.keys.forEach((key, index) => free.set(key, (free.get(key) ?? new Set()).add(index)));
  const texts = body.keys.map(() => '');
  for (const { key, sheetRow, text } of rows) {
    const candidates = free.get(key);
    const sameRow = sheetRow - 1 - body.firstRow;
    const isSameRow = candidates?.has(sameRow) === true;
    if (!isSameRow && key === '') continue;
    const index = isSameRow ? sameRow : candidates?.values().next().value;
    if (index === undefined) continue;
    texts[index] = text;
    candidates?.delete(index);
  }
  return texts;
}

async function writeStatuses(context: Excel.RequestContext, bound: BoundSheet, texts: string[]): Promise<void> {
  const status = bound.columns.get(STATUS_COLUMN);
  if (status === undefined) return;
  const column = bound.table.getDataBodyRange().getColumn(status.index);
  for (const { start, rows } of byteChunks(texts.map((text) => [text]))) {
    assignTexts(column.getCell(start, 0).getResizedRange(rows.length - 1, 0), rows);
    // eslint-disable-next-line office-addins/no-context-sync-in-loop -- one chunk, unless there are megabytes of texts
    await context.sync();
  }
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
