import { counted } from '../../contract/counted.js';
import { customerContactsSheet } from '../../contract/sheets/customer-contacts.js';
import { withPhone, type Contact, type ToldContact } from '../../domain/contacts/contact.js';
import { readPhone } from '../../domain/contacts/phone.js';
import { contactCells, readContact } from '../../domain/contacts/read-contact.js';
import { refusedSaying } from '../../domain/contacts/refused-saying.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { theseAccounts } from '../../queries/account-facts.js';
import { optedOutPhones } from '../../queries/calls/opted-out-phones.js';
import { contacts } from '../../queries/contacts.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeContacts } from '../../store/contacts.js';
import type { CommandContext } from '../command.js';
import type { SheetPush } from './sheet-push.js';

/** Writes down how customers want to be reached, with who said so and when. */
export const customerContactsPush: SheetPush = {
  kind: customerContactsSheet,

  async current(context, _push, keys) {
    const listed = await contactsNow(context, keys);
    return new Map([...listed].map(([accountId, contact]) => [accountId, contactCells(contact)]));
  },

  async apply(context, push, changes) {
    const now = await contactsNow(
      context,
      changes.map(({ key }) => key),
    );
    const read = changes.map((change) => {
      const held = now.get(change.key);
      const beside = { pulled: push.baseline.get(change.key) ?? {}, now: held === undefined ? {} : contactCells(held) };
      const contact = readContact(change);
      const refused = refusedSaying(change, beside);
      return {
        change,
        contact: refused.length === 0 ? contact : [...refused, ...(Array.isArray(contact) ? contact : [])],
      };
    });
    const sound = read.flatMap(({ change, contact }): ChangedContact[] => {
      if (Array.isArray(contact)) return [];
      const isWithdrawn = losesConsent(change, contact, now.get(change.key));
      const kept = isWithdrawn ? withPhone(contact, contact.phone) : contact;
      return [{ accountId: change.key, ...kept, isWithdrawn }];
    });
    const notices = [...withdrawnNotice(sound), ...(await agreedNotices(context, sound, changes))];
    await writeContacts(context.trx, sound, context.commandNumber);
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
      notices,
    };
  },
};

interface ChangedContact extends ToldContact {
  readonly accountId: string;
  /** The consent to calls went with the phone. */
  readonly isWithdrawn: boolean;
}

async function contactsNow({ trx, now }: CommandContext, keys: readonly string[]) {
  const { timeZone } = await utilitySettings(trx, now);
  const listed = await contacts(trx, theseAccounts(keys), { timeZone });
  return new Map(listed.map(({ accountId, contact, told }) => [accountId, { ...contact, told }]));
}

/** A consent was to calls to the phone: with another one it has to be said anew. */
function losesConsent({ changedColumns }: RowChange, { phone, calls }: Contact, before: Contact | undefined): boolean {
  if (calls !== 'consent' || changedColumns.includes('calls')) return false;
  return before !== undefined && readPhone(before.phone) !== phone;
}

function withdrawnNotice(sound: readonly ChangedContact[]): string[] {
  const accountIds = sound.filter(({ isWithdrawn }) => isWithdrawn).map(({ accountId }) => accountId);
  if (accountIds.length === 0) return [];
  return [
    `Consent to calls was to the old phone and is cleared for ${accountIds.join(', ')}. Where the customer agrees to calls to the new one, pull again, type consent and push.`,
  ];
}

/** A consent ends an opt-out of the phone with another account: whoever types it is told. */
async function agreedNotices(
  { trx }: CommandContext,
  sound: readonly ChangedContact[],
  changes: readonly RowChange[],
): Promise<string[]> {
  const typed = new Set(changes.filter(({ changedColumns }) => changedColumns.includes('calls')).map(({ key }) => key));
  const agreed = sound.filter(({ accountId, calls }) => calls === 'consent' && typed.has(accountId));
  if (agreed.length === 0) return [];
  const optedOut = await optedOutPhones(trx);
  const lifted = agreed.flatMap(({ accountId, phone }) => {
    const by = optedOut.get(phone);
    return by === undefined || by === accountId ? [] : [`${phone} of ${accountId}, opted out with ${by}`];
  });
  if (lifted.length === 0) return [];
  return [
    `${counted(lifted.length, 'phone was', 'phones were')} opted out of calls with another account and may be called again by this consent: ${lifted.join('; ')}. Make sure that the customer meant it.`,
  ];
}
