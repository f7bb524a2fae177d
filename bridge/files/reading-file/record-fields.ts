import { cut, type FixedRecord } from '../fixed-width.js';
import type { FileIssues } from './file-issues.js';

/** The fields of one fixed-width record, decoded strictly; what does not decode becomes an issue. */
export class RecordFields<Field extends string> {
  constructor(
    private readonly record: FixedRecord<Field>,
    private readonly content: string,
    readonly line: number,
    private readonly issues: FileIssues,
  ) {}

  /** The field with its padding. */
  raw(name: Field): string {
    return cut(this.content, this.record.fields[name]);
  }

  /** The field without the blanks around it. */
  text(name: Field): string {
    return this.raw(name).replace(/^ +| +$/g, '');
  }

  /** A field that must be digits in its whole width. */
  digits(name: Field): string {
    const raw = this.raw(name);
    if (!/^\d+$/.test(raw)) {
      this.add(name, 'not-digits', `holds "${raw}" where digits must stand`, 'Unload the handheld again.');
    }
    return raw;
  }

  digitsOrBlank(name: Field): string | null {
    return this.text(name) === '' ? null : this.digits(name);
  }

  /** A count, or NaN together with an issue. */
  count(name: Field): number {
    return Number.parseInt(this.digits(name), 10);
  }

  countOrBlank(name: Field): number | null {
    return this.text(name) === '' ? null : this.count(name);
  }

  /** A text that must not be blank. */
  needed(name: Field): string {
    const text = this.text(name);
    if (text === '') this.add(name, 'value-missing', 'is blank', 'Unload the handheld again.');
    return text;
  }

  add(name: Field, code: string, what: string, fix: string): void {
    const [from, to] = this.record.fields[name];
    const where = `Line ${this.line}: ${`${this.record.id} ${name}`.trim()} (positions ${from}-${to})`;
    this.issues.add({ code, line: this.line, field: name, message: `${where} ${what}.`, fix });
  }
}
