import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { composeLetter } from '../../domain/adjusting/letter/compose-letter.js';
import type { Letter, LetterFacts, LetterOutcome } from '../../domain/adjusting/letter/letter.js';
import { mailingAddress } from '../../domain/mailing/mailing-address.js';
import type { Utility } from '../../domain/statement/utility.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { OWED_ACCOUNTS } from '../balances.js';
import { contactsThen } from '../contacts-then.js';
import { utilityOf } from '../statement/utility-of.js';
import { keptSetting, utilitySettings } from '../utility-settings.js';

/** The letters of a receipt, with what its PDF needs. */
export interface ReceiptLetters {
  readonly receipt: number;
  /** The day of the receipt. */
  readonly date: CalendarDate;
  readonly utility: Utility;
  /** In the order of the receipt's rows. */
  readonly letters: readonly Letter[];
}

/** Which letters: those of a receipt, or of one account in it. */
export interface LettersAsked {
  readonly receipt: number;
  readonly accountId?: string | undefined;
}

/**
 * Writes the letters of a receipt: of the adjustments that it posted and that stand, and of the requests that it declined
 * or returned. They tell the books of that moment, by the texts of that day, so that they are the same whenever they are
 * made. Throws `no-such-receipt` or `no-letters`.
 */
export async function adjustmentLetters(database: Database, asked: LettersAsked): Promise<ReceiptLetters> {
  const { receipt } = asked;
  const date = await dateOf(database, receipt);
  const facts = await letterFacts(database, asked, date);
  if (facts.length === 0) throw noLetters(asked);
  const setting = await keptSetting(database, 'adjustment-letter', date);
  const utility = await utilityOf(database, date, await keptSetting(database, 'statement', date));
  return { receipt, date, utility, letters: facts.map((each) => composeLetter(each, setting, utility.name)) };
}

async function dateOf(database: Database, receipt: number): Promise<CalendarDate> {
  const [row] = await database.raw<{ applied_at: string }[]>(
    'SELECT applied_at FROM command WHERE command_number = ?',
    [receipt],
  );
  if (row === undefined) throw noSuchReceipt(receipt);
  const at = new Date(row.applied_at);
  return dateInTimeZone(at, (await utilitySettings(database, at)).timeZone);
}

type LetterRow = [
  ...[accountId: string, name: string, address: string, city: string, state: string, zip: string],
  ...[outcome: LetterOutcome, kind: string, amount: number, bills: string | null],
  ...[reason: string, calculation: string, balance: number],
];

async function letterFacts(
  database: Database,
  { receipt, accountId }: LettersAsked,
  date: CalendarDate,
): Promise<LetterFacts[]> {
  const rows = await bulkRead<LetterRow>(
    database,
    [
      ...['account_id', 'name', 'address', 'city', 'state', 'zip'],
      ...['outcome', 'kind', 'amount_cents', 'bills', 'reason', 'calculation', 'balance'],
    ],
    `WITH told AS (
       SELECT 1 AS part, adjustment_number AS place, adjustment.account_id, 'granted' AS outcome, adjustment.kind,
              amount_cents,
              (SELECT group_concat(bill_number, ', ') FROM adjusted_bill AS bill
               WHERE bill.adjustment_number = adjustment.adjustment_number) AS bills, reason, calculation
       FROM standing_adjustment AS adjustment JOIN journal_entry USING (entry_number) WHERE command_number = ?
       UNION ALL
       SELECT 2, request_number, account_id, iif(decision = 'decline', 'declined', 'returned'), request.kind,
              amount_cents, CAST(cells ->> '$.bill' AS TEXT), word, '[]'
       FROM approval_decision JOIN adjustment_request AS request USING (request_number)
       WHERE approval_decision.command_number = ? AND decision IN ('decline', 'return'))
     SELECT told.*, customer.name, address, city, state, zip,
            (SELECT coalesce(sum(posting.amount_cents), 0) FROM posting JOIN journal_entry USING (entry_number)
             WHERE posting.account_id = told.account_id AND ledger_account IN (${OWED_ACCOUNTS})
               AND command_number <= ?) AS balance
     FROM told JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE ? IS NULL OR told.account_id = ? ORDER BY part, place`,
    [receipt, receipt, receipt, accountId ?? null, accountId ?? null],
  );
  const contactOf = await contactsThen(
    database,
    { postedBy: receipt },
    rows.map(([account]) => account),
  );
  return rows.map((row) => toFacts(row, { date, contact: contactOf(row[0]) }));
}

function toFacts(
  row: LetterRow,
  { date, contact }: { readonly date: CalendarDate; readonly contact: Parameters<typeof mailingAddress>[0] },
): LetterFacts {
  const [accountId, customerName, address, city, state, zip] = row;
  const [, , , , , , outcome, kind, amount, bills, reason, calculation, balance] = row;
  const place = { address, city, state, zip };
  return {
    addressee: { accountId, customerName, serviceAddress: address, mailingAddress: mailingAddress(contact, place) },
    ...{ outcome, date, kind, reason, bills: bills ?? '' },
    amountCents: cents(amount),
    calculation: JSON.parse(calculation) as string[],
    balanceCents: cents(balance),
  };
}

function noSuchReceipt(receipt: number): CurbstopError {
  return new CurbstopError({
    code: 'no-such-receipt',
    status: 404,
    message: `There is no receipt ${receipt}.`,
    fix: 'Check its number; the receipts are listed in the pane and in the sheet Commands.',
  });
}

function noLetters({ receipt, accountId }: LettersAsked): CurbstopError {
  const whose = accountId === undefined ? '' : ` of account ${accountId}`;
  return new CurbstopError({
    code: 'no-letters',
    status: 409,
    message: `Receipt ${receipt} has no letters${whose}: it posted no adjustment that stands, and declined or returned no request.`,
    fix: 'Name the receipt of a push of Adjustments or Pending Approvals.',
  });
}
