import { noteMailingSend } from '../../commands/outputs/note-mailing-send.js';
import { isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import type { Sender } from '../office.js';
import { MAILING_SERVICE } from '../recipient.js';
import { sendOnce, type SentFile } from '../send-once.js';
import type { MadeMailing } from './make-mailing.js';

/**
 * Sends a file that was made, proves it and notes it, once. Throws what `sendOnce` throws; what failed is noted too.
 */
export async function sendMailing(
  sender: Sender,
  billRunId: string,
  made: MadeMailing,
): Promise<SentFile<KeptMailingFile>> {
  const { edition } = made.kept;
  return sendOnce(sender, MAILING_SERVICE, made, {
    files: () => mailingFiles(sender.database, billRunId),
    isReplaced,
    note: (noted) => sender.run(noteMailingSend, { billRunId, edition, ...noted }, ''),
  });
}
