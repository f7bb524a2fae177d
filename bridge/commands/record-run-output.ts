import {
  recordRunOutputPayloadSchema,
  type RecordRunOutputPayload,
  type RecordRunOutputReply,
} from '../contract/commands/record-run-output.js';
import { CurbstopError } from '../contract/problem.js';
import { runStanding } from '../queries/posted-run.js';
import { billRun } from '../queries/run-facts.js';
import { writeRunOutput } from '../store/bill-run-outputs.js';
import type { Command } from './command.js';

/**
 * Records that something made of a posted run has left the office, also what was made outside of Curbstop. Throws
 * `unknown-bill-run`, `run-not-posted` or `run-already-reversed`.
 */
export const recordRunOutput: Command<RecordRunOutputPayload, RecordRunOutputReply> = {
  kind: 'record-run-output',
  roles: ['coordinator', 'supervisor'],
  payload: recordRunOutputPayloadSchema,
  async execute({ trx, commandNumber }, payload) {
    const { billRunId } = payload;
    const { status } = await billRun(trx, billRunId);
    if (status !== 'posted') {
      throw new CurbstopError({
        code: 'run-not-posted',
        status: 409,
        message: `The bill run ${billRunId} is not posted; nothing can have left the office of it.`,
        fix: 'Post the run first.',
      });
    }
    const { reversedBy } = await runStanding(trx, billRunId);
    if (reversedBy !== null) {
      throw new CurbstopError({
        code: 'run-already-reversed',
        status: 409,
        message: `The bill run ${billRunId} was reversed by receipt ${reversedBy}; its bills stand no more.`,
        fix: 'Name the run that bills its period again, once that is posted.',
      });
    }
    await writeRunOutput(trx, { ...payload, commandNumber });
    return { outcome: 'applied', reply: payload };
  },
};
