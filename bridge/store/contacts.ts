import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** How the customer of an account wants to be reached, as it is kept. */
export interface NewContact {
  readonly accountId: string;
  readonly eBill: boolean;
  readonly email: string;
  readonly mailingAddress: readonly string[];
  readonly phone: string;
  readonly calls: string;
  /** How the customer said it; empty where nobody wrote that down. */
  readonly told: string;
}

/** Writes down contacts; what was said before stays known. */
export async function writeContacts(
  trx: Database,
  contacts: readonly NewContact[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'account_contact',
    ['account_id', 'e_bill', 'email', 'mailing_address', 'phone', 'calls', 'told', 'command_number'],
    contacts.map(({ accountId, eBill, email, mailingAddress, phone, calls, told }) => {
      return [accountId, eBill ? 1 : 0, email, JSON.stringify(mailingAddress), phone, calls, told, commandNumber];
    }),
  );
}
