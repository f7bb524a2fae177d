import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { Statement } from '../../domain/statement/statement.js';
import { fileNamePart } from '../file-name-part.js';
import { saveWhole } from '../save-files.js';
import { writeStatementPdf, type PdfOptions } from './statement-pdf.js';

type Statements = AsyncIterable<Statement> | Iterable<Statement>;

/** Saves statements as one PDF, whole or not at all, and gives how many there are. Throws the file system's error. */
export function saveStatementFile(file: string, statements: Statements, options: PdfOptions): Promise<number> {
  return saveWhole(file, (handle) => writeStatementPdf(statements, streamInto(handle), options));
}

/** Unlike the handle's own stream it leaves the handle to whoever opened it. */
function streamInto(handle: FileHandle): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      handle.writeFile(chunk).then(() => done(), done);
    },
  });
}

/** Saves a PDF for each statement, named by its account, and gives how many there are. Throws the file system's error. */
export async function saveStatementFiles(
  folder: string,
  statements: Statements,
  { onWritten, ...options }: PdfOptions,
): Promise<number> {
  let count = 0;
  for await (const statement of statements) {
    const { accountId } = statement.account;
    const title = `${options.title}, account ${accountId}`;
    await saveStatementFile(path.join(folder, `${fileNamePart(accountId)}.pdf`), [statement], { ...options, title });
    count += 1;
    onWritten?.(count);
  }
  return count;
}
