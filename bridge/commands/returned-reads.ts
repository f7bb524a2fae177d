import { setImmediate as turn } from 'node:timers/promises';
import { chunksOf } from '../contract/chunks-of.js';
import { groupBy } from '../contract/group-by.js';
import type { ReadRecord } from '../contract/reading-file.js';
import { fieldState, rereadOutcome, wholeReading, type ReadState } from '../domain/metering/decide-read.js';
import { registerNumberOf, type ExpectedStop } from '../domain/metering/match-records.js';
import { returnedRead, type ReturnedRead } from '../domain/metering/review-input.js';
import { partsOfReads, toldCodes, type PeriodRead } from '../queries/period-reads.js';
import { readFacts, runFacts, type RunFacts } from '../queries/run-facts.js';
import { returnRereads, settleRereads, writeReadStates, type ReadWrite } from '../store/period-reads.js';
import { keepReadings, type NewReading } from '../store/readings.js';
import type { CommandContext } from './command.js';

/** So many reads are judged and kept at a time, few enough that what they leave behind is soon cleared away: a file may hold a whole town. */
const READS_AT_ONCE = 250;
const READS_PER_TURN = 50;

/** A record of a file with its stop, and how the read stands by it. */
export interface JudgedRead {
  readonly record: ReadRecord;
  readonly stop: ExpectedStop;
  readonly state: ReadState;
}

/** Judges what came back from the field, run by run; of a large file some reads at a time, all of one run. */
export async function* judgeReturned(
  { trx, today }: CommandContext,
  matched: readonly Pick<JudgedRead, 'record' | 'stop'>[],
  format: string,
): AsyncGenerator<readonly JudgedRead[]> {
  for (const [billRunId, ofRun] of groupBy(matched, ({ stop }) => stop.billRunId)) {
    const facts = await runFacts(trx, billRunId, today);
    const parts = [...chunksOf(ofRun, READS_AT_ONCE)];
    const keys = parts.map((some) => some.map(({ stop }) => stop.rowKey));
    let part = 0;
    for await (const reads of partsOfReads(trx, billRunId, keys)) {
      yield await judgePart(facts, reads, { some: parts[part] ?? [], format });
      part += 1;
    }
  }
}

/** Gives way now and then, so that the bridge answers others and what was judged before is kept meanwhile. */
async function judgePart(
  facts: RunFacts,
  reads: readonly PeriodRead[],
  { some, format }: { readonly some: readonly Pick<JudgedRead, 'record' | 'stop'>[]; readonly format: string },
): Promise<readonly JudgedRead[]> {
  const readOf = new Map(reads.map((read) => [read.rowKey, read]));
  const judged: JudgedRead[] = [];
  for (const { record, stop } of some) {
    const read = readOf.get(stop.rowKey);
    if (!read) throw new RangeError(`The stop ${stop.rowKey} was matched and is gone.`);
    judged.push({ record, stop, state: fieldState(readFacts(facts, read, returnedOf(record, format))) });
    if (judged.length % READS_PER_TURN === 0) await turn();
  }
  return judged;
}

/** Keeps judged reads of one run: each reading as it came, how its read stands from now on, and what its reread settled. */
export async function keepReturned(
  { trx, commandNumber }: CommandContext,
  importNumber: number,
  judged: readonly JudgedRead[],
): Promise<void> {
  const billRunId = judged[0]?.stop.billRunId ?? '';
  const readings = judged.map(({ record, stop, state }) => toReading(record, stop, state.value));
  const first = await keepReadings(trx, { importNumber, commandNumber }, readings);
  await writeReadStates(trx, billRunId, writesOf(judged, first));
  const reread = judged.flatMap(({ stop, state }, index) => {
    return stop.status === 'reread' ? [{ rowKey: stop.rowKey, readingId: first + index, state }] : [];
  });
  await returnRereads(trx, billRunId, reread, commandNumber);
  const settled = reread.map(({ rowKey, state }) => ({ rowKey, outcome: rereadOutcome(state) }));
  await settleRereads(trx, billRunId, settled, commandNumber);
}

/** Keeps the readings of meters that no open run expects. */
export async function keepUnknown(
  { trx, commandNumber }: CommandContext,
  importNumber: number,
  records: readonly ReadRecord[],
): Promise<void> {
  const readings = records.map((record) => toReading(record, null, wholeReading(record.reading)));
  await keepReadings(trx, { importNumber, commandNumber }, readings);
}

function returnedOf(record: ReadRecord, format: string): ReturnedRead {
  const { reading, date, meterId } = record;
  return returnedRead(record, { reading, date, meterId, format });
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
    codes: toldCodes(record),
    lineNumber: record.line,
  };
}

function* writesOf(judged: readonly JudgedRead[], first: number): Generator<ReadWrite> {
  let readingId = first;
  for (const { stop, state } of judged) {
    const { value, readOn, usageGallons, status, exceptions } = state;
    yield { rowKey: stop.rowKey, readingId, value, readOn, usageGallons, status, exceptions, action: '', reason: '' };
    readingId += 1;
  }
}
