import { createHash } from 'node:crypto';
import {
  unloadReadingsPayloadSchema,
  type UnloadReadingsPayload,
  type SecondReadChoice,
  type UnloadReadingsReply,
} from '../contract/commands/unload-readings.js';
import { groupBy } from '../contract/group-by.js';
import type { Issue } from '../contract/problem.js';
import { isVendorFormat, type ReadingFile, type ReadRecord } from '../contract/reading-file.js';
import { layoutOf } from '../contract/settings/reading-layouts.js';
import { fieldState, rereadOutcome, wholeReading, type ReadState } from '../domain/metering/decide-read.js';
import { fixedWords } from '../domain/metering/fixed-read.js';
import {
  matchRecords,
  registerNumberOf,
  type ExpectedStop,
  type MatchedRecords,
  type MetersAside,
} from '../domain/metering/match-records.js';
import { chooseLayout } from '../files/reading-file/choose-layout.js';
import { parseReadingFile } from '../files/reading-file/parse-reading-file.js';
import { fieldCodesOf, periodReads, type PeriodRead } from '../queries/period-reads.js';
import { loadedBeside } from '../queries/loaded-stops.js';
import { routesReadBefore } from '../queries/routes-read-before.js';
import { removedMeters } from '../queries/meters.js';
import { openFormats, readingLayouts } from '../queries/reading-layouts.js';
import { readFacts, runFacts, type RunFacts } from '../queries/run-facts.js';
import type { Database } from '../store/database.js';
import { returnRereads, settleRereads, writeReadStates, type ReadWrite } from '../store/period-reads.js';
import { findImport, keepImport, type KeptImport, type NewReading } from '../store/readings.js';
import type { Command, CommandContext } from './command.js';

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
  async execute(context, payload) {
    const bytes = Buffer.from(payload.contentBase64, 'base64');
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    const earlier = await findImport(context.trx, fileHash);
    const format = await formatOf(context, bytes, payload.layout);
    const options = { fileName: payload.fileName, badReadings: 'keep', today: context.today, format } as const;
    const file = parseReadingFile(bytes, options);
    const runs = await openRuns(context);
    const routeOf = await routesReadBefore(context.trx);
    const { routes, otherRoutes } = payload.secondReads;
    const secondRead = (stop: ExpectedStop) => routes[routeOf(stop)] ?? otherRoutes;
    const choices = { ...payload, secondRead, unloadedBefore: earlier !== null };
    const aside = new Map([...(await removedMeters(context.trx)), ...runs.fixed]);
    const match = matchRecords(file.records, [...runs.stops.keys()], choices, aside);
    if (earlier && match.issues.length + match.matched.length === 0) {
      return { outcome: 'unchanged', reply: await alreadyUnloaded(context.trx, payload, earlier) };
    }
    const judged = judge(runs, match, file.format);
    const readBefore = byRoute(match.readBefore, routeOf, secondRead);
    if (match.issues.length > 0) {
      return { outcome: 'refused', reply: { ...(await toReply(context.trx, file, match, judged)), readBefore } };
    }
    await keep(context, { file, fileHash, match, judged });
    return { outcome: 'applied', reply: { ...(await toReply(context.trx, file, match, judged)), readBefore } };
  },
};

/** The stops that were read before, counted by route. */
function byRoute(
  stops: readonly ExpectedStop[],
  routeOf: (stop: ExpectedStop) => string,
  choiceOf: (stop: ExpectedStop) => SecondReadChoice | null,
): UnloadReadingsReply['readBefore'] {
  return [...groupBy(stops, routeOf)]
    .map(([routeId, [first, ...others]]) => ({
      ...{ routeId, stops: others.length + 1 },
      choice: first === undefined ? null : choiceOf(first),
    }))
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

interface OpenRuns {
  /** What each stop is judged by. */
  readonly stops: ReadonlyMap<ExpectedStop, { readonly facts: RunFacts; readonly read: PeriodRead }>;
  /** Meters whose reads no file changes, and why. */
  readonly fixed: MetersAside;
}

async function openRuns({ trx, today }: CommandContext): Promise<OpenRuns> {
  const runs = await trx<{ bill_run_id: string; status: string }>('bill_run')
    .where('status', 'open')
    .select('bill_run_id');
  const stops = new Map<ExpectedStop, { facts: RunFacts; read: PeriodRead }>();
  const fixed = new Map<string, string>();
  for (const { bill_run_id: billRunId } of runs) {
    const facts = await runFacts(trx, billRunId, today);
    for (const read of await periodReads(trx, billRunId)) {
      const { rowKey, accountId, meterId, registerNumber, status, previousOn, fieldReading: lastReading } = read;
      const words = fixedWords(read, facts.run);
      if (words !== null) {
        if (read.removedOn === null) fixed.set(meterId, words);
        continue;
      }
      const stop = { billRunId, rowKey, accountId, meterId, registerNumber, status, previousOn, lastReading };
      stops.set(stop, { facts, read });
    }
  }
  return { stops, fixed };
}

interface JudgedRead {
  readonly record: ReadRecord;
  readonly stop: ExpectedStop;
  readonly state: ReadState;
}

function judge(runs: OpenRuns, match: MatchedRecords, format: string): JudgedRead[] {
  return match.matched.map(({ record, stop }) => {
    const known = runs.stops.get(stop);
    if (!known) throw new RangeError(`The stop ${stop.rowKey} was matched and is gone.`);
    const { reading, date, meterId } = record;
    const returned = { ...fieldCodesOf(record), reading, date, meterId, format };
    return { record, stop, state: fieldState(readFacts(known.facts, known.read, returned)) };
  });
}

interface Kept {
  readonly file: ReadingFile;
  readonly fileHash: string;
  readonly match: MatchedRecords;
  readonly judged: readonly JudgedRead[];
}

async function keep({ trx, commandNumber }: CommandContext, { file, fileHash, match, judged }: Kept): Promise<void> {
  const { fileName, format } = file;
  const recordCount = file.records.length;
  const imported = { fileName, fileHash, format, recordCount, commandNumber };
  const first = await keepImport(trx, imported, readingsOf(judged, match));
  const numbered = judged.map((read, index) => ({ ...read, readingId: first + index }));
  for (const [billRunId, reads] of groupBy(numbered, ({ stop }) => stop.billRunId)) {
    await writeReadStates(trx, billRunId, reads.map(toWrite));
    const reread = reads.filter(({ stop }) => stop.status === 'reread');
    const returned = reread.map(({ stop, readingId }) => ({ rowKey: stop.rowKey, readingId }));
    await returnRereads(trx, billRunId, returned, commandNumber);
    const settled = reread.map(({ stop, state }) => ({ rowKey: stop.rowKey, outcome: rereadOutcome(state) }));
    await settleRereads(trx, billRunId, settled, commandNumber);
  }
}

/** The readings as they came, those that belong to a stop first; each is made as it is written. */
function* readingsOf(judged: readonly JudgedRead[], match: MatchedRecords): Generator<NewReading> {
  for (const { record, stop, state } of judged) yield toReading(record, stop, state.value);
  for (const record of match.unknown) yield toReading(record, null, wholeReading(record.reading));
}

function toReading(record: ReadRecord, stop: ExpectedStop | null, value: number | null): NewReading {
  return {
    billRunId: stop?.billRunId ?? null,
    rowKey: stop?.rowKey ?? null,
    meterId: record.meterId,
    registerNumber: registerNumberOf(record.register) ?? 0,
    raw: record.reading,
    value,
    readOn: record.date,
    readTime: record.time,
    codes: { ...fieldCodesOf(record) },
    lineNumber: record.line,
  };
}

function toWrite({ stop, state, readingId }: JudgedRead & { readonly readingId: number }): ReadWrite {
  return { ...state, rowKey: stop.rowKey, readingId, action: '', reason: '' };
}

async function toReply(
  trx: Database,
  file: ReadingFile,
  match: MatchedRecords,
  judged: readonly JudgedRead[],
): Promise<Omit<UnloadReadingsReply, 'readBefore'>> {
  const stops = [...judged.map(({ stop }) => stop), ...match.standing];
  const billRunIds = [...new Set(stops.map((stop) => stop.billRunId))];
  return {
    fileName: file.fileName,
    format: file.format,
    alreadyUnloaded: false,
    records: file.records.length,
    matched: stops.length,
    unread: file.unread,
    exceptions: judged.filter(({ state }) => state.status === 'exception').length,
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
