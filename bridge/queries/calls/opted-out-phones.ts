import type { CallChoice } from '../../domain/contacts/contact.js';
import { readPhone } from '../../domain/contacts/phone.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/**
 * The phones that nobody calls any more, with the account whose customer said so. An opt-out belongs to the phone, also
 * once the account has another one: it holds until a customer newly agrees to calls to that phone, of whatever account.
 */
export async function optedOutPhones(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[phone: string, accountId: string, calls: CallChoice]>(
    database,
    ['phone', 'account_id', 'calls'],
    // What a row repeats of the one before it was not said again; what was reversed, and what that put back, nobody said.
    `WITH said AS (
       SELECT command_number, account_id, phone, calls, lag(phone) OVER of_account AS phone_before,
              lag(calls) OVER of_account AS calls_before
       FROM account_contact
       WHERE command_number NOT IN (SELECT command_number FROM command WHERE kind = 'reverse-push')
         AND NOT EXISTS (SELECT 1 FROM push_reversal
                         WHERE pushed_by = account_contact.command_number AND row_key = account_id)
       WINDOW of_account AS (PARTITION BY account_id ORDER BY contact_number))
     SELECT phone, account_id, calls FROM (
       SELECT phone, account_id, calls, command_number FROM said
       WHERE calls <> 'unsaid' AND phone <> '' AND (phone IS NOT phone_before OR calls IS NOT calls_before)
       UNION ALL
       SELECT phone, (SELECT min(account_id) FROM placed_call_account AS own
                      WHERE own.call_number = placed_call.call_number), 'opt-out', call_result.command_number
       FROM call_result JOIN placed_call USING (call_number) WHERE outcome = 'opted-out')
     ORDER BY command_number, calls = 'opt-out', account_id DESC`,
    [],
  );
  const optedOut = new Map<string, string>();
  for (const [told, accountId, calls] of rows) {
    const phone = readPhone(told) ?? told;
    if (calls === 'opt-out') optedOut.set(phone, accountId);
    else optedOut.delete(phone);
  }
  return optedOut;
}
