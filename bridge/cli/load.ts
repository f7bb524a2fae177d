import { loadRouteBooks } from '../commands/load-route-books.js';
import type { LoadRouteBooksReply, StopChoice } from '../contract/commands/load-route-books.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import type { ReadingFormat } from '../contract/reading-file.js';
import { saveFiles } from '../files/save-files.js';
import { loadedFiles } from '../queries/route-book-loads.js';
import { say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface LoadOptions {
  readonly billRunId: string;
  readonly choice: StopChoice;
  readonly onlyUnread: boolean;
  readonly leaveOutMisfits: boolean;
  /** Null takes the format of the cycle. */
  readonly format: ReadingFormat | null;
  readonly out: string;
  readonly person: string;
  readonly preview: boolean;
}

/** Loads route books from the command line, and writes their files. */
export async function load(folder: DataFolder, options: LoadOptions): Promise<number> {
  const { out, person, preview, ...payload } = options;
  return withUtility(folder, async (database) => {
    const asked = { person, reason: 'Loaded by command line', post: !preview };
    const { outcome, reply, receiptNumber } = await runCommand({ folder, database }, loadRouteBooks, payload, asked);
    if (outcome === 'refused') throw refusal(reply);
    report(reply);
    if (preview || reply.loadNumber === null) {
      say('Nothing was written: this was a preview.');
      return;
    }
    const { files } = await loadedFiles(database, reply.loadNumber);
    (await withFile(out, () => saveFiles(out, files))).forEach((file) => say(`Written: ${file}`));
    say(`Receipt ${receiptNumber ?? 'none'}.`);
  });
}

function report({ billRunId, format, stops, finals, withoutLimits, routes, issues }: LoadRouteBooksReply): void {
  say(`${billRunId} (${format}): ${counted(stops, 'stop')}, ${finals} of finals, ${withoutLimits} without limits.`);
  for (const { routeId, name, stops: ofRoute } of routes) say(`  ${routeId} ${name}: ${counted(ofRoute, 'stop')}`);
  for (const { message, fix } of issues) say(`${message} ${fix}`);
}

function refusal({ issues }: LoadRouteBooksReply): CurbstopError {
  return new CurbstopError({
    code: 'load-refused',
    message: 'Nothing was loaded.',
    fix: 'Mend what is listed and load again.',
    issues,
  });
}
