import { readActions, readyStatuses, type ReadAction } from '../../contract/metering.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { billRunParametersSchema, readingsSheet } from '../../contract/sheets/readings.js';
import {
  decideRead,
  isEscalated,
  rereadOutcome,
  type ReadState,
  type Refusal,
  type WantedDecision,
} from '../../domain/metering/decide-read.js';
import { refuseEstimateBeyondLimit } from '../../domain/metering/estimate-limit.js';
import { fixedByMeterWork } from '../../domain/metering/fixed-read.js';
import type { ReadFacts } from '../../domain/metering/read-facts.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { periodReads, type PeriodRead } from '../../queries/period-reads.js';
import { readFacts, runFacts, type RunFacts } from '../../queries/run-facts.js';
import { comparedCells, type ComparedRead } from '../../queries/sheets/readings-rows.js';
import { settleRereads, withdrawRereads, writeReadStates, writeRereads } from '../../store/period-reads.js';
import type { ReadWrite, RereadRequest } from '../../store/period-reads.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Takes the coordinator's decisions on reads. */
export const readingsPush: SheetPush = {
  kind: readingsSheet,
  isPutBack: true,

  async current(context, push, keys) {
    const { reads } = await runOf(context, push);
    return new Map(
      keys.flatMap((key) => {
        const read = reads.get(key);
        return read ? [[key, comparedCells(read)] as const] : [];
      }),
    );
  },

  async apply(context, push, changes) {
    const { facts, reads } = await runOf(context, push);
    const { billRunId } = facts.run;
    if (facts.run.status === 'posted') throw alreadyPosted(billRunId);
    const issues: Issue[] = [];
    const decided: Decided[] = [];
    for (const change of changes) {
      const read = reads.get(change.key);
      if (!read) throw new RangeError(`The read ${change.key} was compared and is gone.`);
      const wanted = wantedOf(change.wanted);
      const given = readFacts(facts, read);
      const refused = fixedByMeterWork(read, facts.run) ?? refuseForSupervisor(context, { read, given, wanted });
      const state = refused ?? decideRead(given, wanted);
      if ('refused' in state) issues.push(toIssue(state, change));
      else decided.push({ change, read, wanted, state });
    }
    await writeDecisions(context, billRunId, decided);
    return {
      issues,
      applied: new Map(decided.map(({ change, state }) => [change.key, state.words])),
      baseline: new Map(decided.map((each) => [each.change.key, comparedCells(asDecided(each))])),
      totals: totalsOf(decided),
      entries: [],
    };
  },
};

function toIssue({ code, column, message, fix }: Refusal, { key, sheetRow }: RowChange): Issue {
  return { code, rowKey: key, sheetRow, column, message, fix };
}

interface Asked {
  readonly read: PeriodRead;
  readonly given: ReadFacts;
  readonly wanted: WantedDecision;
}

/** Some things only a supervisor decides; anyone may hold a read, or take a decision back. */
function refuseForSupervisor({ actor }: CommandContext, { read, given, wanted }: Asked): Refusal | null {
  if (actor.person.role === 'supervisor') return null;
  return refuseEscalated(read, wanted) ?? refuseEstimateBeyondLimit(given, wanted);
}

/** What its rereads did not settle, a supervisor decides. */
function refuseEscalated(read: PeriodRead, { action }: WantedDecision): Refusal | null {
  if (action === null || action === 'hold' || !isEscalated(read.exceptions)) return null;
  return {
    refused: true,
    column: 'action',
    code: 'escalated',
    message: 'The rereads of this read did not settle it, so it is for a supervisor to decide.',
    fix: 'Ask a supervisor to decide it in their own pull, or put it on hold with a reason.',
  };
}

interface Decided {
  readonly change: RowChange;
  readonly read: PeriodRead;
  readonly wanted: WantedDecision;
  readonly state: ReadState;
}

interface OpenRun {
  readonly facts: RunFacts;
  /** By the keys of their rows. */
  readonly reads: ReadonlyMap<string, PeriodRead>;
}

const RUNS = new WeakMap<PushUnderWay, Promise<OpenRun>>();

/** What a push decides on is read once, to be compared and decided on; while one is worked on the other is read. */
function runOf({ trx, today }: CommandContext, push: PushUnderWay): Promise<OpenRun> {
  const known = RUNS.get(push);
  if (known) return known;
  const { billRunId } = billRunParametersSchema.parse(push.pull.parameters);
  const open = Promise.all([periodReads(trx, billRunId), runFacts(trx, billRunId, today)]).then(([reads, facts]) => {
    return { facts, reads: new Map(reads.map((read) => [read.rowKey, read])) };
  });
  RUNS.set(push, open);
  return open;
}

/** The read as its decision leaves it. */
function asDecided({ read, wanted, state }: Decided): ComparedRead {
  const { action, reason } = wanted;
  return { ...state, previousValue: read.previousValue, action, reason };
}

function wantedOf(cells: RowCells): WantedDecision {
  const { action, newReading, reason } = cells;
  return {
    action: readActions.find((candidate): candidate is ReadAction => candidate === action) ?? null,
    newReading: typeof newReading === 'number' ? newReading : null,
    reason: typeof reason === 'string' ? reason : '',
  };
}

async function writeDecisions(
  { trx, commandNumber }: CommandContext,
  billRunId: string,
  decided: readonly Decided[],
): Promise<void> {
  const writes = decided.map(({ read, wanted, state }): ReadWrite => ({
    ...state,
    rowKey: read.rowKey,
    readingId: read.fieldReading?.readingId ?? null,
    action: wanted.action ?? '',
    reason: wanted.reason,
  }));
  await writeReadStates(trx, billRunId, writes);
  const ended = decided.filter(({ read, state }) => read.status === 'reread' && state.status !== 'reread');
  const begun = decided.filter(({ read, state }) => read.status !== 'reread' && state.status === 'reread');
  const withdrawn = ended.map(({ read }) => read.rowKey);
  await withdrawRereads(trx, billRunId, withdrawn, commandNumber);
  // What the last reread brought is settled by this decision, also where that is to go again.
  const settled = decided.map(({ read, state }) => ({ rowKey: read.rowKey, outcome: rereadOutcome(state) }));
  await settleRereads(trx, billRunId, settled, commandNumber);
  await writeRereads(trx, billRunId, begun.map(toRequest), commandNumber);
}

function toRequest({ read, wanted }: Decided): RereadRequest {
  return {
    rowKey: read.rowKey,
    reason: wanted.reason,
    exception: read.exceptions.map(({ sentence }) => sentence).join(' '),
    firstReadingId: read.fieldReading?.readingId ?? null,
  };
}

/** How each action is counted, in the words of what became of the reads. */
const DONE: Readonly<Record<ReadAction, string>> = {
  accept: 'Accepted',
  reread: 'Sent for a reread',
  estimate: 'Estimated',
  change: 'Changed',
  hold: 'Held',
};

function totalsOf(decided: readonly Decided[]): AppliedRows['totals'] {
  const counts = new Map<string, number>();
  for (const { wanted } of decided) {
    const label = wanted.action === null ? 'Decision taken back' : DONE[wanted.action];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const ready = decided.filter(({ state }) => readyStatuses.includes(state.status)).length;
  return [
    ...[...counts].map(([label, count]) => ({ label, value: String(count) })),
    { label: 'Of these, ready to bill', value: String(ready) },
  ];
}

function alreadyPosted(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'run-already-posted',
    status: 409,
    message: `The bill run ${billRunId} is posted; its reads can't be changed any more.`,
    fix: 'Pull Rebill to put a posted bill right.',
  });
}
