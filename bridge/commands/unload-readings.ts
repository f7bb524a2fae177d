import { createHash } from 'node:crypto';
import {
  unloadReadingsPayloadSchema,
  type UnloadReadingsPayload,
  type UnloadReadingsReply,
} from '../contract/commands/unload-readings.js';
import { groupBy } from '../contract/group-by.js';
import type { Issue } from '../contract/problem.js';
import type { ReadingFile, ReadRecord } from '../contract/reading-file.js';
import { fieldState, wholeReading, type ReadState } from '../domain/metering/decide-read.js';
import { fixedWords } from '../domain/metering/fixed-read.js';
import {
  matchRecords,
  registerNumberOf,
  type ExpectedStop,
  type MatchedRecords,
  type MetersAside,
} from '../domain/metering/match-records.js';
import { parseReadingFile } from '../files/reading-file/parse-reading-file.js';
import { removedMeters } from '../queries/meters.js';
import { periodReads, type FieldCodes, type PeriodRead } from '../queries/period-reads.js';
import { readFacts, runFacts, type RunFacts } from '../queries/run-facts.js';
import type { Database } from '../store/database.js';
import { closeRereads, writeReadStates, type ReadWrite } from '../store/period-reads.js';
import { findImport, keepImport, type KeptImport, type NewReading } from '../store/readings.js';
import type { Command, CommandContext } from './command.js';

/** More issues than this help nobody; the reply says how many there are in all. */
const ISSUES_SHOWN_MAX = 500;

/**
 * Unloads a reading file: the whole file or nothing. Each new reading is kept as it came, and judged; the same file twice
 * changes nothing, unless a run has opened since or another file took its place. Unknown meters and stops that were read before refuse the file unless the person chose otherwise.
 */
export const unloadReadings: Command<UnloadReadingsPayload, UnloadReadingsReply> = {
  kind: 'unload-readings',
  roles: ['coordinator', 'supervisor'],
  payload: unloadReadingsPayloadSchema,
  async execute(context, payload) {
    const bytes = Buffer.from(payload.contentBase64, 'base64');
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    const earlier = await findImport(context.trx, fileHash);
    const file = parseReadingFile(bytes, { fileName: payload.fileName, badReadings: 'keep' });
    const runs = await openRuns(context);
    const options = { ...payload, unloadedBefore: earlier !== null };
    const aside = new Map([...(await removedMeters(context.trx)), ...runs.fixed]);
    const match = matchRecords(file.records, [...runs.stops.values()], options, aside);
    if (earlier && match.issues.length + match.matched.length === 0) {
      return { outcome: 'unchanged', reply: await alreadyUnloaded(context.trx, payload, earlier) };
    }
    const judged = judge(runs, match);
    if (match.issues.length > 0) {
      return { outcome: 'refused', reply: await toReply(context.trx, file, match, judged) };
    }
    await keep(context, { file, fileHash, match, judged });
    return { outcome: 'applied', reply: await toReply(context.trx, file, match, judged) };
  },
};

interface OpenRuns {
  readonly facts: ReadonlyMap<string, RunFacts>;
  readonly reads: ReadonlyMap<string, PeriodRead>;
  readonly stops: ReadonlyMap<string, ExpectedStop>;
  /** Meters whose reads no file changes, and why. */
  readonly fixed: MetersAside;
}

async function openRuns({ trx, today }: CommandContext): Promise<OpenRuns> {
  const runs = await trx<{ bill_run_id: string; status: string }>('bill_run')
    .where('status', 'open')
    .select('bill_run_id');
  const facts = new Map<string, RunFacts>();
  const reads = new Map<string, PeriodRead>();
  const stops = new Map<string, ExpectedStop>();
  const fixed = new Map<string, string>();
  for (const { bill_run_id: billRunId } of runs) {
    const known = await runFacts(trx, billRunId, today);
    facts.set(billRunId, known);
    for (const read of await periodReads(trx, billRunId)) {
      const { rowKey, accountId, meterId, registerNumber, status, previousOn } = read;
      const words = fixedWords(read, known.run);
      if (words !== null) {
        if (read.removedOn === null) fixed.set(meterId, words);
        continue;
      }
      const key = stopKey(billRunId, rowKey);
      reads.set(key, read);
      stops.set(key, {
        billRunId,
        rowKey,
        accountId,
        meterId,
        registerNumber,
        status,
        previousOn,
        lastReading: read.fieldReading,
      });
    }
  }
  return { facts, reads, stops, fixed };
}

function stopKey(billRunId: string, rowKey: string): string {
  return `${billRunId} ${rowKey}`;
}

interface JudgedRead {
  readonly record: ReadRecord;
  readonly stop: ExpectedStop;
  readonly state: ReadState;
}

function judge(runs: OpenRuns, match: MatchedRecords): JudgedRead[] {
  return match.matched.map(({ record, stop }) => {
    const facts = runs.facts.get(stop.billRunId);
    const read = runs.reads.get(stopKey(stop.billRunId, stop.rowKey));
    if (!facts || !read) throw new RangeError(`The stop ${stop.rowKey} was matched and is gone.`);
    const { skipCode, troubleCodes, tamper, accountId, unit, previousReading, date, reading } = record;
    const { changedOut, newMeterId } = record;
    const returned = {
      ...{ skipCode, troubleCodes, tamper, accountId, unit, previousReading, date, reading },
      ...{ changedOut, newMeterId },
    };
    return { record, stop, state: fieldState(readFacts(facts, read, returned)) };
  });
}

interface Kept {
  readonly file: ReadingFile;
  readonly fileHash: string;
  readonly match: MatchedRecords;
  readonly judged: readonly JudgedRead[];
}

async function keep({ trx, commandNumber }: CommandContext, { file, fileHash, match, judged }: Kept): Promise<void> {
  const readings = [
    ...judged.map(({ record, stop, state }) => ({ ...toReading(record, stop), value: state.value })),
    ...match.unknown.map((record) => toReading(record, null)),
  ];
  const { fileName, format } = file;
  const recordCount = file.records.length;
  const numbers = await keepImport(trx, { fileName, fileHash, format, recordCount, commandNumber }, readings);
  const numbered = judged.map((read, index) => ({ ...read, readingId: numbers[index] ?? null }));
  for (const [billRunId, reads] of groupBy(numbered, ({ stop }) => stop.billRunId)) {
    await writeReadStates(trx, billRunId, reads.map(toWrite));
    const rowKeys = reads.map(({ stop }) => stop.rowKey);
    await closeRereads(trx, billRunId, rowKeys, { status: 'done', commandNumber });
  }
}

function toReading(record: ReadRecord, stop: ExpectedStop | null): NewReading {
  const { skipCode, readCode, troubleCodes, tamper, accountId, unit, previousReading } = record;
  const { changedOut, newMeterId } = record;
  const codes: FieldCodes = {
    ...{ skipCode, readCode, troubleCodes, tamper, accountId, unit, previousReading },
    ...(changedOut || newMeterId !== null ? { changedOut, newMeterId } : {}),
  };
  return {
    billRunId: stop?.billRunId ?? null,
    rowKey: stop?.rowKey ?? null,
    meterId: record.meterId,
    registerNumber: registerNumberOf(record.register) ?? 0,
    raw: record.reading,
    value: wholeReading(record.reading),
    readOn: record.date,
    readTime: record.time,
    codes: { ...codes },
    lineNumber: record.line,
  };
}

function toWrite({ stop, state, readingId }: JudgedRead & { readonly readingId: number | null }): ReadWrite {
  return { ...state, rowKey: stop.rowKey, readingId, action: '', reason: '' };
}

async function toReply(
  trx: Database,
  file: ReadingFile,
  match: MatchedRecords,
  judged: readonly JudgedRead[],
): Promise<UnloadReadingsReply> {
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
    billRunIds,
    issues: shownIssues(match.issues),
  };
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
    stillMissing: await missingReads(trx, billRunIds),
    billRunIds: [...billRunIds],
    issues: [],
  };
}
