import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import { readFlawedAdjustment, type FlawedAdjustment } from '../../domain/adjusting/flawed-adjustment.js';
import { adjustmentIssues } from '../../domain/adjusting/typed-adjustment.js';
import { adjustmentWaits } from '../../domain/adjusting/waits-already.js';
import type { RowChange, UnreadRow } from '../../domain/sheet/compare-rows.js';
import { billsOfPeriods } from '../../queries/adjusting/bills-of-periods.js';
import { adjustmentRequests } from '../../queries/adjusting/requests.js';
import { keptSetting } from '../../queries/utility-settings.js';
import type { CommandContext } from '../command.js';

/** A row of the Adjustments sheet as far as it can be read. */
export interface ReadAdjustment extends FlawedAdjustment {
  /** What is wrong with it; what is wrong with cells that can't be read is told already. */
  readonly issues: readonly Issue[];
  /** Whether it may be posted as far as it was read. */
  readonly isSound: boolean;
}

/** Reads rows with all that their cells, the months in them and what waits already tell against them. */
export async function readAdjustments(
  context: CommandContext,
  changes: readonly (RowChange | UnreadRow)[],
): Promise<readonly ReadAdjustment[]> {
  const reasons = await keptSetting(context.trx, 'adjustment-reasons', context.today);
  const rows = changes.map((change): ReadAdjustment => {
    const unread = 'unreadColumns' in change ? change.unreadColumns : NONE;
    const issues = adjustmentIssues(change, reasons, unread);
    const isSound = issues.length === 0 && unread.length === 0;
    const faults = isSound ? NO_FAULTS : new Set([...unread, ...issues.map(({ column }) => column)]);
    return { ...readFlawedAdjustment(change, reasons, faults), issues, isSound };
  });
  return withWaits(context, await withBills(context, rows));
}

const NONE: readonly string[] = [];
const NO_FAULTS: ReadonlySet<string> = new Set();

/** Puts the numbers of bills in the place of months. */
async function withBills({ trx }: CommandContext, rows: readonly ReadAdjustment[]): Promise<readonly ReadAdjustment[]> {
  const bills = await billsOfPeriods(
    trx,
    rows.map(({ typed }) => typed),
  );
  if (bills.size === 0) return rows;
  return rows.map((row) => {
    const bill = bills.get(row.typed);
    if (bill === undefined) return row;
    if (typeof bill === 'number') return { ...row, typed: { ...row.typed, billNumber: bill } };
    return refused(row, bill, new Set([...row.faults, bill.column]));
  });
}

/** The cells that tell what a row would put right. */
const PUTS_RIGHT = ['account', 'kind', 'service', 'bill'];

/** Tells rows that would put right once more what waits to be put right. */
async function withWaits({ trx }: CommandContext, rows: readonly ReadAdjustment[]): Promise<readonly ReadAdjustment[]> {
  const accountIds = [...new Set(rows.map(({ typed }) => typed.accountId))];
  const waiting = await adjustmentRequests(trx, { waitingOn: accountIds });
  if (waiting.length === 0) return rows;
  const byAccount = groupBy(waiting, ({ accountId }) => accountId);
  return rows.map((row) => {
    if (PUTS_RIGHT.some((column) => row.faults.has(column))) return row;
    const waits = adjustmentWaits(row.typed, byAccount.get(row.typed.accountId) ?? []);
    return waits === null ? row : refused(row, waits, row.faults);
  });
}

function refused(
  row: ReadAdjustment,
  issue: Pick<Issue, 'column' | 'code' | 'message' | 'fix'>,
  faults: ReadAdjustment['faults'],
): ReadAdjustment {
  const { key: rowKey, sheetRow } = row.typed;
  return { ...row, faults, isSound: false, issues: [...row.issues, { ...issue, rowKey, sheetRow }] };
}
