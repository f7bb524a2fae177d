import type { OpenRun } from '../../../bridge/contract/api.js';
import { words } from '../words.js';

/** How far the reads of a run are towards "cycle ready". */
export interface SettledReads {
  readonly isReady: boolean;
  /** From 0 to 1. */
  readonly share: number;
  readonly sentence: string;
  /** What is left, by kind; a kind of which nothing is left is not named. */
  readonly left: readonly string[];
}

const KINDS = ['missing', 'exceptions', 'rereads', 'onHold'] as const;

/** Tells how many reads of a run are settled and what is left. A run that expects no read is ready. */
export function settledReads(reads: OpenRun['reads']): SettledReads {
  const { expected, ready } = reads;
  const isReady = ready === expected;
  return {
    isReady,
    share: isReady ? 1 : ready / expected,
    sentence: words.home.settled(ready, expected),
    left: KINDS.filter((kind) => reads[kind] > 0).map((kind) => words.home.left[kind](reads[kind])),
  };
}
