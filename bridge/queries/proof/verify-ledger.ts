import { cents, centsToDollars } from '../../contract/money.js';
import type { Posting } from '../../contract/journal-entry.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { entryHash } from '../../store/journal.js';

/** One thing that is wrong in the books: what, and where. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}

export interface Proof {
  readonly entries: number;
  readonly bills: number;
  readonly receivableCents: number;
  readonly findings: readonly Finding[];
}

/** Beyond this a list of findings helps nobody. */
const FINDINGS_PER_CHECK_MAX = 20;
const ENTRIES_PER_READ = 20_000;

type Check = (database: Database) => Promise<Finding[]>;

/** Proves the books: every check runs, and every finding is given. An empty list is the proof. */
export async function verifyLedger(database: Database): Promise<Proof> {
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(...(await check(database)));
  const [counts] = await database.raw<{ entries: number; bills: number; receivable: number | null }[]>(
    `SELECT (SELECT count(*) FROM journal_entry) AS entries, (SELECT count(*) FROM bill) AS bills,
            (SELECT sum(amount_cents) FROM posting WHERE account_id IS NOT NULL) AS receivable`,
  );
  return {
    entries: counts?.entries ?? 0,
    bills: counts?.bills ?? 0,
    receivableCents: counts?.receivable ?? 0,
    findings,
  };
}

const fileIntact: Check = async (database) => {
  const rows = await database.raw<{ integrity_check: string }[]>(`PRAGMA integrity_check(${FINDINGS_PER_CHECK_MAX})`);
  const orphans =
    await database.raw<{ table: string; rowid: number | null; parent: string }[]>('PRAGMA foreign_key_check');
  return [
    ...rows
      .filter((row) => row.integrity_check !== 'ok')
      .map((row) => ({ code: 'file-damaged', message: `The database file is damaged: ${row.integrity_check}.` })),
    ...orphans.slice(0, FINDINGS_PER_CHECK_MAX).map((row) => ({
      code: 'orphan',
      message: `A row of ${row.table} (row ${row.rowid ?? '?'}) points to a ${row.parent} that is not there.`,
    })),
  ];
};

type EntryRow = [number, string, string, string | null, string, number | null, number, string, string, string];

/** Walks the chain: every entry balances, carries the hash of the one before, and hashes to its own. */
const chainUnbroken: Check = async (database) => {
  const findings: Finding[] = [];
  let previous = { entryNumber: 0, hash: '' };
  for (;;) {
    const rows = await entriesAfter(database, previous.entryNumber);
    for (const row of rows) {
      findings.push(...entryFindings(row, previous));
      previous = { entryNumber: row[0], hash: row[9] };
    }
    if (rows.length < ENTRIES_PER_READ || findings.length >= FINDINGS_PER_CHECK_MAX) return findings;
  }
};

async function entriesAfter(database: Database, entryNumber: number): Promise<EntryRow[]> {
  return bulkRead<EntryRow>(
    database,
    [
      ...['entry_number', 'kind', 'effective_on', 'account_id', 'memo', 'reverses', 'command_number'],
      ...['postings', 'previous_hash', 'hash'],
    ],
    `SELECT journal_entry.*,
            (SELECT json_group_array(json_array(ledger_account, account_id, amount_cents) ORDER BY line_number)
             FROM posting WHERE posting.entry_number = journal_entry.entry_number) AS postings
     FROM journal_entry WHERE entry_number > ? ORDER BY entry_number LIMIT ${ENTRIES_PER_READ}`,
    [entryNumber],
  );
}

function entryFindings(row: EntryRow, previous: { readonly entryNumber: number; readonly hash: string }): Finding[] {
  const [entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, postingsText, previousHash, hash] =
    row;
  const postings = (JSON.parse(postingsText) as [string, string | null, number][]).map(
    ([ledgerAccount, account, amount]): Posting => ({ ledgerAccount, accountId: account, amountCents: cents(amount) }),
  );
  const findings: Finding[] = [];
  const sum = postings.reduce((total, posting) => total + posting.amountCents, 0);
  if (sum !== 0) {
    findings.push({ code: 'unbalanced', message: `Entry ${entryNumber} is off by ${centsToDollars(cents(sum))}.` });
  }
  if (entryNumber !== previous.entryNumber + 1 || previousHash !== previous.hash) {
    findings.push({
      code: 'chain-broken',
      message: `Entry ${entryNumber} does not follow entry ${previous.entryNumber}.`,
    });
  }
  const facts = { entryNumber, kind, effectiveOn, accountId, memo, reverses, commandNumber, postings };
  if (entryHash(previousHash, facts) !== hash) {
    findings.push({ code: 'entry-changed', message: `Entry ${entryNumber} (${memo}) is not as it was posted.` });
  }
  return findings;
}

/** A check that is one query: each row that it finds is a finding. */
function queryCheck(code: string, query: string): Check {
  return async (database) => {
    const rows = await database.raw<{ message: string }[]>(`${query} LIMIT ${FINDINGS_PER_CHECK_MAX}`);
    return rows.map(({ message }) => ({ code, message }));
  };
}

const postingsOfAnEntry = queryCheck(
  'orphan',
  `SELECT 'Posting ' || entry_number || '.' || line_number || ' belongs to no entry.' AS message
   FROM posting WHERE entry_number NOT IN (SELECT entry_number FROM journal_entry)`,
);

const billsEqualEntries = queryCheck(
  'bill-differs',
  `SELECT 'Bill ' || bill_number || ' of account ' || bill.account_id || ' is ' || total_cents
          || ' cents, its entry has ' || coalesce(posted, 0) || ' and its charges ' || coalesce(charged, 0) || '.' AS message
   FROM bill
   LEFT JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
              GROUP BY entry_number) AS entry USING (entry_number)
   LEFT JOIN (SELECT bill_number, sum(amount_cents) AS charged FROM bill_charge GROUP BY bill_number) AS charge
     USING (bill_number)
   WHERE total_cents <> coalesce(posted, 0) OR total_cents <> coalesce(charged, 0)`,
);

const linesEqualCharges = queryCheck(
  'line-differs',
  `SELECT 'Bill ' || bill_number || ': the lines for ' || service || ' do not add up to its charge.' AS message
   FROM bill_charge
   WHERE amount_cents <> (SELECT coalesce(sum(value ->> '$.amountCents'), 0) FROM json_each(bill_charge.lines))`,
);

const paymentsEqualEntries = queryCheck(
  'payment-differs',
  `SELECT 'Payment ' || payment_number || ' of account ' || payment.account_id || ' differs from its entry.' AS message
   FROM payment JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
                      GROUP BY entry_number) USING (entry_number)
   WHERE amount_cents <> -posted`,
);

const adjustmentsEqualEntries = queryCheck(
  'adjustment-differs',
  `SELECT 'Adjustment ' || adjustment_number || ' of account ' || adjustment.account_id || ' differs from its entry.' AS message
   FROM adjustment JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
                         GROUP BY entry_number) USING (entry_number)
   WHERE amount_cents <> posted`,
);

/** Receivables are per account and service: the control account of a service is what its customers owe, no more. */
const controlsEqualSubledger = queryCheck(
  'control-differs',
  `SELECT 'The control account ' || ledger_account || ' ' || name || ' has a posting without an account.' AS message
   FROM posting JOIN ledger_account USING (ledger_account) WHERE (account_id IS NULL) = is_control`,
);

const CHECKS: readonly Check[] = [
  fileIntact,
  chainUnbroken,
  postingsOfAnEntry,
  billsEqualEntries,
  linesEqualCharges,
  paymentsEqualEntries,
  adjustmentsEqualEntries,
  controlsEqualSubledger,
];
