import { sha256Hex } from '../bytes/sha256.js';
import { CurbstopError } from '../contract/problem.js';
import { chunksOf } from '../contract/chunks-of.js';
import { bulkInsert, type StoredValue } from './bulk.js';
import type { Database } from './database.js';
import { columnsOf, digestOfRange, digestOfTable } from './digest.js';
import { sealPostedRuns } from './run-seals.js';
import { SEALED_TABLES, WHOLE_TABLES, type SealedTable, type WholeTable } from './sealed-tables.js';

/** Rows a part: few enough that a finding says where, many enough that a large posting has few parts. */
const ROWS_PER_PART = 1_000;
/** While one part is hashed, the next ones are read. */
const PARTS_AT_ONCE = 4;

type KeyRange = readonly [first: number, last: number];

/** As the proof reads the seals again. */
const IN_ORDER = SEALED_TABLES.toSorted((a, b) => (a.table < b.table ? -1 : 1));

const PART_COLUMNS = ['table_name', 'first_key', 'last_key', 'row_count', 'columns', 'digest', 'command_number'];
const WHOLE_COLUMNS = ['table_name', 'command_number', 'row_count', 'columns', 'digest'];

/** What the hash of a command's seal covers. */
export interface SealFacts {
  readonly commandNumber: number;
  readonly lastEntry: number;
  readonly lastEntryHash: string;
  /** The rows of the tables seal and table_seal that the command added, in the order of their keys. */
  readonly parts: readonly (readonly StoredValue[])[];
  readonly wholes: readonly (readonly StoredValue[])[];
}

/** The SHA-256 that chains the seal of a command to the one before. */
export function sealHash(previousHash: string, facts: SealFacts): string {
  const { commandNumber, lastEntry, lastEntryHash, parts, wholes } = facts;
  const text = JSON.stringify([commandNumber, lastEntry, lastEntryHash, parts, wholes]);
  return sha256Hex(`${previousHash}${text}`);
}

/**
 * Seals what a command added, at its end: the new rows of every table of the ledger, the small tables that it changed, and
 * the head of the chain of entries.
 */
export async function sealCommand(
  trx: Database,
  commandNumber: number,
  changed: readonly WholeTable[] = [],
): Promise<void> {
  await sealPostedRuns(trx);
  const parts: StoredValue[][] = [];
  for (const { table, sealedTo } of await tablesWithNewRows(trx)) {
    parts.push(...(await newParts(trx, table, sealedTo, commandNumber)));
  }
  const wholes: StoredValue[][] = [];
  for (const table of Object.keys(WHOLE_TABLES).sort() as WholeTable[]) {
    if (!changed.includes(table) && (await lastSealOf(trx, table)) !== null) continue;
    const columns = await columnsOf(trx, table);
    const { digest, rowCount } = await digestOfTable(trx, table, columns);
    wholes.push([table, commandNumber, rowCount, JSON.stringify(columns), digest]);
  }
  await bulkInsert(trx, 'seal', PART_COLUMNS, parts);
  await bulkInsert(trx, 'table_seal', WHOLE_COLUMNS, wholes);
  const entry = await headOfEntries(trx);
  const previousHash = await headOfSeals(trx);
  const hash = sealHash(previousHash, { commandNumber, ...entry, parts, wholes });
  await trx('command_seal').insert({
    command_number: commandNumber,
    last_entry: entry.lastEntry,
    last_entry_hash: entry.lastEntryHash,
    previous_hash: previousHash,
    hash,
  });
}

/** Refuses to change a small table that is not as it was sealed. Throws `sealed-table-changed`. */
export async function refuseUnsealed(trx: Database, tables: readonly WholeTable[]): Promise<void> {
  for (const table of tables) {
    const seal = await lastSealOf(trx, table);
    if (seal === null) continue;
    const { digest } = await digestOfTable(trx, table, JSON.parse(seal.columns) as string[]);
    if (digest === seal.digest) continue;
    throw new CurbstopError({
      code: 'sealed-table-changed',
      status: 409,
      message: `The table ${table} is not as Curbstop left it with receipt ${seal.command_number}.`,
      fix: 'Run curbstop verify, and restore the newest backup that proves.',
    });
  }
}

/** The small tables that are not as they were sealed, be it by a row or by a column. */
export async function changedTables(trx: Database): Promise<WholeTable[]> {
  const changed: WholeTable[] = [];
  for (const table of Object.keys(WHOLE_TABLES) as WholeTable[]) {
    const seal = await lastSealOf(trx, table);
    const columns = await columnsOf(trx, table);
    const { digest } = await digestOfTable(trx, table, columns);
    if (seal?.digest !== digest || seal.columns !== JSON.stringify(columns)) changed.push(table);
  }
  return changed;
}

interface TableSealRow {
  readonly table_name: string;
  readonly command_number: number;
  readonly columns: string;
  readonly digest: string;
}

async function lastSealOf(trx: Database, table: WholeTable): Promise<TableSealRow | null> {
  const row = await trx<TableSealRow>('table_seal')
    .where('table_name', table)
    .orderBy('command_number', 'desc')
    .first('table_name', 'command_number', 'columns', 'digest');
  return row ?? null;
}

interface NewRows {
  readonly table: SealedTable;
  readonly sealedTo: number;
}

async function tablesWithNewRows(trx: Database): Promise<NewRows[]> {
  const queries = IN_ORDER.map(
    ({ table, key }, place) =>
      `SELECT ${place} AS place, (SELECT max(${key}) FROM ${table}) AS last,
         coalesce((SELECT last_key FROM seal WHERE table_name = '${table}' ORDER BY first_key DESC LIMIT 1), 0) AS sealed`,
  );
  const rows = await trx.raw<{ place: number; last: number | null; sealed: number }[]>(queries.join(' UNION ALL '));
  return rows.flatMap(({ place, last, sealed }) => {
    const table = IN_ORDER[place];
    return table !== undefined && last !== null && last > sealed ? [{ table, sealedTo: sealed }] : [];
  });
}

/** A part begins after the one before, whether or not there is a row of that key, so that no row fits in between. */
async function newParts(
  trx: Database,
  table: SealedTable,
  sealedTo: number,
  commandNumber: number,
): Promise<StoredValue[][]> {
  const columns = await columnsOf(trx, table.table);
  const parts: StoredValue[][] = [];
  for (const ranges of chunksOf(await rangesAfter(trx, table, sealedTo), PARTS_AT_ONCE)) {
    const digests = await Promise.all(ranges.map((range) => digestOfRange(trx, table, columns, range)));
    for (const [index, { digest, rowCount }] of digests.entries()) {
      const [first, last] = ranges[index] ?? [0, 0];
      parts.push([table.table, first, last, rowCount, JSON.stringify(columns), digest, commandNumber]);
    }
  }
  return parts;
}

async function rangesAfter(trx: Database, table: SealedTable, sealedTo: number): Promise<KeyRange[]> {
  const ranges: KeyRange[] = [];
  for (let first = sealedTo + 1; ;) {
    const last = await lastKeyOfPart(trx, table, first);
    if (last === null) return ranges;
    ranges.push([first, last]);
    first = last + 1;
  }
}

async function lastKeyOfPart(trx: Database, { table, key }: SealedTable, first: number): Promise<number | null> {
  const [row] = await trx.raw<{ last: number | null }[]>(
    `SELECT max(${key}) AS last FROM (SELECT ${key} FROM ${table} WHERE ${key} >= ? ORDER BY ${key} LIMIT ${ROWS_PER_PART})`,
    [first],
  );
  return row?.last ?? null;
}

async function headOfEntries(trx: Database): Promise<{ lastEntry: number; lastEntryHash: string }> {
  const row = await trx<{ entry_number: number; hash: string }>('journal_entry')
    .orderBy('entry_number', 'desc')
    .first('entry_number', 'hash');
  return { lastEntry: row?.entry_number ?? 0, lastEntryHash: row?.hash ?? '' };
}

async function headOfSeals(trx: Database): Promise<string> {
  const row = await trx<{ command_number: number; hash: string }>('command_seal')
    .orderBy('command_number', 'desc')
    .first('hash');
  return row?.hash ?? '';
}
