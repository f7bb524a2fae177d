import type { LayoutColumn, ReadingLayout } from '../../contract/settings/reading-layouts.js';
import { fieldWords, type LayoutFile } from '../../contract/sheets/reading-layouts.js';

/** A row of the Reading Layouts sheet. */
export interface LayoutRow {
  readonly layout: string | null;
  readonly file: string | null;
  readonly item: string | null;
  readonly column: string | null;
  readonly length: number | null;
  readonly value: string | null;
}

/** Characters that a cell would not show, by the word for each. */
export const DELIMITER_WORDS: Readonly<Record<string, string>> = { comma: ',', tab: '\t', semicolon: ';', bar: '|' };

/** What layouts say, a row for each thing. */
export function layoutRows(layouts: readonly ReadingLayout[]): LayoutRow[] {
  return layouts.flatMap(({ name, returned, loaded }) => [
    ...fileRows(name, 'return', returned),
    ...(loaded ? fileRows(name, 'load', loaded) : []),
  ]);
}

type AnyFile = ReadingLayout['returned'] | NonNullable<ReadingLayout['loaded']>;

function fileRows(layout: string, file: LayoutFile, laidOut: AnyFile): LayoutRow[] {
  const row = (item: string, value: string | number): LayoutRow => ({
    ...{ layout, file, item, column: null, length: null },
    value: String(value),
  });
  const at = (item: string, column: LayoutColumn): LayoutRow => ({
    ...{ layout, file, item, column: String(column.at), length: column.length ?? null, value: null },
  });
  const { shape, encoding, delimiter, names, lineLength, headerLines, trailerLines, decimals } = laidOut;
  const returned = 'noCode' in laidOut ? laidOut : null;
  return [
    row('File kind', shape),
    row('Encoding', encoding),
    ...(delimiter === undefined ? [] : [row('Delimiter', delimiterWord(delimiter))]),
    ...(shape === 'delimited' ? [row('Names line', names ? 'yes' : 'no')] : []),
    ...(lineLength === undefined ? [] : [row('Line length', lineLength)]),
    ...(headerLines > 0 ? [row('Header lines', headerLines)] : []),
    ...(trailerLines > 0 ? [row('Trailer lines', trailerLines)] : []),
    ...(returned?.trailerCount ? [at('Trailer count', returned.trailerCount)] : []),
    row('Date format', laidOut.dateFormat),
    row('Time format', laidOut.timeFormat),
    ...(decimals === undefined ? [] : [row('Implied decimals', decimals)]),
    ...(returned ? [row('Blank reading', returned.blankReading)] : []),
    ...(returned && returned.noCode.length > 0 ? [row('No code', returned.noCode.join(' '))] : []),
    ...Object.entries(laidOut.columns).flatMap(([field, column]) => (column ? [at(fieldWords(field), column)] : [])),
  ];
}

function delimiterWord(delimiter: string): string {
  return Object.entries(DELIMITER_WORDS).find(([, character]) => character === delimiter)?.[0] ?? delimiter;
}

/** A row's key: no two rows say the same thing of one file. */
export function layoutRowKey({ layout, file, item }: LayoutRow): string {
  return `${layout}/${file}/${item}`;
}
