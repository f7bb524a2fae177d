import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry, PostingRef } from '../../contract/journal-entry.js';
import { cents, negated } from '../../contract/money.js';
import { bulkRead } from '../bulk.js';
import type { Transaction } from '../database.js';
import { appendEntries } from '../journal.js';
import { withoutTriggers } from '../without-triggers.js';
import { writeUpgradeCommand } from './upgrade-command.js';

const REASON = 'The ledger keeps open items from now on';

const RECEIVABLE_LINES = `
  SELECT entry_number, line_number, posting.account_id, ledger_account, amount_cents, effective_on
  FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
  WHERE is_control = 1 AND ledger_account.kind = 'asset'`;

/** Each line's stretch of what was charged to an account on a receivable, or credited, counted on from the oldest. */
const STRETCHES = `
  WITH line AS MATERIALIZED (${RECEIVABLE_LINES}),
  item AS MATERIALIZED (
    SELECT *, sum(amount_cents) OVER running - amount_cents AS low, sum(amount_cents) OVER running AS high
    FROM line WHERE amount_cents > 0
    WINDOW running AS (PARTITION BY account_id, ledger_account ORDER BY effective_on, entry_number, line_number)),
  credit AS MATERIALIZED (
    SELECT *, -sum(amount_cents) OVER running + amount_cents AS low, -sum(amount_cents) OVER running AS high
    FROM line WHERE amount_cents < 0
    WINDOW running AS (PARTITION BY account_id, ledger_account ORDER BY effective_on, entry_number, line_number))`;

/** The oldest credit pays the oldest item, under the later of the two entries. */
const OLDEST_FIRST = `${STRETCHES},
  made AS (
    SELECT max(credit.entry_number, item.entry_number) AS entry_number,
           credit.entry_number AS credit_entry, credit.line_number AS credit_line,
           item.entry_number AS item_entry, item.line_number AS item_line,
           min(item.high, credit.high) - max(item.low, credit.low) AS amount_cents
    FROM credit JOIN item USING (account_id, ledger_account) WHERE item.low < credit.high AND item.high > credit.low)
  INSERT INTO allocation (entry_number, line_number, credit_entry, credit_line, item_entry, item_line, amount_cents)
  SELECT entry_number,
         row_number() OVER (PARTITION BY entry_number ORDER BY credit_entry, credit_line, item_entry, item_line),
         credit_entry, credit_line, item_entry, item_line, amount_cents
  FROM made`;

/**
 * Books that were kept before there were open items: credits are applied to the oldest items of their account and
 * receivable, and what there was no item for becomes unapplied credit, by entries of one command.
 */
export async function openItemsOfOldBooks(trx: Transaction): Promise<void> {
  // The trigger refuses to allocate under entries that are sealed, as all old ones are.
  const putBack = await withoutTriggers(trx, ['allocation_fits']);
  await trx.raw(OLDEST_FIRST);
  await putBack();
  const credits = await creditsLeft(trx);
  if (credits.length === 0) return;
  const commandNumber = await writeUpgradeCommand(trx, 'upgrade-ledger', REASON, { credits: credits.length });
  const { today, unapplied } = await placeOfCredit(trx);
  await appendEntries(
    trx,
    credits.map((credit) => toEntry(credit, today, unapplied)),
    commandNumber,
  );
}

type CreditLeft = [
  entryNumber: number,
  lineNumber: number,
  accountId: string,
  ledgerAccount: string,
  leftCents: number,
];

async function creditsLeft(trx: Transaction): Promise<CreditLeft[]> {
  return bulkRead<CreditLeft>(
    trx,
    ['entry_number', 'line_number', 'account_id', 'ledger_account', 'left_cents'],
    `SELECT line.entry_number, line.line_number, account_id, ledger_account, -line.amount_cents - coalesce(applied, 0) AS left_cents
     FROM (${RECEIVABLE_LINES}) AS line
     LEFT JOIN (SELECT credit_entry, credit_line, sum(amount_cents) AS applied FROM allocation
                GROUP BY credit_entry, credit_line)
       ON credit_entry = line.entry_number AND credit_line = line.line_number
     WHERE line.amount_cents < 0 AND -line.amount_cents > coalesce(applied, 0)
     ORDER BY line.entry_number, line.line_number`,
  );
}

async function placeOfCredit(trx: Transaction): Promise<{ today: CalendarDate; unapplied: string }> {
  const [row] = await trx.raw<{ today: CalendarDate; unapplied: string }[]>(
    `SELECT max(effective_on, date('now')) AS today,
            (SELECT ledger_account FROM ledger_account WHERE purpose = 'unapplied-credit') AS unapplied
     FROM (SELECT max(effective_on) AS effective_on FROM journal_entry)`,
  );
  if (!row) throw new Error('There is no account for unapplied credit.');
  return row;
}

/** The receivable is debited by what its credit was too large, and that item is paid by this very credit. */
function toEntry(
  [entryNumber, lineNumber, accountId, receivable, left]: CreditLeft,
  on: CalendarDate,
  unapplied: string,
): DraftEntry {
  const amountCents = cents(left);
  const credit: PostingRef = { entryNumber, lineNumber };
  return {
    kind: 'application',
    effectiveOn: on,
    accountId,
    memo: `Credit of entry ${entryNumber} that no charge was open for`,
    reverses: null,
    postings: [
      { ledgerAccount: receivable, accountId, amountCents },
      { ledgerAccount: unapplied, accountId, amountCents: negated(amountCents) },
    ],
    allocations: [{ credit, item: { line: 0 }, amountCents }],
  };
}
