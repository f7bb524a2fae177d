/** What a customer said of automatic calls. */
export type CallChoice = 'unsaid' | 'consent' | 'opt-out';

/** How the customer of an account wants to be reached. Empty texts are not known. */
export interface Contact {
  /** Bills are told by e-mail, and not sent on paper. */
  readonly eBill: boolean;
  readonly email: string;
  /** Up to four lines below the name; none means the service address. */
  readonly mailingAddress: readonly string[];
  /** Ten digits as 205-555-0143. */
  readonly phone: string;
  readonly calls: CallChoice;
}

/** A contact with another phone, or none: a consent was to calls to the old one and goes with it; who opted out stays so. */
export function withPhone<Kept extends Contact>(contact: Kept, phone: string): Kept {
  return { ...contact, phone, calls: contact.calls === 'consent' ? 'unsaid' : contact.calls };
}

/** A contact with how the customer said it: by phone on a day, in a form; empty where nobody wrote that down. */
export interface ToldContact extends Contact {
  readonly told: string;
}
