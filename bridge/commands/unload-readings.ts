import { constants, gzipSync } from 'node:zlib';
import { sha256Hex } from '../bytes/sha256.js';
import {
  unloadReadingsPayloadSchema,
  type UnloadReadingsPayload,
  type UnloadReadingsReply,
} from '../contract/commands/unload-readings.js';
import { groupBy } from '../contract/group-by.js';
import type { Issue } from '../contract/problem.js';
import { isVendorFormat, type ReadingFile } from '../contract/reading-file.js';
import { layoutOf } from '../contract/settings/reading-layouts.js';
import { matchRecords, type ExpectedStop, type MatchedRecords } from '../domain/metering/match-records.js';
import { chooseLayout } from '../files/reading-file/choose-layout.js';
import { parseReadingFile } from '../files/reading-file/parse-reading-file.js';
import { expectedStops } from '../queries/expected-stops.js';
import { loadedBeside } from '../queries/loaded-stops.js';
import { removedMeters } from '../queries/meters.js';
import { openFormats, readingLayouts } from '../queries/reading-layouts.js';
import type { Database } from '../store/database.js';
import { findImport, keepImport, type KeptImport } from '../store/readings.js';
import { writeBehind } from '../store/write-behind.js';
import type { Command, CommandContext } from './command.js';
import { judgeReturned, keepReturned, keepUnknown } from './returned-reads.js';
import { secondReadRule, type SecondReadRule } from './second-reads.js';

/** More issues than this help nobody; the reply says how many there are in all. */
const ISSUES_SHOWN_MAX = 500;

/**
 * Unloads a reading file: the whole file or nothing. Each new reading is kept as it came, and judged; the same file twice
 * changes nothing, unless a run has opened since or another file took its place. Unknown meters and stops that were read
 * before refuse the file unless the person chose otherwise, of the stops by route.
 */
export const unloadReadings: Command<UnloadReadingsPayload, UnloadReadingsReply> = {
  kind: 'unload-readings',
  roles: ['coordinator', 'supervisor'],
  payload: unloadReadingsPayloadSchema,
  // Packed, a file is a tenth as long: to pack and seal a town's takes less time and memory than to seal it as it came.
  kept: ({ contentBase64, ...asked }) => ({ ...asked, contentGzipBase64: packed(contentBase64) }),
  async execute(context, payload) {
    const bytes = Buffer.from(payload.contentBase64, 'base64');
    const fileHash = sha256Hex(bytes);
    const earlier = await findImport(context.trx, fileHash);
    const format = await formatOf(context, bytes, payload.layout);
    const options = { fileName: payload.fileName, badReadings: 'keep', today: context.today, format } as const;
    const file = parseReadingFile(bytes, options);
    const { stops, fixed } = await expectedStops(context.trx);
    const rule = await secondReadRule(context.trx, payload.secondReads, earlier && fileHash);
    const choices = {
      ...{ setAsideUnknown: payload.setAsideUnknown, secondRead: rule.choiceOf },
      ...{ unloadedBefore: earlier !== null, broughtBefore: rule.broughtBefore },
      untoldIsHigh: file.format === 'autoread',
    };
    const aside = new Map([...(await removedMeters(context.trx)), ...fixed]);
    const match = matchRecords(file.records, stops, choices, aside);
    if (earlier && match.issues.length + match.matched.length === 0) {
      return { outcome: 'unchanged', reply: await alreadyUnloaded(context.trx, payload, earlier) };
    }
    const outcome = match.issues.length === 0 ? 'applied' : 'refused';
    const importNumber = outcome === 'applied' ? await keepFile(context, file, fileHash) : null;
    let exceptions = 0;
    await writeBehind(judgeReturned(context, match.matched, file.format), async (judged) => {
      exceptions += judged.filter(({ state }) => state.status === 'exception').length;
      if (importNumber !== null) await keepReturned(context, importNumber, judged);
    });
    if (importNumber !== null) await keepUnknown(context, importNumber, match.unknown);
    const readBefore = byRoute(match.readBefore, rule);
    return { outcome, reply: { ...(await toReply(context.trx, file, match, exceptions)), readBefore } };
  },
};

function packed(contentBase64: string): string {
  return gzipSync(Buffer.from(contentBase64, 'base64'), { level: constants.Z_BEST_SPEED }).toString('base64');
}

function keepFile(context: CommandContext, { fileName, format, records }: ReadingFile, fileHash: string) {
  const { trx, commandNumber } = context;
  return keepImport(trx, { fileName, fileHash, format, recordCount: records.length, commandNumber });
}

/** The stops that were read before, counted by route. A choice is one that stands for every stop of its route. */
function byRoute(
  stops: readonly ExpectedStop[],
  { routeOf, choiceOf }: SecondReadRule,
): UnloadReadingsReply['readBefore'] {
  return [...groupBy(stops, routeOf)]
    .map(([routeId, ofRoute]) => {
      const [choice = null, ...others] = new Set(ofRoute.map(choiceOf));
      return { routeId, stops: ofRoute.length, choice: others.length === 0 ? choice : null };
    })
    .toSorted((one, other) => (one.routeId < other.routeId ? -1 : 1));
}

/** How a file is laid out: as the person says, else as a cycle that is open has it; null leaves it to the content. */
async function formatOf({ trx, today }: CommandContext, bytes: Buffer, named: string | null) {
  if (named !== null && isVendorFormat(named)) return named;
  const layouts = await readingLayouts(trx, today);
  if (named !== null) return layoutOf(named, layouts);
  const own = (await openFormats(trx)).filter((format) => !isVendorFormat(format));
  return chooseLayout(
    bytes,
    own.map((format) => layoutOf(format, layouts)),
  );
}

async function toReply(
  trx: Database,
  file: ReadingFile,
  match: MatchedRecords,
  exceptions: number,
): Promise<Omit<UnloadReadingsReply, 'readBefore'>> {
  const stops = [...match.matched.map(({ stop }) => stop), ...match.standing];
  const billRunIds = [...new Set(stops.map((stop) => stop.billRunId))];
  return {
    fileName: file.fileName,
    format: file.format,
    alreadyUnloaded: false,
    records: file.records.length,
    matched: stops.length,
    unread: file.unread,
    exceptions,
    setAside: match.unknown.length,
    stillMissing: await missingReads(trx, billRunIds),
    loaded: await loadedOf(trx, stops),
    billRunIds,
    issues: shownIssues(match.issues),
  };
}

async function loadedOf(trx: Database, stops: readonly ExpectedStop[]): Promise<UnloadReadingsReply['loaded']> {
  const returned = [...groupBy(stops, ({ billRunId }) => billRunId)].map(([billRunId, ofRun]) => ({
    billRunId,
    rowKeys: new Set(ofRun.map(({ rowKey }) => rowKey)),
  }));
  const beside = await loadedBeside(trx, returned);
  return beside && { ...beside, notices: [...beside.notices] };
}

async function missingReads(trx: Database, billRunIds: readonly string[]): Promise<number> {
  const [row] = await trx.raw<{ missing: number }[]>(
    `SELECT count(*) AS missing FROM period_read
     WHERE status = 'missing' AND bill_run_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(billRunIds)],
  );
  return row?.missing ?? 0;
}

function shownIssues(issues: readonly Issue[]): Issue[] {
  if (issues.length <= ISSUES_SHOWN_MAX) return [...issues];
  const more = issues.length - ISSUES_SHOWN_MAX;
  return [
    ...issues.slice(0, ISSUES_SHOWN_MAX),
    {
      code: 'more-issues',
      rowKey: '',
      column: '',
      message: `The file has ${more.toLocaleString('en-US')} more issues of this kind.`,
      fix: 'Check that this is the file of an open cycle.',
    },
  ];
}

async function alreadyUnloaded(
  trx: Database,
  payload: UnloadReadingsPayload,
  { format, recordCount, billRunIds }: KeptImport,
): Promise<UnloadReadingsReply> {
  return {
    fileName: payload.fileName,
    format,
    alreadyUnloaded: true,
    records: recordCount,
    matched: 0,
    unread: 0,
    exceptions: 0,
    setAside: 0,
    readBefore: [],
    stillMissing: await missingReads(trx, billRunIds),
    loaded: null,
    billRunIds: [...billRunIds],
    issues: [],
  };
}
