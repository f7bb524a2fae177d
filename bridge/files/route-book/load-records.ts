import { CurbstopError, type Issue } from '../../contract/problem.js';
import type { RouteBookStop } from '../../contract/route-book.js';
import { isPlainText, widthOf, type FixedRecord, type Span } from '../fixed-width.js';

/** More misfits than this help nobody. */
const ISSUES_MAX = 500;

/**
 * Writes fixed-width records of one load file and gathers what does not fit, so that a person sees all of it at once.
 * A number or a code that does not fit is never cut.
 */
export class LoadRecords {
  readonly #format: string;
  readonly #issues: Issue[] = [];
  readonly #lines: string[] = [];

  /** `format` is the name to speak of, such as "MV-RS". */
  constructor(format: string) {
    this.#format = format;
  }

  /** Adds a record; values stand at the left of their fields. `stop` is whose record it is, null for a header or trailer. */
  add<Field extends string>(
    record: FixedRecord<Field>,
    values: Readonly<Partial<Record<NoInfer<Field>, string>>>,
    stop: RouteBookStop | null = null,
  ): void {
    const characters = [...record.id.padEnd(record.length)];
    for (const [name, text] of Object.entries(values) as [Field, string][]) {
      const span = record.fields[name];
      if (text.length > widthOf(span) || !isPlainText(text))
        this.#addMisfit(`${record.id} ${name}`.trim(), span, text, stop);
      else characters.splice(span[0] - 1, text.length, ...text);
    }
    this.#lines.push(characters.join(''));
  }

  /** The file, each record ended by CR LF. Throws one CurbstopError that lists every value which does not fit. */
  toBytes(): Uint8Array {
    if (this.#issues.length > 0) {
      throw new CurbstopError({
        code: 'route-book-misfit',
        message: `${this.#issues.length} values do not fit a ${this.#format} load file; none was written.`,
        fix: 'Mend what is listed, or load by a format that can hold it.',
        issues: this.#issues.slice(0, ISSUES_MAX),
      });
    }
    return Buffer.from(this.#lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  }

  #addMisfit(field: string, [from, to]: Span, text: string, stop: RouteBookStop | null): void {
    const whose = stop === null ? '' : `Account ${stop.accountId}, meter ${stop.meterId}: `;
    const holds = `holds ${to - from + 1} plain characters, not "${text}"`;
    this.#issues.push({
      code: 'value-misfit',
      rowKey: stop === null ? '' : stop.accountId,
      column: field,
      message: `${whose}the ${this.#format} field ${field} (positions ${from}-${to}) ${holds}.`,
      fix: 'Shorten the value, or load by a format that can hold it.',
    });
  }
}
