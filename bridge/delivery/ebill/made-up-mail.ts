import { CurbstopError } from '../../contract/problem.js';
import type { EbillMail } from '../../contract/settings/ebill-mail.js';

/** Domains that are nobody's (RFC 2606): what a setting has before somebody writes the utility's own. */
const NOBODYS = /(?:^|\.)example(?:\.(?:com|net|org))?$/i;

/** Refuses to send customers mail of a made-up sender or with a made-up link. Throws `ebill-mail-made-up`. */
export function refuseMadeUp({ from, replyTo, link, unsubscribe }: EbillMail): void {
  const places = { from: from.address, replyTo, link, unsubscribe };
  const madeUp = Object.entries(places).filter(([, text]) => text !== null && NOBODYS.test(hostOf(text)));
  if (madeUp.length === 0) return;
  throw new CurbstopError({
    code: 'ebill-mail-made-up',
    status: 409,
    message: `The setting ebill-mail still has examples: ${madeUp.map(([name, text]) => `${name} ${text ?? ''}`).join(', ')}. Nothing was sent.`,
    fix: "Write the utility's own sender and links into the setting ebill-mail.",
  });
}

/** The host of an address or of a link, also of one that writes to an address. */
function hostOf(text: string): string {
  const address = text.replace(/^mailto:/i, '').replace(/\?.*$/, '');
  return address.includes('://') ? new URL(address).hostname : address.slice(address.lastIndexOf('@') + 1);
}
