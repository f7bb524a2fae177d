import type { RowStatus } from '../../contract/commands/push-sheet.js';
import { cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { creditsBeyond } from '../../domain/adjusting/credits-beyond.js';
import { adjustableBills } from '../../queries/adjusting/adjustment-facts.js';
import { billsChargedBy } from '../../queries/adjusting/charged-bills.js';
import { waivedAccounts } from '../../queries/adjusting/waived-accounts.js';
import { balancesOf } from '../../queries/balances.js';
import type { PushedReceipt } from '../../queries/pushed-receipt.js';
import type { CommandContext } from '../command.js';
import { correctUnwaived } from '../rebilling/correct-unwaived.js';
import type { PushReversal, ReversedPush } from './push-reversal.js';
import { entriesReversal } from './reverse-entries.js';

/**
 * Reverses the entries of adjustments; not a charge without the credit that gave it back. A late charge that is waived no
 * more follows the bills that were made again meanwhile.
 */
export const adjustedEntriesReversal: PushReversal = {
  async reverse(context, pushed, rows, isOfAll) {
    const reversed = await entriesReversal.reverse(context, pushed, rows, isOfAll);
    if (reversed.issues.length > 0) return reversed;
    const issues = await creditsAlone(context, pushed, rows);
    return issues.length > 0 ? { ...reversed, issues } : withLateCharges(context, pushed, { rows, reversed });
  },
};

interface ReversedRows {
  readonly rows: readonly RowStatus[];
  readonly reversed: ReversedPush;
}

async function withLateCharges(
  context: CommandContext,
  { receiptNumber }: PushedReceipt,
  { rows, reversed }: ReversedRows,
): Promise<ReversedPush> {
  const keys = rows.map(({ key }) => key);
  const accountIds = await waivedAccounts(context.trx, receiptNumber, keys);
  if (accountIds.length === 0) return reversed;
  const late = await correctUnwaived(context, accountIds, receiptNumber);
  const { entries = [], notices = [], balances = [], reappliedCents = cents(0) } = reversed;
  const after = await balancesOf(
    context.trx,
    balances.map(({ accountId }) => accountId),
  );
  return {
    ...reversed,
    entries: [...entries, ...late.entries],
    notices: [...notices, ...late.words],
    reappliedCents: cents(reappliedCents + late.reappliedCents),
    balances: balances.map((each) => ({ ...each, afterCents: after.get(each.accountId) ?? cents(0) })),
  };
}

/** Bills of which, without these rows, more is credited than they charged. */
async function creditsAlone(
  { trx }: CommandContext,
  { receiptNumber }: PushedReceipt,
  rows: readonly RowStatus[],
): Promise<Issue[]> {
  const keys = rows.map(({ key }) => key);
  const charged = await billsChargedBy(trx, receiptNumber, keys);
  if (charged.length === 0) return [];
  const numbers = charged.map(({ billNumber }) => billNumber);
  const bills = await adjustableBills(trx, numbers);
  return charged.flatMap(({ rowKey, billNumber }) => {
    const bill = bills.get(billNumber);
    const sheetRow = rows.find(({ key }) => key === rowKey)?.sheetRow ?? 0;
    return (bill ? creditsBeyond(bill) : []).map(({ service, receipt }) => ({
      ...{ code: 'credited-since', rowKey, sheetRow, column: '' },
      message: `Bill ${billNumber} would have more credited for ${service} than it charged, with receipt ${receipt ?? ''}.`,
      fix: `Reverse the credit of receipt ${receipt ?? ''} first, or together with this row.`,
    }));
  });
}
