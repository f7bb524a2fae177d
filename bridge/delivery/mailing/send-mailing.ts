import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { noteMailingSend, type NoteMailingSendPayload } from '../../commands/outputs/note-mailing-send.js';
import { CurbstopError } from '../../contract/problem.js';
import { mailingTargetSchema, type MailingTarget } from '../../contract/settings/mailing-target.js';
import { isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { settingOn, utilityDate } from '../../queries/utility-settings.js';
import { deliverFile, unfinishedName } from '../deliver-file.js';
import type { Office } from '../office.js';
import { openFolder } from '../place/folder-place.js';
import type { Place } from '../place/place.js';
import { openSftp, type SftpSecret } from '../place/sftp-place.js';
import { secret, secretMissing } from '../secrets.js';
import type { MadeMailing } from './make-mailing.js';

const DETAIL_LENGTH_MAX = 1_000;

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
  const { edition, fileName, bytes, sha256, send } = kept;
  if (send?.outcome === 'sent') return { kept, isSentBefore: true };
  // One that broke off while it got its name is gone on with: its unfinished file may lie there.
  const mayBeThere = send?.outcome === 'sending';
  const attempt = mayBeThere ? send.attempt : randomUUID();
  const note = (outcome: NoteMailingSendPayload['outcome'], target: string, detail = '') => {
    const noted = { billRunId, edition, outcome, attempt, target, detail: detail.slice(0, DETAIL_LENGTH_MAX) };
    return office.run(noteMailingSend, noted, '');
  };
  const target = await targetToday(office);
  try {
    const place = await deliverFile(
      {
        ...{ fileName, file, proof: { bytes, sha256 }, mayBeThere, attempt },
        leftBehind: await leftBehind(office, billRunId, attempt),
      },
      {
        connect: await connector(office, target),
        patience: office.patience,
        beforeNaming: async (name) => void (await note('sending', name)),
      },
    );
    await note('sent', place, `${bytes} bytes, SHA-256 ${sha256}, read back`);
  } catch (error) {
    const isSending = (await keptNow(office, billRunId, edition)).send?.outcome === 'sending';
    const isKnown = error instanceof CurbstopError && error.code === 'delivery-failed';
    if (isKnown || !isSending)
      await note('failed', describe(target), error instanceof Error ? error.message : String(error));
    throw error;
  }
  return { kept: await keptNow(office, billRunId, edition), isSentBefore: false };
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

async function targetToday({ database, clock }: Office): Promise<MailingTarget> {
  const today = await utilityDate(database, clock());
  return mailingTargetSchema.parse(await settingOn(database, 'mailing-target', today));
}

async function connector({ folders }: Office, target: MailingTarget): Promise<() => Promise<Place>> {
  if (target.kind === 'folder') {
    const { folder } = target;
    return () => openFolder(folder ?? path.join(folders.mailing, 'to-send'), { mustExist: folder !== null });
  }
  const opener = await sftpSecret(folders.secrets);
  return () => openSftp(target, opener);
}

async function sftpSecret(folder: string): Promise<SftpSecret> {
  const privateKey = await secret(folder, 'mailing-key');
  if (privateKey !== null) return { privateKey: `${privateKey}\n` };
  const password = await secret(folder, 'mailing-password');
  if (password !== null) return { password };
  throw secretMissing(folder, ['mailing-key', 'mailing-password']);
}

function describe(target: MailingTarget): string {
  return target.kind === 'folder' ? (target.folder ?? 'the data folder') : `sftp://${target.user}@${target.host}`;
}
