import { CurbstopError, type Issue } from '../contract/problem.js';
import { isPlainText, widthOf, type FixedRecord, type Span } from './fixed-width.js';

/** More misfits than this help nobody. */
const ISSUES_MAX = 500;

/** Whose record it is. */
export interface RecordOwner {
  readonly accountId: string | null;
  readonly meterId: string;
}

/**
 * Writes fixed-width records of one file and gathers what does not fit, so that a person sees all of it at once. A number
 * or a code that does not fit is never cut.
 */
export class RecordWriter {
  readonly #format: string;
  readonly #misfits: Misfits;
  readonly #lines: string[] = [];

  /** `format` is the name to speak of, such as "MV-RS"; files that go together may share their `misfits`. */
  constructor(format: string, misfits = new Misfits(format)) {
    this.#format = format;
    this.#misfits = misfits;
  }

  /** Adds a record; values stand at the left of their fields. `owner` is null for a header or trailer. */
  add<Field extends string>(
    record: FixedRecord<Field>,
    values: Readonly<Partial<Record<NoInfer<Field>, string>>>,
    owner: RecordOwner | null = null,
  ): void {
    const characters = [...record.id.padEnd(record.length)];
    for (const [name, text] of Object.entries(values) as [Field, string][]) {
      const span = record.fields[name];
      if (text.length > widthOf(span) || !isPlainText(text)) this.#addMisfit(record, name, text, owner);
      else characters.splice(span[0] - 1, text.length, ...text);
    }
    this.#lines.push(characters.join(''));
  }

  /** The file, each record ended by CR LF. Throws one CurbstopError that lists every value which does not fit. */
  toBytes(): Buffer {
    this.#misfits.throwIfAny();
    return Buffer.from(this.#lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  }

  #addMisfit<Field extends string>(
    { id, fields }: FixedRecord<Field>,
    name: Field,
    text: string,
    owner: RecordOwner | null,
  ): void {
    const span: Span = fields[name];
    const field = `${id} ${name}`.trim();
    const what = `the ${this.#format} field ${field} (positions ${span[0]}-${span[1]})`;
    this.#misfits.add(owner, field, `${what} holds ${widthOf(span)} plain characters, not "${text}"`);
  }
}

/** Gathers the values that do not fit a file which is to be written. */
export class Misfits {
  readonly #format: string;
  readonly #issues: Issue[] = [];

  constructor(format: string) {
    this.#format = format;
  }

  /** `what` says which field does not hold which value. */
  add(owner: RecordOwner | null, field: string, what: string): void {
    const whose = owner === null ? '' : `Account ${owner.accountId ?? 'unknown'}, meter ${owner.meterId}: `;
    const sentence = `${whose}${what}.`;
    this.#issues.push({
      code: 'value-misfit',
      rowKey: owner?.accountId ?? '',
      column: field,
      message: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
      fix: 'Shorten the value, or use a format that can hold it.',
    });
  }

  throwIfAny(): void {
    if (this.#issues.length === 0) return;
    const count = this.#issues.length === 1 ? '1 value does' : `${this.#issues.length} values do`;
    throw new CurbstopError({
      code: 'file-misfit',
      message: `${count} not fit a file of ${this.#format}; none was written.`,
      fix: 'Mend what is listed, leave out the accounts that do not fit, or use a format that can hold them.',
      issues: this.#issues.slice(0, ISSUES_MAX),
    });
  }
}
