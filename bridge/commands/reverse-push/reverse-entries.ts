import type { RowStatus } from '../../contract/commands/push-sheet.js';
import { cents, sumCents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import {
  accountsOfEntry,
  decideReversal,
  isReversalRefusal,
  type PushedEntry,
} from '../../domain/reversing/decide-reversal.js';
import { accountWaves } from '../../domain/ledger/account-waves.js';
import type { ReversedEntries } from '../../domain/ledger/entries/reversed-entries.js';
import { accountStates } from '../../queries/account-entry-facts.js';
import { balancesOf } from '../../queries/balances.js';
import { chart as chartOf } from '../../queries/chart.js';
import { refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { pushedEntries, type PushedReceipt } from '../../queries/pushed-receipt.js';
import { appendEntries, nextEntryNumber } from '../../store/journal.js';
import { applyCredits, creditApplied, type NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import type { PushReversal } from './push-reversal.js';
import { waiversAlone } from './waivers-alone.js';

/**
 * Reverses the entries of rows, the newest first, dated today: what had paid them is credit of its account again and pays
 * what else is open.
 */
export const entriesReversal: PushReversal = {
  async reverse(context, pushed, rows) {
    const { trx, today } = context;
    await refuseClosedPeriod(trx, today);
    const entries = await entriesOf(context, pushed, rows);
    const accountIds = [...new Set(entries.flatMap(accountsOfEntry))];
    const before = await balancesOf(trx, accountIds);
    const { issues, reversed, numbered } = await reverseAll(context, entries, rows);
    const chart = await chartOf(trx);
    const applications = await applyCredits(context, accountIds, today, chart);
    const waived = issues.length > 0 ? [] : await waiversAlone(context, entries, { chart, rows });
    const after = await balancesOf(trx, accountIds);
    return {
      issues: [...issues, ...waived],
      entries: [...numbered, ...applications],
      releasedCents: sumCents(reversed.map(({ releasedCents }) => releasedCents)),
      reappliedCents: creditApplied(applications),
      balances: accountIds.toSorted().map((accountId) => ({
        accountId,
        beforeCents: before.get(accountId) ?? cents(0),
        afterCents: after.get(accountId) ?? cents(0),
      })),
    };
  },
};

/** The entries of rows that are reversed, the newest first. */
async function entriesOf(
  { trx }: CommandContext,
  { receiptNumber }: PushedReceipt,
  rows: readonly RowStatus[],
): Promise<PushedEntry[]> {
  const wanted = new Set(rows.map(({ key }) => key));
  const entries = await pushedEntries(trx, receiptNumber);
  return entries.filter(({ rowKey }) => wanted.has(rowKey)).toReversed();
}

interface ReversedAll {
  readonly issues: readonly Issue[];
  readonly reversed: readonly ReversedEntries[];
  readonly numbered: readonly NumberedEntry[];
}

async function reverseAll(
  { trx, commandNumber, today }: CommandContext,
  entries: readonly PushedEntry[],
  rows: readonly RowStatus[],
): Promise<ReversedAll> {
  const sheetRows = new Map(rows.map(({ key, sheetRow }) => [key, sheetRow]));
  const chart = await chartOf(trx);
  const issues: Issue[] = [];
  const reversed: ReversedEntries[] = [];
  const numbered: NumberedEntry[] = [];
  let next = await nextEntryNumber(trx);
  for (const wave of accountWaves(entries, accountsOfEntry)) {
    const accounts = await accountStates(trx, wave.flatMap(accountsOfEntry), today);
    const decided = wave.flatMap((entry) => {
      const decision = decideReversal(entry, { accounts, nextEntryNumber: next, chart, on: today });
      if (!isReversalRefusal(decision)) {
        next += decision.entries.length;
        return [decision];
      }
      const sheetRow = sheetRows.get(entry.rowKey) ?? 0;
      issues.push({ ...decision, rowKey: entry.rowKey, sheetRow, column: '' });
      return [];
    });
    const drafts = decided.flatMap((each) => each.entries);
    const numbers = await appendEntries(trx, drafts, commandNumber);
    reversed.push(...decided);
    numbered.push(...drafts.map((entry, index) => ({ entry, entryNumber: numbers[index] ?? 0 })));
  }
  return { issues, reversed, numbered };
}
