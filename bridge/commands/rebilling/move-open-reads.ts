import type { Issue } from '../../contract/problem.js';
import { decideRead, rereadOutcome, type ReadState, type Refusal } from '../../domain/metering/decide-read.js';
import { endRead } from '../../domain/metering/end-read.js';
import { registerKey, type CorrectedEnd } from '../../domain/rebilling/correct-periods.js';
import { periodReads, type PeriodRead } from '../../queries/period-reads.js';
import { openReadsOf } from '../../queries/rebilling/open-reads.js';
import { readFacts, runFacts, type RunFacts } from '../../queries/run-facts.js';
import { moveBeginnings, settleRereads, writeReadStates } from '../../store/period-reads.js';
import type { CommandContext } from '../command.js';

export interface MovedOpenReads {
  /** What became of the reads, a sentence each. */
  readonly words: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Has the reads of open runs go on from corrected ends, those of a next tenant too that begin with the same read, and judges
 * each again as it was decided. A decision that would not
 * hold any more refuses the correction: it is taken back in Readings first.
 */
export async function moveOpenReads(
  context: CommandContext,
  accountId: string,
  ends: ReadonlyMap<string, CorrectedEnd>,
): Promise<MovedOpenReads> {
  const words: string[] = [];
  const issues: Issue[] = [];
  for (const [billRunId, meterIds] of await openReadsOf(context.trx, meterIdsOf(ends))) {
    const facts = await runFacts(context.trx, billRunId, context.today);
    for (const meterId of meterIds) {
      for (const read of await periodReads(context.trx, billRunId, { meterId })) {
        const end = ends.get(registerKey(read));
        if (end === undefined || !goesOnFrom(read, accountId, end)) continue;
        const moved = await moveRead(context, { billRunId, facts, read, end });
        if ('issue' in moved) issues.push(moved.issue);
        else words.push(moved.words);
      }
    }
  }
  return { words, issues };
}

function meterIdsOf(ends: ReadonlyMap<string, CorrectedEnd>): string[] {
  return [...new Set([...ends.values()].map(({ meterId }) => meterId))];
}

/** Whoever took the meter over began with the very read that was corrected. */
function goesOnFrom(
  { accountId, previousValue, previousOn }: PeriodRead,
  corrected: string,
  { was }: CorrectedEnd,
): boolean {
  return accountId === corrected || (previousValue === was.value && previousOn === was.readOn);
}

interface OpenRead {
  readonly billRunId: string;
  readonly facts: RunFacts;
  readonly read: PeriodRead;
  readonly end: CorrectedEnd;
}

async function moveRead(
  { trx, commandNumber }: CommandContext,
  { billRunId, facts, read, end }: OpenRead,
): Promise<{ readonly words: string } | { readonly issue: Issue }> {
  const moved: PeriodRead = { ...read, previousValue: end.value, previousOn: end.on };
  const state = judgedAgain(facts, moved);
  if ('refused' in state) return { issue: undecidable(billRunId, read, end, state) };
  const { rowKey, action, reason, fieldReading } = read;
  await moveBeginnings(trx, billRunId, [{ rowKey, previousValue: end.value, previousOn: end.on }]);
  const words = `The open run ${billRunId} goes on from ${end.value} of ${end.on} for meter ${read.meterId} of account ${read.accountId}.`;
  if (read.status === 'missing' && fieldReading === null) return { words };
  const readingId = fieldReading?.readingId ?? null;
  await writeReadStates(trx, billRunId, [{ ...state, rowKey, readingId, action: action ?? '', reason }]);
  if (fieldReading !== null && read.removedOn === null) {
    await settleRereads(trx, billRunId, [{ rowKey, outcome: rereadOutcome(state) }], commandNumber);
  }
  const use = state.usageGallons === null ? '' : ` It uses ${state.usageGallons.toLocaleString('en-US')} gallons.`;
  return { words: `${words}${use}` };
}

/** As it was decided: by a person, by the field, or by the meter's removal. */
function judgedAgain(facts: RunFacts, moved: PeriodRead): ReadState | Refusal {
  const { removedOn, value, action, reason } = moved;
  if (removedOn !== null && value !== null) {
    return endRead(readFacts(facts, moved), { value, on: removedOn, reason });
  }
  return decideRead(readFacts(facts, moved), { action, newReading: action === 'change' ? value : null, reason });
}

function undecidable(billRunId: string, { meterId }: PeriodRead, { row }: CorrectedEnd, { message }: Refusal): Issue {
  return {
    ...row,
    column: 'newRead',
    code: 'open-read-decided',
    message: `The read of meter ${meterId} in the open run ${billRunId} goes on from it, and its decision would not hold: ${message}`,
    fix: `Take that decision back in Readings of ${billRunId} first, and decide it anew afterwards.`,
  };
}
