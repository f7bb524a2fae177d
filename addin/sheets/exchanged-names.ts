import type { PullBinding } from './pull-binding.js';
import { hasMark, isMarked, MARK_CELL } from './pull-mark.js';

/** A pulled table that has the name of another pulled table now. */
export interface ExchangedName {
  readonly pullId: string;
  readonly sheetName: string;
  readonly tableName: string;
  /** The name that it had when it was pulled. */
  readonly ownName: string;
}

export interface ExchangedTables {
  /** The tables that are known for sure, by their binding. */
  readonly known: ReadonlyMap<PullBinding, Excel.Table>;
  readonly unknown: readonly ExchangedName[];
}

/**
 * Finds the tables of pulls that are still where they were written and have the name of another pull's table: a person
 * exchanged the names. One is known by its id, its sheet's id, and what its sheet alone says of its pull; a program that
 * saved the file may have given the ids to others, and a copy says the same.
 */
export async function findExchanged(
  context: Excel.RequestContext,
  missing: readonly PullBinding[],
  tables: readonly Excel.Table[],
): Promise<ExchangedTables> {
  const likely = missing.flatMap((binding) => {
    const table = tables.find(({ id, worksheet }) => id === binding.tableId && worksheet.id === binding.sheetId);
    return table === undefined ? [] : [{ binding, table }];
  });
  if (likely.length === 0) return { known: new Map(), unknown: [] };
  const marks = tables.map(({ worksheet }) => worksheet.getRange(MARK_CELL).load('values'));
  await context.sync();
  const textOf = (index: number): string => String(marks[index]?.values[0]?.[0]);
  const isOfAnother = ({ binding, table }: (typeof likely)[number]): boolean => {
    const text = textOf(tables.indexOf(table));
    return hasMark(text) && !isMarked(text, binding.pullId);
  };
  const isSure = ({ binding, table }: (typeof likely)[number]): boolean => {
    const marked = tables.filter((_, index) => isMarked(textOf(index), binding.pullId));
    return marked.includes(table) && marked.every(({ worksheet }) => worksheet.id === table.worksheet.id);
  };
  const own = likely.filter((each) => !isOfAnother(each));
  return {
    known: new Map(own.filter(isSure).map(({ binding, table }) => [binding, table])),
    unknown: own.filter((each) => !isSure(each)).map(({ binding, table }) => exchangedName(binding, table)),
  };
}

function exchangedName({ pullId, tableName: ownName }: PullBinding, table: Excel.Table): ExchangedName {
  return { pullId, sheetName: table.worksheet.name, tableName: table.name, ownName };
}
