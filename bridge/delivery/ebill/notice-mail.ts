import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Cents } from '../../contract/money.js';
import type { EbillMail } from '../../contract/settings/ebill-mail.js';
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

/** The notice of a bill has one identity for good, which tells nothing of the account. */
export function noticeOf(statement: Statement, email: string, { from }: EbillMail): Notice {
  const { account, bill, amountDueCents } = statement;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const digest = digestOf([bill.billRunId, account.accountId, String(bill.billNumber)]);
  const messageId = `<${digest}@${domain}>`;
  return { accountId: account.accountId, email, messageId, amountCents: amountDueCents, statement };
}

/** A notice as it travels: text and a simple page, the same bytes for the same date. */
export function noticeMessage(notice: Notice, mail: EbillMail, utilityName: string, date: Date): Promise<Buffer> {
  const { subject, text, html } = composeNotice(notice.statement, mail, utilityName);
  const { unsubscribe } = mail;
  const composed = new MailComposer({
    ...{ from: mail.from, to: notice.email, subject, text, html, date, messageId: notice.messageId },
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe === null ? {} : { 'List-Unsubscribe': `<${unsubscribe}>` }),
    },
    // What stands between the parts would be random.
    ...{ baseBoundary: digestOf([notice.messageId]) },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return composed.compile().build();
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
