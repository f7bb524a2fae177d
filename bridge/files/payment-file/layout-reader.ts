import type { LayoutColumn, PaymentLayout } from '../../contract/settings/payment-layouts.js';
import type { PaymentRecord } from '../../domain/payments/payment-record.js';
import type { FileIssues } from '../reading-file/file-issues.js';
import type { Row } from '../split-rows.js';
import { readAmount } from './amount-text.js';
import { readDate, readTime } from './date-text.js';

type Field = keyof PaymentLayout['columns'];

/** The most characters of a text, as the ledger's own entry takes it. */
const LENGTHS = { account: 40, reference: 80, source: 40, payer: 120 } as const;

/** Reads the lines of a file by its layout; what is wrong with one becomes an issue that names its line and column. */
export class LayoutReader {
  readonly #layout: PaymentLayout;
  readonly #header: readonly string[];
  readonly #issues: FileIssues;

  /** `header` holds the names of the columns, or nothing where the layout goes by places. */
  constructor(layout: PaymentLayout, header: readonly string[], issues: FileIssues) {
    this.#layout = layout;
    this.#header = header;
    this.#issues = issues;
  }

  /** The text of a column; null when the line has no such column. */
  cell({ cells }: Row, column: LayoutColumn): string | null {
    return cells[this.#placeOf(column)]?.trim() ?? null;
  }

  /** A payment, or null when its line is not sound. */
  record(row: Row): PaymentRecord | null {
    const before = this.#issues.list.length;
    const amountCents = this.#amount(row);
    const date = this.#date(row);
    const time = this.#time(row);
    const texts = {
      accountText: this.#text(row, 'account'),
      source: this.#text(row, 'source') || this.#layout.source,
      reference: this.#text(row, 'reference'),
      payer: this.#text(row, 'payer'),
    };
    if (amountCents === null || date === null || this.#issues.list.length > before) return null;
    return { line: row.line, amountCents, date, time, ...texts };
  }

  addIssue({ line }: Row, column: LayoutColumn | null, issue: { code: string; message: string; fix: string }): void {
    const field = column === null ? '' : String(column);
    const where = column === null ? `Line ${line}` : `Line ${line}, ${columnName(column)}`;
    this.#issues.add({ ...issue, line, field, message: `${where}: ${issue.message}` });
  }

  #placeOf(column: LayoutColumn): number {
    return typeof column === 'number' ? column - 1 : this.#header.indexOf(column);
  }

  #amount(row: Row): PaymentRecord['amountCents'] | null {
    const amount = readAmount(this.#given(row, 'amount'), this.#layout.amountIn);
    if (typeof amount === 'number') return amount;
    this.addIssue(row, this.#layout.columns.amount, amount);
    return null;
  }

  #date(row: Row): PaymentRecord['date'] | null {
    const { dateFormat, columns } = this.#layout;
    const text = this.#given(row, 'date');
    const date = readDate(text, dateFormat);
    if (date !== null) return date;
    const message = text === '' ? 'There is no date.' : `"${text}" is no date written as ${dateFormat}.`;
    this.addIssue(row, columns.date, { code: 'date-invalid', message, fix: 'Correct the date, or the layout.' });
    return null;
  }

  /** An empty time is as good as none: the layout says which time holds then. */
  #time(row: Row): string | null {
    const { timeFormat, columns } = this.#layout;
    const text = this.#given(row, 'time');
    if (columns.time === undefined || text === '') return null;
    const time = readTime(text, timeFormat);
    if (time !== null) return time;
    const message = `"${text}" is no time written as ${timeFormat}.`;
    this.addIssue(row, columns.time, { code: 'time-invalid', message, fix: 'Correct the time, or the layout.' });
    return null;
  }

  #text(row: Row, field: keyof typeof LENGTHS): string {
    const text = this.#given(row, field);
    const most = LENGTHS[field];
    if (text.length <= most) return text;
    this.addIssue(row, this.#layout.columns[field] ?? null, {
      code: 'text-too-long',
      message: `The ${field} has ${text.length} characters, and ${most} are the most.`,
      fix: 'Check that the layout names the right column, or shorten the text.',
    });
    return '';
  }

  #given(row: Row, field: Field): string {
    const column = this.#layout.columns[field];
    return column === undefined ? '' : (this.cell(row, column) ?? '');
  }
}

function columnName(column: LayoutColumn): string {
  return typeof column === 'number' ? `column ${column}` : column;
}
