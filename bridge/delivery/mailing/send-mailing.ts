import { noteMailingSend } from '../../commands/outputs/note-mailing-send.js';
import { isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { unfinishedName } from '../deliver-file.js';
import type { Office } from '../office.js';
import { MAILING_SERVICE } from '../recipient.js';
import { sendOnce } from '../send-once.js';
import type { MadeMailing } from './make-mailing.js';

/** A file that is sent, by now or before. */
export interface SentMailing {
  readonly kept: KeptMailingFile;
  readonly isSentBefore: boolean;
}

/**
 * Sends a file that was made, proves it and notes it, once. Throws what `deliverFile` throws or `secret-missing`; what
 * failed is noted too.
 */
export async function sendMailing(
  office: Office,
  billRunId: string,
  { kept, file }: MadeMailing,
): Promise<SentMailing> {
  const { edition } = kept;
  const { isSentBefore } = await sendOnce(
    office,
    MAILING_SERVICE,
    { ...kept, file },
    {
      note: (noted) => office.run(noteMailingSend, { billRunId, edition, ...noted }, ''),
      lastOutcome: async () => (await keptNow(office, billRunId, edition)).send?.outcome ?? null,
      leftBehind: (attempt) => leftBehind(office, billRunId, attempt),
    },
  );
  return { kept: await keptNow(office, billRunId, edition), isSentBefore };
}

/** What others of the run's sendings may have left unfinished: none of them goes on any more. */
async function leftBehind({ database }: Office, billRunId: string, attempt: string): Promise<string[]> {
  const files = await mailingFiles(database, billRunId);
  return files.flatMap((each) => {
    const { fileName, send } = each;
    const isOver = send?.outcome === 'failed' || isReplaced(each, files);
    return send !== null && isOver && send.attempt !== attempt ? [unfinishedName(fileName, send.attempt)] : [];
  });
}

async function keptNow({ database }: Office, billRunId: string, wanted: number): Promise<KeptMailingFile> {
  const kept = (await mailingFiles(database, billRunId)).find(({ edition }) => edition === wanted);
  if (kept === undefined) throw new RangeError(`The run ${billRunId} has no file of edition ${wanted}.`);
  return kept;
}
