import { qualifiedAddress } from '../../addin/workbench/host/model/address.js';
import type { Person } from '../../addin/workbench/host/person.js';
import { STATUS_HEADER, sentColumns, shownColumns, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { inkAt } from './row-ink.js';

export type SeenCell = string | number | boolean;

/** A sheet that was pulled, as the workbook knows it. */
export interface PulledSheet {
  readonly pullId: string;
  readonly kind: SheetKind;
  readonly tableName: string;
  /** Which column of the kind each column of the table was when it was pulled, by Excel's id of it. */
  readonly columnIds: ReadonlyMap<number, string>;
  /** The cells as pulled, by key. */
  readonly pulled: ReadonlyMap<string, Readonly<Record<string, SeenCell>>>;
  /** What Curbstop wrote into the columns that it fills beside typed rows, by column and cell. */
  readonly filled: ReadonlySet<string>;
  /** The receipts of its pushes whose replies came. */
  readonly receipts: readonly number[];
  /** It is a copy that takes the place of the sheet that was pulled and deleted, and no push was answered since. */
  readonly isAdopted: boolean;
}

/** A row as a person reads it off the screen. */
export interface SeenRow {
  readonly sheetRow: number;
  readonly key: string;
  /** By column id of the kind. */
  readonly cells: Readonly<Record<string, SeenCell>>;
  readonly status: string;
  /** Which row it is, whatever it says; '' for an empty one and where the key's column is gone. */
  readonly ink: string;
}

export interface SeenSheet {
  /** Columns without which the sheet can't be read, when they are gone. */
  readonly missing: readonly string[];
  readonly rows: readonly SeenRow[];
}

/** Reads a sheet as a person does: every row of the table, hidden ones too. */
export function seeSheet(person: Person, { tableName, columnIds, kind }: PulledSheet): SeenSheet {
  const table = person.table(tableName);
  const { body, columns, sheet } = table;
  const lines = person.values(qualifiedAddress(sheet.name, body));
  const ids = columns.map(({ id }) => columnIds.get(id));
  const keyAt = ids.indexOf(keyColumnOf(kind));
  const statusAt = columns.findIndex(({ name }) => name === STATUS_HEADER);
  const rows = lines.map((line, index): SeenRow => {
    const cells = Object.fromEntries(ids.flatMap((id, at) => (id === undefined ? [] : [[id, line[at] ?? '']])));
    const key = String(cells[keyColumnOf(kind)] ?? '').trim();
    const ink = keyAt < 0 ? '' : inkAt(table, body.row + index, keyAt);
    return { sheetRow: body.row + index + 1, key, cells, status: String(line[statusAt] ?? ''), ink };
  });
  const needed = [keyColumnOf(kind), ...sentColumns(kind).map(({ id }) => id)];
  return { missing: needed.filter((id) => !ids.includes(id)), rows };
}

/** The cells that a sheet shows where Curbstop fills in, by row of the worksheet; empty ones are none. */
export function filledCells({ rows }: SeenSheet, kind: SheetKind): FilledCell[] {
  return rows.flatMap(({ sheetRow, cells }) =>
    shownColumns(kind).flatMap(({ id, header }) => {
      const text = String(cells[id] ?? '').trim();
      return text === '' ? [] : [{ sheetRow, header, text, print: `${id} ${text}` }];
    }),
  );
}

export interface FilledCell {
  readonly sheetRow: number;
  readonly header: string;
  readonly text: string;
  /** The column and what it holds. */
  readonly print: string;
}

export function keyColumnOf({ columns }: SheetKind): string {
  return columns[0]?.id ?? '';
}
