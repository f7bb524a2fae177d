import type { Issue } from '../../contract/problem.js';
import { theseAccounts } from '../../queries/account-facts.js';
import { contacts } from '../../queries/contacts.js';
import { saidSince } from '../../queries/contacts-since.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeContacts } from '../../store/contacts.js';
import type { PushReversal } from './push-reversal.js';

/** Contacts are again what they were before a push, from now on: bills that were posted since keep what held then. */
export const contactsReversal: PushReversal = {
  async reverse({ trx, commandNumber, now }, { receiptNumber }, rows) {
    const accountIds = rows.map(({ key }) => key);
    const since = await saidSince(trx, receiptNumber, accountIds);
    const issues = rows.flatMap(({ key, sheetRow }): Issue[] => {
      const receipt = since.get(key);
      if (receipt === undefined) return [];
      const message = `The contact of account ${key} was changed again since, by receipt ${receipt}.`;
      const fix = 'Leave the row out, and push what is right in a fresh pull of Customer Contacts.';
      return [{ code: 'changed-since', rowKey: key, sheetRow, column: '', message, fix }];
    });
    if (issues.length > 0) return { issues };
    const { timeZone } = await utilitySettings(trx, now);
    const before = await contacts(trx, theseAccounts(accountIds), { timeZone, upTo: receiptNumber - 1 });
    await writeContacts(
      trx,
      before.map(({ accountId, contact, told }) => ({ accountId, ...contact, told })),
      commandNumber,
    );
    return { issues: [] };
  },
};
