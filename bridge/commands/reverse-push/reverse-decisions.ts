import type { Issue } from '../../contract/problem.js';
import { readingsSheet } from '../../contract/sheets/readings.js';
import { editableColumns } from '../../contract/sheets/sheet-kind.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { pushedDecisions } from '../../queries/read-decisions.js';
import { advanceBaseline } from '../../store/sheet-pulls.js';
import { readingsPush } from '../push-sheet/readings-push.js';
import type { PushUnderWay } from '../push-sheet/sheet-push.js';
import type { PushReversal } from './push-reversal.js';

const DECISION = editableColumns(readingsSheet).map(({ id }) => id);
/** What a read is told by: where one of these is another, the read was decided or read again. */
const READ = [...DECISION, ...(readingsSheet.basisColumns ?? []), 'readOn'];

/** Decides reads again as they were decided before a push, or takes the decision back where they were not. */
export const decisionsReversal: PushReversal = {
  async reverse(context, pushed, rows) {
    const { trx, commandNumber } = context;
    const { pull } = pushed;
    const keys = rows.map(({ key }) => key);
    const push: PushUnderWay = {
      pull,
      rows: [],
      pushedBefore: new Map(),
      reversed: new Map(),
      baseline: new Map(),
      way: null,
    };
    const now = await readingsPush.current(context, push, keys);
    const decisions = await pushedDecisions(trx, pull.pullId, pushed.receiptNumber);
    const issues: Issue[] = [];
    const changes = rows.flatMap(({ key, sheetRow }): RowChange[] => {
      const held = now.get(key) ?? {};
      const { after = {}, before = null } = decisions.get(key) ?? {};
      if (before === null || !isSameRead(held, after)) {
        issues.push(before === null ? notKept(key, sheetRow) : decidedSince(key, sheetRow));
        return [];
      }
      return [{ key, sheetRow, wanted: { ...held, ...before }, changedColumns: DECISION }];
    });
    const applied = await readingsPush.apply(context, push, changes, [], []);
    await advanceBaseline(
      trx,
      pull.pullId,
      [...(applied.baseline ?? [])].map(([rowKey, cells]) => ({ rowKey, cells, receipt: commandNumber })),
    );
    return { issues: [...issues, ...applied.issues] };
  },
};

function isSameRead(one: RowCells, other: RowCells): boolean {
  return READ.every((id) => (one[id] ?? null) === (other[id] ?? null));
}

function decidedSince(rowKey: string, sheetRow: number): Issue {
  return {
    ...{ code: 'changed-since', rowKey, sheetRow, column: 'action' },
    message: `The read of row ${sheetRow} was decided or read again since.`,
    fix: 'Leave the row out, and decide the read anew in a fresh pull of Readings.',
  };
}

function notKept(rowKey: string, sheetRow: number): Issue {
  return {
    ...{ code: 'decision-not-kept', rowKey, sheetRow, column: 'action' },
    message: `What was decided on the read of row ${sheetRow} before was not kept by the version of Curbstop that pushed it.`,
    fix: 'Leave the row out, and decide the read anew in a fresh pull of Readings.',
  };
}
