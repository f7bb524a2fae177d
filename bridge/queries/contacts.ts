import { calendarDate, dateInTimeZone, type CalendarDate } from '../contract/calendar-date.js';
import type { CallChoice, Contact } from '../domain/contacts/contact.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** A contact with its account, and who said it and where from; null where it is as it came with the customer. */
export interface ListedContact {
  readonly accountId: string;
  readonly customerName: string;
  readonly serviceAddress: string;
  readonly contact: Contact;
  /** How the customer said it; empty where nobody wrote that down. */
  readonly told: string;
  readonly changedOn: CalendarDate | null;
  readonly changedBy: string | null;
}

type Row = [
  ...[accountId: string, name: string, address: string, phone: string, email: string],
  ...[
    eBill: number | null,
    saidEmail: string,
    lines: string,
    saidPhone: string,
    calls: CallChoice,
    told: string | null,
  ],
  ...[appliedAt: string | null, person: string | null, kind: string | null],
];

const COLUMNS = [
  ...['account_id', 'customer_name', 'address', 'customer_phone', 'customer_email', 'e_bill', 'email'],
  ...['mailing_address', 'phone', 'calls', 'told', 'applied_at', 'person_name', 'kind'],
];

/**
 * The contacts of accounts by number, as they stand, or as they stood after a receipt: what was said last, or what came
 * with the customer where nothing was.
 */
export async function contacts(
  database: Database,
  accounts: { readonly query: string; readonly bindings: readonly string[] },
  { timeZone, upTo = Number.MAX_SAFE_INTEGER }: { readonly timeZone: string; readonly upTo?: number },
): Promise<ListedContact[]> {
  const rows = await bulkRead<Row>(
    database,
    COLUMNS,
    `WITH wanted (account_id) AS MATERIALIZED (${accounts.query}),
     said AS MATERIALIZED (
       SELECT max(contact_number) AS contact_number FROM account_contact
       WHERE account_id IN (SELECT account_id FROM wanted) AND command_number <= ? GROUP BY account_id)
     SELECT account.account_id, customer.name AS customer_name, address, customer.phone AS customer_phone,
            customer.email AS customer_email, e_bill, contact.email, mailing_address, contact.phone, calls, told,
            applied_at, person.name AS person_name, command.kind
     FROM wanted JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     LEFT JOIN (said JOIN account_contact USING (contact_number)) AS contact ON contact.account_id = account.account_id
     LEFT JOIN command USING (command_number) LEFT JOIN person USING (person_id)
     ORDER BY account.account_id`,
    [...accounts.bindings, upTo],
  );
  return rows.map((row) => toListed(row, timeZone));
}

function toListed(row: Row, timeZone: string): ListedContact {
  const [accountId, customerName, serviceAddress, customerPhone, customerEmail, eBill, ...said] = row;
  const [email, lines, phone, calls, told, appliedAt, person, kind] = said;
  const changedBy = kind === 'import-call-results' ? `${person ?? ''}, results of calls` : person;
  const contact: Contact =
    eBill === null
      ? { eBill: false, email: customerEmail, mailingAddress: [], phone: customerPhone, calls: 'unsaid' }
      : { eBill: eBill === 1, email, mailingAddress: JSON.parse(lines) as string[], phone, calls };
  const changedOn = appliedAt === null ? null : calendarDate(dateInTimeZone(new Date(appliedAt), timeZone));
  return { accountId, customerName, serviceAddress, contact, told: told ?? '', changedOn, changedBy };
}
