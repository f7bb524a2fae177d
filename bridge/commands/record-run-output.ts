import {
  recordRunOutputPayloadSchema,
  type RecordRunOutputPayload,
  type RecordRunOutputReply,
} from '../contract/commands/record-run-output.js';
import { CurbstopError } from '../contract/problem.js';
import { billRun } from '../queries/run-facts.js';
import { writeRunOutput } from '../store/bill-run-outputs.js';
import type { Command } from './command.js';

/**
 * Records that something made of a posted run has left the office, also what was made outside of Curbstop. Throws
 * `unknown-bill-run` or `run-not-posted`.
 */
export const recordRunOutput: Command<RecordRunOutputPayload, RecordRunOutputReply> = {
  kind: 'record-run-output',
  roles: ['coordinator', 'supervisor'],
  payload: recordRunOutputPayloadSchema,
  async execute({ trx, commandNumber }, payload) {
    const { status } = await billRun(trx, payload.billRunId);
    if (status !== 'posted') {
      throw new CurbstopError({
        code: 'run-not-posted',
        status: 409,
        message: `The bill run ${payload.billRunId} is not posted; nothing can have left the office of it.`,
        fix: 'Post the run first.',
      });
    }
    await writeRunOutput(trx, { ...payload, commandNumber });
    return { outcome: 'applied', reply: payload };
  },
};
