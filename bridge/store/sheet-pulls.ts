import { PULL_PAGE_ROWS_MAX } from '../contract/api.js';
import { chunksOf } from '../contract/chunks-of.js';
import type { SheetCell } from '../contract/commands/push-sheet.js';
import { sheetKinds } from '../contract/sheets/index.js';
import { ENTRY_KEY_GLOB, isEntryKey } from '../contract/sheets/entry-key.js';
import { editableColumns } from '../contract/sheets/sheet-kind.js';
import { bulkInsert, bulkRead } from './bulk.js';
import type { Database } from './database.js';

const DAY_MS = 86_400_000;
const READ_ONLY_KEPT_DAYS = 1;
const PUSHABLE_KEPT_DAYS = 90;
const READ_ONLY_KINDS = JSON.stringify(
  Object.values(sheetKinds)
    .filter((kind) => editableColumns(kind).length === 0)
    .map(({ id }) => id),
);

type Rows = readonly (readonly SheetCell[])[];

export interface StoredPull {
  readonly pullId: string;
  readonly kind: string;
  readonly parameters: unknown;
  readonly asOf: string;
  readonly personId: string;
}

interface PullRow {
  readonly pull_id: string;
  readonly kind: string;
  readonly parameters: string;
  readonly as_of: string;
  readonly person_id: string;
  readonly row_count: number;
}

/** So many rows as a client asks for at once, so that a page is sent as it was kept. */
interface PageRow {
  readonly pull_id: string;
  /** Counted from 0 in the pull. */
  readonly first_row: number;
  readonly row_count: number;
  readonly rows: string;
}

/** Keeps what a pull put into a sheet, so that a push can be compared with it. */
export async function keepPull(database: Database, pull: StoredPull, rows: Rows): Promise<void> {
  await database<PullRow>('sheet_pull').insert({
    pull_id: pull.pullId,
    kind: pull.kind,
    parameters: JSON.stringify(pull.parameters),
    as_of: pull.asOf,
    person_id: pull.personId,
    row_count: rows.length,
  });
  let firstRow = 0;
  for (const page of chunksOf(rows, PULL_PAGE_ROWS_MAX)) {
    const place = { pull_id: pull.pullId, first_row: firstRow, row_count: page.length };
    await database<PageRow>('sheet_pull_page').insert({ ...place, rows: JSON.stringify(page) });
    firstRow += page.length;
  }
}

/** Finds a pull by its id, or gives null. */
export async function findPull(database: Database, pullId: string): Promise<StoredPull | null> {
  const row = await database<PullRow>('sheet_pull').where('pull_id', pullId).first();
  if (!row) return null;
  const parameters: unknown = JSON.parse(row.parameters);
  return { pullId: row.pull_id, kind: row.kind, parameters, asOf: row.as_of, personId: row.person_id };
}

/** The rows as pulled, from an offset on, as the bytes of a JSON array: a page of the usual size as it is kept. */
export async function pulledPage(database: Database, pullId: string, offset: number, limit: number): Promise<Buffer> {
  const pages = await database.raw<(Omit<PageRow, 'rows'> & { readonly rows: Buffer })[]>(
    `SELECT first_row, row_count, CAST(rows AS BLOB) AS rows FROM sheet_pull_page
     WHERE pull_id = ? AND first_row < ? AND first_row + row_count > ? ORDER BY first_row`,
    [pullId, offset + limit, offset],
  );
  const [first] = pages;
  if (first === undefined) return Buffer.from('[]');
  if (pages.length === 1 && first.first_row === offset && first.row_count <= limit) return first.rows;
  const start = offset - first.first_row;
  const rows = rowsOf(pages.map((page) => ({ rows: page.rows.toString() })));
  return Buffer.from(JSON.stringify(rows.slice(start, start + limit)));
}

/** All rows as pulled. */
export async function allPulledRows(database: Database, pullId: string): Promise<Rows> {
  return rowsOf(
    await database<PageRow>('sheet_pull_page').where('pull_id', pullId).orderBy('first_row').select('rows'),
  );
}

function rowsOf(pages: readonly Pick<PageRow, 'rows'>[]): Rows {
  return pages.flatMap(({ rows }) => JSON.parse(rows) as Rows);
}

export interface PushedRow {
  readonly rowKey: string;
  /** What the row is compared by, by column id, as the bridge held it after the push. */
  readonly cells: Readonly<Record<string, SheetCell>>;
  /** The receipt of the push. */
  readonly receipt: number;
}

/** A row as a push leaves it. */
export interface AdvancedRow extends PushedRow {
  /** Its decision before, where the reversal of such a push puts it back. */
  readonly replaced?: PushedRow['cells'] | undefined;
}

/** The rows of a pull that pushes have since changed, each as it was after each push, oldest first. */
export async function pushedRows(database: Database, pullId: string): Promise<PushedRow[]> {
  const rows = await bulkRead<[string, string, number]>(
    database,
    ['row_key', 'cells', 'receipt'],
    'SELECT row_key, cells, receipt FROM sheet_pull_row WHERE pull_id = ? ORDER BY receipt',
    [pullId],
  );
  return rows.map(([rowKey, cells, receipt]) => ({
    rowKey,
    cells: JSON.parse(cells) as PushedRow['cells'],
    receipt,
  }));
}

/** The receipts of rows that were typed into sheets of other pulls, by the keys that Curbstop gave them. */
export async function typedElsewhere(
  database: Database,
  pullId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const asked = keys.filter(isEntryKey);
  if (asked.length === 0) return new Map();
  const rows = await bulkRead<[string, number]>(
    database,
    ['row_key', 'receipt'],
    `SELECT row_key, min(receipt) AS receipt FROM sheet_pull_row
     WHERE row_key GLOB '${ENTRY_KEY_GLOB}' AND row_key IN (SELECT value FROM json_each(?)) AND pull_id <> ?
     GROUP BY row_key`,
    [JSON.stringify(asked), pullId],
  );
  return new Map(rows);
}

/** Moves the baseline of the rows that a push changed; how they were before stays known. */
export async function advanceBaseline(trx: Database, pullId: string, rows: readonly AdvancedRow[]): Promise<void> {
  await bulkInsert(
    trx,
    'sheet_pull_row',
    ['pull_id', 'row_key', 'cells', 'receipt', 'replaced'],
    rows.map(({ rowKey, cells, receipt, replaced = null }) => [pullId, rowKey, cells, receipt, replaced]),
  );
}

/**
 * Forgets the pulls that nobody needs any more: those of kinds that are only read after a day, for they are only paged
 * through, and those that no push has used after ninety days.
 */
export async function forgetOldPulls(database: Database, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  await database.raw(
    `DELETE FROM sheet_pull WHERE as_of < ? AND (as_of < ? OR kind IN (SELECT value FROM json_each(?)))
       AND NOT EXISTS (SELECT 1 FROM sheet_pull_row WHERE sheet_pull_row.pull_id = sheet_pull.pull_id)`,
    [before(READ_ONLY_KEPT_DAYS), before(PUSHABLE_KEPT_DAYS), READ_ONLY_KINDS],
  );
}
