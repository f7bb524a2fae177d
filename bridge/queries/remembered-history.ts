import type { AskedColumns, ReadHistory } from './register-history.js';

/** A posted run. */
export interface SealedRun {
  readonly bill_run_id: string;
  /** 1 where it is of the same cycle as the run that asks. */
  readonly is_own: number;
  /** What it is sealed by, its reads included; null before. */
  readonly digest: string | null;
}

/** What a history is read from. */
export interface HistoryBasis {
  readonly runs: readonly SealedRun[];
  /** The number of the last rebill, by which reads of those runs were corrected. */
  readonly lastRebill: number;
}

/** The history of a larger utility takes more memory than it is worth. */
const PERIODS_MAX = 1_000_000;
/** As they are asked for, periods take five times the memory of their columns. */
const PERIODS_MADE_MAX = 200_000;

let last: { readonly key: string; readonly history: ReadHistory } | null = null;

/**
 * The history of a run's registers, read at most once while nothing that it rests on is another: the coordinator pulls and
 * pushes the reads of one cycle many times a day, and those of posted runs are sealed.
 */
export async function rememberedHistory(
  { runs, lastRebill }: HistoryBasis,
  asked: AskedColumns,
  read: () => Promise<ReadHistory>,
): Promise<ReadHistory> {
  const isSealed = runs.every(({ digest }) => digest !== null);
  const periods = runs.length * asked.accountId.length;
  if (!isSealed || periods > PERIODS_MAX) return read();
  const key = JSON.stringify([runs, lastRebill, asked.accountId, asked.registerNumber, asked.rateClass]);
  if (last?.key === key) return last.history;
  const history = await read();
  if (periods <= PERIODS_MADE_MAX) history.keepPeriods();
  last = { key, history };
  return history;
}
