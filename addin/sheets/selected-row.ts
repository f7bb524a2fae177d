import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import { ACCOUNT_COLUMN } from './account-column.js';
import { readBoundWorkbook, sheetOf } from './bound-sheet.js';
import type { TableColumn } from './column-map.js';
import { runOf } from './pull-binding.js';
import { inWorkbook } from './workbook-session.js';

/** The row of a Curbstop sheet that holds the selected cell. */
export interface SelectedRow {
  readonly pullId: string;
  readonly kind: SheetKindId;
  /** The bill run of the pull; null for kinds that are of no run. */
  readonly billRunId: string | null;
  /** '' for a row that has no key yet, such as one that is being typed. */
  readonly rowKey: string;
  /** The account that the row names; null where the sheet has no such column or the cell is empty. */
  readonly accountId: string | null;
}

/** The row that is selected; null outside of a Curbstop table and on its header. */
export function selectedRow(): Promise<SelectedRow | null> {
  return inWorkbook(async (context) => {
    const bound = await sheetOf(context, await readBoundWorkbook(context), 'active');
    const key = bound?.columns.get(bound.kind.columns[0]?.id ?? '');
    if (bound === null || key === undefined) return null;
    const body = bound.table.getDataBodyRange();
    // Several rows may be selected: the one that holds the active cell is meant.
    const row = context.workbook.getActiveCell().getEntireRow();
    const cellOf = ({ index }: TableColumn) => {
      const cell = body.getColumn(index).getIntersectionOrNullObject(row);
      cell.load('values');
      return cell;
    };
    const account = bound.columns.get(ACCOUNT_COLUMN);
    const cells = { key: cellOf(key), account: account === undefined ? null : cellOf(account) };
    await context.sync();
    if (cells.key.isNullObject) return null;
    const { pullId, kind } = bound.binding;
    const accountId = cells.account === null ? '' : textOf(cells.account);
    return {
      ...{ pullId, kind, billRunId: runOf(bound.binding), rowKey: textOf(cells.key) },
      accountId: accountId === '' ? null : accountId,
    };
  });
}

function textOf(cell: Excel.Range): string {
  return String(cell.values[0]?.[0] ?? '').trim();
}
