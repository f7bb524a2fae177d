import { centsToDecimalText } from '../../contract/money.js';
import type { MailingLayout } from '../../contract/settings/mailing-layout.js';
import type { RecordColumn } from '../../contract/settings/record-layout.js';
import type { FieldValue } from '../../domain/mailing/field-values.js';
import { formattedDate } from './formatted-date.js';

/** What did not go into a column as it is: it was shortened, or it can't be there at all. */
export interface Misfit {
  readonly field: string;
  readonly what: string;
  readonly isCut: boolean;
}

export type Form = Pick<MailingLayout, 'shape' | 'delimiter' | 'encoding' | 'dateFormat' | 'amountIn' | 'lineEnd'>;

/**
 * One record as its bytes. Names and addresses that may be are shortened; nothing else ever is, and what a column can't
 * hold is told as a misfit.
 */
export function mailingRecord(
  form: Form,
  columns: readonly RecordColumn[],
  values: Readonly<Record<string, FieldValue>>,
  tell: (misfit: Misfit) => void,
): Buffer {
  const cells = columns.map((column) => cellOf(form, column, values, tell));
  const lineEnd = form.lineEnd === 'CRLF' ? '\r\n' : '\n';
  return Buffer.from(cells.join(form.shape === 'delimited' ? form.delimiter : '') + lineEnd, form.encoding);
}

function cellOf(
  form: Form,
  column: RecordColumn,
  values: Readonly<Record<string, FieldValue>>,
  tell: (misfit: Misfit) => void,
): string {
  if ('text' in column) return padded(form, column, { kind: 'text', text: column.text }, column.text);
  const { field } = column;
  const value = values[field] ?? { kind: 'text', text: '' };
  const written = fitted(column, value, writtenValue(form, value), tell);
  const bad = unwritable(form, written);
  if (bad !== null)
    tell({ field, what: `${field} has ${bad}, which the layout can't hold: "${written}"`, isCut: false });
  return padded(form, column, value, written);
}

function writtenValue({ amountIn, dateFormat }: Form, value: FieldValue): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'amount':
      return amountIn === 'cents' ? String(value.amountCents) : centsToDecimalText(value.amountCents);
    case 'number':
      return value.digits;
    case 'date':
      return value.on === null ? '' : formattedDate(value.on, dateFormat);
  }
}

function fitted(
  column: Extract<RecordColumn, { field: string }>,
  value: FieldValue,
  text: string,
  tell: (misfit: Misfit) => void,
): string {
  const { field, length, mayCut = false } = column;
  const characters = [...text];
  if (length === undefined || characters.length <= length) return text;
  const isCut = mayCut && value.kind === 'text';
  const what = `${field} has ${characters.length} characters, and the column holds ${length}: "${text}"`;
  tell({ field, what, isCut });
  return isCut ? characters.slice(0, length).join('') : text;
}

/** What of a text the layout has no place for, in words; null where all of it can be written. */
function unwritable({ shape, encoding }: Form, text: string): string | null {
  if (shape === 'fixed' && /\p{Cc}/u.test(text)) return 'a line break or another control character';
  if (/\p{Cs}/u.test(text)) return 'half of a character';
  if (encoding === 'utf8') return null;
  const character = [...text].find((each) => (each.codePointAt(0) ?? 0) > 0xff);
  return character === undefined ? null : `the character ${character}`;
}

/** Numbers stand at the right, filled with zeros; text at the left. */
function padded(form: Form, { length = 0 }: RecordColumn, { kind }: FieldValue, text: string): string {
  if (form.shape === 'delimited') return quoted(form, text);
  if (kind !== 'amount' && kind !== 'number') return text + ' '.repeat(Math.max(0, length - [...text].length));
  const sign = text.startsWith('-') ? '-' : '';
  return sign + text.slice(sign.length).padStart(length - sign.length, '0');
}

/** By RFC 4180: within quotes every character stands as it is. */
function quoted({ delimiter = ',' }: Form, text: string): string {
  const isPlain = !text.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
