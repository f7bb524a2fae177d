import type { z } from 'zod';

/**
 * What a column holds. On the wire: text, choice and key are strings; integer is a JSON number; decimal and money are
 * decimal text ("12.34", exact); date is ISO text; formula is decimal text or a formula template ("={a}*{b:rate}", see
 * formula-template.ts), and never editable; rate is a number as decimal text or any other text, as rate-value.ts has it; bill
 * is a bill's number, a JSON number, or the month that it is of ("2026-10").
 * Empty is null.
 */
export type ColumnType =
  'key' | 'text' | 'choice' | 'integer' | 'decimal' | 'money' | 'date' | 'formula' | 'rate' | 'bill';

export interface SheetColumn {
  /** Stable, camel case; headers may be renamed by the person, ids never are. */
  readonly id: string;
  readonly header: string;
  readonly type: ColumnType;
  /** Width in characters of the default font. */
  readonly width: number;
  readonly editable?: boolean;
  /** Sent though it is not the person's to fill: it says where a row belongs that they typed themselves. */
  readonly isSent?: boolean;
  /**
   * An integer that names or is read off something, such as an entry or a dial: shown without separators. A rate that is
   * no price: shown with as many decimals as it has.
   */
  readonly isPlainNumber?: boolean;
  readonly choices?: readonly string[];
  /** Words that say the same as an empty cell, such as "calculate"; in any case. */
  readonly emptyWords?: readonly string[];
  /** Its sum, of the rows that a filter leaves, stands above its heading. Only of money that may be added up. */
  readonly isSummed?: boolean;
  /** A sentence, shown as the header's help. */
  readonly help: string;
}

/** A way to push a sheet: what of it counts. */
export interface PushWay {
  readonly id: string;
  /** As the pane offers it. */
  readonly label: string;
  /** A sentence that says what it does. */
  readonly help: string;
}

/** One kind of sheet: declared here once, pulled and pushed by one engine. */
export interface SheetKind {
  readonly id: string;
  readonly title: string;
  /** review: rows are decided on. entry: new rows are typed. read-only: nothing is pushed. */
  readonly purpose: 'review' | 'entry' | 'read-only';
  /** A sentence for the pane. */
  readonly description: string;
  /** The first column is the key. */
  readonly columns: readonly SheetColumn[];
  readonly parameters: z.ZodType;
  /** Columns that a decision rests on: when one changed since the pull, the row's decision is a conflict. */
  readonly basisColumns?: readonly string[];
  /** Editable columns that make one decision together: when one is edited, a change of any other is a conflict. */
  readonly decisionColumns?: readonly string[];
  /** Columns that tell what a typed row is about: another row of the same may be a pushed one that was edited. */
  readonly identityColumns?: readonly string[];
  /** Column whose non-empty cells mark a row as an exception, coloured in the sheet. */
  readonly exceptionColumn?: string;
  /** The rows are one whole: rows that were typed in are added to it, rows that were deleted are taken from it. */
  readonly isWhole?: boolean;
  /** Rows that were typed in are sent too; a row that was deleted changes nothing. */
  readonly addsRows?: boolean;
  /** The ways in which it can be pushed, where there is more than one; the first is meant unless told. */
  readonly ways?: readonly PushWay[];
  /** The rows' order says something, so that sorting them is an edit. */
  readonly isOrdered?: boolean;
  /** Empty rows offered below the pulled ones, for new ones. */
  readonly blankRows?: number;
}

/** A column of dollars and cents. */
export function moneyColumn(id: string, header: string, width: number, help: string): SheetColumn {
  return { id, header, type: 'money', width, help };
}

/** A column of dollars and cents with its sum above it. */
export function summedColumn(id: string, header: string, width: number, help: string): SheetColumn {
  return { ...moneyColumn(id, header, width, help), isSummed: true };
}

/** The header of the column that says what became of a row; the engine adds it after the last column of a sheet that is pushed. */
export const STATUS_HEADER = 'Status';

/** The columns whose cells are sent with each row, in their order: those that the person fills, and where it belongs. */
export function sentColumns(kind: SheetKind): readonly SheetColumn[] {
  return kind.columns.filter((column) => column.editable === true || column.isSent === true);
}

/**
 * The columns by which a row is compared with what was pulled: those that are sent, and those that a decision rests on or
 * that tell what a row is about.
 */
export function comparedColumns(kind: SheetKind): ReadonlySet<string> {
  const { basisColumns = [], decisionColumns = [], identityColumns = [] } = kind;
  return new Set([...sentColumns(kind).map(({ id }) => id), ...basisColumns, ...decisionColumns, ...identityColumns]);
}

/** Tells whether a person may add rows of their own; these get keys before they are sent. */
export function takesNewRows(kind: SheetKind): boolean {
  return kind.purpose === 'entry' || kind.isWhole === true || kind.addsRows === true;
}

export function editableColumns(kind: SheetKind): readonly SheetColumn[] {
  return kind.columns.filter((column) => column.editable === true);
}

/**
 * The columns beside typed rows that nobody types into: the bridge fills them in as rows are typed, previewed and pushed.
 * Sheets whose rows are pulled have none: their other columns are as pulled.
 */
export function shownColumns({ purpose, columns }: SheetKind): readonly SheetColumn[] {
  if (purpose !== 'entry') return [];
  return columns.slice(1).filter(({ editable, isSent }) => editable !== true && isSent !== true);
}

/**
 * Tells whether a kind has live formulas. They name cells by plain addresses, which Excel keeps right when rows are
 * inserted, deleted or moved, but not when the table is sorted: such a table is laid out as a block to be read from top
 * to bottom, without filter buttons.
 */
export function hasFormulas(kind: SheetKind): boolean {
  return kind.columns.some(({ type }) => type === 'formula');
}
