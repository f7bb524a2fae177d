import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { noteEbillNotices } from '../../commands/outputs/note-ebill-notices.js';
import { groupBy } from '../../contract/group-by.js';
import { messagesOf, readBounce, type ReportedRecipient } from '../../files/bounces/read-bounce.js';
import { noticesByEmail, noticesByMessage, type KeptNotice } from '../../queries/ebill/notices.js';
import type { NoticeState } from '../../store/ebill-notices.js';
import type { Office } from '../office.js';

export const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** So long after a notice what comes back without naming it is taken to be of it. */
const RETURN_DAYS_MAX = 30;

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
  /** Files that are too large to be read. */
  readonly tooLarge: readonly string[];
}

/**
 * Reads messages that came back, .eml files and mailboxes, and notes which notices they are of. Reading them again changes
 * nothing. Throws the file system's error.
 */
export async function takeBounces(office: Office, folder: string): Promise<BouncesTaken> {
  const found: Failed = [];
  const others: string[] = [];
  let [messages, delayed] = [0, 0];
  const { files, tooLarge } = await messageFiles(folder);
  for (const file of files) {
    for (const message of messagesOf(await readFile(file, 'latin1'))) {
      messages += 1;
      const failed = await failedNotices(office, message);
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
  return { messages, bounced, known: found.length - fresh.length, delayed, others, tooLarge };
}

/** Files that a mail program leaves: every file of the folder, but for hidden ones and what is too large for messages. */
async function messageFiles(folder: string): Promise<{ readonly files: string[]; readonly tooLarge: string[] }> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const files: string[] = [];
  const tooLarge: string[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const facts = await stat(file);
    if (facts.isFile()) (facts.size <= FILE_BYTES_MAX ? files : tooLarge).push(file);
  }
  return { files, tooLarge };
}

type Failed = { readonly notice: KeptNotice; readonly reported: ReportedRecipient }[];

/** The notices that a message says failed; null of one that is no report on a notice. */
async function failedNotices(office: Office, message: string): Promise<Failed | 'delayed' | null> {
  const bounce = readBounce(message);
  if (bounce === null) return null;
  const found: Failed = [];
  let isDelayed = false;
  for (const reported of bounce.recipients) {
    const notices = await noticesReported(office, bounce.messageId, reported);
    if (notices.length === 0) continue;
    if (reported.action === 'failed') found.push(...notices.map((notice) => ({ notice, reported })));
    else isDelayed ||= reported.action === 'delayed';
  }
  if (found.length > 0) return found;
  return isDelayed ? 'delayed' : null;
}

/**
 * By the message that was sent back. Without it, or where a server on the way gave it another identity, all that went to
 * the mailbox of the last run not long ago: a landlord has one mailbox for many accounts, and one is as dead as the other.
 */
async function noticesReported(
  { database, clock }: Office,
  messageId: string | null,
  { email }: ReportedRecipient,
): Promise<readonly KeptNotice[]> {
  const named = messageId === null ? undefined : (await noticesByMessage(database, [messageId])).at(-1);
  if (named !== undefined) return [named];
  const oldest = new Date(clock().getTime() - RETURN_DAYS_MAX * 86_400_000).toISOString();
  const went = (await noticesByEmail(database, email)).filter(({ state, at }) => WENT.has(state) && at >= oldest);
  const last = went.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1);
  return went.filter(({ billRunId }) => billRunId === last?.billRunId);
}

/** Notices that went to their mailbox, or may have. */
const WENT: ReadonlySet<NoticeState> = new Set(['sending', 'sent', 'bounced']);

function toNoted({ notice, reported }: Failed[number]) {
  const { accountId, email, messageId, amountCents, target } = notice;
  const detail = [reported.status, reported.diagnostic]
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, 1_000);
  return { accountId, email, messageId, amountCents, target, state: 'bounced' as const, detail };
}
