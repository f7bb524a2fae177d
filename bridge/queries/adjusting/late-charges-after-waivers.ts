import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { StandingLateCharges } from '../../domain/adjusting/late-charges-left.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { eachOnce } from '../../store/each-once.js';
import { ruledOn } from '../../store/entry-rules.js';
import { readTogether } from '../../store/read-together.js';

/** Late charges that stand by account and service, with what adjustments waived of them. */
export async function lateChargesAfterWaivers(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<ServiceName, StandingLateCharges>>> {
  const asked = eachOnce(accountIds);
  const [charged, waived] = await readTogether([chargedLate(database, asked), waivedLate(database, asked)]);
  const waivedOf = groupBy(waived, ([accountId]) => accountId);
  return new Map(
    [...groupBy(charged, ([accountId]) => accountId)].map(([accountId, lines]) => {
      const waivers = waivedOf.get(accountId) ?? [];
      const services = [...groupBy(lines, ([, service]) => service)].map(([service, ofService]) => {
        return [
          service,
          standingOf(
            ofService,
            waivers.filter((waiver) => waiver[1] === service),
          ),
        ] as const;
      });
      return [accountId, new Map(services)];
    }),
  );
}

type ChargedRow = [
  ...[accountId: string, service: ServiceName, dueOn: string],
  ...[rules: string, amountCents: number, openCents: number, rootEntry: number],
];
type WaivedRow = [accountId: string, service: ServiceName, rules: string, amountCents: number, entryNumber: number];

function standingOf(charged: readonly ChargedRow[], waived: readonly WaivedRow[]): StandingLateCharges {
  return {
    charged: charged.map(([, , dueOn, rules, amount, open, rootEntry]) => {
      const days = { dueOn: calendarDate(dueOn), ruledOn: calendarDate(rules) };
      return { ...days, amountCents: cents(amount), openCents: cents(open), rootEntry };
    }),
    waived: waived.map(([, , rules, amount, entryNumber]) => {
      return { ruledOn: calendarDate(rules), amountCents: cents(amount), entryNumber };
    }),
  };
}

/** Those that stand on these accounts, a list as JSON, the newest first. */
function chargedLate(database: Database, asked: string): Promise<ChargedRow[]> {
  return bulkRead<ChargedRow>(
    database,
    ['account_id', 'service', 'due_on', 'ruled_on', 'amount', 'open', 'root_entry'],
    `SELECT document.account_id, type.service, due_on, ${ruledOn('entry')} AS ruled_on, posting.amount_cents AS amount,
            posting.amount_cents - (SELECT coalesce(sum(amount_cents), 0) FROM allocation
                                    WHERE item_entry = posting.entry_number AND item_line = posting.line_number) AS open,
            coalesce((SELECT root_entry FROM late_charge_correction AS fixed
                      WHERE fixed.entry_number = document.entry_number), document.entry_number) AS root_entry
     FROM json_each(?) AS wanted CROSS JOIN standing_document AS document ON document.account_id = wanted.value
       AND document.kind = 'late-charge'
     JOIN journal_entry AS entry ON entry.entry_number = document.entry_number
     JOIN posting ON posting.entry_number = document.entry_number
     JOIN charge_type AS type ON type.receivable = posting.ledger_account AND type.nature = 'late-charge'
     WHERE posting.amount_cents > 0
     ORDER BY document.account_id, due_on DESC, document.entry_number DESC`,
    [asked],
  );
}

/** What waivers took back of charges that were open, by the rules of each; and of paid ones, by those of the waiver. */
function waivedLate(database: Database, asked: string): Promise<WaivedRow[]> {
  return bulkRead<WaivedRow>(
    database,
    ['account_id', 'service', 'ruled_on', 'amount', 'entry_number'],
    `WITH waived AS MATERIALIZED (
       SELECT made.account_id, type.service, receivable, entry.entry_number, ${ruledOn('entry')} AS ruled_on,
              -charge.amount_cents AS amount
       FROM json_each(?) AS wanted CROSS JOIN standing_adjustment AS made ON made.account_id = wanted.value
       JOIN adjusted_charge AS charge USING (adjustment_number)
       JOIN charge_type AS type ON type.charge_type = charge.charge_type AND nature = 'late-charge'
       JOIN journal_entry AS entry USING (entry_number)),
     -- As the waiver was posted: that the charge is reversed since makes it no waiver of another.
     of_open AS MATERIALIZED (
       SELECT waived.entry_number, waived.account_id, waived.service, ${ruledOn('charged')} AS ruled_on,
              sum(allocation.amount_cents) AS amount
       FROM waived
       JOIN allocation ON credit_entry = waived.entry_number AND allocation.entry_number = waived.entry_number
       JOIN posting AS item ON item.entry_number = item_entry AND item.line_number = item_line
         AND item.ledger_account = receivable
       JOIN journal_entry AS charged ON charged.entry_number = item_entry
       GROUP BY waived.entry_number, waived.service, charged.entry_number)
     SELECT account_id, service, ruled_on, amount, entry_number FROM of_open
     UNION ALL
     SELECT account_id, service, ruled_on, amount - coalesce((SELECT sum(of_open.amount) FROM of_open
              WHERE of_open.entry_number = waived.entry_number AND of_open.service = waived.service), 0) AS left_of_it, entry_number
     FROM waived WHERE left_of_it > 0 ORDER BY entry_number`,
    [asked],
  );
}
