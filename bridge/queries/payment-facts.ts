import type { PaymentLayoutRow } from '../contract/api.js';
import { dateInTimeZone, type CalendarDate } from '../contract/calendar-date.js';
import { paymentLayoutsSchema, type PaymentLayout } from '../contract/settings/payment-layouts.js';
import { CurbstopError } from '../contract/problem.js';
import type { PaymentMark, PostedPayment } from '../domain/payments/duplicate-payments.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { settingOn, utilitySettings } from './utility-settings.js';

/** The utility's layouts of payment files. */
export async function paymentLayouts(database: Database, on: CalendarDate): Promise<PaymentLayout[]> {
  return paymentLayoutsSchema.parse(await settingOn(database, 'payment-layouts', on));
}

/** The layouts in force at an instant, as the pane offers them. */
export async function paymentLayoutRows(database: Database, at: Date): Promise<PaymentLayoutRow[]> {
  const { timeZone } = await utilitySettings(database, at);
  const layouts = await paymentLayouts(database, dateInTimeZone(at, timeZone));
  return layouts.map(({ name, trailer }) => ({ name, totalsItself: trailer !== undefined }));
}

/** One of the utility's layouts of payment files. Throws `unknown-layout`, which names those there are. */
export async function paymentLayout(database: Database, name: string, on: CalendarDate): Promise<PaymentLayout> {
  const layouts = await paymentLayouts(database, on);
  const layout = layouts.find((candidate) => candidate.name === name);
  if (layout) return layout;
  throw new CurbstopError({
    code: 'unknown-layout',
    status: 404,
    message: `There is no payment layout "${name}".`,
    fix: `Choose one of these: ${layouts.map((each) => each.name).join(', ') || 'none is set up yet'}.`,
  });
}

/** The status of those of these accounts that there are. */
export async function accountStatuses(
  database: Database,
  accountIds: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[accountId: string, status: string]>(
    database,
    ['account_id', 'status'],
    'SELECT account_id, status FROM json_each(?) AS wanted CROSS JOIN account ON account_id = wanted.value',
    [JSON.stringify([...new Set(accountIds)])],
  );
  return new Map(rows);
}

/** Payments and payments in suspense that came before with the account, amount and source of one of these. */
export async function paymentsLike(
  database: Database,
  marks: readonly PaymentMark[],
  timeZone: string,
): Promise<PostedPayment[]> {
  const wanted = JSON.stringify(
    marks.map(({ accountText, amountCents, source }) => [accountText, amountCents, source]),
  );
  const rows = await bulkRead<[string, number, string, string, string, number]>(
    database,
    ['account_text', 'amount_cents', 'source', 'reference', 'received_at', 'command_number'],
    `WITH wanted AS MATERIALIZED (
       SELECT DISTINCT value ->> 0 AS account_text, value ->> 1 AS amount_cents, value ->> 2 AS source FROM json_each(?))
     SELECT wanted.account_text, amount_cents, source, reference, received_at, command_number
     FROM wanted CROSS JOIN payment USING (amount_cents, source) JOIN journal_entry USING (entry_number)
     WHERE payment.account_id = wanted.account_text
     UNION ALL
     SELECT account_text, amount_cents, source, reference, received_at, command_number
     FROM suspense_item JOIN wanted USING (account_text, amount_cents, source) JOIN journal_entry USING (entry_number)`,
    [wanted],
  );
  return rows.map(([accountText, amountCents, source, reference, receivedAt, receipt]) => {
    const date = dateInTimeZone(new Date(receivedAt), timeZone);
    return { accountText, amountCents, source, reference, receivedAt, date, receipt };
  });
}
