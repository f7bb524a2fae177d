import type { Contact } from './contact.js';

/** What of a contact is another from one time to the next, in words such as "Calls: none, now consent". */
export function contactChanges(before: Contact, after: Contact): string {
  const [was, is] = [sayings(before), sayings(after)];
  return Object.keys(is)
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name}: ${was[name] || 'none'}, now ${is[name] || 'none'}`)
    .join('; ');
}

function sayings({ eBill, email, mailingAddress, phone, calls }: Contact): Readonly<Record<string, string>> {
  return {
    Calls: calls === 'unsaid' ? '' : calls,
    'E-bill': eBill ? 'yes' : 'no',
    'E-mail': email,
    'Mail to': mailingAddress.join(', '),
    Phone: phone,
  };
}
