import { once } from 'node:events';
import type { Writable } from 'node:stream';
import PDFDocument from 'pdfkit';
import type { CalendarDate } from '../../contract/calendar-date.js';
import { Pen } from './pen.js';

/** Most words of a paper are those of the one before; what is its own is forgotten with the others. */
const REMEMBERED_PAPERS = 100;

export interface PdfFile<Paper> {
  readonly title: string;
  readonly author: string;
  /** Stands as the day on which the file was made, so that one made again is the same byte for byte. */
  readonly madeOn: CalendarDate;
  readonly papers: AsyncIterable<Paper> | Iterable<Paper>;
  /** Draws a paper on pages of its own. */
  readonly draw: (pen: Pen, paper: Paper) => void;
  /** Called after each paper, with how many there are by then. */
  readonly onWritten?: ((count: number) => void) | undefined;
}

/**
 * Writes papers into one PDF as they come, each page as soon as it is drawn, so that any number of them takes the same
 * memory; gives how many there were. The same papers make the same bytes. Throws the target's error.
 */
export async function writePdf<Paper>(target: Writable, file: PdfFile<Paper>): Promise<number> {
  const noon = new Date(`${file.madeOn}T12:00:00Z`);
  const document = new PDFDocument({
    ...{ autoFirstPage: false, lang: 'en-US', pdfVersion: '1.7' as const, displayTitle: true },
    info: {
      Title: file.title,
      Author: file.author,
      CreationDate: noon,
      ModDate: noon,
      Producer: 'Curbstop',
      Creator: 'Curbstop',
    },
  });
  document.pipe(target);
  try {
    const count = await drawAll(document, target, file);
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

async function drawAll<Paper>(
  document: InstanceType<typeof PDFDocument>,
  target: Writable,
  { papers, draw, onWritten }: PdfFile<Paper>,
): Promise<number> {
  let failure: unknown = null;
  target.once('error', (error) => (failure = error));
  const pen = new Pen(document);
  let count = 0;
  for await (const paper of papers) {
    draw(pen, paper);
    count += 1;
    onWritten?.(count);
    if (count % REMEMBERED_PAPERS === 0) pen.forgetWords();
    await drained(target);
    if (failure !== null) throw failure as Error;
  }
  if (count === 0) throw new RangeError('A PDF needs one page at least.');
  return count;
}

/** Waits until the target took what it was given; the document hands on the rest meanwhile. Throws the target's error. */
async function drained(target: Writable): Promise<void> {
  if (target.writableNeedDrain) await once(target, 'drain');
  else await new Promise((resolve) => setImmediate(resolve));
}
