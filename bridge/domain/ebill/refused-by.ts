/** Whose fault a refusal for good is: of the mailbox that it went to, or of the sender, whose settings or quota it is. */
export type RefusedBy = 'mailbox' | 'sender';

/** Of an address (RFC 3463, section 3.2): no such mailbox, system or syntax, moved, or one that takes no mail (RFC 7505). */
const OF_THE_ADDRESS = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.6', '1.10']);

/** Of the way to the mailbox: its host is not known, refuses its name, or sends mail in circles. */
const OF_THE_WAY = new Set(['4.1', '4.4', '4.6', '4.14']);

/** Codes of SMTP itself (RFC 5321, section 4.2.3) that speak of a mailbox: none such, not here, full, name not allowed. */
const OF_THE_MAILBOX = new Set([550, 551, 552, 553]);

/**
 * Judges the answer of a server, "550 5.1.1 no such user", by its enhanced status or, without one, by its code. What is
 * said of sending itself (relaying denied, a quota, a bad sender) is nobody's mailbox.
 */
export function refusedBy(code: number, response: string): RefusedBy {
  const [, subject, detail] = /^\s*\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})\b/.exec(response) ?? [];
  if (subject === undefined || detail === undefined) return OF_THE_MAILBOX.has(code) ? 'mailbox' : 'sender';
  const status = `${Number(subject)}.${Number(detail)}`;
  const isOfMailbox = Number(subject) === 2 || OF_THE_ADDRESS.has(status) || OF_THE_WAY.has(status);
  return isOfMailbox ? 'mailbox' : 'sender';
}
