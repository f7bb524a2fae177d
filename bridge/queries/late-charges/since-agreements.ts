import { addDays, type CalendarDate } from '../../contract/calendar-date.js';
import { cents } from '../../contract/money.js';
import type { Arrangement, SinceAgreement } from '../../domain/late-charges/arrangement.js';
import { LocalClock } from '../../domain/payments/local-clock.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { DUE_ON, IS_CHARGE } from './asked-when-posted.js';
import { paymentOfRecovery } from './recovery-payments.js';

type Row = [arrangementNumber: number, paidCents: number, billedCents: number, openCents: number];

/**
 * What was paid, billed and left open on the accounts of arrangements since they were made, of what fell due before today and
 * up to their last day. Money of the day of the agreement counts where it was entered after the arrangement.
 */
export async function sinceAgreements(
  database: Database,
  arrangements: readonly Arrangement[],
  { today, timeZone }: { readonly today: CalendarDate; readonly timeZone: string },
): Promise<(arrangement: Arrangement) => SinceAgreement> {
  const clock = new LocalClock(timeZone);
  const midnight = (day: CalendarDate) => clock.at(day, '00:00').instant.toISOString();
  const wanted = arrangements.map(({ arrangementNumber, accountId, fromOn, untilOn, enteredBy }) => {
    return [arrangementNumber, accountId, fromOn, untilOn, midnight(fromOn), midnight(addDays(fromOn, 1)), enteredBy];
  });
  const rows = await bulkRead<Row>(
    database,
    ['arrangement_number', 'paid_cents', 'billed_cents', 'open_cents'],
    `WITH wanted AS MATERIALIZED (
       SELECT value ->> 0 AS arrangement_number, value ->> 1 AS account_id, value ->> 2 AS from_on,
              value ->> 3 AS until_on, value ->> 4 AS from_at, value ->> 5 AS day_after_at, value ->> 6 AS entered_by
       FROM json_each(?)),
     recovered AS MATERIALIZED (
       SELECT ${paymentOfRecovery('document')} AS entry_number, written_off.command_number AS written_off_by,
              sum(document.amount_cents) AS amount_cents
       FROM ledger_document AS document
       JOIN journal_entry AS written_off ON written_off.entry_number = document.about_entry
       WHERE document.kind = 'recovery' AND document.account_id IN (SELECT account_id FROM wanted) GROUP BY 1, 2),
     item AS MATERIALIZED (
       SELECT arrangement_number, charged.effective_on > from_on AS is_later,
              posting.amount_cents - coalesce((
                SELECT sum(amount_cents) FROM allocation
                WHERE item_entry = posting.entry_number AND item_line = posting.line_number), 0) AS open_cents,
              posting.amount_cents - coalesce((
                SELECT sum(amount_cents) FROM allocation JOIN journal_entry AS credited ON credited.entry_number = credit_entry
                WHERE item_entry = posting.entry_number AND item_line = posting.line_number
                  AND credited.kind <> 'application'
                  AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.entry_number = credit_entry)), 0) AS owed_cents
       FROM wanted CROSS JOIN posting ON posting.account_id = wanted.account_id
       JOIN charge_type ON receivable = posting.ledger_account
       JOIN journal_entry AS charged ON charged.entry_number = posting.entry_number
       LEFT JOIN bill ON bill.entry_number = posting.entry_number
       LEFT JOIN rebill ON rebill.entry_number = posting.entry_number
       LEFT JOIN ledger_document AS document ON document.entry_number = posting.entry_number
       WHERE posting.account_id IS NOT NULL AND posting.amount_cents > 0 AND ${IS_CHARGE}
         AND ${DUE_ON} < ? AND ${DUE_ON} <= until_on)
     SELECT arrangement_number,
            (SELECT coalesce(sum(payment.amount_cents - coalesce((
                      SELECT sum(amount_cents) FROM recovered
                      WHERE recovered.entry_number = payment.entry_number AND written_off_by < entered_by), 0)), 0)
             FROM payment JOIN journal_entry AS made USING (entry_number)
             WHERE payment.account_id = wanted.account_id AND received_at >= from_at
               AND (received_at >= day_after_at OR made.command_number > entered_by)
               AND payment_number NOT IN (SELECT payment_number FROM returned_payment)) AS paid_cents,
            (SELECT coalesce(sum(owed_cents), 0) FROM item
             WHERE item.arrangement_number = wanted.arrangement_number AND is_later) AS billed_cents,
            (SELECT coalesce(sum(open_cents), 0) FROM item
             WHERE item.arrangement_number = wanted.arrangement_number) AS open_cents
     FROM wanted`,
    [JSON.stringify(wanted), today],
  );
  const byNumber = new Map(
    rows.map(([number, paid, billed, open]) => [
      number,
      { paidCents: cents(paid), billedCents: cents(billed), openCents: cents(open) },
    ]),
  );
  return ({ arrangementNumber }) => byNumber.get(arrangementNumber) ?? NOTHING;
}

const NOTHING: SinceAgreement = { paidCents: cents(0), billedCents: cents(0), openCents: cents(0) };
