import { z } from 'zod';
import { CurbstopError } from '../../contract/problem.js';
import type { KeptSend } from '../../queries/editions.js';
import type { SendState } from '../../store/mailing.js';

/** What came of sending a file of a run. The bridge itself says so, never a client. */
export const noteSendPayloadSchema = z.object({
  billRunId: z.string().min(1).max(60),
  edition: z.number().int().positive(),
  /** sending: it gets its name at the place now. sent: it was proven there. failed: it is not there. */
  outcome: z.enum(['sending', 'sent', 'failed']),
  /** Tells this sender from others. */
  attempt: z.string().max(60),
  target: z.string().max(1_000),
  detail: z.string().max(1_000),
});
export type NoteSendPayload = z.infer<typeof noteSendPayloadSchema>;

type LastSend = Pick<KeptSend, 'outcome' | 'attempt' | 'by'>;

/**
 * Lets only one of those who send a file at once get to name it. Throws `sending-under-way` for any other, and where it was
 * sent meanwhile.
 */
export function refuseUnderWay(
  { fileName, send }: { readonly fileName: string; readonly send: LastSend | null },
  attempt: string,
): void {
  const isSent = send?.outcome === 'sent';
  if (!isSent && !isOthers(send, attempt)) return;
  throw new CurbstopError({
    code: 'sending-under-way',
    status: 409,
    message: `${fileName} ${isSent ? 'was sent' : 'is being sent'} by ${send?.by ?? 'someone else'} at this moment; this sending of it was left off.`,
    fix: 'Look again how it stands when that is done.',
  });
}

/** Tells whether what came of a sending is to be noted: nothing is once the file is sent, nor the failure of who may not name it. */
export function isNews(
  send: LastSend | null,
  { outcome, attempt }: { readonly outcome: SendState; readonly attempt: string },
): boolean {
  if (send?.outcome === 'sent' || (send?.outcome === outcome && send.attempt === attempt)) return false;
  return !(isOthers(send, attempt) && outcome === 'failed');
}

/** That a file is never sent any more. */
export function fileReplaced({ fileName }: { readonly fileName: string }): CurbstopError {
  return new CurbstopError({
    code: 'file-replaced',
    status: 409,
    message: `${fileName} is not sent any more: a new file of the run was made after it.`,
    fix: 'Look again how the new one stands, and send that.',
  });
}

function isOthers(send: LastSend | null, attempt: string): boolean {
  return send?.outcome === 'sending' && send.attempt !== attempt;
}
