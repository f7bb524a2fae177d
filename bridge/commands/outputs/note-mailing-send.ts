import { z } from 'zod';
import { CurbstopError } from '../../contract/problem.js';
import { isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { writeMailingSend } from '../../store/mailing.js';
import type { Command } from '../command.js';
import { refuseUnlessStanding } from './standing-run.js';

/** What came of sending a file. The bridge itself says so, never a client. */
export const noteMailingSendPayloadSchema = z.object({
  billRunId: z.string().min(1).max(60),
  edition: z.number().int().positive(),
  /** sending: it gets its name at the place now. sent: it was proven there. failed: it is not there. */
  outcome: z.enum(['sending', 'sent', 'failed']),
  /** Tells this sender from others. */
  attempt: z.string().max(60),
  target: z.string().max(1_000),
  detail: z.string().max(1_000),
});
export type NoteMailingSendPayload = z.infer<typeof noteMailingSendPayloadSchema>;

/**
 * Notes what came of sending a file; once it is sent nothing more is noted. Only one of those who send at once gets to
 * name the file: throws `sending-under-way` for any other, `mailing-file-replaced`, or `run-already-reversed`.
 */
export const noteMailingSend: Command<NoteMailingSendPayload, null> = {
  kind: 'note-mailing-send',
  roles: ['coordinator', 'supervisor'],
  payload: noteMailingSendPayloadSchema,
  async execute({ trx, commandNumber }, { billRunId, edition, outcome, attempt, target, detail }) {
    const files = await mailingFiles(trx, billRunId);
    const file = files.find((each) => each.edition === edition);
    if (file === undefined) throw new RangeError(`The run ${billRunId} has no file of edition ${edition}.`);
    const { fileNumber, fileName, send } = file;
    const isSent = send?.outcome === 'sent';
    const isOthers = send?.outcome === 'sending' && send.attempt !== attempt;
    if (outcome === 'sending') {
      await refuseUnlessStanding(trx, billRunId);
      if (isSent || isOthers) throw underWay(file);
      if (isReplaced(file, files)) throw replaced(fileName);
    }
    const isNoted = send?.outcome === outcome && send.attempt === attempt;
    if (isSent || isNoted || (isOthers && outcome === 'failed')) return { outcome: 'unchanged', reply: null };
    await writeMailingSend(trx, { fileNumber, target, outcome, attempt, detail }, commandNumber);
    return { outcome: 'applied', reply: null };
  },
};

function underWay({ fileName, send }: KeptMailingFile): CurbstopError {
  return new CurbstopError({
    code: 'sending-under-way',
    status: 409,
    message: `${fileName} ${send?.outcome === 'sent' ? 'was sent' : 'is being sent'} by ${send?.by ?? 'someone else'} at this moment; this sending of it was left off.`,
    fix: 'Look again how it stands when that is done.',
  });
}

function replaced(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'mailing-file-replaced',
    status: 409,
    message: `${fileName} is not sent any more: a new file of the run was made after it.`,
    fix: 'Send the new one.',
  });
}
