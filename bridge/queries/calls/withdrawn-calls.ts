import type { CalendarDate } from '../../contract/calendar-date.js';
import { callsSchema } from '../../contract/settings/calls.js';
import { readPhone } from '../../domain/contacts/phone.js';
import { bulkRead } from '../../store/bulk.js';
import type { NamedCall } from '../../store/calls.js';
import type { Database } from '../../store/database.js';
import { theseAccounts, type AccountsMeant } from '../account-facts.js';
import { contacts } from '../contacts.js';
import { settingOn, utilitySettings } from '../utility-settings.js';
import { optedOutPhones } from './opted-out-phones.js';

/** An account of a call, with the phone that the file has. */
export interface WithdrawnCall {
  readonly accountId: string;
  readonly phone: string;
}

/**
 * The accounts of calls that may not be made any more: their customers opted out or took their consent back since, have
 * another phone now, or moved out.
 */
export async function withdrawnCalls(
  database: Database,
  calls: readonly Pick<NamedCall, 'phone' | 'accounts'>[],
  { now, today }: { readonly now: Date; readonly today: CalendarDate },
): Promise<WithdrawnCall[]> {
  const { timeZone } = await utilitySettings(database, now);
  const { consent } = callsSchema.parse(await settingOn(database, 'calls', today));
  const phoneOf = new Map(calls.flatMap(({ phone, accounts }) => accounts.map(({ accountId }) => [accountId, phone])));
  const meant = theseAccounts([...phoneOf.keys()]);
  const listed = await contacts(database, meant, { timeZone });
  const [optedOut, left] = [await optedOutPhones(database), await accountsThatLeft(database, meant)];
  return listed.flatMap(({ accountId, contact: { phone: told, calls: said } }): WithdrawnCall[] => {
    const phone = phoneOf.get(accountId) ?? '';
    const isAgreed = said === 'consent' || (said === 'unsaid' && consent === 'number-given');
    const mayBeCalled = readPhone(told) === phone && isAgreed && !optedOut.has(phone) && !left.has(accountId);
    return mayBeCalled ? [] : [{ accountId, phone }];
  });
}

/** Those of accounts whose customers live there no more: what is said of the premises is not for them. */
export async function accountsThatLeft(
  database: Database,
  { query, bindings }: AccountsMeant,
): Promise<ReadonlySet<string>> {
  const rows = await bulkRead<[accountId: string]>(
    database,
    ['account_id'],
    `SELECT account_id FROM account WHERE status <> 'active' AND account_id IN (${query})`,
    bindings,
  );
  return new Set(rows.map(([accountId]) => accountId));
}
