import path from 'node:path';
import type { Statement } from '../../domain/statement/statement.js';
import { fileNamePart } from '../file-name-part.js';
import { saveWhole } from '../save-files.js';
import { streamInto } from '../stream-into.js';
import { writeStatementPdf, type PdfOptions } from './statement-pdf.js';

type Statements = AsyncIterable<Statement> | Iterable<Statement>;

/** Saves statements as one PDF, whole or not at all, and gives how many there are. Throws the file system's error. */
export function saveStatementFile(file: string, statements: Statements, options: PdfOptions): Promise<number> {
  return saveWhole(file, (handle) => writeStatementPdf(statements, streamInto(handle), options));
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
