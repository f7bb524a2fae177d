import { shownColumns, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { readBoundWorkbook, withColumns, type BoundSheet, type BoundTable } from './bound-sheet.js';
import { addedColumns } from './column-map.js';
import { FilledCells } from './filled-cells.js';
import { askForNames, type NameSet } from './range-names.js';
import { FIRST_DATA_ROW, freeName, isGivenName } from './sheet-layout.js';
import { readColumns, readSheet } from './sheet-reader.js';
import { digestOf, editsDigest } from './sheet-rows.js';

/** Where a pull is written: over a sheet that has nothing of the person's, or into a new one. */
export type SheetPlace = { readonly reused: BoundSheet } | NewPlace;

interface NewPlace {
  readonly reused: null;
  readonly sheetName: string;
  readonly tableName: string;
  /** The names of the workbook that name something, and so are not taken over. */
  readonly takenNames: NameSet;
}

/** Chooses the place of a pull. A sheet with anything that was typed and not pushed is never written over. */
export async function choosePlace(context: Excel.RequestContext, kind: SheetKind): Promise<SheetPlace> {
  const namesOf = askForNames(context);
  const { activeSheetName, sheetNames, bound, orphans, takenTableNames } = await readBoundWorkbook(context);
  for (const part of orphans) part.delete();
  const candidates = bound
    .filter((table) => table.kind.id === kind.id && isGivenName(table.sheetName, kind))
    .sort((a, b) => Number(b.sheetName === activeSheetName) - Number(a.sheetName === activeSheetName));
  for (const candidate of candidates) {
    const reused = await untouched(context, candidate);
    if (reused !== null) return { reused };
  }
  const tableName = `Curbstop_${kind.title.replace(/\W+/g, '_')}`;
  return {
    reused: null,
    sheetName: freeName(kind.title, sheetNames, ' '),
    tableName: freeName(tableName, takenTableNames, '_'),
    takenNames: namesOf(),
  };
}

/** The sheet if its cells are as pulled or pushed and the person added nothing to it, or else null. */
async function untouched(context: Excel.RequestContext, table: BoundTable): Promise<BoundSheet | null> {
  const bound = await withColumns(context, table);
  if (!isInWrittenOrder(bound) || addedColumns(bound.columns, bound.tableColumns).length > 0) return null;
  if (!standsAlone(bound) || bound.binding.digest === '') return null;
  const { sent, fixed } = await readSheet(context, bound);
  if (sent.missing.length > 0 || fixed.missing.length > 0) return null;
  if ((await editsDigest(bound.kind, sent.rows)) !== bound.binding.digest) return null;
  if ((await digestOf(fixed.rows)) !== bound.binding.fixedDigest) return null;
  return (await hasTypedWhereFilled(context, bound)) ? null : bound;
}

async function hasTypedWhereFilled(context: Excel.RequestContext, bound: BoundSheet): Promise<boolean> {
  const shown = shownColumns(bound.kind).filter(({ id }) => bound.columns.has(id));
  if (shown.length === 0) return false;
  const filledCells = new FilledCells(bound.binding);
  const read = await readColumns(context, bound, shown);
  return read.some(({ column, values }) => values.some((cell) => filledCells.isTyped(column, cell)));
}

function isInWrittenOrder({ binding, columns }: BoundSheet): boolean {
  return binding.columns.every(({ id }, index) => columns.get(id)?.index === index);
}

/** Tells whether the table is where it was written and nothing lies beside or below it. */
function standsAlone({ body, used }: BoundSheet): boolean {
  if (used === null) return false;
  const isInPlace = body.rowIndex === FIRST_DATA_ROW - 1 && body.columnIndex === 0;
  const isLast = used.rowIndex + used.rowCount <= body.rowIndex + body.rowCount;
  return isInPlace && isLast && used.columnIndex + used.columnCount <= body.columnCount;
}
