import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { BillLine } from '../../domain/billing/calculated-bill.js';
import { mailingAddress } from '../../domain/mailing/mailing-address.js';
import type { BilledAccount, PostedBill, StatementService } from '../../domain/statement/statement.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { REVERSED_BY_THEN, type StatementRun } from './statement-run.js';

/** A bill of a run with its account. */
export interface BilledToAccount {
  readonly account: BilledAccount;
  readonly bill: PostedBill;
  /** Null for a bill of zero. */
  readonly entryNumber: number | null;
  /** The account's bill before it, whose run stood then; null of a first bill. */
  readonly previous: PreviousBill | null;
}

export interface PreviousBill {
  readonly billedOn: CalendarDate;
  /** The receipt that posted it. */
  readonly postedBy: number;
}

type Row = [
  ...[accountId: string, name: string, address: string, city: string, state: string, zip: string],
  ...[billNumber: number, periodFrom: string, periodTo: string, billedOn: string, dueOn: string],
  ...[gallons: number, total: number, isFinal: number, entryNumber: number | null],
  ...[previousOn: string | null, previousBy: number | null],
];

/** The bills of these accounts in a run, in their order. */
export async function statementBills(
  database: Database,
  { run: { billRunId }, postedBy, contactOf }: StatementRun,
  accountIds: readonly string[],
): Promise<BilledToAccount[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'name', 'address', 'city', 'state', 'zip', 'bill_number', 'period_from', 'period_to'],
      ...[
        'billed_on',
        'due_on',
        'usage_gallons',
        'total_cents',
        'is_final',
        'entry_number',
        'previous_on',
        'previous_by',
      ],
    ],
    `WITH billed AS MATERIALIZED (
       SELECT wanted.key AS place, bill.*,
              (SELECT older.bill_number FROM bill AS older JOIN bill_run USING (bill_run_id)
               WHERE older.account_id = bill.account_id AND older.bill_number < bill.bill_number
                 AND posted_by_command <= ? AND older.bill_run_id NOT IN (${REVERSED_BY_THEN})
               ORDER BY older.bill_number DESC LIMIT 1) AS previous_bill
       FROM json_each(?) AS wanted JOIN bill ON bill.account_id = wanted.value AND bill_run_id = ?)
     SELECT billed.account_id, customer.name, address, city, state, zip, billed.bill_number, billed.period_from, billed.period_to,
            billed.billed_on, billed.due_on, billed.usage_gallons, billed.total_cents, billed.entry_number,
            iif(billed.entry_number IS NULL, closed_on IS NOT NULL AND closed_on <= billed.period_to,
                (SELECT memo LIKE 'Final bill%' FROM journal_entry AS entry WHERE entry.entry_number = billed.entry_number))
              AS is_final,
            previous.billed_on AS previous_on, posted_by_command AS previous_by
     FROM billed JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     LEFT JOIN bill AS previous ON previous.bill_number = previous_bill
     LEFT JOIN bill_run ON bill_run.bill_run_id = previous.bill_run_id
     ORDER BY place`,
    [postedBy, postedBy, JSON.stringify(accountIds), billRunId],
  );
  const charges = await chargesOf(
    database,
    rows.map((row) => row[6]),
  );
  return rows.map((row) => toBilled(row, { billRunId, charges: charges.get(row[6]) ?? [], contactOf }));
}

interface BillFacts {
  readonly billRunId: string;
  readonly charges: readonly StatementService[];
  readonly contactOf: StatementRun['contactOf'];
}

function toBilled(row: Row, { billRunId, charges, contactOf }: BillFacts): BilledToAccount {
  const [accountId, customerName, address, city, state, zip, billNumber, from, to, billed, due, ...amounts] = row;
  const [gallons, total, final, entryNumber, previousOn, previousBy] = amounts;
  return {
    account: {
      ...{ accountId, customerName, serviceAddress: address },
      mailingAddress: mailingAddress(contactOf(accountId), { address, city, state, zip }),
    },
    bill: {
      ...{ billNumber, billRunId, periodFrom: calendarDate(from), periodTo: calendarDate(to) },
      ...{ billedOn: calendarDate(billed), dueOn: calendarDate(due), usageGallons: gallons, totalCents: cents(total) },
      ...{ isFinal: final === 1, services: charges },
    },
    entryNumber,
    previous:
      previousOn === null || previousBy === null ? null : { billedOn: calendarDate(previousOn), postedBy: previousBy },
  };
}

async function chargesOf(database: Database, billNumbers: readonly number[]): Promise<Map<number, StatementService[]>> {
  const rows = await bulkRead<[billNumber: number, service: ServiceName, lines: string, amount: number]>(
    database,
    ['bill_number', 'service', 'lines', 'amount_cents'],
    `SELECT bill_number, service, lines, amount_cents FROM json_each(?) AS wanted
     JOIN bill_charge ON bill_number = wanted.value`,
    [JSON.stringify(billNumbers)],
  );
  const ordered = rows.sort((one, other) => services.indexOf(one[1]) - services.indexOf(other[1]));
  const grouped = groupBy(ordered, ([billNumber]) => billNumber);
  return new Map([...grouped].map(([billNumber, charges]) => [billNumber, charges.map(toService)]));
}

/** A line of nothing says nothing to a customer. */
function toService([, service, text, amount]: [number, ServiceName, string, number]): StatementService {
  const lines = (JSON.parse(text) as BillLine[]).filter(({ amountCents }) => amountCents !== 0);
  return { service, lines, amountCents: cents(amount) };
}
