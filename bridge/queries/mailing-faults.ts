import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { accountsInRun } from './run-bills.js';
import type { BillRun } from './run-facts.js';

type Row = [accountId: string, lines: string | null, city: string, state: string, zip: string];

/**
 * Finds the accounts of a run whose bills would go on paper to an address that lacks something, and tells of one what; null
 * where it lacks nothing. Paper goes to the mailing address of the contact that was said last, else to the premises; who
 * is billed by e-mail gets none. An address of the premises without a street is told apart from this.
 */
export async function mailingFaults(database: Database, run: BillRun): Promise<(accountId: string) => string | null> {
  const { query, bindings } = accountsInRun(run);
  const rows = await bulkRead<Row>(
    database,
    ['account_id', 'mailing_address', 'city', 'state', 'zip'],
    `SELECT account.account_id, mailing_address, city, state, zip
     FROM account JOIN premises USING (premises_id)
     LEFT JOIN account_contact AS contact ON contact.contact_number =
       (SELECT max(contact_number) FROM account_contact AS said WHERE said.account_id = account.account_id)
     WHERE account.account_id IN (${query}) AND coalesce(e_bill, 0) = 0
       AND CASE WHEN coalesce(json_array_length(mailing_address), 0) > 0 THEN json_array_length(mailing_address) = 1
                ELSE trim(city) = '' OR trim(state) = '' OR trim(zip) NOT GLOB '[0-9][0-9][0-9][0-9][0-9]*' END`,
    bindings,
  );
  const faults = new Map(rows.map((row) => [row[0], faultOf(row)]));
  return (accountId) => faults.get(accountId) ?? null;
}

function faultOf([, lines, city, state, zip]: Row): string {
  if (lines !== null && lines !== '[]')
    return 'The mailing address has one line only, and the bill goes there on paper.';
  const missing = [
    ...(city.trim() === '' ? ['city'] : []),
    ...(state.trim() === '' ? ['state'] : []),
    ...(/^\d{5}/.test(zip.trim()) ? [] : ['ZIP code']),
  ];
  return `The bill goes on paper to the premises, and their address lacks the ${missing.join(' and the ')}.`;
}
