import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { noteEbillNotices } from '../../commands/outputs/note-ebill-notices.js';
import { groupBy } from '../../contract/group-by.js';
import { messagesOf, readBounce, type ReportedRecipient } from '../../files/bounces/read-bounce.js';
import { noticesByEmail, noticesByMessage, type KeptNotice } from '../../queries/ebill/notices.js';
import type { Database } from '../../store/database.js';
import type { Office } from '../office.js';

const FILE_BYTES_MAX = 64 * 1024 * 1024;

/** What was in a folder of messages that came back. */
export interface BouncesTaken {
  readonly messages: number;
  /** Notices that are known now to have come back: their bills go on paper. */
  readonly bounced: readonly KeptNotice[];
  /** Those that were known before. */
  readonly known: number;
  /** Servers that still try. */
  readonly delayed: number;
  /** Messages that are no report, or report on something else; each with its file. */
  readonly others: readonly string[];
}

/**
 * Reads messages that came back, .eml files and mailboxes, and notes which notices they are of. Reading them again changes
 * nothing. Throws the file system's error.
 */
export async function takeBounces(office: Office, folder: string): Promise<BouncesTaken> {
  const found: { readonly notice: KeptNotice; readonly reported: ReportedRecipient }[] = [];
  const others: string[] = [];
  let [messages, delayed] = [0, 0];
  for (const file of await messageFiles(folder)) {
    for (const message of messagesOf(await readFile(file, 'latin1'))) {
      messages += 1;
      const failed = await failedNotices(office.database, message);
      if (failed === null) others.push(path.basename(file));
      else if (failed === 'delayed') delayed += 1;
      else found.push(...failed);
    }
  }
  const fresh = found.filter(({ notice }) => notice.state === 'sent' || notice.state === 'sending');
  for (const [billRunId, ofRun] of groupBy(fresh, ({ notice }) => notice.billRunId)) {
    const notices = [...new Map(ofRun.map((each) => [each.notice.accountId, each])).values()].map(toNoted);
    for (let at = 0; at < notices.length; at += 500) {
      await office.run(noteEbillNotices, { billRunId, again: false, notices: notices.slice(at, at + 500) }, '');
    }
  }
  const bounced = [...new Map(fresh.map(({ notice }) => [`${notice.billRunId} ${notice.accountId}`, notice])).values()];
  return { messages, bounced, known: found.length - fresh.length, delayed, others };
}

/** Files that a mail program leaves: every file of the folder, but for hidden ones and what is too large for messages. */
async function messageFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const files: string[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const facts = await stat(file);
    if (facts.isFile() && facts.size <= FILE_BYTES_MAX) files.push(file);
  }
  return files;
}

type Failed = { readonly notice: KeptNotice; readonly reported: ReportedRecipient }[];

/** The notices that a message says failed; null of one that is no report on a notice. */
async function failedNotices(database: Database, message: string): Promise<Failed | 'delayed' | null> {
  const bounce = readBounce(message);
  if (bounce === null || bounce.recipients.length === 0) return null;
  const found: Failed = [];
  let isDelayed = false;
  for (const reported of bounce.recipients) {
    const notice = await noticeReported(database, bounce.messageId, reported);
    if (notice === undefined) continue;
    if (reported.action === 'failed') found.push({ notice, reported });
    else isDelayed ||= reported.action === 'delayed';
  }
  if (found.length > 0) return found;
  return isDelayed ? 'delayed' : null;
}

/** By the message that was sent back; without it, the notice that went to the mailbox last. */
async function noticeReported(
  database: Database,
  messageId: string | null,
  { email }: ReportedRecipient,
): Promise<KeptNotice | undefined> {
  if (messageId !== null) return (await noticesByMessage(database, [messageId])).at(-1);
  return (await noticesByEmail(database, email)).sort((one, other) => one.at.localeCompare(other.at)).at(-1);
}

function toNoted({ notice, reported }: Failed[number]) {
  const { accountId, email, messageId, amountCents, target } = notice;
  const detail = [reported.status, reported.diagnostic]
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, 1_000);
  return { accountId, email, messageId, amountCents, target, state: 'bounced' as const, detail };
}
