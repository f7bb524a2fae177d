import type { Contact } from '../domain/contacts/contact.js';
import type { Database } from '../store/database.js';
import { theseAccounts } from './account-facts.js';
import { contacts } from './contacts.js';
import { utilitySettings } from './utility-settings.js';

/** How the customers of accounts wanted to be reached when a run was posted, by the receipt that posted it. */
export async function contactsThen(
  database: Database,
  { postedBy }: { readonly postedBy: number },
  accountIds: readonly string[],
): Promise<(accountId: string) => Contact | undefined> {
  const { timeZone } = await utilitySettings(database, new Date());
  const listed = await contacts(database, theseAccounts(accountIds), { timeZone, upTo: postedBy });
  const byAccount = new Map(listed.map(({ accountId, contact }) => [accountId, contact]));
  return (accountId) => byAccount.get(accountId);
}
