import {
  loadRouteBooksPayloadSchema,
  type LoadedFile,
  type LoadRouteBooksPayload,
  type LoadRouteBooksReply,
} from '../contract/commands/load-route-books.js';
import { CurbstopError } from '../contract/problem.js';
import type { ReadingFormat } from '../contract/reading-file.js';
import { writeRouteBook } from '../files/route-book/write-route-book.js';
import { readingLayouts } from '../queries/reading-layouts.js';
import { describeFile } from '../queries/route-book-loads.js';
import { routeBook, type ChosenBook } from '../queries/route-book.js';
import { billRun, runFacts, type BillRun } from '../queries/run-facts.js';
import { utilitySettings } from '../queries/utility-settings.js';
import type { Database } from '../store/database.js';
import { keepLoad } from '../store/route-book-loads.js';
import type { Command } from './command.js';
import { writeFittingBook } from './fitting-book.js';

/**
 * Loads route books: keeps which stops went out with which limits, and what the files hold. The files themselves are made
 * again from that by whoever writes them into a folder. Throws `unknown-bill-run`, `run-already-posted` or
 * `nothing-to-load`; what is named and not there refuses the whole load, and so does what does not fit a file, unless it is
 * to be left out.
 */
export const loadRouteBooks: Command<LoadRouteBooksPayload, LoadRouteBooksReply> = {
  kind: 'load-route-books',
  roles: ['coordinator', 'supervisor'],
  payload: loadRouteBooksPayloadSchema,
  async execute({ trx, commandNumber, now, today }, payload) {
    const run = await billRun(trx, payload.billRunId);
    if (run.status === 'posted') throw alreadyPosted(run);
    const format = payload.format ?? (await formatOf(trx, run.cycleId));
    const { name: utilityName } = await utilitySettings(trx, now);
    const facts = await runFacts(trx, run.billRunId, today);
    const chosen = await routeBook(trx, facts, { ...payload, utilityName });
    if (chosen.issues.length > 0) {
      return { outcome: 'refused', reply: toReply(run, format, chosen, { files: [], loadNumber: null }) };
    }
    if (chosen.rowKeys.length === 0) throw nothingToLoad(run, payload);
    const layouts = await readingLayouts(trx, today);
    const written = payload.leaveOutMisfits
      ? writeFittingBook(format, chosen, layouts)
      : { ...chosen, files: writeRouteBook(format, chosen.book, layouts) };
    const { book, rowKeys } = written;
    const files = written.files.map(describeFile);
    const { billRunId } = run;
    const loadNumber = await keepLoad(trx, { billRunId, format, book, files, rowKeys, commandNumber });
    return { outcome: 'applied', reply: toReply(run, format, written, { files, loadNumber }) };
  },
};

/** The format that a cycle's devices are loaded by. */
async function formatOf(trx: Database, cycleId: string): Promise<ReadingFormat> {
  const [cycle] = await trx.raw<{ format: ReadingFormat }[]>(
    'SELECT reading_format AS format FROM cycle WHERE cycle_id = ?',
    [cycleId],
  );
  if (cycle === undefined) throw new RangeError(`There is no cycle ${cycleId}.`);
  return cycle.format;
}

function toReply(
  { billRunId }: BillRun,
  format: ReadingFormat,
  { book, issues }: ChosenBook,
  { files, loadNumber }: { readonly files: readonly LoadedFile[]; readonly loadNumber: number | null },
): LoadRouteBooksReply {
  const stops = book.routes.flatMap((route) => route.stops);
  return {
    ...{ billRunId, format, loadNumber, files: [...files], issues: [...issues] },
    routes: book.routes.map((route) => ({ routeId: route.routeId, name: route.name, stops: route.stops.length })),
    stops: stops.length,
    finals: stops.filter(({ isFinal }) => isFinal).length,
    withoutLimits: stops.filter(({ highReading }) => highReading === null).length,
  };
}

function alreadyPosted({ billRunId }: BillRun): CurbstopError {
  return new CurbstopError({
    code: 'run-already-posted',
    status: 409,
    message: `The bill run ${billRunId} is posted; there is nothing of it to read any more.`,
    fix: 'Choose the open run of the cycle.',
  });
}

function nothingToLoad({ billRunId }: BillRun, { choice, onlyUnread }: LoadRouteBooksPayload): CurbstopError {
  const rereads = choice.by === 'rereads';
  return new CurbstopError({
    code: 'nothing-to-load',
    message: rereads
      ? `No stop of the bill run ${billRunId} waits for a reread.`
      : `Nothing of the bill run ${billRunId} is to be loaded${onlyUnread ? ': all of it was read' : ''}.`,
    fix: rereads ? 'Ask for rereads in the Readings sheet first.' : 'Choose other stops.',
  });
}
