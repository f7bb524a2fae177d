import { once } from 'node:events';
import type { Writable } from 'node:stream';
import PDFDocument from 'pdfkit';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Statement } from '../../domain/statement/statement.js';
import { drawStatement } from './draw-statement.js';
import { Pen } from './pen.js';
import type { Utility } from '../../domain/statement/utility.js';

/** Most words of a statement are those of the one before; what is its own is forgotten with the others. */
const REMEMBERED_STATEMENTS = 100;

export interface PdfOptions {
  readonly title: string;
  readonly utility: Utility;
  /** Stands as the day on which the file was made, so that one made again is the same byte for byte. */
  readonly billedOn: CalendarDate;
  /** Called after each statement, with how many there are by then. */
  readonly onWritten?: (count: number) => void;
}

/**
 * Writes statements into one PDF as they come, each page as soon as it is drawn, so that a run of any size takes the same
 * memory; gives how many there were. The same statements make the same bytes. Throws the target's error.
 */
export async function writeStatementPdf(
  statements: AsyncIterable<Statement> | Iterable<Statement>,
  target: Writable,
  { title, utility, billedOn, onWritten }: PdfOptions,
): Promise<number> {
  const noon = new Date(`${billedOn}T12:00:00Z`);
  const document = new PDFDocument({
    ...{ autoFirstPage: false, lang: 'en-US', pdfVersion: '1.7' as const, displayTitle: true },
    info: {
      Title: title,
      Author: utility.name,
      CreationDate: noon,
      ModDate: noon,
      Producer: 'Curbstop',
      Creator: 'Curbstop',
    },
  });
  document.pipe(target);
  try {
    const count = await drawAll(document, statements, target, { utility, onWritten });
    const finished = once(target, 'finish');
    document.end();
    await finished;
    return count;
  } catch (error) {
    document.unpipe(target);
    target.destroy();
    throw error;
  }
}

async function drawAll(
  document: InstanceType<typeof PDFDocument>,
  statements: AsyncIterable<Statement> | Iterable<Statement>,
  target: Writable,
  { utility, onWritten }: Pick<PdfOptions, 'utility' | 'onWritten'>,
): Promise<number> {
  let failure: unknown = null;
  target.once('error', (error) => (failure = error));
  const pen = new Pen(document);
  let count = 0;
  for await (const statement of statements) {
    drawStatement(pen, utility, statement);
    count += 1;
    onWritten?.(count);
    if (count % REMEMBERED_STATEMENTS === 0) pen.forgetWords();
    await drained(target);
    if (failure !== null) throw failure as Error;
  }
  if (count === 0) throw new RangeError('A PDF needs one statement at least.');
  return count;
}

/** Waits until the target took what it was given; the document hands on the rest meanwhile. Throws the target's error. */
async function drained(target: Writable): Promise<void> {
  if (target.writableNeedDrain) await once(target, 'drain');
  else await new Promise((resolve) => setImmediate(resolve));
}
