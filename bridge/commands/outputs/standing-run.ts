import { CurbstopError } from '../../contract/problem.js';
import { runStanding } from '../../queries/posted-run.js';
import { billRun } from '../../queries/run-facts.js';
import type { Database } from '../../store/database.js';

/** Refuses a run that is open or reversed: nobody owes its bills. Throws `run-not-posted` or `run-already-reversed`. */
export async function refuseUnlessStanding(trx: Database, billRunId: string): Promise<void> {
  const { status } = await billRun(trx, billRunId);
  const { reversedBy } = await runStanding(trx, billRunId);
  if (status === 'posted' && reversedBy === null) return;
  throw new CurbstopError({
    code: reversedBy === null ? 'run-not-posted' : 'run-already-reversed',
    status: 409,
    message: `The bill run ${billRunId} is ${reversedBy === null ? 'not posted' : 'reversed'}: it has no bills to send.`,
    fix: 'Choose a posted run.',
  });
}
