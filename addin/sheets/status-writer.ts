import type { RowStatus } from '../../bridge/contract/commands/push-sheet.js';
import { STATUS_HEADER } from '../../bridge/contract/sheets/sheet-kind.js';
import { changeBinding, type BoundSheet } from './bound-sheet.js';
import { byteChunks } from './byte-chunks.js';
import { blockAddresses, type CellPlace } from './cell-addresses.js';
import { assignTexts } from './cell-writer.js';
import type { TableColumn } from './column-map.js';
import type { PullBinding } from './pull-binding.js';
import { COLOURS, STATUS_COLUMN } from './sheet-layout.js';

/** Every refused row says so in its Status; colouring thousands of cells one block at a time would only slow Excel. */
const COLOURED_MAX = 1_000;

/** A cell that was refused: the row's key and the column's id; a column of '' means the row, shown at its Status. */
export type RefusedCell = PullBinding['refused'][number];

export interface RowResults {
  readonly rows: readonly Pick<RowStatus, 'key' | 'sheetRow' | 'text'>[];
  readonly refused: readonly RefusedCell[];
  /** Of the editable cells that are now at the bridge; null when nothing was applied. */
  readonly digest: string | null;
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
  const places = [...placesOf(bound, body, bound.binding.refused), ...emptiedPlaces(bound, body)];
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
  paint(bound, placesOf(bound, body, refused), COLOURS.refused);
  const digest = results.digest ?? bound.binding.digest;
  changeBinding(bound, { digest, refused });
  await writeStatuses(context, bound, statusTexts(body, results.rows));
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
  const body = bound.table.getDataBodyRange();
  body.load('rowIndex,columnIndex,rowCount');
  const key = bound.columns.get(keyId(bound));
  const keys = key === undefined ? null : body.getColumn(key.index);
  keys?.load('values');
  await context.sync();
  return {
    firstRow: body.rowIndex,
    firstColumn: body.columnIndex,
    keys: keys?.values.map(([cell]) => String(cell).trim()) ?? Array.from({ length: body.rowCount }, () => ''),
  };
}

function keyId({ kind }: BoundSheet): string {
  return kind.columns[0]?.id ?? '';
}

/** One text for every row of the table. Of rows with the same key, the one that still is where it was comes first. */
function statusTexts(body: TableBody, rows: RowResults['rows']): string[] {
  const free = new Map<string, Set<number>>();
  body.keys.forEach((key, index) => free.set(key, (free.get(key) ?? new Set()).add(index)));
  const texts = body.keys.map(() => '');
  for (const { key, sheetRow, text } of rows) {
    const candidates = free.get(key);
    const sameRow = sheetRow - 1 - body.firstRow;
    const index = candidates?.has(sameRow) === true ? sameRow : candidates?.values().next().value;
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

function placesOf(bound: BoundSheet, body: TableBody, cells: readonly RefusedCell[]): CellPlace[] {
  const columnsOf = new Map<string, Set<number>>();
  for (const { key, column } of cells) {
    const place = bound.columns.get(column) ?? bound.columns.get(STATUS_COLUMN);
    if (place !== undefined) columnsOf.set(key, (columnsOf.get(key) ?? new Set()).add(place.index));
  }
  return body.keys.flatMap((key, index) =>
    [...(columnsOf.get(key) ?? [])].map((column) => ({
      row: body.firstRow + index,
      column: body.firstColumn + column,
    })),
  );
}

/** Where a refused row stood that the person has emptied since, its key too: no key leads there any more. */
function emptiedPlaces(bound: BoundSheet, body: TableBody): CellPlace[] {
  const refused = bound.binding.refused.map(({ column }) => ({ key: '', column }));
  return placesOf(bound, body, refused);
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
