import { CurbstopError } from '../../contract/problem.js';
import { callFiles, callsOfFile, isReplaced } from '../../queries/calls/call-files.js';
import { fileWithSameCalls } from '../../queries/calls/shared-calls.js';
import { withdrawnCalls } from '../../queries/calls/withdrawn-calls.js';
import { runOutputs } from '../../queries/posted-run.js';
import { writeRunOutput } from '../../store/bill-run-outputs.js';
import { writeCallSend } from '../../store/calls.js';
import type { Command, CommandContext } from '../command.js';
import {
  fileReplaced,
  isNews,
  noteSendPayloadSchema,
  refuseUnderWay,
  type NoteSendPayload,
} from './sending-under-way.js';
import { refuseUnlessStanding } from './standing-run.js';

/**
 * Notes what came of sending a file; once it is sent nothing more is noted. From `sending` on the calls may be made: it
 * throws `consent-withdrawn` when one of them may not be any more, `file-replaced`, `called-by-another-file`,
 * `run-already-reversed`, or `sending-under-way` for any but the first of those who send at once.
 */
export const noteCallSend: Command<NoteSendPayload, null> = {
  kind: 'note-call-send',
  roles: ['coordinator', 'supervisor'],
  payload: noteSendPayloadSchema,
  async execute(context, { billRunId, edition, outcome, attempt, target, detail }) {
    const { trx, commandNumber } = context;
    if (outcome === 'sending') await refuseUnlessStanding(trx, billRunId);
    const files = await callFiles(trx, billRunId);
    const file = files.find((each) => each.edition === edition);
    if (file === undefined) throw new RangeError(`The run ${billRunId} has no file of calls of edition ${edition}.`);
    if (outcome === 'sending') {
      refuseUnderWay(file, attempt);
      if (isReplaced(file, files)) throw fileReplaced(file);
      const other = file.purpose === 'again' ? null : await fileWithSameCalls(trx, file.fileNumber);
      if (other !== null) throw calledByAnother(file.fileName, other);
      await refuseWithdrawn(context, file);
    }
    if (!isNews(file.send, { outcome, attempt })) return { outcome: 'unchanged', reply: null };
    await writeCallSend(trx, { fileNumber: file.fileNumber, target, outcome, attempt, detail }, commandNumber);
    const outputs = await runOutputs(trx, billRunId);
    if (outcome !== 'failed' && !outputs.includes('calls'))
      await writeRunOutput(trx, { billRunId, kind: 'calls', commandNumber });
    return { outcome: 'applied', reply: null };
  },
};

function calledByAnother(fileName: string, other: string): CurbstopError {
  return new CurbstopError({
    code: 'called-by-another-file',
    status: 409,
    message: `${fileName} was not sent: it has customers whom ${other} calls, which was sent meanwhile or is being sent.`,
    fix: 'Send again when that is done: the file is made anew without them.',
  });
}

/** Refuses a file of which somebody may not be called any more. Throws `consent-withdrawn`. */
export async function refuseWithdrawn(
  { trx, now, today }: Pick<CommandContext, 'trx' | 'now' | 'today'>,
  { fileNumber, fileName }: { readonly fileNumber: number; readonly fileName: string },
): Promise<void> {
  const accountIds = await withdrawnCalls(trx, await callsOfFile(trx, fileNumber), { now, today });
  if (accountIds.length === 0) return;
  throw new CurbstopError({
    code: 'consent-withdrawn',
    status: 409,
    message: `${fileName} has calls for ${accountIds.join(', ')}, who may not be called any more: their contact was changed since it was made.`,
    fix: 'Send again: the file is made anew without them.',
  });
}
