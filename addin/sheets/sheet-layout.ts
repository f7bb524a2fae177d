import { STATUS_HEADER, type SheetColumn, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';

/** Rows 1 to 3 say what was pulled; the table's header is row 4. */
export const HEADER_ROW = 4;
export const FIRST_DATA_ROW = HEADER_ROW + 1;
/** In points: room above and below the headings' letters. */
export const HEADER_HEIGHT = 20;
/** Sums of money stand right above the headings. */
export const SUM_ROW = HEADER_ROW - 1;

/** Excel's limits for the message shown at a cell and its title. */
export const PROMPT_LENGTH_MAX = 255;
export const PROMPT_TITLE_LENGTH_MAX = 32;

/** Cells that the person fills are pale yellow under a yellow header; colours keep 4.5 : 1 with their text. */
export const COLOURS = {
  header: '#1F4E5F',
  headerText: '#FFFFFF',
  editableHeader: '#FFD966',
  editableHeaderText: '#1F1F1F',
  editable: '#FFFBE6',
  editableText: '#1F1F1F',
  exception: '#FCE4D6',
  exceptionText: '#7A2E00',
  waiting: '#DDEBF7',
  waitingText: '#1F3864',
  refused: '#F4B6B6',
  subjectText: '#595959',
} as const;

/** The Status column's id in a binding; no column of a kind begins with a dollar sign. */
export const STATUS_COLUMN = '$status';

/** A sheet that is pushed has a Status column after its own; one for reading has none. */
export function hasStatus(kind: SheetKind): boolean {
  return kind.purpose !== 'read-only';
}

const statusColumn: SheetColumn = {
  id: STATUS_COLUMN,
  header: STATUS_HEADER,
  type: 'text',
  width: 48,
  help: 'What became of the row at the last push.',
};

/** The columns as written: those of the kind, then Status. */
export function writtenColumns(kind: SheetKind): readonly SheetColumn[] {
  return hasStatus(kind) ? [...kind.columns, statusColumn] : kind.columns;
}

/** "A" for 0, "AA" for 26. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnLetter(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}

/** The name or, while it is taken, "name 2", "name 3" and so on. Excel does not tell upper from lower case. */
export function freeName(name: string, taken: readonly string[], separator: string): string {
  const used = new Set(taken.map((other) => other.toLowerCase()));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${separator}${number}`;
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}

/** Tells whether the sheet still has the name that Curbstop gave it; another name says that the person keeps it. */
export function isGivenName(sheetName: string, kind: SheetKind): boolean {
  return sheetName === kind.title || /^ \d+$/.test(sheetName.replace(kind.title, ''));
}
