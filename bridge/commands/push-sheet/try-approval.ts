import type { BillChange } from '../../contract/commands/bill-change.js';
import { JOURNAL_LINES_SHOWN_MAX, type IfApproved } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import type { LimitedRow } from '../../domain/adjusting/adjustment-limits.js';
import { whoMayApprove } from '../../queries/adjusting/who-may-approve.js';
import { rolledBack } from '../../store/rolled-back.js';
import type { NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import { journalLines } from '../journal-lines.js';
import { pushEffect } from '../push-effect.js';

interface Posted {
  readonly issues: readonly Issue[];
  readonly entries: readonly NumberedEntry[];
  readonly totals: readonly IfApproved['totals'][number][];
  readonly bills?: readonly BillChange[];
  readonly notices?: readonly string[];
}

export interface TriedApproval {
  /** What keeps rows from being posted although somebody approves them. */
  readonly issues: readonly Issue[];
  readonly ifApproved: IfApproved;
}

/**
 * What rows that wait come to, and who may approve them: they are posted by the code that an approval runs, and taken back.
 * What they come to thus equals what is approved, as long as the books stay as they are.
 */
export async function tryApproval(
  { trx, actor, today }: CommandContext,
  rows: readonly LimitedRow[],
  post: () => Promise<Posted>,
): Promise<TriedApproval> {
  const waitsFor = await whoMayApprove(trx, rows, actor.person, today);
  return rolledBack(trx, async () => {
    const { issues, entries, totals, bills = [], notices = [] } = await post();
    const journal = await journalLines(trx, entries, JOURNAL_LINES_SHOWN_MAX);
    const effect = await pushEffect(trx, entries);
    return {
      issues,
      ifApproved: { waitsFor, bills: [...bills], notices: [...notices], totals: [...totals], journal, effect },
    };
  });
}
