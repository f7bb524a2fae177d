import type { CalendarDate } from '../../contract/calendar-date.js';
import type { PushRow } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import { repeatedKey } from '../../contract/sheets/entry-key.js';
import { sentColumns, type SheetKind } from '../../contract/sheets/sheet-kind.js';
import { readCell } from './read-cell.js';
import type { RowCells } from './row-cells.js';

/** A typed row as it was pushed, and when. */
export interface TypedRow {
  readonly cells: RowCells;
  readonly receipt: number;
  readonly pushedOn: CalendarDate;
}

/**
 * Finds the rows that say in every cell what a pushed row says that is on the sheet no more. Either it is that row and
 * has lost its key: Undo takes back a key that Curbstop wrote, and so does closing the workbook without saving. Or the
 * same was typed once more and is meant. Only the person knows, so it is asked; a row that repeats another on purpose
 * says so by its key. Gives the pushed row's key by the key that the row has now.
 */
export function lostKeys(
  kind: SheetKind,
  rows: readonly PushRow[],
  typedBefore: ReadonlyMap<string, TypedRow>,
): ReadonlyMap<string, string> {
  const here = new Set(rows.map(({ key }) => key));
  const lost = new Map<string, string[]>();
  for (const [key, { cells }] of typedBefore) {
    if (here.has(key)) continue;
    const text = textOfCells(kind, cells);
    lost.set(text, [...(lost.get(text) ?? []), key]);
  }
  const found = new Map<string, string>();
  if (lost.size === 0) return found;
  for (const row of rows) {
    if (row.key === '' || typedBefore.has(row.key) || found.has(row.key)) continue;
    if (typedBefore.has(repeatedKey(row.key) ?? '')) continue;
    const key = lost.get(textOfRow(kind, row))?.shift();
    if (key !== undefined) found.set(row.key, key);
  }
  return found;
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

/** What a row is asked that says the same as one that was pushed. */
export function sameAsPushed({ key, sheetRow }: PushRow, pushedKey: string, before: TypedRow): Issue {
  return {
    code: 'same-as-pushed',
    rowKey: key,
    sheetRow,
    column: 'key',
    message:
      `Row ${sheetRow} says the same as a row that was pushed on ${before.pushedOn} with receipt ${before.receipt} ` +
      `and is not on the sheet any more. It is taken for that row, and has its key ${pushedKey} back.`,
    fix: 'If it is that row, push again. If it is meant once more, choose “Post it again”, then push.',
  };
}
