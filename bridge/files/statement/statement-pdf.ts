import type { Writable } from 'node:stream';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Statement } from '../../domain/statement/statement.js';
import type { Utility } from '../../domain/statement/utility.js';
import { drawStatement } from './draw-statement.js';
import { writePdf } from './write-pdf.js';

export interface PdfOptions {
  readonly title: string;
  readonly utility: Utility;
  /** Stands as the day on which the file was made, so that one made again is the same byte for byte. */
  readonly billedOn: CalendarDate;
  /** Called after each statement, with how many there are by then. */
  readonly onWritten?: (count: number) => void;
}

/** Writes statements into one PDF as they come; gives how many there were. Throws the target's error. */
export function writeStatementPdf(
  statements: AsyncIterable<Statement> | Iterable<Statement>,
  target: Writable,
  { title, utility, billedOn, onWritten }: PdfOptions,
): Promise<number> {
  return writePdf(target, {
    ...{ title, author: utility.name, madeOn: billedOn, papers: statements, onWritten },
    draw: (pen, statement) => drawStatement(pen, utility, statement),
  });
}
