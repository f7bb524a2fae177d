import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { contactHistorySheet } from '../../contract/sheets/contact-history.js';
import {
  customerContactsParametersSchema,
  type CustomerContactsParameters,
} from '../../contract/sheets/customer-contacts.js';
import { contactChanges } from '../../domain/contacts/contact-changes.js';
import { contactHistory, type SaidContact } from '../contact-history.js';
import { localClock, type LocalTime } from '../local-clock.js';
import { commandTitle } from '../receipts.js';
import { utilitySettings } from '../utility-settings.js';
import { contactsMeant } from './customer-contacts-rows.js';
import type { SheetSource } from './sheet-source.js';

/** Every change of how customers are reached, account by account, the newest first. */
export const contactHistorySource: SheetSource<CustomerContactsParameters> = {
  kind: contactHistorySheet,
  parameters: customerContactsParametersSchema,
  async read(database, asked, now) {
    const clock = localClock((await utilitySettings(database, now)).timeZone);
    const { subject, meant } = await contactsMeant(database, asked);
    const said = await contactHistory(database, meant);
    const isConsent = ({ contact, before }: SaidContact) => contact.calls === 'consent' && before.calls !== 'consent';
    const count = (label: string, is: (each: SaidContact) => boolean) => {
      return { label, value: said.filter(is).length.toLocaleString('en-US') };
    };
    return {
      subject,
      rows: said.map((each) => toRow(each, clock)),
      totals: [
        count('Changes', () => true),
        count('Consents', isConsent),
        count('Consents without how', (each) => isConsent(each) && each.told === ''),
        count('Opt-outs', ({ contact, before }) => contact.calls === 'opt-out' && before.calls !== 'opt-out'),
      ],
    };
  },
};

function toRow(said: SaidContact, clock: (instant: string) => LocalTime): SheetCell[] {
  const { contactNumber, accountId, customerName, contact, before, told, receipt, kind, sheet, at, by, reason } = said;
  const { date, time } = clock(at);
  return [
    ...[String(contactNumber), accountId, customerName, date, time, by],
    ...[contactChanges(before, contact) || null, told || null, commandTitle(kind, sheet), reason || null, receipt],
    ...[contact.calls === 'unsaid' ? null : contact.calls, contact.eBill ? 'yes' : 'no'],
  ];
}
