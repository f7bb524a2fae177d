import { z } from 'zod';
import { CurbstopError } from '../../contract/problem.js';
import { mailingLayoutSchema } from '../../contract/settings/mailing-layout.js';
import { mailingFiles } from '../../queries/mailing/mailing-files.js';
import { writeMailingFile } from '../../store/mailing.js';
import type { Command } from '../command.js';
import { refuseUnlessStanding } from './standing-run.js';

/** A file that was made of a posted run. The bridge itself says so, never a client. */
export const keepMailingFilePayloadSchema = z.object({
  billRunId: z.string().min(1).max(60),
  edition: z.number().int().positive(),
  purpose: z.enum(['run', 'again', 'paper']),
  layout: mailingLayoutSchema,
  accountIds: z.array(z.string()).min(1).nullable(),
  fileName: z.string().min(1),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  accounts: z.number().int().nonnegative(),
  lines: z.number().int().nonnegative(),
  totalCents: z.number().int(),
});
export type KeepMailingFilePayload = z.infer<typeof keepMailingFilePayloadSchema>;

/**
 * Keeps a file for the mailing service once. Throws `run-not-posted`, `run-already-reversed`, `reason-missing` for a file
 * that is made to be sent again, or `mailing-file-differs` for another one of the same edition.
 */
export const keepMailingFile: Command<KeepMailingFilePayload, null> = {
  kind: 'keep-mailing-file',
  roles: ['coordinator', 'supervisor'],
  payload: keepMailingFilePayloadSchema,
  async execute({ trx, commandNumber, reason }, payload) {
    await refuseUnlessStanding(trx, payload.billRunId);
    if (payload.purpose === 'again' && reason.trim() === '') throw reasonMissing();
    const kept = (await mailingFiles(trx, payload.billRunId)).find(({ edition }) => edition === payload.edition);
    if (kept === undefined) {
      await writeMailingFile(trx, payload, commandNumber);
      return { outcome: 'applied', reply: null };
    }
    if (kept.sha256 !== payload.sha256) throw fileDiffers(payload.fileName);
    return { outcome: 'unchanged', reply: null };
  },
};

/** That a file made again is not what it was. */
export function fileDiffers(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'mailing-file-differs',
    status: 409,
    message: `${fileName} made again is not what it was when it was made first: a rule of the day that it was billed has changed since.`,
    fix: 'Set the setting "statement" of that day back as it was, or make the file anew with a reason.',
  });
}

function reasonMissing(): CurbstopError {
  return new CurbstopError({
    code: 'reason-missing',
    message: 'A file of the run is made anew only with a reason.',
    fix: 'Say why, for the receipt.',
  });
}
