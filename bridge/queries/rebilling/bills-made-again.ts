import type { CalendarDate } from '../../contract/calendar-date.js';
import { AT_ONCE_CENTS_MAX, cents, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { billIssue } from '../../domain/rebilling/bill-issue.js';
import { correctPeriods, type CorrectedEnd } from '../../domain/rebilling/correct-periods.js';
import type { PostedPeriod } from '../../domain/rebilling/posted-period.js';
import { readCorrections } from '../../domain/rebilling/read-corrections.js';
import { remakeBills, type RemadeBill } from '../../domain/rebilling/remake-bills.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import type { Database } from '../../store/database.js';
import { readingReview } from '../reading-settings.js';
import { rebillPeriods } from '../sheets/rebill-rows.js';
import { tariffBook } from '../tariff-book.js';
import { serviceOfTariffs } from '../tariffs.js';
import { adjustedAlready } from './adjusted-already.js';
import { endsBefore } from './ends-before.js';

/** Bills of an account as they come out when they are made again, or every issue that keeps them from it. */
export interface BillsMadeAgain {
  readonly bills: readonly RemadeBill[];
  readonly ends: ReadonlyMap<string, CorrectedEnd>;
  readonly issues: readonly Issue[];
}

/** What was typed beside bills of an account. */
export interface TypedCorrections {
  readonly accountId: string;
  readonly changes: readonly RowChange[];
  /** False where rows are refused already for what stands in their cells. */
  readonly isWhole: boolean;
}

const NONE: BillsMadeAgain = { bills: [], ends: new Map(), issues: [] };

/**
 * What the bills come to, or every issue of every row. Periods go on from one another, so that they are judged only when each
 * row is sound by itself.
 */
export async function billsMadeAgain(
  database: Database,
  { accountId, changes, isWhole }: TypedCorrections,
  today: CalendarDate,
): Promise<BillsMadeAgain> {
  const { all } = await rebillPeriods(database, { accountId });
  const read = readCorrections(changes, { periods: all, serviceOfTariff: await serviceOfTariffs(database) });
  if (read.issues.length > 0 || !isWhole) return { ...NONE, issues: read.issues };
  const { thresholds } = await readingReview(database, today);
  const corrected = correctPeriods(sinceFirst(all, read.corrections), read.corrections, {
    rolloverFrom: thresholds.rolloverFrom,
    endsBefore: await endsBefore(database, accountId, today),
  });
  if (corrected.issues.length > 0) return { ...NONE, issues: corrected.issues };
  const { bills, issues: notRemade } = remakeBills(corrected.periods, await tariffBook(database));
  const issues = [...notRemade, ...tooLargeAtOnce(bills)];
  if (issues.length > 0) return { ...NONE, issues };
  const adjusted = await adjustedAlready(database, bills);
  if (adjusted.length > 0) return { ...NONE, issues: adjusted.map((refusal) => billIssue(refusal, bills)) };
  return { bills, ends: corrected.ends, issues };
}

/** A use of millions is a multiplier or a count of carts in the wrong place; sums of such amounts would not be exact. */
function tooLargeAtOnce(bills: readonly RemadeBill[]): Issue[] {
  const changed = bills.reduce((sum, { bill, posted }) => sum + Math.abs(bill.totalCents - posted.totalCents), 0);
  if (changed <= AT_ONCE_CENTS_MAX) return [];
  const most = centsToDollars(cents(AT_ONCE_CENTS_MAX));
  const message = `The bills would change by more than ${most} together, the most that may be made again at once.`;
  const fix = 'Look for a figure that was typed wrong, such as a multiplier or a number of carts.';
  const row = bills.find(({ correction }) => correction !== null)?.correction?.rows[0];
  return [{ rowKey: '', ...row, column: 'decision', code: 'amount-too-large', message, fix }];
}

/** What they come to more than before, or less. */
export function changeOfBills(bills: readonly RemadeBill[]): Cents {
  return sumCents(bills.map(({ bill, posted }) => cents(bill.totalCents - posted.totalCents)));
}

/** From the first corrected bill on: what was before it stays. */
function sinceFirst(all: readonly PostedPeriod[], corrections: ReadonlyMap<number, unknown>): readonly PostedPeriod[] {
  return all.slice(
    Math.max(
      0,
      all.findIndex(({ billNumber }) => corrections.has(billNumber)),
    ),
  );
}
