import type { Issue } from '../contract/problem.js';
import { correctionOf, correctionWords, registerIssues, type Correction } from '../domain/meters/correct-meter.js';
import type { Meter } from '../domain/meters/meter.js';
import type { MeterWork } from '../domain/meters/meter-work.js';
import { takenEndpoint } from '../domain/meters/taken-endpoint.js';
import { fieldState, rereadOutcome } from '../domain/metering/decide-read.js';
import { unitCorrections } from '../queries/meter-corrections.js';
import { endpointHolder, meterSizes, readsOfMeter, runsExpecting, runsAwaitingLoaded } from '../queries/meters.js';
import { periodReads } from '../queries/period-reads.js';
import { readFacts } from '../queries/run-facts.js';
import { writeMeterCorrection } from '../store/meters.js';
import { settleRereads, writeReadStates } from '../store/period-reads.js';
import type { CommandContext } from './command.js';
import type { RunFactsBook } from './meter-reads.js';

/** What became of a correction, in words for its row. */
export interface CorrectedMeter {
  readonly words: string;
  readonly notices: readonly string[];
}

/**
 * Corrects what a meter is taken for. Reads of open runs that came from the field and wait for nobody's decision are judged
 * again by the registers as they are; what was billed or decided by them refuses it.
 */
export async function correctMeter(
  context: CommandContext,
  book: RunFactsBook,
  work: MeterWork,
  before: Meter,
): Promise<CorrectedMeter | Issue[]> {
  const { trx, commandNumber } = context;
  const correction = correctionOf(work, before, await meterSizes(trx));
  if (!('facts' in correction)) return correction;
  const issues = [
    ...(await endpointIssues(context, work, correction)),
    ...registerIssues(work, correction, await readsOfMeter(trx, work.meterId)),
  ];
  if (issues.length > 0) return issues;
  const { on, reason } = work;
  await writeMeterCorrection(trx, { meter: correction.meter, on, reason }, commandNumber);
  const judged = correction.facts.some(({ ofRegister }) => ofRegister)
    ? await judgeAgain(context, book, correction)
    : [];
  const loaded = await runsAwaitingLoaded(trx, work.meterId);
  return {
    words: [correctionWords(correction.facts), ...judged].join(' '),
    notices: loaded.map(
      (billRunId) =>
        `Row ${work.sheetRow}: devices were loaded for the run ${billRunId} with meter ${work.meterId} as it was; load its stop again.`,
    ),
  };
}

/** A meter keeps the endpoint that it has, whatever others are taken for. */
async function endpointIssues(
  { trx }: CommandContext,
  work: MeterWork,
  { meter, facts }: Correction,
): Promise<Issue[]> {
  if (!facts.some(({ column }) => column === 'endpoint')) return [];
  return takenEndpoint(work, meter, await endpointHolder(trx, meter));
}

/** Judges what came from the field again, and says of each read what it is now. */
async function judgeAgain(
  { trx, commandNumber }: CommandContext,
  book: RunFactsBook,
  { meter: { meterId } }: Correction,
): Promise<string[]> {
  const words: string[] = [];
  for (const billRunId of await runsExpecting(trx, meterId)) {
    const facts = { ...(await book.of(billRunId)), unitCorrections: await unitCorrections(trx) };
    for (const read of await periodReads(trx, billRunId, { meterId })) {
      if (read.fieldReading === null) continue;
      const state = fieldState(readFacts(facts, read));
      const { rowKey } = read;
      const { readingId, raw } = read.fieldReading;
      await writeReadStates(trx, billRunId, [{ ...state, rowKey, readingId, action: '', reason: '' }]);
      await settleRereads(trx, billRunId, [{ rowKey, outcome: rereadOutcome(state) }], commandNumber);
      const use = state.usageGallons === null ? '' : ` ${state.usageGallons.toLocaleString('en-US')} gallons.`;
      words.push(`Its reading ${raw ?? 'that is missing'} is judged again:${use} ${state.words}`);
    }
  }
  return words;
}
