import type { CallChoice, Contact } from '../domain/contacts/contact.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { AccountsMeant } from './account-facts.js';

/** What was said once of a contact, by whom, and what held before. */
export interface SaidContact {
  readonly contactNumber: number;
  readonly accountId: string;
  readonly customerName: string;
  readonly contact: Contact;
  /** What was said before, or what came with the customer where nothing was. */
  readonly before: Contact;
  /** How the customer said it; empty where nobody wrote that down. */
  readonly told: string;
  readonly receipt: number;
  /** Of the command, and of the sheet where it was a push. */
  readonly kind: string;
  readonly sheet: string | null;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

type Row = [
  ...[contactNumber: number, accountId: string, name: string, customerEmail: string, customerPhone: string],
  ...[eBill: number, email: string, lines: string, phone: string, calls: CallChoice, told: string],
  ...[receipt: number, kind: string, sheet: string | null, at: string, by: string, reason: string],
];

/** Everything that was said of the contacts of accounts, by account, the newest first. */
export async function contactHistory(database: Database, { query, bindings }: AccountsMeant): Promise<SaidContact[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['contact_number', 'account_id', 'customer_name', 'customer_email', 'customer_phone'],
      ...['e_bill', 'email', 'mailing_address', 'phone', 'calls', 'told'],
      ...['command_number', 'kind', 'sheet', 'applied_at', 'person_name', 'reason'],
    ],
    `SELECT contact_number, account_id, customer.name AS customer_name, customer.email AS customer_email,
            customer.phone AS customer_phone, e_bill, said.email, mailing_address, said.phone, calls, told,
            command_number, command.kind, sheet_pull.kind AS sheet, applied_at, person.name AS person_name, reason
     FROM account_contact AS said JOIN account USING (account_id) JOIN customer USING (customer_id)
     JOIN command USING (command_number) JOIN person USING (person_id)
     LEFT JOIN sheet_pull ON command.kind = 'push-sheet' AND pull_id = payload ->> '$.pullId'
     WHERE account_id IN (${query}) ORDER BY account_id, contact_number`,
    bindings,
  );
  return newestFirst(withBefore(rows));
}

/** Each change with what held before it. */
function withBefore(rows: readonly Row[]): SaidContact[] {
  return rows.map((row, index) => {
    const [contactNumber, accountId, customerName, email, phone] = row;
    const [, , , , , , , , , , told, receipt, kind, sheet, at, by, reason] = row;
    const older = rows[index - 1];
    const before: Contact =
      older?.[1] === accountId ? toContact(older) : { eBill: false, email, mailingAddress: [], phone, calls: 'unsaid' };
    const who = { receipt, kind, sheet, at, by, reason };
    return { contactNumber, accountId, customerName, contact: toContact(row), before, told, ...who };
  });
}

function toContact([, , , , , eBill, email, lines, phone, calls]: Row): Contact {
  return { eBill: eBill === 1, email, mailingAddress: JSON.parse(lines) as string[], phone, calls };
}

function newestFirst(said: readonly SaidContact[]): SaidContact[] {
  return said.toSorted((one, other) => {
    if (one.accountId !== other.accountId) return one.accountId < other.accountId ? -1 : 1;
    return other.contactNumber - one.contactNumber;
  });
}
