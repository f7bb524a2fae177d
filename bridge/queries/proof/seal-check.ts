import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { groupBy } from '../../contract/group-by.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { columnsOf, digestOfRange, digestOfTable, type Digest } from '../../store/digest.js';
import { SEALED_TABLES, WHOLE_TABLES, type SealedTable, type WholeTable } from '../../store/sealed-tables.js';
import { sealHash } from '../../store/seals.js';
import { damageIn, FINDINGS_PER_CHECK_MAX, type Check, type Finding } from './finding.js';

type PartRow = [
  ...[table: string, firstKey: number, lastKey: number, rowCount: number, columns: string, digest: string],
  ...[commandNumber: number],
];
type WholeRow = [table: string, commandNumber: number, rowCount: number, columns: string, digest: string];
type CommandRow = [commandNumber: number, lastEntry: number, lastEntryHash: string, previousHash: string, hash: string];

/** The chain of seals is unbroken up to the last command, and each seal names an entry that is there. */
export const sealChainUnbroken: Check = async (database) => {
  const parts = groupBy(await partRows(database), (row) => row[6]);
  const wholes = groupBy(await wholeRows(database), (row) => row[1]);
  const findings: Finding[] = [];
  let previous = '';
  for (const row of await commandRows(database)) {
    const [commandNumber, lastEntry, lastEntryHash, previousHash, hash] = row;
    const facts = { commandNumber, lastEntry, lastEntryHash };
    const made = { parts: parts.get(commandNumber) ?? [], wholes: wholes.get(commandNumber) ?? [] };
    if (previousHash !== previous || sealHash(previousHash, { ...facts, ...made }) !== hash) {
      findings.push(finding('seal-changed', `The seal of receipt ${commandNumber} is not as it was made.`));
    }
    previous = hash;
    parts.delete(commandNumber);
    wholes.delete(commandNumber);
  }
  for (const commandNumber of new Set([...parts.keys(), ...wholes.keys()])) {
    findings.push(finding('seal-changed', `The seal of receipt ${commandNumber} is not there, and what it sealed is.`));
  }
  return [...findings, ...(await headFindings(database))].slice(0, FINDINGS_PER_CHECK_MAX);
};

/** Entries and commands end where the last seal says. */
async function headFindings(database: Database): Promise<Finding[]> {
  const rows = await database.raw<{ message: string }[]>(
    `SELECT 'Receipt ' || seal.command_number || ' was sealed with entry ' || last_entry || ' as the last, which is '
            || iif(entry.hash IS NULL, 'not there.', 'another now.') AS message
     FROM command_seal AS seal LEFT JOIN journal_entry AS entry ON entry.entry_number = last_entry
     WHERE coalesce(entry.hash, '') <> last_entry_hash
     UNION ALL
     SELECT 'The last seal is of receipt ' || coalesce(max(command_number), 'none') || ' and entry ' || coalesce(max(last_entry), 'none')
            || ', and there are receipts or entries after it.'
     FROM command_seal
     HAVING coalesce(max(command_number), 0) <> (SELECT coalesce(max(command_number), 0) FROM command)
         OR coalesce(max(last_entry), 0) <> (SELECT coalesce(max(entry_number), 0) FROM journal_entry)`,
  );
  return rows.map(({ message }) => finding('seal-head-differs', message));
}

/** Every row that was sealed is as it was, and there is none beside. */
export const rowsAsSealed: Check = async (database) => {
  const byTable = groupBy(await partRows(database), ([table]) => table);
  const findings: Finding[] = [];
  for (const table of SEALED_TABLES) {
    const parts = byTable.get(table.table) ?? [];
    for (const part of parts) {
      findings.push(...(await partFindings(database, table, part)));
      await setImmediate();
    }
    findings.push(...(await coverFindings(database, table, parts)));
    if (findings.length >= FINDINGS_PER_CHECK_MAX) break;
  }
  return findings.slice(0, FINDINGS_PER_CHECK_MAX);
};

async function partFindings(database: Database, table: SealedTable, part: PartRow): Promise<Finding[]> {
  const [name, first, last, rowCount, columnsText, digest, commandNumber] = part;
  const where = first === last ? `${table.key} ${first}` : `${table.key} ${first} to ${last}`;
  let now: Digest | null;
  try {
    now = await digestWhere(database, name, columnsText, (columns) =>
      digestOfRange(database, table, columns, [first, last]),
    );
  } catch (error) {
    return [finding('rows-changed', `The rows of ${name} with ${where} can't be read: ${damageIn(error)}.`)];
  }
  if (now !== null && now.digest === digest && now.rowCount === rowCount) return [];
  const message = `The rows of ${name} with ${where} are not as receipt ${commandNumber} left them.`;
  return [finding('rows-changed', message)];
}

/** Parts follow each other, so that a row which none of them covers is above the last or has no key of ours. */
async function coverFindings(
  database: Database,
  { table }: SealedTable,
  parts: readonly PartRow[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let next = 1;
  for (const [, first, last] of parts) {
    if (first !== next) findings.push(finding('seal-changed', `No seal covers ${table} from ${next} to ${first - 1}.`));
    next = last + 1;
  }
  const sealed = parts.reduce((sum, part) => sum + part[3], 0);
  const [row] = await database.raw<{ found: number }[]>(`SELECT count(*) AS found FROM ${table}`);
  if (row?.found !== sealed) {
    findings.push(
      finding('rows-not-sealed', `The table ${table} has ${row?.found ?? 0} rows, and ${sealed} are sealed.`),
    );
  }
  return findings;
}

/** The small tables are as the last command that changed them left them. */
export const tablesAsSealed: Check = async (database) => {
  const seals = new Map((await wholeRows(database)).map((row) => [row[0], row]));
  const findings: Finding[] = [];
  for (const [table, seal] of seals) {
    const [, commandNumber, rowCount, columnsText, digest] = seal;
    const now = isWholeTable(table)
      ? await digestWhere(database, table, columnsText, (columns) => digestOfTable(database, table, columns))
      : null;
    if (now !== null && now.digest === digest && now.rowCount === rowCount) continue;
    findings.push(finding('table-changed', `The table ${table} is not as receipt ${commandNumber} left it.`));
  }
  const missing = Object.keys(WHOLE_TABLES).filter((table) => !seals.has(table));
  const isNew = (await commandRows(database)).length === 0;
  return isNew
    ? []
    : [...findings, ...missing.map((table) => finding('table-changed', `The table ${table} is not sealed.`))];
};

function isWholeTable(table: string): table is WholeTable {
  return table in WHOLE_TABLES;
}

/** Null where a column that was sealed is there no more, or where nobody can tell which were. */
async function digestWhere(
  database: Database,
  table: string,
  columnsText: string,
  digest: (columns: string[]) => Promise<Digest>,
): Promise<Digest | null> {
  const columns = namesIn(columnsText);
  const there = new Set(await columnsOf(database, table));
  return columns.length > 0 && columns.every((column) => there.has(column)) ? digest(columns) : null;
}

function namesIn(columnsText: string): string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(columnsText));
  } catch {
    return [];
  }
}

async function partRows(database: Database): Promise<PartRow[]> {
  const columns = ['table_name', 'first_key', 'last_key', 'row_count', 'columns', 'digest', 'command_number'];
  return bulkRead<PartRow>(database, columns, 'SELECT * FROM seal ORDER BY table_name, first_key');
}

async function wholeRows(database: Database): Promise<WholeRow[]> {
  const columns = ['table_name', 'command_number', 'row_count', 'columns', 'digest'];
  return bulkRead<WholeRow>(database, columns, 'SELECT * FROM table_seal ORDER BY table_name, command_number');
}

async function commandRows(database: Database): Promise<CommandRow[]> {
  const columns = ['command_number', 'last_entry', 'last_entry_hash', 'previous_hash', 'hash'];
  return bulkRead<CommandRow>(database, columns, 'SELECT * FROM command_seal ORDER BY command_number');
}

function finding(code: string, message: string): Finding {
  return { code, message };
}
