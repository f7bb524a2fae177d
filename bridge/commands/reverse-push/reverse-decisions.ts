import type { Issue } from '../../contract/problem.js';
import { billRunParametersSchema, readingsSheet } from '../../contract/sheets/readings.js';
import { editableColumns } from '../../contract/sheets/sheet-kind.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import type { PushedReceipt } from '../../queries/pushed-receipt.js';
import { advanceBaseline, allPulledRows } from '../../store/sheet-pulls.js';
import { decisionsAfter, decisionsBefore } from '../../queries/read-decisions.js';
import type { CommandContext } from '../command.js';
import { readingsPush } from '../push-sheet/readings-push.js';
import type { PushUnderWay } from '../push-sheet/sheet-push.js';
import type { PushReversal } from './push-reversal.js';

const DECISION = editableColumns(readingsSheet).map(({ id }) => id);

/** Decides reads again as they were decided before a push, or takes the decision back where they were not. */
export const decisionsReversal: PushReversal = {
  async reverse(context, pushed, rows) {
    const { trx, commandNumber } = context;
    const { pull } = pushed;
    const keys = rows.map(({ key }) => key);
    const push: PushUnderWay = { pull, rows: [], pushedBefore: new Map(), baseline: new Map(), way: null };
    const now = await readingsPush.current(context, push, keys);
    const after = await decisionsAfter(trx, pull.pullId, pushed.receiptNumber);
    const before = await heldBefore(context, pushed);
    const issues: Issue[] = [];
    const changes = rows.flatMap(({ key, sheetRow }): RowChange[] => {
      const held = now.get(key) ?? {};
      if (!isSameDecision(held, after.get(key) ?? {})) {
        issues.push(decidedSince(key, sheetRow));
        return [];
      }
      return [{ key, sheetRow, wanted: { ...held, ...decisionOf(before.get(key) ?? {}) }, changedColumns: DECISION }];
    });
    const applied = await readingsPush.apply(context, push, changes, []);
    const held = await readingsPush.current(context, { ...push }, keys);
    await advanceBaseline(
      trx,
      pull.pullId,
      [...held].map(([rowKey, cells]) => ({ rowKey, cells, receipt: commandNumber })),
    );
    return { issues: [...issues, ...applied.issues] };
  },
};

/** Each row as it was when it was pulled, or as a push of any sheet of the run has left it since. */
async function heldBefore(
  { trx }: CommandContext,
  { pull, receiptNumber }: PushedReceipt,
): Promise<ReadonlyMap<string, RowCells>> {
  const pulled = (await allPulledRows(trx, pull.pullId)).map((row): [string, RowCells] => [
    String(row[0]),
    Object.fromEntries(readingsSheet.columns.map(({ id }, index) => [id, row[index] ?? null])),
  ]);
  const { billRunId } = billRunParametersSchema.parse(pull.parameters);
  return new Map([...pulled, ...(await decisionsBefore(trx, billRunId, receiptNumber))]);
}

function decisionOf(cells: RowCells): RowCells {
  return Object.fromEntries(DECISION.map((id) => [id, cells[id] ?? null]));
}

function isSameDecision(one: RowCells, other: RowCells): boolean {
  return DECISION.every((id) => (one[id] ?? null) === (other[id] ?? null));
}

function decidedSince(rowKey: string, sheetRow: number): Issue {
  return {
    ...{ code: 'changed-since', rowKey, sheetRow, column: 'action' },
    message: `The read of row ${sheetRow} was decided or read again since.`,
    fix: 'Leave the row out, and decide the read anew in a fresh pull of Readings.',
  };
}
