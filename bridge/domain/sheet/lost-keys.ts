import type { CalendarDate } from '../../contract/calendar-date.js';
import type { PushRow, SheetCell } from '../../contract/commands/push-sheet.js';
import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import { isEntryKey, repeatedKey } from '../../contract/sheets/entry-key.js';
import { sentColumns, type SheetKind } from '../../contract/sheets/sheet-kind.js';
import { readCell } from './read-cell.js';
import type { RowCells } from './row-cells.js';

/** A typed row as it was pushed, and when. */
export interface TypedRow {
  readonly cells: RowCells;
  readonly receipt: number;
  readonly pushedOn: CalendarDate;
  /** The receipt that reversed it; null while it stands. */
  readonly reversedBy: number | null;
}

/** The pushed row that a row is taken for. */
export interface LostKey {
  readonly key: string;
  /** True where the row says something else of the same account than the pushed row did. */
  readonly isEdited: boolean;
}

/**
 * Finds the rows that say in every cell what a pushed row says that is on the sheet no more, then those that are of the
 * same as one. Either it is that row and has lost its key: Undo takes back a key that Curbstop wrote, and so does closing
 * the workbook without saving. Or the same was typed once more, or more of it, and is meant. Only the person knows, so it
 * is asked; a row that repeats another on purpose says so by its key. A row that is reversed is typed anew, and never
 * asked about. Gives the pushed rows by the keys that the rows have now.
 */
export function lostKeys(
  kind: SheetKind,
  rows: readonly PushRow[],
  typedBefore: ReadonlyMap<string, TypedRow>,
): ReadonlyMap<string, LostKey> {
  const here = new Set(rows.map(({ key }) => key));
  const gone = new Map([...typedBefore].filter(([key, { reversedBy }]) => !here.has(key) && reversedBy === null));
  const found = new Map<string, LostKey>();
  if (gone.size === 0) return found;
  const times = new Map([...groupBy(rows, ({ key }) => key)].map(([key, each]) => [key, each.length]));
  const fresh = rows.filter(({ key }) => {
    return times.get(key) === 1 && key !== '' && !typedBefore.has(key) && !typedBefore.has(repeatedKey(key) ?? '');
  });
  match(fresh, gone, found, { ofRow: (row) => textOfRow(kind, row), ofCells: (cells) => textOfCells(kind, cells) });
  // A key that the person typed names another row on purpose; one that Curbstop gave names none.
  const unnamed = fresh.filter(({ key }) => isEntryKey(key));
  match(unnamed, gone, found, {
    isEdited: true,
    ofRow: (row) => aboutRow(kind, row),
    ofCells: (cells) => aboutCells(kind, cells),
  });
  return found;
}

interface LikenedBy {
  readonly isEdited?: boolean;
  /** Null where there is nothing to liken a row by. */
  readonly ofRow: (row: PushRow) => string | null;
  readonly ofCells: (cells: RowCells) => string | null;
}

/** Takes each row that was not found yet for the first pushed row that it is like, which it is no more for the others. */
function match(
  rows: readonly PushRow[],
  gone: Map<string, TypedRow>,
  found: Map<string, LostKey>,
  { isEdited = false, ofRow, ofCells }: LikenedBy,
): void {
  const lost = new Map<string, string[]>();
  for (const [key, { cells }] of gone) {
    const text = ofCells(cells);
    if (text !== null) lost.set(text, [...(lost.get(text) ?? []), key]);
  }
  if (lost.size === 0) return;
  for (const row of rows) {
    if (found.has(row.key)) continue;
    const key = lost.get(ofRow(row) ?? '')?.shift();
    if (key === undefined) continue;
    found.set(row.key, { key, isEdited });
    gone.delete(key);
  }
}

/** What a pushed row is about; null for kinds whose rows are about nothing of their own. */
function aboutCells({ identityColumns = [] }: SheetKind, cells: RowCells): string | null {
  const about = identityColumns.map((id) => cells[id] ?? null);
  return about.length === 0 || about.includes(null) ? null : JSON.stringify(about);
}

/** The same of a row of the sheet; null also where a cell of it can't be read. */
function aboutRow(kind: SheetKind, { cells }: PushRow): string | null {
  const read: Record<string, SheetCell> = {};
  for (const [index, column] of sentColumns(kind).entries()) {
    const reading = readCell(column, cells[index] ?? null);
    if (!reading.ok) return null;
    read[column.id] = reading.value;
  }
  return aboutCells(kind, read);
}

/** Tells whether a row says what it said when it was pushed. */
export function saysTheSame(kind: SheetKind, row: PushRow, cells: RowCells): boolean {
  return textOfRow(kind, row) === textOfCells(kind, cells);
}

function textOfCells(kind: SheetKind, cells: RowCells): string {
  return JSON.stringify(sentColumns(kind).map(({ id }) => cells[id] ?? null));
}

function textOfRow(kind: SheetKind, { cells }: PushRow): string {
  const readings = sentColumns(kind).map((column, index) => readCell(column, cells[index] ?? null));
  return JSON.stringify(readings.map((reading) => (reading.ok ? reading.value : reading)));
}

/** What a row is asked that is taken for one that was pushed. */
export function sameAsPushed(kind: SheetKind, { key, sheetRow }: PushRow, lost: LostKey, before: TypedRow): Issue {
  const pushed = `a row that was pushed on ${before.pushedOn} with receipt ${before.receipt} and is not on the sheet any more`;
  const taken = `It is taken for that row, and has its key ${lost.key} back.`;
  const asked = { code: 'same-as-pushed', rowKey: key, sheetRow, column: 'key' };
  if (!lost.isEdited) {
    const message = `Row ${sheetRow} says the same as ${pushed}. ${taken}`;
    return {
      ...asked,
      message,
      fix: 'If it is that row, push again. If it is meant once more, choose “Post it again”, then push.',
    };
  }
  const message = `Row ${sheetRow} has the ${aboutWords(kind)} of ${pushed}. ${taken}`;
  const fix =
    'If it is that row, put it back as it was, and enter the correction as a new row. If it is meant besides, choose “Post it again”, then push.';
  return { ...asked, message, fix };
}

/** "account and service". */
function aboutWords({ columns, identityColumns = [] }: SheetKind): string {
  return columns
    .filter(({ id }) => identityColumns.includes(id))
    .map(({ header }) => header.toLowerCase())
    .join(' and ');
}
