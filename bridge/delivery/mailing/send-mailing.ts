import { noteMailingSend } from '../../commands/outputs/note-mailing-send.js';
import { mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import type { Office } from '../office.js';
import { MAILING_SERVICE } from '../recipient.js';
import { sendOnce } from '../send-once.js';
import type { MadeMailing } from './make-mailing.js';

/** A file that is sent, by now or before. */
export interface SentMailing {
  readonly kept: KeptMailingFile;
  readonly isSentBefore: boolean;
}

/** Sends a file that was made, proves it and notes it, once. Throws what `sendOnce` throws. */
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
      note: (outcome, target, detail) =>
        office.run(noteMailingSend, { billRunId, edition, outcome, target, detail }, ''),
      lastOutcome: async () => (await keptNow(office, billRunId, edition)).send?.outcome ?? null,
    },
  );
  return { kept: await keptNow(office, billRunId, edition), isSentBefore };
}

async function keptNow({ database }: Office, billRunId: string, wanted: number): Promise<KeptMailingFile> {
  const kept = (await mailingFiles(database, billRunId)).find(({ edition }) => edition === wanted);
  if (kept === undefined) throw new RangeError(`The run ${billRunId} has no file of edition ${wanted}.`);
  return kept;
}
