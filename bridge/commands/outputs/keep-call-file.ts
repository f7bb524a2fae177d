import { z } from 'zod';
import { callReasons } from '../../contract/calls.js';
import { calendarDateSchema } from '../../contract/calendar-date.js';
import { CurbstopError } from '../../contract/problem.js';
import { callsLayoutSchema } from '../../contract/settings/calls-layout.js';
import { callFiles } from '../../queries/calls/call-files.js';
import { writeCallFile } from '../../store/calls.js';
import type { Command } from '../command.js';
import { refuseUnlessStanding } from './standing-run.js';

const callSchema = z.object({
  reference: z.string().min(1).max(120),
  phone: z.string(),
  accounts: z.array(z.object({ accountId: z.string(), sentence: z.string() })).min(1),
  reason: z.enum([...callReasons, 'several']),
  account: z.string(),
  customerName: z.string(),
  address: z.string(),
  usageGallons: z.number().int().nullable(),
  usualGallons: z.number().int().nullable(),
  message: z.string().min(1),
});

/** A file that was made of a posted run. The bridge itself says so, never a client. */
export const keepCallFilePayloadSchema = z.object({
  billRunId: z.string().min(1).max(60),
  edition: z.number().int().positive(),
  purpose: z.enum(['run', 'again']),
  utilityName: z.string(),
  cycleName: z.string(),
  layout: callsLayoutSchema,
  window: z.object({ on: calendarDateSchema, from: z.string(), to: z.string() }),
  timeZone: z.string(),
  fileName: z.string().min(1),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  calls: z.array(callSchema).min(1),
});
export type KeepCallFilePayload = z.infer<typeof keepCallFilePayloadSchema>;

/**
 * Keeps a file for the calling service with its calls, once. Throws `run-not-posted`, `run-already-reversed`,
 * `reason-missing` for calls that are made again, or `call-file-differs` for another one of the same edition.
 */
export const keepCallFile: Command<KeepCallFilePayload, null> = {
  kind: 'keep-call-file',
  roles: ['coordinator', 'supervisor'],
  payload: keepCallFilePayloadSchema,
  async execute({ trx, commandNumber, reason }, payload) {
    await refuseUnlessStanding(trx, payload.billRunId);
    if (payload.purpose === 'again' && reason.trim() === '') throw callAgainReasonMissing();
    const kept = (await callFiles(trx, payload.billRunId)).find(({ edition }) => edition === payload.edition);
    if (kept === undefined) {
      await writeCallFile(trx, payload, commandNumber);
      return { outcome: 'applied', reply: null };
    }
    if (kept.sha256 !== payload.sha256) throw callFileDiffers(payload.fileName);
    return { outcome: 'unchanged', reply: null };
  },
};

/** That a file made again, or by someone else at the same time, is not the one that is kept. */
export function callFileDiffers(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'call-file-differs',
    status: 409,
    message: `${fileName} is not what it was when it was made first.`,
    fix: 'Try again: someone else may have made another one at the same time. If it stays so, run verify.',
  });
}

export function callAgainReasonMissing(): CurbstopError {
  return new CurbstopError({
    code: 'reason-missing',
    message: 'Customers are called again only with a reason.',
    fix: 'Say why, for the receipt.',
  });
}
