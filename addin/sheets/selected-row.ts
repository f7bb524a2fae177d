import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import { readBoundWorkbook, sheetOf } from './bound-sheet.js';
import { runOf } from './pull-binding.js';
import { inWorkbook } from './workbook-session.js';

/** The row of a Curbstop sheet that holds the selected cell. */
export interface SelectedRow {
  readonly pullId: string;
  readonly kind: SheetKindId;
  /** The bill run of the pull; null for kinds that are of no run. */
  readonly billRunId: string | null;
  readonly rowKey: string;
}

/** The row that is selected; null outside of a Curbstop table, on its header, and on a row without a key. */
export function selectedRow(): Promise<SelectedRow | null> {
  return inWorkbook(async (context) => {
    const bound = await sheetOf(context, await readBoundWorkbook(context), 'active');
    const key = bound?.columns.get(bound.kind.columns[0]?.id ?? '');
    if (bound === null || key === undefined) return null;
    const keys = bound.table.getDataBodyRange().getColumn(key.index);
    // Several rows may be selected: the one that holds the active cell is meant.
    const cell = keys.getIntersectionOrNullObject(context.workbook.getActiveCell().getEntireRow());
    cell.load('values');
    await context.sync();
    const rowKey = cell.isNullObject ? '' : String(cell.values[0]?.[0] ?? '').trim();
    const { pullId, kind } = bound.binding;
    return rowKey === '' ? null : { pullId, kind, billRunId: runOf(bound.binding), rowKey };
  });
}
