import { OPEN_RUN, POSTED_RUNS } from '../run-calendar.js';
import type { Random } from '../random.js';
import type { PlantedCase, PlantedCaseKind } from '../town.js';

interface CasePlan {
  readonly kind: PlantedCaseKind;
  /** How many per account; there is always one at least, as far as the town has houses. */
  readonly share: number;
  /** The runs in which it may begin. */
  readonly runs: readonly [first: number, last: number];
}

const LAST_POSTED = POSTED_RUNS - 1;

/** In the order of importance: a tiny town has the first of them only. */
const plans: readonly CasePlan[] = [
  { kind: 'leak', share: 0.004, runs: [7, LAST_POSTED - 2] },
  { kind: 'stopped-meter', share: 0.002, runs: [LAST_POSTED - 2, LAST_POSTED - 1] },
  { kind: 'change-out', share: 0.008, runs: [3, LAST_POSTED - 1] },
  { kind: 'move', share: 0.05, runs: [2, LAST_POSTED - 1] },
  { kind: 'rollover', share: 0.002, runs: [3, LAST_POSTED - 1] },
  { kind: 'estimated-read', share: 0.006, runs: [3, LAST_POSTED] },
  { kind: 'arrears', share: 0.025, runs: [LAST_POSTED - 4, LAST_POSTED - 2] },
  { kind: 'no-use', share: 0.005, runs: [2, 4] },
  { kind: 'overpayment', share: 0.02, runs: [2, LAST_POSTED - 1] },
  { kind: 'partial-payment', share: 0.025, runs: [0, 0] },
  { kind: 'late-payment', share: 0.08, runs: [0, 0] },
  { kind: 'rollover-due', share: 0.0008, runs: [OPEN_RUN, OPEN_RUN] },
  { kind: 'new-connection', share: 0.006, runs: [2, LAST_POSTED - 2] },
  { kind: 'moved-out', share: 0.005, runs: [5, LAST_POSTED - 1] },
  { kind: 'move-in-open-run', share: 0.002, runs: [OPEN_RUN, OPEN_RUN] },
];

/** How many of each case a town of so many accounts has, given the houses that can hold them; a house holds one. */
export function plantCases(accounts: number, houses: number, random: Random): PlantedCase[] {
  const planted: PlantedCase[] = [];
  const plant = ({ kind, runs }: CasePlan) => {
    if (planted.length < houses) planted.push({ kind, runIndex: random.int(...runs) });
  };
  plans.forEach(plant);
  for (const plan of plans) {
    for (let count = 1; count < Math.round(plan.share * accounts); count += 1) plant(plan);
  }
  return planted;
}

/** How many planted cases there are at most, one of each kind. */
export const CASES_WANTED = plans.length;

/** Tells whether a second occupant follows the first. */
export function hasSuccessor(planted: PlantedCase): boolean {
  return planted.kind === 'move' || planted.kind === 'move-in-open-run';
}
