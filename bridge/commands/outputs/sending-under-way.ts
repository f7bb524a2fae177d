import { CurbstopError } from '../../contract/problem.js';
import type { KeptSend } from '../../queries/mailing/mailing-files.js';
import type { SendState } from '../../store/mailing.js';

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

function isOthers(send: LastSend | null, attempt: string): boolean {
  return send?.outcome === 'sending' && send.attempt !== attempt;
}
