import path from 'node:path';
import type { MailingTarget } from '../contract/settings/mailing-target.js';
import { keptSetting, utilityDate } from '../queries/utility-settings.js';
import type { Office } from './office.js';
import { openFolder } from './place/folder-place.js';
import type { Place } from './place/place.js';
import { openSftp, type SftpSecret } from './place/sftp-place.js';
import type { Recipient } from './recipient.js';
import { secret, secretMissing } from './secrets.js';

/** Where files are left to be fetched, in the folder of their kind, unless a setting says otherwise. */
export const TO_SEND = 'to-send';

/** Where a service takes files today. */
export async function targetToday({ database, clock }: Office, { setting }: Recipient): Promise<MailingTarget> {
  const today = await utilityDate(database, clock());
  return keptSetting(database, setting, today);
}

/** Opens the place of a target when it is called. Throws `secret-missing`. */
export async function connector(
  { folders }: Office,
  recipient: Recipient,
  target: MailingTarget,
): Promise<() => Promise<Place>> {
  if (target.kind === 'folder') {
    const { folder } = target;
    return () => openFolder(folder ?? path.join(folders[recipient.folder], TO_SEND), { mustExist: folder !== null });
  }
  const opener = await sftpSecret(folders.secrets, recipient);
  return () => openSftp(target, opener, recipient);
}

async function sftpSecret(folder: string, { key, password }: Recipient): Promise<SftpSecret> {
  const privateKey = await secret(folder, key);
  if (privateKey !== null) return { privateKey: `${privateKey}\n` };
  const typed = await secret(folder, password);
  if (typed !== null) return { password: typed };
  throw secretMissing(folder, [key, password]);
}

export function targetWords(target: MailingTarget): string {
  return target.kind === 'folder' ? (target.folder ?? 'the data folder') : `sftp://${target.user}@${target.host}`;
}
