import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, sumCents } from '../../contract/money.js';
import type { LateChargeDecision } from '../../contract/sheets/late-charges.js';
import type { DecidedLateCharge } from '../../domain/late-charges/decide-late-charge.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** What was decided of an account's late charge for a due date, and how often. */
export interface Decisions {
  readonly turns: number;
  readonly decided: DecidedLateCharge;
}

type Row = [
  ...[accountId: string, turn: number, decision: LateChargeDecision, amount: number, reason: string],
  ...[person: string | null, appliedAt: string | null, receipt: number, reversedBy: number | null],
];

/**
 * The decisions on the late charges of a due date, by account. Late charges that were typed into Account Entries for it, or
 * for a day after it and before the account's next due date, are among them: a due date is charged once, whichever sheet
 * does it.
 */
export async function lateChargeDecisions(
  database: Database,
  dueOn: CalendarDate,
  timeZone: string,
): Promise<ReadonlyMap<string, Decisions>> {
  const rows = await bulkRead<Row>(
    database,
    ['account_id', 'turn', 'decision', 'amount_cents', 'reason', 'name', 'applied_at', 'command_number', 'reversed_by'],
    `SELECT decided.account_id, turn, decision, amount_cents, decided.reason, person.name, applied_at,
            decided.command_number,
            coalesce((SELECT command_number FROM journal_entry WHERE reverses = decided.entry_number),
                     (SELECT command_number FROM push_reversal
                      WHERE pushed_by = decided.command_number AND row_key = decided.account_id)) AS reversed_by
     FROM late_charge_decision AS decided LEFT JOIN command USING (command_number) LEFT JOIN person USING (person_id)
     WHERE due_on = ?
     UNION ALL
     SELECT document.account_id, 0, 'charge', amount_cents, document.reason, person.name, applied_at,
            entry.command_number, (SELECT command_number FROM journal_entry WHERE reverses = document.entry_number)
     FROM ledger_document AS document JOIN journal_entry AS entry USING (entry_number)
     LEFT JOIN command USING (command_number) LEFT JOIN person USING (person_id)
     WHERE document.kind = 'late-charge' AND document.due_on >= ?
       AND document.entry_number NOT IN (
         SELECT entry_number FROM late_charge_decision WHERE entry_number IS NOT NULL)
       AND NOT EXISTS (
         SELECT 1 FROM standing_bill AS bill
         WHERE bill.account_id = document.account_id AND bill.due_on > ? AND bill.due_on <= document.due_on)
     ORDER BY command_number`,
    [dueOn, dueOn, dueOn],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return new Map([...byAccount].map(([accountId, ofAccount]) => [accountId, toDecisions(ofAccount, timeZone)]));
}

/** What stands, or else what was decided last; several charges that were typed by hand stand together. */
function toDecisions(rows: readonly Row[], timeZone: string): Decisions {
  const standing = rows.filter((row) => row[8] === null);
  const last = standing.at(-1) ?? rows.at(-1);
  if (last === undefined) throw new RangeError('An account without decisions was asked for.');
  const [, , decision, amount, reason, by, appliedAt, receipt, reversedBy] = last;
  const together = standing.length > 0 ? sumCents(standing.map((row) => cents(row[3]))) : cents(amount);
  return {
    turns: Math.max(...rows.map(([, turn]) => turn)),
    decided: {
      ...{ decision, amountCents: together, reason, by, receipt, reversedBy },
      on: appliedAt === null ? null : dateInTimeZone(new Date(appliedAt), timeZone),
    },
  };
}
