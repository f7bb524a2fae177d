import { z } from 'zod';
import { mailingFiles } from '../../queries/mailing/mailing-files.js';
import { writeMailingSend } from '../../store/mailing.js';
import type { Command } from '../command.js';
import { refuseUnlessStanding } from './standing-run.js';

/** What came of sending a file. The bridge itself says so, never a client. */
export const noteMailingSendPayloadSchema = z.object({
  billRunId: z.string().min(1).max(60),
  edition: z.number().int().positive(),
  /** sending: it gets its name at the place now. sent: it was proven there. failed: it is not there. */
  outcome: z.enum(['sending', 'sent', 'failed']),
  target: z.string().max(1_000),
  detail: z.string().max(1_000),
});
export type NoteMailingSendPayload = z.infer<typeof noteMailingSendPayloadSchema>;

/** Notes what came of sending a file; once it is sent nothing more is noted. Throws `run-already-reversed`. */
export const noteMailingSend: Command<NoteMailingSendPayload, null> = {
  kind: 'note-mailing-send',
  roles: ['coordinator', 'supervisor'],
  payload: noteMailingSendPayloadSchema,
  async execute({ trx, commandNumber }, { billRunId, edition, outcome, target, detail }) {
    if (outcome === 'sending') await refuseUnlessStanding(trx, billRunId);
    const file = (await mailingFiles(trx, billRunId)).find((each) => each.edition === edition);
    if (file === undefined) throw new RangeError(`The run ${billRunId} has no file of edition ${edition}.`);
    const before = file.send?.outcome ?? null;
    if (before === 'sent' || before === outcome) return { outcome: 'unchanged', reply: null };
    const { fileNumber } = file;
    await writeMailingSend(trx, { fileNumber, target, outcome, detail }, commandNumber);
    return { outcome: 'applied', reply: null };
  },
};
