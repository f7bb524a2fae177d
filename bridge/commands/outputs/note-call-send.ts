import { CurbstopError } from '../../contract/problem.js';
import { callFiles, callsOfFile, isReplaced, type KeptCallFile } from '../../queries/calls/call-files.js';
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
import { refuseSentAgainMeanwhile } from './sent-again-meanwhile.js';
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
    const { trx } = context;
    if (outcome === 'sending') await refuseUnlessStanding(trx, billRunId);
    const files = await callFiles(trx, billRunId);
    const file = files.find((each) => each.edition === edition);
    if (file === undefined) throw new RangeError(`The run ${billRunId} has no file of calls of edition ${edition}.`);
    if (outcome === 'sending') {
      refuseUnderWay(file, attempt);
      if (isReplaced(file, files)) throw fileReplaced(file);
      if (file.purpose === 'again') {
        const others = files.filter((each) => each !== file && each.purpose === 'again');
        refuseSentAgainMeanwhile(others, new Date(file.madeAt));
      }
      await refuseCalledByAnother(trx, file);
      await refuseWithdrawn(context, file);
    }
    if (!isNews(file.send, { outcome, attempt })) return { outcome: 'unchanged', reply: null };
    await writeCallsOut(context, file, { billRunId, outcome, attempt, target, detail });
    return { outcome: 'applied', reply: null };
  },
};

/** Writes down what came of sending a file, and once its calls may be made, that something left the office of the run. */
export async function writeCallsOut(
  { trx, commandNumber }: Pick<CommandContext, 'trx' | 'commandNumber'>,
  { fileNumber }: Pick<KeptCallFile, 'fileNumber'>,
  { billRunId, outcome, attempt, target, detail }: Omit<NoteSendPayload, 'edition'>,
): Promise<void> {
  await writeCallSend(trx, { fileNumber, target, outcome, attempt, detail }, commandNumber);
  const outputs = await runOutputs(trx, billRunId);
  if (outcome !== 'failed' && !outputs.includes('calls'))
    await writeRunOutput(trx, { billRunId, kind: 'calls', commandNumber });
}

/** Refuses a file whose calls another one has, unless they are asked for again. Throws `called-by-another-file`. */
export async function refuseCalledByAnother(
  trx: CommandContext['trx'],
  { fileNumber, fileName, purpose }: KeptCallFile,
): Promise<void> {
  const other = purpose === 'again' ? null : await fileWithSameCalls(trx, fileNumber);
  if (other === null) return;
  throw new CurbstopError({
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
  const withdrawn = await withdrawnCalls(trx, await callsOfFile(trx, fileNumber), { now, today });
  if (withdrawn.length === 0) return;
  throw new CurbstopError({
    code: 'consent-withdrawn',
    status: 409,
    message: `${fileName} has calls for ${withdrawn.map(({ accountId }) => accountId).join(', ')}, who may not be called any more: their contact was changed since it was made, or they moved out.`,
    fix: 'Send again: the file is made anew without them.',
  });
}
