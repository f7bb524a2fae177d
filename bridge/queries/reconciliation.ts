import { latest, type CalendarDate } from '../contract/calendar-date.js';
import { negated } from '../contract/money.js';
import { monthOf } from '../contract/month.js';
import { CurbstopError } from '../contract/problem.js';
import { totalOfAged } from '../domain/ledger/aging.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { aging } from './aging.js';
import { remittances } from './remittance-report.js';

/** A balance of the ledger beside what it must be. */
export interface Comparison {
  readonly key: string;
  readonly what: string;
  /** Null, as the detail, where it can't be reckoned; the proof says why. */
  readonly ledgerCents: number | null;
  readonly against: string;
  readonly detailCents: number | null;
}

/** Every comparison of the books as they stand, in the order in which an auditor asks for them. */
export async function comparisons(database: Database, today: CalendarDate): Promise<Comparison[]> {
  return [
    ...(await receivableComparisons(database, await lastDay(database, today))),
    ...(await liabilityComparisons(database)),
    ...(await cityComparisons(database, today)),
    ...(await cashComparisons(database)),
    ...(await runComparisons(database)),
  ];
}

/** Entries may be dated later than today, such as those of a run that is billed tomorrow. */
async function lastDay(database: Database, today: CalendarDate): Promise<CalendarDate> {
  const [row] = await database.raw<{ last: CalendarDate | null }[]>(
    'SELECT max(effective_on) AS last FROM journal_entry',
  );
  return row?.last ? latest([row.last, today]) : today;
}

async function receivableComparisons(database: Database, asOf: CalendarDate): Promise<Comparison[]> {
  const rows = await database.raw<
    {
      charge_type: string;
      name: string;
      receivable: string;
      control: number;
      accounts: number;
      open: number;
    }[]
  >(
    `SELECT charge_type, charge_type.name, receivable, sum(amount_cents) AS control,
            sum(iif(account_id IS NULL, 0, amount_cents)) AS accounts,
            sum(max(amount_cents, 0)) - coalesce((
              SELECT sum(allocation.amount_cents) FROM allocation
              JOIN posting AS item ON item.entry_number = item_entry AND item.line_number = item_line
              WHERE item.ledger_account = receivable), 0) AS open
     FROM charge_type JOIN posting ON ledger_account = receivable
     GROUP BY charge_type ORDER BY bill_order`,
  );
  const aged = await agedByType(database, asOf);
  return rows.flatMap(({ charge_type: type, name, receivable, control, accounts, open }) => {
    const what = `${receivable} Receivable: ${name}`;
    return [
      { key: `${type}/accounts`, what, ledgerCents: control, against: 'Sum of the accounts', detailCents: accounts },
      { key: `${type}/items`, what, ledgerCents: control, against: 'Sum of the open items', detailCents: open },
      {
        ...{ key: `${type}/aging`, what, ledgerCents: control, against: 'Aging' },
        detailCents: aged === null ? null : (aged.get(type) ?? 0),
      },
    ];
  });
}

async function agedByType(database: Database, asOf: CalendarDate): Promise<Map<string, number> | null> {
  try {
    const byType = new Map<string, number>();
    for (const { chargeType, aged } of (await aging(database, asOf)).charges) {
      byType.set(chargeType, (byType.get(chargeType) ?? 0) + totalOfAged(aged));
    }
    return byType;
  } catch (error) {
    if (error instanceof CurbstopError && error.code === 'aging-differs') return null;
    throw error;
  }
}

/** What each liability without a receivable must come to, by what the account is used for. */
const LIABILITIES = [
  {
    purpose: 'deposits',
    against: 'Restricted cash',
    detail: `(SELECT -sum(amount_cents) FROM posting JOIN ledger_account USING (ledger_account)
              WHERE purpose = 'restricted-cash')`,
  },
  {
    purpose: 'unapplied-credit',
    against: 'Credit of the accounts that have any',
    detail: `(SELECT sum(credit) FROM (
               SELECT sum(amount_cents) AS credit FROM posting JOIN ledger_account USING (ledger_account)
               WHERE purpose = 'unapplied-credit' AND account_id IS NOT NULL
               GROUP BY account_id HAVING sum(amount_cents) < 0))`,
  },
  {
    purpose: 'suspense',
    against: 'Payments in suspense that wait',
    detail: `(SELECT -sum(amount_cents) FROM suspense_item
              WHERE suspense_number NOT IN (SELECT suspense_number FROM suspense_resolution))`,
  },
  {
    purpose: 'refunds-payable',
    against: 'Refunds that are to be paid',
    detail: `(SELECT -sum(iif(kind = 'refund-paid', -amount_cents, amount_cents)) FROM standing_document
              WHERE kind IN ('deposit-refund', 'credit-refund', 'refund-paid'))`,
  },
] as const;

async function liabilityComparisons(database: Database): Promise<Comparison[]> {
  const rows = await database.raw<{ purpose: string; what: string; ledger: number; against: string; detail: number }[]>(
    LIABILITIES.map(
      ({ purpose, against, detail }) =>
        `SELECT '${purpose}' AS purpose, ledger_account || ' ' || name AS what, '${against}' AS against,
                coalesce((SELECT sum(amount_cents) FROM posting
                          WHERE posting.ledger_account = ledger_account.ledger_account), 0) AS ledger,
                coalesce(${detail}, 0) AS detail
         FROM ledger_account WHERE purpose = '${purpose}'`,
    ).join(' UNION ALL '),
  );
  return rows.map(({ purpose, what, ledger, against, detail }) => {
    return { key: purpose, what, ledgerCents: ledger, against, detailCents: detail };
  });
}

const CITY_UNKNOWN: Comparison = {
  ...{ key: 'due-to-city', what: 'Due to the City', ledgerCents: null },
  ...{ against: 'Bills, documents and remittances', detailCents: null },
};

/** At the end of this month, when nothing more happens in it. The proof says why what is due can't be reckoned. */
async function cityComparisons(database: Database, today: CalendarDate): Promise<Comparison[]> {
  const month = monthOf(today);
  const rows = await remittances(database, month, month).catch(() => null);
  if (rows === null) return [CITY_UNKNOWN];
  return rows.flatMap(({ service, ...row }) => [
    {
      ...{
        key: `${service}/due-to-city`,
        what: `Due to the City: ${service}`,
        ledgerCents: negated(row.ledgerDueCents),
      },
      ...{ against: 'Bills, documents and remittances', detailCents: negated(row.dueCents) },
    },
    {
      ...{ key: `${service}/not-collected`, what: `The City's, not collected: ${service}` },
      ...{
        ledgerCents: negated(row.ledgerNotCollectedCents),
        against: 'Open items',
        detailCents: negated(row.notCollectedCents),
      },
    },
  ]);
}

/**
 * What each kind of entry moved of cash, by the papers that it was posted for. Interest on a deposit, its application and
 * its refund move cash between the free and the restricted account, so that nothing comes in or goes out. A correction of
 * a deposit moves what is restricted for it; the amount of an adjustment is what the account owes more.
 */
const PAPERS = `
  SELECT 'payment' AS kind, sum(amount_cents) AS cents FROM payment
  WHERE payment_number NOT IN (SELECT payment_number FROM suspense_resolution WHERE payment_number IS NOT NULL)
  UNION ALL SELECT 'suspense', sum(amount_cents) FROM suspense_item
  UNION ALL SELECT 'suspense-release', -sum(item.amount_cents)
    FROM suspense_resolution JOIN suspense_item AS item USING (suspense_number) WHERE action = 'return'
  UNION ALL SELECT 'remittance', -sum(amount_cents) FROM remittance
  UNION ALL SELECT kind, sum(iif(kind = 'deposit', amount_cents, -amount_cents))
    FROM ledger_document WHERE kind IN ('deposit', 'returned-payment', 'refund-paid') GROUP BY kind
  UNION ALL SELECT 'reversal', sum(iif(document.kind = 'refund-paid', amount_cents, -amount_cents))
    FROM ledger_document AS document JOIN journal_entry ON reverses = document.entry_number
    WHERE document.kind IN ('deposit', 'refund-paid')
  UNION ALL SELECT 'adjustment', -sum(amount_cents) FROM adjustment WHERE kind = 'deposit correction'
  UNION ALL SELECT 'reversal', sum(amount_cents)
    FROM adjustment JOIN journal_entry ON reverses = adjustment.entry_number
    WHERE adjustment.kind = 'deposit correction'`;

async function cashComparisons(database: Database): Promise<Comparison[]> {
  const rows = await database.raw<{ kind: string; title: string; ledger: number; papers: number | null }[]>(
    `WITH moved AS (SELECT journal_entry.kind AS kind, sum(amount_cents) AS ledger
                    FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
                    WHERE purpose IN ('cash', 'restricted-cash') GROUP BY journal_entry.kind)
     SELECT kind, title, ledger, papers.cents AS papers
     FROM moved JOIN entry_kind USING (kind)
     LEFT JOIN (SELECT kind, sum(cents) AS cents FROM (${PAPERS}) GROUP BY kind) AS papers USING (kind)
     WHERE ledger <> 0 OR cents <> 0
     ORDER BY kind`,
  );
  return rows.map(({ kind, title, ledger, papers }) => {
    return {
      key: `cash/${kind}`,
      what: `Cash: ${title}`,
      ledgerCents: ledger,
      against: 'What came in or went out',
      detailCents: papers ?? 0,
    };
  });
}

async function runComparisons(database: Database): Promise<Comparison[]> {
  const rows = await bulkRead<[id: string, reversedBy: number | null, posted: number, billed: number]>(
    database,
    ['bill_run_id', 'reversed_by', 'posted', 'billed'],
    `SELECT bill_run.bill_run_id, reversal.command_number AS reversed_by, sum(coalesce(posted, 0)) AS posted,
            sum(total_cents) AS billed
     FROM bill_run JOIN bill USING (bill_run_id)
     LEFT JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
                GROUP BY entry_number) USING (entry_number)
     LEFT JOIN bill_run_reversal AS reversal USING (bill_run_id)
     GROUP BY bill_run.bill_run_id ORDER BY bill_run.billed_on DESC, bill_run.bill_run_id`,
  );
  return rows.map(([id, reversedBy, posted, billed]) => {
    const reversed = reversedBy === null ? '' : `, reversed by receipt ${reversedBy}`;
    const what = `Run ${id}${reversed}`;
    return { key: `run/${id}`, what, ledgerCents: posted, against: 'Its bills', detailCents: billed };
  });
}
