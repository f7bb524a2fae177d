import { headersOf, splitMessage, unfolded } from './mime-text.js';

/** What a server reports of a recipient of one of our messages. */
export interface ReportedRecipient {
  readonly email: string;
  /** failed for good; delayed, and still tried; or delivered, relayed, expanded, which are no trouble. */
  readonly action: string;
  /** Such as 5.1.1. */
  readonly status: string;
  readonly diagnostic: string;
}

/** A delivery status notification (RFC 3464, RFC 6533), or the like of servers that write none. */
export interface Bounce {
  /** The message that it is about, with its angle brackets; null where it was not sent back. */
  readonly messageId: string | null;
  readonly recipients: readonly ReportedRecipient[];
}

const STATUS_PARTS = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_PARTS = ['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers'];

/** Reads a message as a report that mail came back; null for any other message, such as an answer of a customer. */
export function readBounce(message: string): Bounce | null {
  const { parts, contentType } = splitMessage(message);
  const status = parts.find((part) => STATUS_PARTS.includes(part.contentType));
  if (contentType !== 'multipart/report' || status === undefined) return namedInHead(message);
  const returned = parts.find((part) => RETURNED_PARTS.includes(part.contentType));
  const [, ...groups] = unfolded(status.body).split(/\r?\n[ \t]*\r?\n/);
  return {
    messageId: returned === undefined ? null : (headersOf(returned.body).get('message-id')?.trim() ?? null),
    recipients: groups.flatMap(recipientOf),
  };
}

/** Exim names in the head who was not reached, and copies the message as text. */
function namedInHead(message: string): Bounce | null {
  const failed = headersOf(message).get('x-failed-recipients');
  if (failed === undefined) return null;
  const [, messageId = null] = [...message.matchAll(/^Message-ID:\s*(<[^<>\s]+>)/gim)].at(-1) ?? [];
  const recipients = failed
    .split(',')
    .map((email) => email.trim())
    .filter((email) => email.includes('@'))
    .map((email) => ({ email, action: 'failed', status: '', diagnostic: 'named as failed by its mail server' }));
  return { messageId, recipients };
}

/** As some programs begin a file, read a character a byte. */
const BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/;

/** The messages of a file: one, or those of a mailbox in the mbox format. */
export function messagesOf(file: string): string[] {
  const text = file.replace(BYTE_ORDER_MARK, '');
  if (!text.startsWith('From ')) return [text];
  return text
    .split(/^From .*\r?\n/m)
    .slice(1)
    .map((message) => message.replace(/^>(>*From )/gm, '$1'));
}

function recipientOf(group: string): ReportedRecipient[] {
  const headers = headersOf(group);
  const email = addressOf(headers.get('original-recipient')) ?? addressOf(headers.get('final-recipient'));
  const action = headers.get('action')?.trim().toLowerCase();
  if (email === null || action === undefined) return [];
  const diagnostic = (headers.get('diagnostic-code') ?? '').replace(/^\s*smtp\s*;\s*/i, '').trim();
  return [{ email, action, status: headers.get('status')?.trim() ?? '', diagnostic }];
}

/** "rfc822; name@example.com" as the address. */
function addressOf(field: string | undefined): string | null {
  const [, address] = /^\s*(?:rfc822|utf-8)\s*;\s*<?([^\s<>]+@[^\s<>]+)>?\s*$/i.exec(field ?? '') ?? [];
  return address ?? null;
}
