import type { CalendarDate } from '../contract/calendar-date.js';
import { readyStatuses } from '../contract/metering.js';
import type { Issue } from '../contract/problem.js';
import { meterIssue } from '../domain/meters/meter-issue.js';
import type { Meter } from '../domain/meters/meter.js';
import type { MeterWork } from '../domain/meters/meter-work.js';
import { endRead } from '../domain/metering/end-read.js';
import { rereadOutcome, type ReadState } from '../domain/metering/decide-read.js';
import { accountBetweenCycles, readPlaceAt, rowKeysOf, runsExpecting } from '../queries/meters.js';
import { periodReads, type PeriodRead } from '../queries/period-reads.js';
import { billRun, readFacts, runFacts, type RunFacts } from '../queries/run-facts.js';
import { writeBegunRead, writeEndedRead } from '../store/meters.js';
import { settleRereads, withdrawRereads } from '../store/period-reads.js';
import type { CommandContext } from './command.js';

/** Posted runs are what reads are judged by, and no work on meters changes one: each run's facts are gathered once. */
export class RunFactsBook {
  readonly #known = new Map<string, Promise<RunFacts>>();

  constructor(private readonly context: CommandContext) {}

  of(billRunId: string): Promise<RunFacts> {
    const known = this.#known.get(billRunId);
    if (known) return known;
    const { trx, today } = this.context;
    const facts = runFacts(trx, billRunId, today);
    this.#known.set(billRunId, facts);
    return facts;
  }
}

/**
 * Why no meter is put in or taken out at a premises that waits between two cycles: no run expects its reads, so that what
 * was used since the last one would never be billed.
 */
export async function betweenCyclesIssues(
  { trx }: CommandContext,
  work: MeterWork,
  premisesId: string,
): Promise<readonly Issue[]> {
  const accountId = await accountBetweenCycles(trx, premisesId);
  if (accountId === null) return [];
  const message = `The stop of account ${accountId} waits between cycles: no open run expects its reads.`;
  const fix = 'Record it once the run that takes it in is open.';
  return [meterIssue(work, work.action === 'install' ? 'place' : 'meter', 'waits-between-cycles', message, fix)];
}

/** A read of an open run that ends with the meter's final reading. */
export interface EndingRead {
  readonly billRunId: string;
  readonly read: PeriodRead;
  readonly state: ReadState;
}

/** How the open runs' reads of a meter end with its final readings, or why they can't. Nothing is written. */
export async function endingReads(
  { trx }: CommandContext,
  book: RunFactsBook,
  work: MeterWork,
  readings: readonly number[],
): Promise<{ readonly ending: readonly EndingRead[]; readonly issues: readonly Issue[] }> {
  const ending: EndingRead[] = [];
  const issues: Issue[] = [];
  for (const billRunId of await runsExpecting(trx, work.meterId)) {
    const facts = await book.of(billRunId);
    for (const read of await periodReads(trx, billRunId, { meterId: work.meterId })) {
      if (read.removedOn !== null) continue;
      const final = { value: readings[read.registerNumber - 1] ?? 0, on: work.on, reason: work.reason };
      const found = dateIssues(work, read, billRunId);
      const state = found.length > 0 ? null : endRead(readFacts(facts, read), final);
      if (state === null) issues.push(...found);
      else if ('refused' in state) issues.push(finalRefused(work, read, state.message));
      else ending.push({ billRunId, read, state });
    }
  }
  return { ending, issues };
}

/** A removal must lie after what is billed, and never before a reading that the field or a person vouched for. */
function dateIssues(work: MeterWork, read: PeriodRead, billRunId: string): Issue[] {
  const { meterId, previousOn, status, readOn } = read;
  const refuse = (code: string, message: string, fix: string) => [meterIssue(work, 'on', code, message, fix)];
  if (work.on <= previousOn) {
    const message = `Meter ${meterId} is billed up to its reading of ${previousOn}, and ${work.on} is not after it.`;
    return refuse('already-billed', message, `Type a day after ${previousOn}; a billed period is put right in Rebill.`);
  }
  if (status === 'hold') {
    const message = `The read of meter ${meterId} in the run ${billRunId} is on hold.`;
    return refuse('read-on-hold', message, 'Take the hold back in the Readings sheet first.');
  }
  const isRead = readyStatuses.includes(status) && status !== 'estimated';
  if (!isRead || readOn === null || work.on >= readOn) return [];
  const message = `Meter ${meterId} was read on ${readOn} for the run ${billRunId}, after ${work.on}.`;
  return refuse(
    'read-after-removal',
    message,
    'Check the date; if that read was of another meter, send it for a reread in the Readings sheet first.',
  );
}

function finalRefused(work: MeterWork, { registerNumber }: PeriodRead, why: string): Issue {
  const message = why.replace("This read can't be accepted.", "This final reading can't be taken.");
  const fix =
    'Type what the meter showed when it was taken out. If nobody can tell, type an estimate, and say so in the reason.';
  return meterIssue(work, registerNumber === 1 ? 'reading' : 'highReading', 'final-not-possible', message, fix);
}

/**
 * Writes the end of reads; rereads that were asked for are withdrawn, for the meter is no longer there, and those that
 * came back and waited for a decision are settled by the final reading.
 */
export async function writeEndings(
  { trx, commandNumber }: CommandContext,
  work: MeterWork,
  ending: readonly EndingRead[],
): Promise<void> {
  for (const { billRunId, read, state } of ending) {
    if (state.value === null || state.usageGallons === null)
      throw new RangeError(`${read.rowKey} has no final reading.`);
    const { value, usageGallons, exceptions } = state;
    const { rowKey } = read;
    await writeEndedRead(trx, { billRunId, rowKey, value, on: work.on, usageGallons, exceptions, reason: work.reason });
    await withdrawRereads(trx, billRunId, [rowKey], commandNumber);
    const waited = [null, 'escalated'].includes(rereadOutcome(read));
    await settleRereads(trx, billRunId, waited ? [{ rowKey, outcome: 'accepted' }] : [], commandNumber);
  }
}

/** Where the reads of a meter that was put in place go on. */
export interface BegunReads {
  readonly accountId: string | null;
  readonly billRunId: string | null;
  readonly isForNextRun: boolean;
}

/**
 * Has the account's open run expect the meter from its first reading on. A meter that came on the period's last day or
 * after it has used nothing in the period: the run bills nothing of it, and the next one goes on from its first reading.
 */
export async function beginReads(
  { trx }: CommandContext,
  { meter, premisesId, on, readings }: Installed,
): Promise<BegunReads> {
  const place = await readPlaceAt(trx, premisesId, on);
  if (place === null || place.billRunId === null) {
    return { accountId: place?.accountId ?? null, billRunId: null, isForNextRun: false };
  }
  const { billRunId, accountId, openedOn } = place;
  const { periodTo } = await billRun(trx, billRunId);
  const isForNextRun = on >= periodTo || openedOn > periodTo;
  const taken = await rowKeysOf(trx, billRunId, meter.meterId);
  for (const [index, value] of readings.entries()) {
    const registerNumber = index + 1;
    const key = `${meter.meterId}/${registerNumber}`;
    // A meter that came back within the period has a row of its earlier stay already.
    const rowKey = taken.has(key) ? `${key}@${on}` : key;
    await writeBegunRead(trx, {
      ...{ billRunId, rowKey, accountId, meterId: meter.meterId, registerNumber, value, on, isForNextRun },
    });
  }
  return { accountId, billRunId, isForNextRun };
}

/** A meter that was put in place, with what its registers showed. */
export interface Installed {
  readonly meter: Meter;
  readonly premisesId: string;
  readonly on: CalendarDate;
  readonly readings: readonly number[];
}
