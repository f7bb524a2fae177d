import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { unloadReadings } from '../commands/unload-readings.js';
import {
  READING_FILE_BYTES_MAX,
  type SecondReadChoice,
  type SecondReads,
  type UnloadReadingsReply,
} from '../contract/commands/unload-readings.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface UnloadOptions {
  readonly file: string;
  readonly person: string;
  readonly preview: boolean;
  /** The layout that the file has, or a vendor's format; told by its content unless given. */
  readonly layout?: string;
  readonly setAsideUnknown: boolean;
  /** What becomes of stops that were read before: on every route that is not named, and by route. */
  readonly addReads: boolean;
  readonly replaceReads: boolean;
  readonly addRoute: readonly string[];
  readonly replaceRoute: readonly string[];
}

/** Unloads a reading file from the command line, as the pane does it. */
export async function unload(folder: DataFolder, options: UnloadOptions): Promise<number> {
  const contentBase64 = (await readReadingFile(options.file)).toString('base64');
  return withUtility(folder, async (database) => {
    const { layout = null, setAsideUnknown, person, preview } = options;
    const fileName = path.basename(options.file);
    const payload = { fileName, contentBase64, layout, setAsideUnknown, secondReads: secondReadsOf(options) };
    const asked = { person, reason: 'Unloaded by command line', post: !preview };
    const { outcome, receiptNumber, reply } = await runCommand({ folder, database }, unloadReadings, payload, asked);
    if (outcome === 'refused') throw refusal(reply);
    report(reply, preview ? 'Nothing was changed: this was a preview.' : receiptLine(receiptNumber));
  });
}

/** What was chosen by flags for stops that were read before. */
function secondReadsOf({ addReads, replaceReads, addRoute, replaceRoute }: UnloadOptions): SecondReads {
  const replaced = replaceRoute.map((routeId) => routeId.toLowerCase());
  const twice = addRoute.find((routeId) => replaced.includes(routeId.toLowerCase()));
  if (twice !== undefined) {
    throw new CurbstopError({
      code: 'route-chosen-twice',
      message: `Route ${twice} stands after --add-route and after --replace-route.`,
      fix: 'Name it after one of them.',
    });
  }
  const chosen = (routeIds: readonly string[], choice: SecondReadChoice) =>
    Object.fromEntries(routeIds.map((routeId) => [routeId, choice]));
  return {
    routes: { ...chosen(addRoute, 'add'), ...chosen(replaceRoute, 'replace') },
    otherRoutes: addReads ? 'add' : replaceReads ? 'replace' : null,
  };
}

async function readReadingFile(file: string): Promise<Buffer> {
  const facts = await stat(file).catch(() => null);
  if (!facts?.isFile()) {
    throw new CurbstopError({
      code: 'no-such-file',
      message: `There is no file ${file}.`,
      fix: 'Check the name of the reading file.',
    });
  }
  if (facts.size > READING_FILE_BYTES_MAX) {
    throw new CurbstopError({
      code: 'reading-file-too-large',
      message: `${file} is larger than ${READING_FILE_BYTES_MAX / 1024 / 1024} MB, the most that a reading file may be.`,
      fix: 'Export by cycle or route, so that each file stays within the limit.',
    });
  }
  return readFile(file);
}

function report(reply: UnloadReadingsReply, lastLine: string): void {
  if (reply.alreadyUnloaded) {
    say(`${reply.fileName} is already unloaded; nothing was changed.`);
    return;
  }
  const { fileName, format, records, matched, unread, exceptions, stillMissing, setAside } = reply;
  say(`${fileName} (${format}): ${counted(records, 'record')}, ${matched} matched, ${unread} without a reading.`);
  say(
    `${counted(exceptions, 'read')} to decide, ${counted(stillMissing, 'read')} still missing, ${setAside} set aside.`,
  );
  for (const { routeId, stops, choice } of reply.readBefore) {
    const became = choice === 'replace' ? 'this file replaces what was read' : 'what was read stands';
    say(`Route ${routeId}: ${counted(stops, 'stop')} read before; ${became}.`);
  }
  if (reply.loaded !== null) {
    const { stops, notReturned, notLoaded, notices } = reply.loaded;
    say(
      `Of ${counted(stops, 'loaded stop')} on these routes ${notReturned} did not come back; ${notLoaded} came unasked.`,
    );
    notices.forEach(say);
  }
  say(lastLine);
}

function receiptLine(receiptNumber: number | null): string {
  return `Receipt ${receiptNumber ?? 'none'}.`;
}

function refusal(reply: UnloadReadingsReply): CurbstopError {
  const before = reply.readBefore.map(({ routeId, stops }) => `${routeId} (${counted(stops, 'stop')})`).join(', ');
  const routes = before === '' ? '' : ` Read before: ${before}.`;
  return new CurbstopError({
    code: 'unload-refused',
    message: `${reply.fileName} was not unloaded; nothing was changed.${routes}`,
    fix: 'Mend the file; or unload it with --set-aside-unknown for unknown meters, and for stops that were read before with --add-reads or --replace-reads, or by route with --add-route or --replace-route.',
    issues: reply.issues,
  });
}
