import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { columnReference } from './cell-writer.js';

/**
 * Queues a name for each column that a person fills or that is summed, such as Curbstop_Adjustments_Amount, so that it is
 * found in Excel's name box and reads well in formulas. One that a deleted sheet left behind is taken over.
 */
export function nameColumns({ workbook }: Excel.RequestContext, kind: SheetKind, tableName: string): void {
  for (const { header, editable, isSummed } of kind.columns) {
    if (editable !== true && isSummed !== true) continue;
    const name = `${tableName}_${header.replace(/\W+/g, '_')}`;
    workbook.names.getItemOrNullObject(name).delete();
    workbook.names.add(name, `=${columnReference(tableName, header)}`);
  }
}
