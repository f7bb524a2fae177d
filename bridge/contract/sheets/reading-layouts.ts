import { z } from 'zod';
import { LOAD_FIELDS, RETURN_FIELDS } from '../settings/reading-layouts.js';
import type { SheetKind } from './sheet-kind.js';

/** Which file of a layout a row is of: what comes back, or what the device is loaded with. */
export const LAYOUT_FILES = ['return', 'load'] as const;
export type LayoutFile = (typeof LAYOUT_FILES)[number];

/** What a layout says of a whole file; the other items are columns of it. */
export const LAYOUT_ITEMS = [
  'File kind',
  'Encoding',
  'Delimiter',
  'Names line',
  'Line length',
  'Header lines',
  'Trailer lines',
  'Trailer count',
  'Date format',
  'Time format',
  'Implied decimals',
  'Blank reading',
  'No code',
] as const;

/** How the sheet calls a field: "readCode" is "read code". */
export function fieldWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Every field's words, each once. */
export const LAYOUT_FIELDS: readonly string[] = [...new Set([...RETURN_FIELDS, ...LOAD_FIELDS].map(fieldWords))];

export const readingLayoutsParametersSchema = z.object({});

/** The utility's own layouts of reading files, a row for each thing that one says. */
export const readingLayoutsSheet: SheetKind = {
  id: 'reading-layouts',
  title: 'Reading Layouts',
  purpose: 'review',
  description:
    "How reading files are laid out that are no vendor's: a row for each column of a file, and for what is true of the whole file. Change rows, delete them, or copy them for a new layout; all are checked and saved together.",
  parameters: readingLayoutsParametersSchema,
  isWhole: true,
  blankRows: 40,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Names the row. Leave it as it is; empty in a new row.' },
    { id: 'layout', header: 'Layout', type: 'text', width: 18, editable: true, help: 'The name of the layout.' },
    {
      id: 'file',
      header: 'File',
      type: 'choice',
      width: 9,
      editable: true,
      choices: LAYOUT_FILES,
      help: 'The file that comes back (return), or the one that the device is loaded with (load).',
    },
    {
      id: 'item',
      header: 'Item',
      type: 'choice',
      width: 18,
      editable: true,
      choices: [...LAYOUT_ITEMS, ...LAYOUT_FIELDS],
      help: 'What the row says: a column, such as meter or reading, or a fact of the whole file, such as File kind.',
    },
    {
      id: 'column',
      header: 'Column',
      type: 'text',
      width: 18,
      editable: true,
      help: "The column's name, or its place counted from 1; in a fixed-width file its first position.",
    },
    {
      id: 'length',
      header: 'Length',
      type: 'integer',
      width: 8,
      isPlainNumber: true,
      editable: true,
      help: 'How many characters the column has, in a fixed-width file.',
    },
    {
      id: 'value',
      header: 'Value',
      type: 'text',
      width: 18,
      editable: true,
      help: 'File kind: fixed or delimited. Delimiter: comma, tab, semicolon, bar or one character. Encoding: utf8 or latin1. Names line: yes or no. Blank reading: unread or refuse. No code: texts that mean none, such as 0 00. Dates such as MMDDYY.',
    },
  ],
};
