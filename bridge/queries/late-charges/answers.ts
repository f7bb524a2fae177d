import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import { NO_ANSWER, type Answer, type Correction, type WriteOff } from '../../domain/late-charges/asked.js';
import type { CutOff } from '../../domain/late-charges/cut-off.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { DUE_ON, known, MOMENT, momentBindings, type PostedMoment } from './asked-when-posted.js';
import { paymentOfRecovery } from './recovery-payments.js';

/** What the books got to know after the moment at which the run was posted; joins begin with it, as it is a small part of them. */
const SINCE = `since AS MATERIALIZED (
       SELECT entry_number, kind, effective_on, command_number, reverses FROM journal_entry AS entry
       WHERE command_number > (SELECT posted_by FROM moment) OR effective_on > (SELECT billed_on FROM moment))`;

export interface AnswerTerms {
  readonly cutOff: CutOff;
  /** The last receipt whose rebills count; null where all of them do. */
  readonly rebillsUpTo: number | null;
}

/** What came in answer to the statements of a run, by account. */
export async function answersTo(
  database: Database,
  moment: PostedMoment,
  { cutOff, rebillsUpTo }: AnswerTerms,
): Promise<(accountId: string) => Answer> {
  const inTime = new Map(await moneyInTime(database, moment, cutOff));
  const corrections = new Map<string, Correction[]>();
  const add = (accountId: string, correction: Correction) =>
    corrections.set(accountId, [...(corrections.get(accountId) ?? []), correction]);
  for (const [accountId, entryNumber, lineNumber, amount] of await ofCharges(database, moment, cutOff)) {
    add(accountId, { item: { entryNumber, lineNumber }, chargeType: null, amountCents: cents(amount) });
  }
  for (const [accountId, entryNumber, lineNumber, amount] of await ofRebills(database, moment, rebillsUpTo)) {
    add(accountId, { item: { entryNumber, lineNumber }, chargeType: null, amountCents: cents(amount) });
  }
  for (const [accountId, chargeType, amount] of await ofChargeTypes(database, moment)) {
    add(accountId, { item: null, chargeType, amountCents: cents(amount) });
  }
  const writeOffs = groupBy(await writtenOff(database, moment), ({ accountId }) => accountId);
  return (accountId) => ({
    inTimeCents: cents(inTime.get(accountId) ?? 0),
    corrections: corrections.get(accountId) ?? NO_ANSWER.corrections,
    writeOffs: writeOffs.get(accountId) ?? NO_ANSWER.writeOffs,
  });
}

/**
 * Payments that came in time and stand. The part of one that recovers what had been written off before pays nothing that was
 * asked.
 */
function moneyInTime(
  database: Database,
  moment: PostedMoment,
  { lateFrom }: CutOff,
): Promise<[accountId: string, inTimeCents: number][]> {
  return bulkRead(
    database,
    ['account_id', 'in_time_cents'],
    `WITH ${MOMENT}, ${SINCE},
     recovered AS MATERIALIZED (
       SELECT ${paymentOfRecovery('document')} AS entry_number, sum(document.amount_cents) AS recovered_cents
       FROM since JOIN ledger_document AS document USING (entry_number)
       JOIN journal_entry AS written_off ON written_off.entry_number = document.about_entry
       WHERE since.kind = 'recovery' AND ${known('written_off')} GROUP BY 1)
     SELECT payment.account_id, sum(amount_cents - coalesce(recovered_cents, 0)) AS in_time_cents
     FROM since CROSS JOIN payment USING (entry_number) LEFT JOIN recovered USING (entry_number)
     WHERE received_at < ?
       AND payment_number NOT IN (SELECT payment_number FROM returned_payment)
     GROUP BY payment.account_id`,
    [...momentBindings(moment), lateFrom.toISOString()],
  );
}

/**
 * No money, nothing that only moves credit that is there, neither an adjustment nor a write-off, which are of no one charge,
 * and no bill that was made again, of which only the difference counts.
 */
const IS_CORRECTION = `since.kind NOT IN ('application', 'write-off', 'rebill')
         AND since.entry_number NOT IN (SELECT reversal_entry FROM rebill WHERE reversal_entry IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.entry_number = since.entry_number)
         AND NOT EXISTS (SELECT 1 FROM adjustment WHERE adjustment.entry_number = since.entry_number)`;

/**
 * What took back charges that the statement knew, by charge. What is transferred to another account or paid by the deposit
 * after the last day is as late as money.
 */
function ofCharges(
  database: Database,
  moment: PostedMoment,
  { lastDay }: CutOff,
): Promise<[accountId: string, entryNumber: number, lineNumber: number, amountCents: number][]> {
  return bulkRead(
    database,
    ['account_id', 'item_entry', 'item_line', 'amount_cents'],
    `WITH ${MOMENT}, ${SINCE}
     SELECT item.account_id, item_entry, item_line, sum(allocation.amount_cents) AS amount_cents
     FROM since CROSS JOIN allocation ON credit_entry = since.entry_number
     JOIN posting AS item ON item.entry_number = item_entry AND item.line_number = item_line
     JOIN journal_entry AS charged ON charged.entry_number = item_entry
     LEFT JOIN bill ON bill.entry_number = item_entry
     LEFT JOIN rebill ON rebill.entry_number = item_entry
     LEFT JOIN ledger_document AS document ON document.entry_number = item_entry
     WHERE ${IS_CORRECTION} AND NOT (since.kind IN ('transfer', 'deposit-applied') AND since.effective_on > ?)
       AND ${known('charged')} AND ${DUE_ON} <= (SELECT due_on FROM moment)
     GROUP BY item_entry, item_line HAVING sum(allocation.amount_cents) > 0 ORDER BY item_entry, item_line`,
    [...momentBindings(moment), lastDay],
  );
}

/** That an account has no later bill that stands and was there when something was made: it would be for that bill. */
function isBeforeNextBill(account: string, made: string): string {
  return `NOT EXISTS (
       SELECT 1 FROM standing_bill AS bill JOIN bill_run USING (bill_run_id)
       WHERE bill.account_id = ${account} AND posted_by_command > (SELECT posted_by FROM moment)
         AND posted_by_command < ${made}.command_number)`;
}

/**
 * What bills that were made again come to less than the statement asked, charge by charge: by the rebill that holds. What they
 * come to more was never asked for.
 */
function ofRebills(
  database: Database,
  moment: PostedMoment,
  upTo: number | null,
): Promise<[accountId: string, entryNumber: number, lineNumber: number, amountCents: number][]> {
  return bulkRead(
    database,
    ['account_id', 'entry_number', 'line_number', 'amount_cents'],
    `WITH ${MOMENT}, ${SINCE},
     counted AS (SELECT * FROM rebill WHERE command_number <= coalesce(?, command_number))
     SELECT item.account_id, item.entry_number, item.line_number,
            item.amount_cents - coalesce((
              SELECT sum(max(again.amount_cents, 0)) FROM posting AS again
              WHERE again.ledger_account = item.ledger_account AND again.account_id = item.account_id
                AND again.entry_number = (SELECT entry_number FROM counted AS last WHERE last.bill_number = rebill.bill_number
                                          ORDER BY rebill_number DESC LIMIT 1)), 0) AS amount_cents
     FROM since JOIN counted AS rebill ON rebill.reversal_entry = since.entry_number
     JOIN posting AS item ON item.entry_number = since.reverses
     JOIN charge_type ON receivable = item.ledger_account
     JOIN journal_entry AS charged ON charged.entry_number = item.entry_number
     WHERE item.amount_cents > 0 AND item.account_id IS NOT NULL AND ${known('charged')}
       AND rebill.due_on <= (SELECT due_on FROM moment)
     GROUP BY item.entry_number, item.line_number HAVING amount_cents > 0 ORDER BY item.entry_number, item.line_number`,
    [...momentBindings(moment), upTo],
  );
}

/**
 * What adjustments credit of each type of charge, less those that were reversed, wherever they went in the books, which
 * depends on what money was entered before. Those after the account's next bill are for that.
 */
function ofChargeTypes(
  database: Database,
  moment: PostedMoment,
): Promise<[accountId: string, chargeType: string, amountCents: number][]> {
  return bulkRead(
    database,
    ['account_id', 'charge_type', 'amount_cents'],
    `WITH ${MOMENT}, ${SINCE}
     SELECT adjustment.account_id, charge_type,
            -sum(iif(since.reverses IS NULL, charge.amount_cents, -charge.amount_cents)) AS amount_cents
     FROM since JOIN adjustment ON adjustment.entry_number = coalesce(since.reverses, since.entry_number)
     JOIN adjusted_charge AS charge USING (adjustment_number)
     JOIN journal_entry AS made ON made.entry_number = adjustment.entry_number
     WHERE NOT ${known('made')} AND charge.amount_cents < 0 AND ${isBeforeNextBill('adjustment.account_id', 'made')}
     GROUP BY adjustment.account_id, charge_type
     HAVING sum(iif(since.reverses IS NULL, charge.amount_cents, -charge.amount_cents)) < 0
     ORDER BY adjustment.account_id, charge_type`,
    momentBindings(moment),
  );
}

/**
 * Write-offs that stand, less what was recovered of them, by the type of charge that they were said to be of, whatever they
 * paid in the books. Those after the account's next bill are for that.
 */
async function writtenOff(
  database: Database,
  moment: PostedMoment,
): Promise<(WriteOff & { readonly accountId: string })[]> {
  const rows = await bulkRead<[accountId: string, chargeType: string | null, amountCents: number]>(
    database,
    ['account_id', 'charge_type', 'amount_cents'],
    `WITH ${MOMENT}, ${SINCE}
     SELECT account_id, charge_type, document.amount_cents - coalesce((
              SELECT sum(amount_cents) FROM ledger_document AS recovered
              WHERE recovered.about_entry = document.entry_number AND recovered.kind = 'recovery'), 0) AS amount_cents
     FROM since JOIN ledger_document AS document USING (entry_number)
     WHERE since.kind = 'write-off' AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE reverses = since.entry_number)
       AND ${isBeforeNextBill('document.account_id', 'since')}
     ORDER BY entry_number`,
    momentBindings(moment),
  );
  return rows.map(([accountId, chargeType, amount]) => ({ accountId, chargeType, amountCents: cents(amount) }));
}
