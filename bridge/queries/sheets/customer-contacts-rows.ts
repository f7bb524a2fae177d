import type { SheetCell } from '../../contract/commands/push-sheet.js';
import {
  customerContactsParametersSchema,
  customerContactsSheet,
  type CustomerContactsParameters,
} from '../../contract/sheets/customer-contacts.js';
import { contactCells } from '../../domain/contacts/read-contact.js';
import type { Database } from '../../store/database.js';
import { account } from '../account.js';
import type { AccountsMeant } from '../account-facts.js';
import { contacts, type ListedContact } from '../contacts.js';
import { routeNamed } from '../route-stops.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** How customers want to be reached, account by account. */
export const customerContactsSource: SheetSource<CustomerContactsParameters> = {
  kind: customerContactsSheet,
  parameters: customerContactsParametersSchema,
  async read(database, asked, now) {
    const { timeZone } = await utilitySettings(database, now);
    const { subject, meant } = await contactsMeant(database, asked);
    const listed = await contacts(database, meant, { timeZone });
    const count = (is: (each: ListedContact) => boolean) => listed.filter(is).length.toLocaleString('en-US');
    return {
      subject,
      rows: listed.map(toRow),
      totals: [
        { label: 'Accounts', value: count(() => true) },
        { label: 'E-bill', value: count(({ contact }) => contact.eBill) },
        { label: 'Mailed elsewhere', value: count(({ contact }) => contact.mailingAddress.length > 0) },
        { label: 'May be called', value: count(({ contact }) => contact.calls === 'consent') },
      ],
    };
  },
};

function toRow({
  accountId,
  customerName,
  serviceAddress,
  contact,
  told,
  changedOn,
  changedBy,
}: ListedContact): SheetCell[] {
  const cells = { key: accountId, customer: customerName, service: serviceAddress, changedOn, changedBy };
  const row: Readonly<Record<string, SheetCell>> = { ...cells, ...contactCells({ ...contact, told }) };
  return customerContactsSheet.columns.map(({ id }) => row[id] ?? null);
}

/** The accounts that a pull of contacts means: one that is closed is billed no more, so it is left out unless it is asked for by its number. */
export async function contactsMeant(
  database: Database,
  { accountId, routeId }: CustomerContactsParameters,
): Promise<{ readonly subject: string; readonly meant: AccountsMeant }> {
  if (accountId !== undefined) {
    await account(database, accountId);
    const query = 'SELECT account_id FROM account WHERE account_id = ?';
    return { subject: `Account ${accountId}`, meant: { query, bindings: [accountId] } };
  }
  const open = `SELECT account_id FROM account JOIN premises USING (premises_id) WHERE status <> 'closed'`;
  if (routeId === undefined) return { subject: 'All open accounts', meant: { query: open, bindings: [] } };
  const named = await routeNamed(database, routeId);
  return { subject: `Route ${named}`, meant: { query: `${open} AND route_id = ?`, bindings: [named] } };
}
