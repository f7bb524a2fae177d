import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import {
  LOAD_FIELDS,
  readingLayoutsSchema,
  RETURN_FIELDS,
  type ReadingLayout,
} from '../../contract/settings/reading-layouts.js';
import { fieldWords } from '../../contract/sheets/reading-layouts.js';
import { DELIMITER_WORDS, layoutRowKey, type LayoutRow } from './layout-rows.js';

/** A row as it stands in the sheet. */
export type SheetLayoutRow = LayoutRow & { readonly key: string; readonly sheetRow: number };

export interface ReadLayouts {
  /** The layouts that the rows make; null when one is not sound. */
  readonly layouts: readonly ReadingLayout[] | null;
  readonly issues: readonly Issue[];
}

/** Makes layouts of the sheet's rows; all that is wrong is told at the row that says it, with what to do. */
export function readLayoutRows(rows: readonly SheetLayoutRow[]): ReadLayouts {
  const issues = rows.flatMap(cellIssues);
  issues.push(...doubledRows(rows));
  if (issues.length > 0) return { layouts: null, issues };
  const named = [...groupBy(rows, ({ layout }) => layout ?? '')];
  const made = named.map(([name, ofLayout]) => {
    const loadRows = ofLayout.filter(({ file }) => file === 'load');
    const returned = fileOf(
      ofLayout.filter(({ file }) => file === 'return'),
      RETURN_FIELDS,
    );
    return { name, returned, ...(loadRows.length === 0 ? {} : { loaded: fileOf(loadRows, LOAD_FIELDS) }) };
  });
  const checked = readingLayoutsSchema.safeParse(made);
  if (checked.success) return { layouts: checked.data, issues: [] };
  const found = checked.error.issues.map(({ path, message }) => schemaIssue(path, message, named));
  return { layouts: null, issues: found };
}

const NUMBERS: ReadonlySet<string> = new Set(['Line length', 'Header lines', 'Trailer lines', 'Implied decimals']);

/** The property of a file that each item of the whole file is. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'File kind': 'shape',
  Encoding: 'encoding',
  Delimiter: 'delimiter',
  'Names line': 'names',
  'Line length': 'lineLength',
  'Header lines': 'headerLines',
  'Trailer lines': 'trailerLines',
  'Trailer count': 'trailerCount',
  'Date format': 'dateFormat',
  'Time format': 'timeFormat',
  'Implied decimals': 'decimals',
  'Blank reading': 'blankReading',
  'No code': 'noCode',
};

/** Items that a load file has not. */
const OF_RETURN: ReadonlySet<string> = new Set(['Trailer count', 'Blank reading', 'No code']);

function cellIssues(row: SheetLayoutRow): Issue[] {
  const { layout, file, item, column, length, value } = row;
  const issue = (code: string, at: keyof LayoutRow, message: string, fix: string): Issue => ({
    ...{ code, rowKey: row.key, sheetRow: row.sheetRow, column: at, message, fix },
  });
  const missing = (['layout', 'file', 'item'] as const)
    .filter((name) => row[name] === null)
    .map((name) => issue('missing', name, `The ${name} is empty.`, 'Fill it, or clear the whole row.'));
  if (layout === null || file === null || item === null) return missing;
  const isColumn = !Object.hasOwn(PROPERTIES, item) || item === 'Trailer count';
  const fields: readonly string[] = file === 'load' ? LOAD_FIELDS : RETURN_FIELDS;
  const isKnown = Object.hasOwn(PROPERTIES, item)
    ? !(file === 'load' && OF_RETURN.has(item))
    : fields.some((field) => fieldWords(field) === item);
  if (!isKnown) return [issue('not-of-file', 'item', `A ${file} file has no ${item}.`, 'Choose another item or file.')];
  if (isColumn) {
    const found = column === null ? [issue('missing', 'column', `Where the ${item} stands is empty.`, COLUMN_FIX)] : [];
    if (value !== null)
      found.push(issue('not-used', 'value', `The ${item} is a column and has no value.`, 'Clear it.'));
    return found;
  }
  const found =
    value === null ? [issue('missing', 'value', `The ${item} is empty.`, 'Fill it, or clear the row.')] : [];
  if (column !== null || length !== null) {
    const at = column === null ? 'length' : 'column';
    found.push(issue('not-used', at, `The ${item} is of the whole file and has no column.`, 'Clear it.'));
  }
  if (value !== null && NUMBERS.has(item) && !/^\d{1,6}$/.test(value)) {
    found.push(
      issue('not-a-number', 'value', `The ${item} is "${value}", which is no whole number.`, 'Type a number.'),
    );
  }
  if (value !== null && item === 'Names line' && !['yes', 'no'].includes(value)) {
    found.push(issue('not-a-choice', 'value', `The ${item} is "${value}".`, 'Type yes or no.'));
  }
  return found;
}

const COLUMN_FIX = "Type the column's name, its place, or its first position.";

function doubledRows(rows: readonly SheetLayoutRow[]): Issue[] {
  return [...groupBy(rows, layoutRowKey).values()].flatMap(([first, ...others]) =>
    others.map(({ key, sheetRow, file, item, layout }) => ({
      code: 'doubled',
      rowKey: key,
      sheetRow,
      column: 'item',
      message: `Row ${first?.sheetRow} says the ${item} of the ${file} file of "${layout}" already.`,
      fix: 'Keep one of the two rows.',
    })),
  );
}

function fileOf(rows: readonly LayoutRow[], fields: readonly string[]): Record<string, unknown> {
  const properties = rows.flatMap((row) => {
    const property = PROPERTIES[row.item ?? ''];
    return property === undefined ? [] : [[property, propertyOf(row)] as const];
  });
  const columns = fields.flatMap((field) => {
    const row = rows.find(({ item }) => item === fieldWords(field) && !Object.hasOwn(PROPERTIES, item));
    return row ? [[field, columnOf(row)] as const] : [];
  });
  return { ...Object.fromEntries(properties), columns: Object.fromEntries(columns) };
}

function propertyOf(row: LayoutRow): unknown {
  const { item, value } = row;
  const text = value ?? '';
  if (item === 'Trailer count') return columnOf(row);
  if (item === 'Names line') return text === 'yes';
  if (item === 'Delimiter') return DELIMITER_WORDS[text] ?? text;
  if (item === 'No code') return text.split(/\s+/).filter(Boolean);
  return NUMBERS.has(item ?? '') ? Number(text) : text;
}

function columnOf({ column, length }: LayoutRow): { at: string | number; length?: number } {
  const text = column ?? '';
  const at = /^\d{1,6}$/.test(text) ? Number(text) : text;
  return length === null ? { at } : { at, length };
}

/** What the schema finds, at the row that says it, or else at the first row of the layout. */
function schemaIssue(
  path: readonly PropertyKey[],
  message: string,
  named: readonly (readonly [string, readonly SheetLayoutRow[]])[],
): Issue {
  const [index, part, property, field] = path;
  const [name, rows] = named[Number(index)] ?? ['', []];
  const file = part === 'loaded' ? 'load' : 'return';
  const item = property === 'columns' ? fieldWords(String(field)) : itemOf(String(property));
  const row =
    rows.find((each) => each.file === file && each.item === item) ?? rows.find((each) => each.file === file) ?? rows[0];
  const of = part === 'name' ? `The name "${name}"` : `The ${file} file of "${name}"`;
  const exact = row?.item === item ? `, ${item},` : '';
  return {
    code: 'layout-unsound',
    rowKey: row?.key ?? '',
    ...(row ? { sheetRow: row.sheetRow } : {}),
    column: part === 'name' ? 'layout' : 'item',
    message: `${of}${exact} ${/^[A-Z]/.test(message) ? `is not right: ${message}` : message}.`,
    fix: 'Change the rows of this layout, or add what is missing.',
  };
}

function itemOf(property: string): string {
  return Object.entries(PROPERTIES).find(([, each]) => each === property)?.[0] ?? '';
}
