import { createHash, type Hash } from 'node:crypto';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import type { MailingColumn, MailingLayout } from '../../contract/settings/mailing-layout.js';
import {
  accountValues,
  headerValues,
  lineValues,
  trailerValues,
  type FieldValue,
} from '../../domain/mailing/field-values.js';
import {
  mailedLines,
  type MailedStatement,
  type MailingRun,
  type MailingTally,
} from '../../domain/mailing/mailed-statement.js';
import { MailingTotals } from '../../domain/mailing/tally-mailing.js';
import { mailingRecord, type Misfit } from './mailing-record.js';

/** More than this help nobody. */
const ISSUES_MAX = 500;
const ADDRESS_FIELDS = ['address-1', 'address-2', 'address-3', 'address-4'] as const;
const BLOCK_BYTES = 256 * 1024;

/** Takes bytes in their order, such as an open file. */
export interface ByteSink {
  writeFile(bytes: Uint8Array): Promise<void>;
}

/** A file as it was written. */
export interface WrittenMailing extends MailingTally {
  readonly bytes: number;
  /** Of the whole file, in hexadecimal digits. */
  readonly sha256: string;
  /** Names and addresses that were shortened, by account. */
  readonly shortened: readonly Issue[];
}

export interface MailingContent {
  readonly layout: MailingLayout;
  readonly run: MailingRun;
  readonly statements: AsyncIterable<MailedStatement> | Iterable<MailedStatement>;
  readonly onWritten?: ((accounts: number) => void) | undefined;
}

/**
 * Writes a file for the mailing service as its statements are taken. Throws `file-misfit` with every value that the layout
 * can't hold, by account; what was written until then is no file.
 */
export async function writeMailing(sink: ByteSink, content: MailingContent): Promise<WrittenMailing> {
  const writer = new MailingWriter(sink, content.layout);
  const { header, account, line, trailer } = content.layout;
  const totals = new MailingTotals();
  let accounts = 0;
  await writer.add(header, headerValues(content.run), '');
  for await (const mailed of content.statements) {
    accounts += 1;
    const lines = line === null ? [] : mailedLines(mailed.statement);
    totals.add(mailed, lines.length);
    const { accountId } = mailed.statement.account;
    linesWithoutColumn(account, mailed).forEach((misfit) => writer.tell(misfit, accountId));
    await writer.add(account, accountValues(mailed, accounts), accountId);
    for (const [index, each] of lines.entries()) {
      await writer.add(line ?? [], lineValues(mailed, each, index + 1), accountId);
    }
    content.onWritten?.(accounts);
  }
  const tally = totals.tally();
  const proof = { records: writer.records + 1, sha256: writer.hashSoFar() };
  await writer.add(trailer, trailerValues(content.run, tally, proof), '');
  return { ...tally, ...(await writer.end()) };
}

/** The lines of an address that a layout leaves out while it has others: a letter would go to half an address. */
function linesWithoutColumn(account: readonly MailingColumn[], { statement }: MailedStatement): Misfit[] {
  const fields = new Set(account.flatMap((column) => ('field' in column ? [column.field as string] : [])));
  if (!ADDRESS_FIELDS.some((field) => fields.has(field))) return [];
  return statement.account.mailingAddress.flatMap((text, index) => {
    const field = ADDRESS_FIELDS[index] ?? `address-${index + 1}`;
    if (text === '' || fields.has(field)) return [];
    return [{ field, what: `the layout has no column ${field} for "${text}"`, isCut: false }];
  });
}

class MailingWriter {
  records = 0;
  readonly #sink: ByteSink;
  readonly #layout: MailingLayout;
  readonly #hash: Hash = createHash('sha256');
  readonly #misfits: Issue[] = [];
  readonly #shortened: Issue[] = [];
  #misfitCount = 0;
  #bytes = 0;
  #block: Buffer[] = [];
  #blockBytes = 0;

  constructor(sink: ByteSink, layout: MailingLayout) {
    this.#sink = sink;
    this.#layout = layout;
  }

  async add(
    columns: readonly MailingColumn[],
    values: Readonly<Record<string, FieldValue>>,
    accountId: string,
  ): Promise<void> {
    const record = mailingRecord(this.#layout, columns, values, (misfit) => this.tell(misfit, accountId));
    this.records += 1;
    this.#hash.update(record);
    this.#bytes += record.length;
    this.#block.push(record);
    this.#blockBytes += record.length;
    if (this.#blockBytes >= BLOCK_BYTES) await this.#flush();
  }

  hashSoFar(): string {
    return this.#hash.copy().digest('hex');
  }

  async end(): Promise<Pick<WrittenMailing, 'bytes' | 'sha256' | 'shortened'>> {
    if (this.#misfitCount > 0) throw misfits(this.#misfitCount, this.#misfits);
    await this.#flush();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex'), shortened: this.#shortened };
  }

  /** A file that has a misfit is none, so that nothing more of it needs to be written. */
  async #flush(): Promise<void> {
    if (this.#misfitCount === 0) await this.#sink.writeFile(Buffer.concat(this.#block));
    this.#block = [];
    this.#blockBytes = 0;
  }

  tell({ field, what, isCut }: Misfit, accountId: string): void {
    if (!isCut) this.#misfitCount += 1;
    const list = isCut ? this.#shortened : this.#misfits;
    if (list.length >= ISSUES_MAX) return;
    list.push({
      code: isCut ? 'value-shortened' : 'value-misfit',
      rowKey: accountId,
      column: field,
      message: `${accountId === '' ? 'The file' : `Account ${accountId}`}: ${what}.`,
      fix: isCut
        ? 'Shorten it yourself where that reads badly.'
        : 'Mend it, or make the column wider in the setting mailing-layout.',
    });
  }
}

function misfits(count: number, issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'file-misfit',
    message: `${count === 1 ? '1 value does' : `${count} values do`} not fit the file for the mailing service; none was written.`,
    fix: 'Mend what is listed, or change the setting mailing-layout.',
    issues,
  });
}
