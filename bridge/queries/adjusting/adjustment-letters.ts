import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { accountEnding } from '../../domain/account-data/account-ending.js';
import { composeLetter } from '../../domain/adjusting/letter/compose-letter.js';
import type { Comparison, Letter, LetterFacts, LetterOutcome } from '../../domain/adjusting/letter/letter.js';
import { mailingAddress } from '../../domain/mailing/mailing-address.js';
import type { Utility } from '../../domain/statement/utility.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { OWED_ACCOUNTS } from '../balances.js';
import { contactsThen } from '../contacts-then.js';
import { utilityOf } from '../statement/utility-of.js';
import { keptSetting, utilitySettings } from '../utility-settings.js';
import { comparedBills } from './compared-bills.js';
import { LETTERS_TOLD } from './letters-told.js';

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
 * Writes the letters of a receipt: of what it adjusted, moved, wrote off and made again and that stands, and of the requests
 * that it declined or returned; none of kinds that the setting leaves out. They tell the books of that moment, by the texts
 * of that day, so that they are the same whenever they are made. Throws `no-such-receipt` or `no-letters`.
 */
export async function adjustmentLetters(database: Database, asked: LettersAsked): Promise<ReceiptLetters> {
  const { receipt } = asked;
  const date = await dateOf(database, receipt);
  const setting = await keptSetting(database, 'adjustment-letter', date);
  const facts = await letterFacts(database, { ...asked, date, noLetterFor: setting.noLetterFor });
  if (facts.length === 0) throw noLetters(asked);
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
  ...[reason: string, calculation: string, otherAccount: string, balance: number, deposit: number, isOwn: number],
];
const OUTCOME = 6;

interface LettersWanted extends LettersAsked {
  readonly date: CalendarDate;
  readonly noLetterFor: readonly string[];
}

async function letterFacts(database: Database, wanted: LettersWanted): Promise<LetterFacts[]> {
  const { receipt, accountId, date, noLetterFor } = wanted;
  const held = (accounts: string) => `(SELECT coalesce(sum(posting.amount_cents), 0)
             FROM posting JOIN journal_entry USING (entry_number)
             WHERE posting.account_id = told.account_id AND ledger_account IN (${accounts}) AND command_number <= receipt)`;
  const rows = await bulkRead<LetterRow>(
    database,
    [
      ...['account_id', 'name', 'address', 'city', 'state', 'zip'],
      ...[
        'outcome',
        'kind',
        'amount_cents',
        'bills',
        'reason',
        'calculation',
        'other_account',
        'balance',
        'deposit',
        'is_own',
      ],
    ],
    `WITH asked AS (SELECT ? AS receipt), ${LETTERS_TOLD}
     SELECT told.*, customer.name, address, city, state, zip, ${held(OWED_ACCOUNTS)} AS balance,
            -${held(`SELECT ledger_account FROM ledger_account WHERE purpose = 'deposits'`)} AS deposit,
            account.customer_id IS other.customer_id AS is_own
     FROM asked, told JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
          LEFT JOIN account AS other ON other.account_id = told.other_account
     WHERE (? IS NULL OR told.account_id = ?) AND told.kind NOT IN (SELECT value FROM json_each(?)) ORDER BY part, place`,
    [receipt, accountId ?? null, accountId ?? null, JSON.stringify(noLetterFor)],
  );
  const contactOf = await contactsThen(
    database,
    { postedBy: receipt },
    rows.map(([account]) => account),
  );
  const comparisonOf = await comparedBills(database, receipt);
  return rows.map((row) => {
    const isRebill = row[OUTCOME] === 'rebilled';
    const comparison = isRebill ? comparisonOf(row[0]) : { bills: [], lateCharges: [] };
    return toFacts(row, { date, contact: contactOf(row[0]), comparison });
  });
}

interface Beside {
  readonly date: CalendarDate;
  readonly contact: Parameters<typeof mailingAddress>[0];
  readonly comparison: Comparison;
}

function toFacts(row: LetterRow, { date, contact, comparison }: Beside): LetterFacts {
  const [accountId, customerName, address, city, state, zip] = row;
  const [, , , , , , outcome, kind, amount, bills, reason, calculation, other, balance, deposit, isOwn] = row;
  const otherAccount = isOwn === 1 || other === '' ? other : accountEnding(other) || 'of another customer';
  const place = { address, city, state, zip };
  return {
    addressee: { accountId, customerName, serviceAddress: address, mailingAddress: mailingAddress(contact, place) },
    ...{ outcome, date, kind, reason, bills: bills ?? '', otherAccount, comparison },
    amountCents: cents(amount),
    calculation: JSON.parse(calculation) as string[],
    balanceCents: cents(balance),
    depositCents: cents(deposit),
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
    message: `Receipt ${receipt} has no letters${whose}: it posted nothing that stands and that customers are written about, and declined or returned no request.`,
    fix: 'Name the receipt of a push of Adjustments, Rebill or Pending Approvals. Of which kinds no letter is made is in the setting "adjustment-letter".',
  });
}
