import { customerContactsSheet } from '../../contract/sheets/customer-contacts.js';
import { contactCells, readContact } from '../../domain/contacts/read-contact.js';
import { theseAccounts } from '../../queries/account-facts.js';
import { contacts } from '../../queries/contacts.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeContacts } from '../../store/contacts.js';
import type { SheetPush } from './sheet-push.js';

/** Writes down how customers want to be reached, with who said so and when. */
export const customerContactsPush: SheetPush = {
  kind: customerContactsSheet,

  async current({ trx, now }, _push, keys) {
    const { timeZone } = await utilitySettings(trx, now);
    const listed = await contacts(trx, theseAccounts(keys), { timeZone });
    return new Map(listed.map(({ accountId, contact, told }) => [accountId, contactCells({ ...contact, told })]));
  },

  async apply({ trx, commandNumber }, _push, changes) {
    const read = changes.map((change) => ({ accountId: change.key, contact: readContact(change) }));
    const sound = read.flatMap(({ accountId, contact }) => (Array.isArray(contact) ? [] : [{ accountId, ...contact }]));
    await writeContacts(trx, sound, commandNumber);
    const eBills = sound.filter(({ eBill }) => eBill).length;
    return {
      issues: read.flatMap(({ contact }) => (Array.isArray(contact) ? contact : [])),
      applied: new Map(
        sound.map(({ accountId, eBill }) => [accountId, eBill ? 'Changed; e-bill.' : 'Changed; paper.']),
      ),
      totals:
        sound.length === 0
          ? []
          : [
              { label: 'Contacts changed', value: sound.length.toLocaleString('en-US') },
              { label: 'E-bill', value: eBills.toLocaleString('en-US') },
            ],
      entries: [],
    };
  },
};
