import type { Contact } from '../contacts/contact.js';

/** A place that is served, as its mail is addressed. */
export interface ServedPlace {
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

/** The lines below the name on an envelope: where the customer said, or else to the place that is served. */
export function mailingAddress(contact: Contact | undefined, { address, city, state, zip }: ServedPlace): string[] {
  const said = contact?.mailingAddress ?? [];
  return said.length > 0 ? [...said] : [address, `${city}, ${state} ${zip}`];
}

/** The ZIP code at the end of an address, of five or nine digits; empty where there is none, as abroad. */
export function zipOf(address: readonly string[]): string {
  const [, zip = '', more = ''] = /(?<!\d)(\d{5})(?:-?(\d{4}))?\s*$/.exec(address.at(-1) ?? '') ?? [];
  return `${zip}${more}`;
}
