import { sha256Hex } from '../bytes/sha256.js';
import {
  importBouncesPayloadSchema,
  type ImportBouncesPayload,
  type ImportBouncesReply,
} from '../contract/commands/import-bounces.js';
import { groupBy } from '../contract/group-by.js';
import { messagesOf, readBounce, type ReportedRecipient } from '../files/bounces/read-bounce.js';
import { noticesByEmail, noticesByMessage, type KeptNotice } from '../queries/ebill/notices.js';
import { writeNotices, type NoticeState } from '../store/ebill-notices.js';
import type { Command, CommandContext } from './command.js';

/** So long after a notice what comes back without naming it is taken to be of it. */
const RETURN_DAYS_MAX = 30;
const DETAIL_LENGTH_MAX = 1_000;

/**
 * Reads messages that came back and notes which notices they are of. Reading them again changes nothing, as does what
 * reports on no notice.
 */
export const importBounces: Command<ImportBouncesPayload, ImportBouncesReply> = {
  kind: 'import-bounces',
  roles: ['coordinator', 'supervisor'],
  payload: importBouncesPayloadSchema,
  // A mailbox also has what customers wrote, which is nobody's business later on.
  kept: ({ files }) => ({
    files: files.map(({ fileName, contentBase64 }) => ({ fileName, sha256: sha256Of(contentBase64) })),
  }),
  async execute(context, { files }) {
    const { found, ...told } = await readAll(context, files);
    const fresh = found.filter(({ notice }) => notice.state === 'sent' || notice.state === 'sending');
    const each = new Map(fresh.map((failed) => [`${failed.notice.billRunId} ${failed.notice.accountId}`, failed]));
    const bounced = [...each.values()].map(({ notice, reported }) => ({ ...notice, why: whyOf(reported) }));
    const asNoted = { wordsNumber: null, commandNumber: context.commandNumber };
    for (const [billRunId, ofRun] of groupBy(bounced, (notice) => notice.billRunId)) {
      const noted = ofRun.map((notice) => ({ ...notice, state: 'bounced' as const, detail: notice.why }));
      await writeNotices(context.trx, billRunId, noted, asNoted);
    }
    const listed = bounced.map(({ billRunId, accountId, email, why }) => ({ billRunId, accountId, email, why }));
    const reply = { ...told, bounced: listed, known: found.length - fresh.length };
    return { outcome: bounced.length > 0 ? 'applied' : 'unchanged', reply };
  },
};

function sha256Of(contentBase64: string): string {
  return sha256Hex(Buffer.from(contentBase64, 'base64'));
}

interface ReadAll extends Pick<ImportBouncesReply, 'messages' | 'delayed' | 'others'> {
  readonly found: Failed;
}

async function readAll(context: CommandContext, files: ImportBouncesPayload['files']): Promise<ReadAll> {
  const found: Failed = [];
  const others = new Set<string>();
  let [messages, delayed] = [0, 0];
  for (const { fileName, contentBase64 } of files) {
    for (const message of messagesOf(Buffer.from(contentBase64, 'base64').toString('latin1'))) {
      messages += 1;
      const failed = await failedNotices(context, message);
      if (failed === null) others.add(fileName);
      else if (failed === 'delayed') delayed += 1;
      else found.push(...failed);
    }
  }
  return { messages, delayed, others: [...others], found };
}

type Failed = { readonly notice: KeptNotice; readonly reported: ReportedRecipient }[];

/** The notices that a message says failed; null of one that is no report on a notice. */
async function failedNotices(context: CommandContext, message: string): Promise<Failed | 'delayed' | null> {
  const bounce = readBounce(message);
  if (bounce === null) return null;
  const found: Failed = [];
  let isDelayed = false;
  for (const reported of bounce.recipients) {
    const notices = await noticesReported(context, bounce.messageId, reported);
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
  { trx, now }: CommandContext,
  messageId: string | null,
  { email }: ReportedRecipient,
): Promise<readonly KeptNotice[]> {
  const named = messageId === null ? undefined : (await noticesByMessage(trx, [messageId])).at(-1);
  if (named !== undefined) return [named];
  const oldest = new Date(now.getTime() - RETURN_DAYS_MAX * 86_400_000).toISOString();
  const went = (await noticesByEmail(trx, email)).filter(({ state, at }) => WENT.has(state) && at >= oldest);
  const last = went.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1);
  return went.filter(({ billRunId }) => billRunId === last?.billRunId);
}

/** Notices that went to their mailbox, or may have. */
const WENT: ReadonlySet<NoticeState> = new Set(['sending', 'sent', 'bounced']);

function whyOf({ status, diagnostic }: ReportedRecipient): string {
  // What the server said mostly has the status in it.
  const parts = diagnostic.includes(status) ? [diagnostic] : [status, diagnostic];
  return parts
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, DETAIL_LENGTH_MAX);
}
