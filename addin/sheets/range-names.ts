import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { columnReference } from './cell-writer.js';

/** Names by their texts in small letters, since Excel tells names apart without regard to case. */
export type NameSet = ReadonlySet<string>;

/**
 * Asks for the workbook's names with the next request; the returned function then gives those that name something. One
 * that names nothing any more, as a deleted sheet leaves it, may be taken over.
 */
export function askForNames({ workbook }: Excel.RequestContext): () => NameSet {
  const names = workbook.names.load('items/name,items/formula');
  return () => {
    const standing = names.items.filter(({ formula }) => !String(formula).includes('#REF!'));
    return new Set(standing.map(({ name }) => name.toLowerCase()));
  };
}

interface ColumnName {
  readonly name: string;
  readonly header: string;
}

function columnNames(kind: SheetKind, tableName: string, taken: NameSet): ColumnName[] {
  return kind.columns
    .filter(({ editable, isSummed }) => editable === true || isSummed === true)
    .map(({ header }) => ({ name: `${tableName}_${header.replace(/\W+/g, '_')}`, header }))
    .filter(({ name }) => !taken.has(name.toLowerCase()));
}

/**
 * Queues a name for each column that a person fills or that is summed, such as Curbstop_Adjustments_Amount, so that it is
 * found in Excel's name box and reads well in formulas. One that a deleted sheet left behind is taken over; a column
 * whose name the person has given to something else goes without.
 * @param taken the names that name something
 */
export function nameColumns(
  { workbook }: Excel.RequestContext,
  kind: SheetKind,
  tableName: string,
  taken: NameSet,
): void {
  for (const { name, header } of columnNames(kind, tableName, taken)) {
    workbook.names.getItemOrNullObject(name).delete();
    workbook.names.add(name, `=${columnReference(tableName, header)}`);
  }
}

/** Queues the removal of what {@link nameColumns} made: Excel keeps the names of a sheet that is deleted. */
export function removeNames(
  { workbook }: Excel.RequestContext,
  kind: SheetKind,
  tableName: string,
  taken: NameSet,
): void {
  for (const { name } of columnNames(kind, tableName, taken)) workbook.names.getItemOrNullObject(name).delete();
}
