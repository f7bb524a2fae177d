import type { BoundColumn } from './pull-binding.js';

/** A column as the table has it now. */
export interface TableColumn {
  readonly tableColumnId: number;
  readonly name: string;
  readonly index: number;
}

/**
 * Finds each bound column in the table as it is now, by column id of the kind. Excel's ids survive renaming and
 * moving; where they were given anew (most pairs of id and header no longer agree) the headers decide. A column that
 * is found neither way is missing from the map.
 */
export function mapColumns(bound: readonly BoundColumn[], table: readonly TableColumn[]): Map<string, TableColumn> {
  const found = new Map<string, TableColumn>();
  const free = new Set(table);
  const claim = (agrees: (column: BoundColumn, candidate: TableColumn) => boolean): void => {
    for (const column of bound) {
      if (found.has(column.id)) continue;
      const match = [...free].find((candidate) => agrees(column, candidate));
      if (match === undefined) continue;
      found.set(column.id, match);
      free.delete(match);
    }
  };
  claim((column, candidate) => sameId(column, candidate) && sameName(column, candidate));
  const idsHold = found.size * 2 >= bound.length;
  claim(idsHold ? sameId : sameName);
  claim(sameName);
  return found;
}

/** Columns of the table that the person added. */
export function addedColumns(found: ReadonlyMap<string, TableColumn>, table: readonly TableColumn[]): TableColumn[] {
  const ours = new Set(found.values());
  return table.filter((column) => !ours.has(column));
}

function sameId(column: BoundColumn, candidate: TableColumn): boolean {
  return column.tableColumnId === candidate.tableColumnId;
}

function sameName(column: BoundColumn, candidate: TableColumn): boolean {
  return column.name === candidate.name.trim();
}
