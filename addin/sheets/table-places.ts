import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BoundColumn } from './pull-binding.js';

/** A table as it was when it was written or looked at last. */
export interface LikelyTable {
  readonly tableId: string;
  readonly kind: SheetKind;
  readonly columns: readonly Pick<BoundColumn, 'id' | 'tableColumnId'>[];
  readonly rowCount: number;
}

/** A column of a table whose cells are asked for, and what of them. */
export interface AskedColumn {
  readonly tableColumnId: number;
  readonly properties: string;
}

/** Chooses the columns to ask for along with all else. */
export type AskColumns = (likely: LikelyTable) => readonly AskedColumn[];

/** What Excel is asked about a table; it answers with the next request. */
export interface AskedPlaces {
  readonly columns: Excel.TableColumnCollection;
  readonly body: Excel.Range;
  readonly used: Excel.Range;
  readonly top: Excel.Range;
  /** By Excel's id of the column. */
  readonly cells: ReadonlyMap<number, Excel.Range>;
}

/** The title, and the line of what was pulled. */
const TITLE_ROWS = '1:2';
const BLOCK = 'rowIndex,columnIndex,rowCount,columnCount';

let likelyTable: LikelyTable | null = null;

/** Remembers which table the next look is likely about, so that it is asked for along with all else, which saves requests. */
export function rememberTable(likely: LikelyTable): void {
  likelyTable = likely;
}

export interface LikelyPlaces {
  readonly tableId: string;
  readonly places: AskedPlaces;
}

/** Queues the questions about the table that was remembered; null while there is none. */
export function askLikelyPlaces(tables: Excel.TableCollection, askColumns: AskColumns): LikelyPlaces | null {
  if (likelyTable === null) return null;
  const { tableId } = likelyTable;
  return { tableId, places: askPlaces(tables.getItemOrNullObject(tableId), askColumns(likelyTable)) };
}

/** Queues the question where the columns and the rows of a table are; nothing comes of it for one that is gone. */
export function askPlaces(table: Excel.Table, asked: readonly AskedColumn[] = []): AskedPlaces {
  const { columns, worksheet } = table;
  columns.load('items/id,items/name,items/index');
  const body = table.getDataBodyRange().load(BLOCK);
  const used = worksheet.getUsedRangeOrNullObject(true).load(BLOCK);
  const top = worksheet.getRange(TITLE_ROWS).getUsedRangeOrNullObject(true).load('values,rowIndex,columnIndex');
  const cells = new Map(
    asked.map(({ tableColumnId, properties }) => {
      return [tableColumnId, columns.getItemOrNullObject(tableColumnId).getDataBodyRange().load(properties)];
    }),
  );
  return { columns, body, used, top, cells };
}
