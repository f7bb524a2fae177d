import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import type { ReadStatus } from '../../contract/metering.js';
import { cents, type Cents } from '../../contract/money.js';
import type { RateClass } from '../../contract/services.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import type { NewRebilledRead } from '../../store/rebills.js';

/** A rebill of a push, beside the figures that it took the place of. */
export interface PushedRebill {
  /** The last one of its bill, which has its figures unless `madeAgainBy` tells otherwise: its own, or one that restored them. */
  readonly rebillNumber: number;
  readonly billNumber: number;
  readonly billRunId: string;
  readonly accountId: string;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly totalCents: Cents;
  readonly entryNumber: number | null;
  readonly rateClass: RateClass;
  /** The rebill before it; null where it took the place of the bill itself. */
  readonly replaced: number | null;
  readonly before: {
    readonly periodFrom: CalendarDate;
    readonly periodTo: CalendarDate;
    readonly usageGallons: number;
    readonly totalCents: Cents;
    /** What was said of the account up to this command was what it was billed by. */
    readonly knownBy: number;
  };
  /** The last receipt that made the bill again since and is not taken back; null where none did. */
  readonly madeAgainBy: number | null;
}

type Row = [
  ...[rebillNumber: number, billNumber: number, billRunId: string, accountId: string, billedOn: string, dueOn: string],
  ...[
    total: number,
    entryNumber: number | null,
    rateClass: RateClass,
    replaced: number | null,
    periodFrom: string,
    periodTo: string,
  ],
  ...[gallons: number, totalBefore: number, knownBy: number, madeAgainBy: number | null],
];

/** The rebills that a push made, the oldest period first. */
export async function rebillsOfReceipt(database: Database, receiptNumber: number): Promise<PushedRebill[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['rebill_number', 'bill_number', 'bill_run_id', 'account_id', 'billed_on', 'due_on', 'total_cents'],
      ...[
        'entry_number',
        'rate_class',
        'replaces',
        'from_before',
        'to_before',
        'gallons_before',
        'total_before',
        'known_by',
        'made_again_by',
      ],
    ],
    `SELECT last.rebill_number, made.bill_number, bill_run_id, made.account_id, bill.billed_on, made.due_on, made.total_cents,
            last.entry_number, account.rate_class, made.replaces,
            coalesce(before.period_from, bill.period_from) AS from_before,
            coalesce(before.period_to, bill.period_to) AS to_before,
            coalesce(before.usage_gallons, bill.usage_gallons) AS gallons_before, made.was_cents AS total_before,
            coalesce(basis.known_by, before.command_number, run.posted_by_command) AS known_by,
            (SELECT max(later.command_number) FROM rebill AS later
             WHERE later.bill_number = made.bill_number AND later.rebill_number > made.rebill_number AND later.is_restored = 0
               AND later.command_number NOT IN (SELECT pushed_by FROM push_reversal)) AS made_again_by
     FROM rebill AS made JOIN bill USING (bill_number)
     JOIN rebill AS last ON last.rebill_number = (SELECT max(rebill_number) FROM rebill AS chain
                                                  WHERE chain.bill_number = made.bill_number) JOIN account ON account.account_id = made.account_id
     JOIN bill_run AS run USING (bill_run_id)
     LEFT JOIN rebill AS before ON before.rebill_number = made.replaces
     LEFT JOIN rebill_basis AS basis ON basis.rebill_number = made.replaces
     WHERE made.command_number = ? ORDER BY made.period_to, made.bill_number`,
    [receiptNumber],
  );
  return rows.map((row) => {
    const [rebillNumber, billNumber, billRunId, accountId, billedOn, dueOn, total, entryNumber, rateClass] = row;
    const [, , , , , , , , , replaced, periodFrom, periodTo, gallons, totalBefore, knownBy, madeAgainBy] = row;
    return {
      ...{ rebillNumber, billNumber, billRunId, accountId, entryNumber, rateClass, replaced, madeAgainBy },
      ...{ billedOn: calendarDate(billedOn), dueOn: calendarDate(dueOn), totalCents: cents(total) },
      before: {
        periodFrom: calendarDate(periodFrom),
        periodTo: calendarDate(periodTo),
        usageGallons: gallons,
        totalCents: cents(totalBefore),
        knownBy,
      },
    };
  });
}

type ReadRow = [
  ...[rowKey: string, previousValue: number, previousOn: string, value: number | null, readOn: string | null],
  ...[usageGallons: number | null, ownMultiplier: string | null, status: ReadStatus],
];

/** The reads of a bill as they were before a rebill: those of the rebill before it, or those that were posted. */
export async function readsBefore(
  database: Database,
  { replaced, billRunId, accountId }: PushedRebill,
): Promise<NewRebilledRead[]> {
  const columns = 'row_key, previous_value, previous_on, value, read_on, usage_gallons';
  const rows = await bulkRead<ReadRow>(
    database,
    ['row_key', 'previous_value', 'previous_on', 'value', 'read_on', 'usage_gallons', 'multiplier', 'status'],
    replaced === null
      ? `SELECT ${columns}, NULL AS multiplier, status FROM period_read WHERE bill_run_id = ? AND account_id = ?`
      : `SELECT ${columns}, multiplier, status FROM rebilled_read WHERE rebill_number = ?`,
    replaced === null ? [billRunId, accountId] : [replaced],
  );
  return rows.map(([rowKey, previousValue, previousOn, value, readOn, usageGallons, ownMultiplier, status]) => {
    return { rowKey, previousValue, previousOn, value, readOn, usageGallons, ownMultiplier, status };
  });
}

/** The runs posted after a push that bill from where its rebills end: what later rests on corrected reads. */
export async function runPostedAfter(
  database: Database,
  accountId: string,
  receiptNumber: number,
): Promise<string | null> {
  const [row] = await database.raw<{ bill_run_id: string }[]>(
    `SELECT bill_run_id FROM standing_bill JOIN bill_run USING (bill_run_id)
     WHERE account_id = ? AND posted_by_command > ? ORDER BY posted_by_command LIMIT 1`,
    [accountId, receiptNumber],
  );
  return row?.bill_run_id ?? null;
}
