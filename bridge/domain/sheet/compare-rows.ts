import type { Conflict, PushRow, SheetCell } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import {
  editableColumns,
  sentColumns,
  takesNewRows,
  type SheetColumn,
  type SheetKind,
} from '../../contract/sheets/sheet-kind.js';
import { lostKeys, sameAsPushed, saysTheSame, type LostKey, type TypedRow } from './lost-keys.js';
import { readCell } from './read-cell.js';
import type { RowCells } from './row-cells.js';

export type { RowCells } from './row-cells.js';

/** A row that the person changed: the cells as they want them, on top of what the bridge holds now. */
export interface RowChange {
  readonly key: string;
  readonly sheetRow: number;
  /** Every sent cell: the person's where changed, else the bridge's own. */
  readonly wanted: RowCells;
  readonly changedColumns: readonly string[];
}

/** A changed row of which cells can't be read; what it wants of these is left out. */
export interface UnreadRow extends RowChange {
  readonly unreadColumns: readonly string[];
}

export interface Comparison {
  readonly changes: readonly RowChange[];
  /** Rows with an issue of their cells alone, so that more may be said of them; they make no change. */
  readonly unread: readonly UnreadRow[];
  readonly unchangedKeys: readonly string[];
  /** The pushed rows that are gone, by the keys of the rows that are taken for them; each such row has an issue. */
  readonly lostKeys: ReadonlyMap<string, LostKey>;
  readonly issues: readonly Issue[];
  readonly conflicts: readonly Conflict[];
  readonly notices: readonly string[];
}

export interface ComparisonInput {
  readonly kind: SheetKind;
  readonly rows: readonly PushRow[];
  /** What the pull put into the sheet, by key. */
  readonly baseline: ReadonlyMap<string, RowCells>;
  /** What the bridge holds now, by key. */
  readonly current: ReadonlyMap<string, RowCells>;
  /** The rows that were typed into this sheet and pushed, by key. */
  readonly typedBefore: ReadonlyMap<string, TypedRow>;
  /** The receipts of rows that were typed into sheets of other pulls, by key. */
  readonly typedElsewhere: ReadonlyMap<string, number>;
}

/**
 * Finds what a person changed by comparing the sheet's rows with the pull's baseline, and meets what others changed
 * since: edits of different cells are rebased, edits of the same cell are conflicts. Every issue of every row is given,
 * and a row with an issue makes no change.
 */
export function compareRows(input: ComparisonInput): Comparison {
  const columns = sentColumns(input.kind);
  const duplicates = duplicatedKeys(input.rows);
  const lost = lostKeys(input.kind, input.rows, input.typedBefore);
  const changes: RowChange[] = [];
  const unread: UnreadRow[] = [];
  const unchangedKeys: string[] = [];
  const issues: Issue[] = [];
  const conflicts: Conflict[] = [];
  const notices: string[] = [];
  for (const row of input.rows) {
    const doubt = identityIssue(input, row, duplicates, lost);
    const found = doubt === null ? compareRow(input, columns, row, notices) : { issues: [doubt] };
    issues.push(...found.issues.map((issue) => ({ ...issue, sheetRow: row.sheetRow })));
    if ('conflicts' in found) conflicts.push(...found.conflicts);
    if ('unread' in found && found.unread) unread.push(found.unread);
    if (found.issues.length > 0) continue;
    if ('change' in found && found.change) changes.push(found.change);
    else unchangedKeys.push(row.key);
  }
  notices.push(...deletedNotice(input, lost));
  return { changes, unread, unchangedKeys, lostKeys: lost, issues, conflicts, notices };
}

/** What keeps it from being known which row a row is; null where nothing does. */
function identityIssue(
  { kind, typedBefore, typedElsewhere }: ComparisonInput,
  row: PushRow,
  duplicates: ReadonlyMap<string, readonly number[]>,
  lost: ReadonlyMap<string, LostKey>,
): Issue | null {
  if (duplicates.has(row.key)) return duplicateIssue(row, duplicates);
  const elsewhere = typedElsewhere.get(row.key);
  if (elsewhere !== undefined && !typedBefore.has(row.key)) return elsewhereIssue(row, elsewhere);
  const pushed = lost.get(row.key);
  const before = pushed && typedBefore.get(pushed.key);
  return pushed && before ? sameAsPushed(kind, row, pushed, before) : null;
}

interface RowComparison {
  readonly issues: Issue[];
  readonly conflicts: readonly Conflict[];
  readonly change: RowChange | null;
  readonly unread: UnreadRow | null;
}

function compareRow(
  input: ComparisonInput,
  columns: readonly SheetColumn[],
  row: PushRow,
  notices: string[],
): RowComparison {
  const { kind } = input;
  if (row.key === '' && takesNewRows(kind)) {
    return { issues: [missingKeyIssue(row)], ...NOTHING };
  }
  // A typed row that says what it said when it was pushed is done, whatever the workbook remembers of the push.
  const typed = input.typedBefore.get(row.key);
  if (typed !== undefined && saysTheSame(kind, row, typed.cells)) return { issues: [], ...NOTHING };
  const pulled = input.baseline.get(row.key) ?? (takesNewRows(kind) ? {} : undefined);
  if (!pulled) return { issues: [unknownKeyIssue(row)], ...NOTHING };
  const now = input.current.get(row.key) ?? (takesNewRows(kind) ? pulled : undefined);
  const issues: Issue[] = [];
  const wanted: Record<string, SheetCell> = {};
  const changedColumns: string[] = [];
  const unreadColumns: string[] = [];
  columns.forEach((column, index) => {
    const reading = readCell(column, row.cells[index] ?? null);
    const before = pulled[column.id] ?? null;
    if (reading.ok && reading.value === before) {
      wanted[column.id] = now ? (now[column.id] ?? null) : before;
      return;
    }
    changedColumns.push(column.id);
    if (!reading.ok) {
      unreadColumns.push(column.id);
      issues.push({
        rowKey: row.key,
        column: column.id,
        code: reading.code,
        message: reading.message,
        fix: reading.fix,
      });
      return;
    }
    wanted[column.id] = reading.value;
    if (row.formulas?.includes(column.id)) notices.push(formulaNotice(row, column, reading.value));
  });
  if (changedColumns.length === 0) return { issues: [], ...NOTHING };
  if (!now) return { issues: [goneIssue(row)], ...NOTHING };
  const conflicts = findConflicts(input, row.key, { pulled, now, wanted, changedColumns });
  issues.push(...conflicts.map((conflict) => conflictIssue(kind, conflict)));
  const change = { key: row.key, sheetRow: row.sheetRow, wanted, changedColumns };
  const isUnread = unreadColumns.length > 0 && conflicts.length === 0;
  return { issues, conflicts, change, unread: isUnread ? { ...change, unreadColumns } : null };
}

const NOTHING = { conflicts: [], change: null, unread: null } as const satisfies Partial<RowComparison>;

interface ThreeWays {
  readonly pulled: RowCells;
  readonly now: RowCells;
  readonly wanted: RowCells;
  readonly changedColumns: readonly string[];
}

function findConflicts(input: ComparisonInput, rowKey: string, ways: ThreeWays): Conflict[] {
  const { basisColumns = [], decisionColumns = [] } = input.kind;
  const decides = decisionColumns.some((column) => ways.changedColumns.includes(column));
  const watched = new Set([...ways.changedColumns, ...basisColumns, ...(decides ? decisionColumns : [])]);
  return [...watched].flatMap((column): Conflict[] => {
    const pulled = ways.pulled[column] ?? null;
    const now = ways.now[column] ?? null;
    const yours = ways.changedColumns.includes(column) ? (ways.wanted[column] ?? null) : pulled;
    return now === pulled || now === yours ? [] : [{ rowKey, column, yours, pulled, now }];
  });
}

function duplicatedKeys(rows: readonly PushRow[]): ReadonlyMap<string, readonly number[]> {
  const sheetRows = new Map<string, number[]>();
  for (const row of rows) {
    if (row.key !== '') sheetRows.set(row.key, [...(sheetRows.get(row.key) ?? []), row.sheetRow]);
  }
  return new Map([...sheetRows].filter(([, places]) => places.length > 1));
}

function duplicateIssue(row: PushRow, duplicates: ReadonlyMap<string, readonly number[]>): Issue {
  const places = (duplicates.get(row.key) ?? []).join(' and ');
  return {
    code: 'duplicated-key',
    rowKey: row.key,
    column: 'key',
    message: `The key ${row.key} stands on rows ${places} of the sheet.`,
    fix: 'Delete the copy. In an entry sheet, clear the Key cell of the copied row to enter it as a new one.',
  };
}

/** Keys are random, so a row whose key another pull has pushed was copied from its sheet. */
function elsewhereIssue({ key, sheetRow }: PushRow, receipt: number): Issue {
  return {
    code: 'pushed-by-another-pull',
    rowKey: key,
    column: 'key',
    message: `Row ${sheetRow} has the key ${key} of a row that was pushed from another sheet with receipt ${receipt}.`,
    fix: 'If it is that row, delete it here: it is done. If it is meant once more, clear its Key cell.',
  };
}

function unknownKeyIssue(row: PushRow): Issue {
  return {
    code: 'unknown-key',
    rowKey: row.key,
    column: 'key',
    message: `Row ${row.sheetRow} has the key "${row.key}", which was not in this pull.`,
    fix: 'Put the key back as it was, or delete the row. Nothing of it was pushed.',
  };
}

function missingKeyIssue(row: PushRow): Issue {
  return {
    code: 'missing-key',
    rowKey: row.key,
    column: 'key',
    message: `Row ${row.sheetRow} has no key.`,
    fix: 'Preview again: Curbstop gives every new row a key before it is sent.',
  };
}

function goneIssue(row: PushRow): Issue {
  return {
    code: 'row-gone',
    rowKey: row.key,
    column: 'key',
    message: `The bridge no longer has what row ${row.sheetRow} (${row.key}) was pulled from.`,
    fix: 'Pull again; your sheet stays as it is beside the new one.',
  };
}

function conflictIssue(kind: SheetKind, conflict: Conflict): Issue {
  const header = kind.columns.find((column) => column.id === conflict.column)?.header ?? conflict.column;
  const isDecision = editableColumns(kind).some((column) => column.id === conflict.column);
  const yours = isDecision ? `, and you have ${shown(conflict.yours)}` : '';
  return {
    code: 'changed-since-pull',
    rowKey: conflict.rowKey,
    column: conflict.column,
    message: `${header} was ${shown(conflict.pulled)} when you pulled; it is now ${shown(conflict.now)}${yours}.`,
    fix: 'Pull again to decide on what is true now; your sheet stays as it is beside the new one.',
  };
}

function formulaNotice(row: PushRow, column: SheetColumn, value: SheetCell): string {
  return `Row ${row.sheetRow}: ${column.header} holds a formula; its value ${shown(value)} was taken.`;
}

function deletedNotice(input: ComparisonInput, lost: ReadonlyMap<string, LostKey>): string[] {
  const present = new Set([...input.rows.map((row) => row.key), ...[...lost.values()].map(({ key }) => key)]);
  const missing = [...input.baseline.keys()].filter((key) => !present.has(key)).length;
  if (missing === 0 || input.kind.isWhole === true) return [];
  const rows = missing === 1 ? '1 row of the pull is' : `${missing} rows of the pull are`;
  return [`${rows} no longer on the sheet. Removing a row from the sheet changes nothing at the bridge.`];
}

function shown(value: SheetCell): string {
  return value === null ? 'empty' : `"${String(value)}"`;
}
