import { randomUUID } from 'node:crypto';
import { sha256Hex } from '../../bytes/sha256.js';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Cents } from '../../contract/money.js';
import type { NoticeWords } from '../../contract/settings/ebill-mail.js';
import { composeNotice } from '../../domain/ebill/compose-notice.js';
import type { Statement } from '../../domain/statement/statement.js';

/** A notice that is to be sent. */
export interface Notice {
  readonly accountId: string;
  readonly email: string;
  readonly messageId: string;
  readonly amountCents: Cents;
  readonly statement: Statement;
}

/**
 * The notice of a bill. Its identity is drawn once and kept with what became of it, so that it tells nothing of the
 * account, and stays the same however often it is sent.
 */
export function noticeOf(
  statement: Statement,
  email: string,
  { from }: Pick<NoticeWords, 'from'>,
  keptId?: string,
): Notice {
  const { account, amountDueCents } = statement;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const messageId = keptId ?? `<${randomUUID()}@${domain}>`;
  return { accountId: account.accountId, email, messageId, amountCents: amountDueCents, statement };
}

/** A notice as it travels: text and a simple page, the same bytes for the same date. */
export function noticeMessage(notice: Notice, words: NoticeWords, date: Date): Promise<Buffer> {
  const { subject, text, html } = composeNotice(notice.statement, words);
  const { from, replyTo, unsubscribe } = words;
  const composed = new MailComposer({
    ...{ from, to: notice.email, subject, text, html, date, messageId: notice.messageId },
    ...(replyTo === null ? {} : { replyTo }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe === null ? {} : { 'List-Unsubscribe': `<${unsubscribe}>` }),
    },
    // What stands between the parts would be random.
    baseBoundary: sha256Hex(notice.messageId).slice(0, 32),
    // As it travels (RFC 5322), so that a file of it is the same.
    newline: 'windows',
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return composed.compile().build();
}

/** The name of a notice as a file: by the identity of its message. */
export function noticeFileName(messageId: string): string {
  return `${messageId.slice(1, messageId.indexOf('@'))}.eml`;
}
