import type { SheetKindId } from '../contract/sheets/index.js';
import { sheetKinds } from '../contract/sheets/index.js';
import { pulls } from '../queries/sheets/index.js';
import { transaction } from '../store/transaction.js';
import { note } from './console.js';
import type { DataFolder } from './data-folder.js';
import { tableCsv } from './table-csv.js';
import { withUtility } from './with-utility.js';

/** Writes a sheet as CSV, the same rows that a pull brings; what it is about and its totals go beside it. */
export async function reportSheet(folder: DataFolder, kind: SheetKindId, parameters: unknown): Promise<number> {
  return withUtility(folder, async (database) => {
    const { subject, rows, totals } = await transaction(database, (trx) => pulls[kind](trx, parameters, new Date()));
    const { title, columns } = sheetKinds[kind];
    process.stdout.write(
      tableCsv(
        columns.map(({ header }) => header),
        rows,
      ),
    );
    note([`${title}: ${subject}`, ...totals.map(({ label, value }) => `${label}: ${value}`)].join('. '));
  });
}
