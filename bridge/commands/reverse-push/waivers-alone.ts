import type { RowStatus } from '../../contract/commands/push-sheet.js';
import { centsToDollars } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import type { Chart } from '../../domain/ledger/chart.js';
import type { PushedEntry } from '../../domain/reversing/decide-reversal.js';
import { waiversBeyond } from '../../queries/adjusting/waivers-beyond.js';
import type { CommandContext } from '../command.js';

/** Rows whose fee or late charge went back though an adjustment that stands had waived it: it would be given twice. */
export async function waiversAlone(
  { trx }: CommandContext,
  entries: readonly PushedEntry[],
  { chart, rows }: { readonly chart: Chart; readonly rows: readonly RowStatus[] },
): Promise<Issue[]> {
  const rowOf = new Map(entries.filter(isWaivable(chart)).map((entry) => [entry.accountId ?? '', entry.rowKey]));
  if (rowOf.size === 0) return [];
  const found = await waiversBeyond(trx, [...rowOf.keys()]);
  return found.map(({ accountId, name, beyondCents, receipt }) => {
    const rowKey = rowOf.get(accountId) ?? '';
    const sheetRow = rows.find(({ key }) => key === rowKey)?.sheetRow ?? 0;
    const message = `Account ${accountId} would have ${centsToDollars(beyondCents)} more waived than was charged (${name}), with receipt ${receipt}.`;
    const fix = `Reverse the waiver of receipt ${receipt} first, or together with this row.`;
    return { code: 'waived-since', rowKey, sheetRow, column: '', message, fix };
  });
}

/** Charges a fee or a late charge. */
function isWaivable(chart: Chart): (entry: PushedEntry) => boolean {
  return ({ postings }) =>
    postings.some(({ ledgerAccount, amountCents }) => {
      const nature = chart.byReceivable(ledgerAccount)?.nature;
      return amountCents > 0 && (nature === 'fee' || nature === 'late-charge');
    });
}
