import { z } from 'zod';
import { CurbstopError } from '../../contract/problem.js';
import { isReplaced, mailingFiles } from '../../queries/mailing/mailing-files.js';
import { writeMailingSend } from '../../store/mailing.js';
import type { Command } from '../command.js';
import { isNews, refuseUnderWay } from './sending-under-way.js';
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
    if (outcome === 'sending') {
      await refuseUnlessStanding(trx, billRunId);
      refuseUnderWay(file, attempt);
      if (isReplaced(file, files)) throw replaced(fileName);
    }
    if (!isNews(send, { outcome, attempt })) return { outcome: 'unchanged', reply: null };
    await writeMailingSend(trx, { fileNumber, target, outcome, attempt, detail }, commandNumber);
    return { outcome: 'applied', reply: null };
  },
};

function replaced(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'mailing-file-replaced',
    status: 409,
    message: `${fileName} is not sent any more: a new file of the run was made after it.`,
    fix: 'Send the new one.',
  });
}
