import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type Row = [accountId: string, city: string, state: string, zip: string];

/**
 * Finds the accounts whose bills go on paper to premises with an address that lacks something, and tells of one what; null
 * where it lacks nothing. Who said another mailing address, which is never taken incomplete, or has e-bills is left out. That
 * premises have no street is told apart from this.
 */
export async function mailingFaults(database: Database): Promise<(accountId: string) => string | null> {
  const rows = await bulkRead<Row>(
    database,
    ['account_id', 'city', 'state', 'zip'],
    `SELECT account_id, city, state, zip FROM premises JOIN account USING (premises_id)
     WHERE (trim(city) = '' OR trim(state) = '' OR trim(zip) NOT GLOB '[0-9][0-9][0-9][0-9][0-9]*')
       AND NOT EXISTS (
         SELECT 1 FROM account_contact AS contact WHERE contact.contact_number =
           (SELECT max(contact_number) FROM account_contact AS said WHERE said.account_id = account.account_id)
         AND (e_bill = 1 OR mailing_address <> '[]'))`,
  );
  const faults = new Map(rows.map((row) => [row[0], faultOf(row)]));
  return (accountId) => faults.get(accountId) ?? null;
}

function faultOf([, city, state, zip]: Row): string {
  const missing = [
    ...(city.trim() === '' ? ['city'] : []),
    ...(state.trim() === '' ? ['state'] : []),
    ...(/^\d{5}/.test(zip.trim()) ? [] : ['ZIP code']),
  ];
  return `The bill goes on paper to the premises, and their address lacks the ${missing.join(' and the ')}.`;
}
