import { cut, type Span } from '../fixed-width.js';
import type { FileIssues } from './file-issues.js';
import { MVRS, type MvrsLayout } from './mvrs-layout.js';

/** The fields of one record, decoded strictly; what does not decode becomes an issue. */
export class MvrsFields<Id extends keyof MvrsLayout> {
  constructor(
    private readonly id: Id,
    private readonly content: string,
    readonly line: number,
    private readonly issues: FileIssues,
  ) {}

  /** The field with its padding. */
  raw(name: keyof MvrsLayout[Id] & string): string {
    return cut(this.content, this.span(name));
  }

  /** The field without its padding. */
  text(name: keyof MvrsLayout[Id] & string): string {
    return this.raw(name).trim();
  }

  /** A field that must be digits in its whole width. */
  digits(name: keyof MvrsLayout[Id] & string): string {
    const raw = this.raw(name);
    if (!/^\d+$/.test(raw)) {
      this.add(name, 'not-digits', `holds "${raw}" where digits must stand`, 'Unload the handheld again.');
    }
    return raw;
  }

  digitsOrBlank(name: keyof MvrsLayout[Id] & string): string | null {
    return this.text(name) === '' ? null : this.digits(name);
  }

  /** A count, or NaN together with an issue. */
  count(name: keyof MvrsLayout[Id] & string): number {
    return Number.parseInt(this.digits(name), 10);
  }

  countOrBlank(name: keyof MvrsLayout[Id] & string): number | null {
    return this.text(name) === '' ? null : this.count(name);
  }

  /** A text that must not be blank. */
  needed(name: keyof MvrsLayout[Id] & string): string {
    const text = this.text(name);
    if (text === '') this.add(name, 'value-missing', 'is blank', 'Unload the handheld again.');
    return text;
  }

  add(name: string, code: string, what: string, fix: string): void {
    const [from, to] = this.span(name as keyof MvrsLayout[Id] & string);
    const where = `Line ${this.line}: ${this.id} ${name} (positions ${from}-${to})`;
    this.issues.add({ code, line: this.line, field: name, message: `${where} ${what}.`, fix });
  }

  private span(name: keyof MvrsLayout[Id] & string): Span {
    return MVRS[this.id][name] as Span;
  }
}
