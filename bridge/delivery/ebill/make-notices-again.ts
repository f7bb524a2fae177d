import path from 'node:path';
import { sha256Hex } from '../../bytes/sha256.js';
import { fileNamePart } from '../../files/file-name-part.js';
import { saveWhole } from '../../files/save-files.js';
import { sentNotices } from '../../queries/ebill/sent-notices.js';
import { statementRun } from '../../queries/statement/statement-run.js';
import { statements } from '../../queries/statement/statements.js';
import type { Office } from '../office.js';
import { noticeFileName, noticeMessage } from './notice-mail.js';

/** Notices that lie in the data folder again, as they were sent. */
export interface NoticesMadeAgain {
  readonly folder: string;
  readonly made: number;
  /** Accounts whose notice would be another one now, and was not made. */
  readonly differing: readonly string[];
  /** Accounts whose notice was sent by a version of Curbstop that did not keep what it said. */
  readonly notKept: readonly string[];
}

/**
 * Makes the notices of a posted run that left the office again, byte for byte, also of one that was reversed since: each as
 * an .eml file. Nothing is sent. Throws what `statementRun` throws or the file system's error.
 */
export async function makeNoticesAgain(
  { database, folders }: Pick<Office, 'database' | 'folders'>,
  billRunId: string,
): Promise<NoticesMadeAgain> {
  const of = await statementRun(database, billRunId, { takesReversed: true });
  const sent = new Map((await sentNotices(database, billRunId)).map((notice) => [notice.accountId, notice]));
  const folder = path.join(folders.ebill, fileNamePart(billRunId));
  const [differing, notKept]: [string[], string[]] = [[], []];
  let made = 0;
  for await (const statement of statements(database, of, [...sent.keys()])) {
    const { accountId } = statement.account;
    const notice = sent.get(accountId);
    if (!notice?.made) {
      notKept.push(accountId);
      continue;
    }
    const { words, dated, sha256 } = notice.made;
    const message = await noticeMessage({ ...notice, statement }, words, new Date(dated));
    if (sha256Hex(message) !== sha256) {
      differing.push(accountId);
      continue;
    }
    await saveWhole(path.join(folder, noticeFileName(notice.messageId)), (handle) => handle.writeFile(message));
    made += 1;
  }
  return { folder, made, differing, notKept };
}
