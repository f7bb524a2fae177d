import { callsSchema } from '../../contract/settings/calls.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import { readPhone } from '../../domain/contacts/phone.js';
import type { NamedCall } from '../../store/calls.js';
import type { Database } from '../../store/database.js';
import { theseAccounts } from '../account-facts.js';
import { contacts } from '../contacts.js';
import { settingOn, utilitySettings } from '../utility-settings.js';
import { optedOutPhones } from './opted-out-phones.js';

/**
 * The accounts of calls that may not be made any more: their customers opted out or took their consent back since, or have
 * another phone now.
 */
export async function withdrawnCalls(
  database: Database,
  calls: readonly NamedCall[],
  { now, today }: { readonly now: Date; readonly today: CalendarDate },
): Promise<string[]> {
  const { timeZone } = await utilitySettings(database, now);
  const { consent } = callsSchema.parse(await settingOn(database, 'calls', today));
  const phoneOf = new Map(calls.flatMap(({ phone, accounts }) => accounts.map(({ accountId }) => [accountId, phone])));
  const listed = await contacts(database, theseAccounts([...phoneOf.keys()]), { timeZone });
  const optedOut = await optedOutPhones(database);
  return listed.flatMap(({ accountId, contact: { phone, calls: said } }) => {
    const now = readPhone(phone);
    const isSame = now !== null && now === phoneOf.get(accountId);
    const isAgreed = said === 'consent' || (said === 'unsaid' && consent === 'number-given');
    return isSame && isAgreed && !optedOut.has(now) ? [] : [accountId];
  });
}
