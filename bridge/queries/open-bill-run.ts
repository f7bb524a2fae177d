import { CurbstopError } from '../contract/problem.js';
import type { BillRun } from './run-facts.js';

/** Refuses what is only done with an open run. Throws `run-already-posted`. */
export function refusePosted({ billRunId, status }: BillRun): void {
  if (status === 'open') return;
  throw new CurbstopError({
    code: 'run-already-posted',
    status: 409,
    message: `The bill run ${billRunId} is already posted.`,
    fix: 'Look at its receipt; put a posted bill right in Rebill, or have the run reversed.',
  });
}
