import { CellError, type CellValue } from './cell.js';

/** One key of a sort as office.js carries it (Excel.SortField); key counts columns of the sorted area. */
export interface SortField {
  readonly key: number;
  readonly ascending?: boolean;
}

function rank(value: CellValue): number {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  return typeof value === 'boolean' ? 2 : 3;
}

/** How Excel orders two values: numbers, texts, truth values, errors. */
export function compareValues(a: CellValue, b: CellValue, matchCase: boolean): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string' && typeof b === 'string') {
    return a.localeCompare(b, 'en', { sensitivity: matchCase ? 'variant' : 'accent' });
  }
  return a instanceof CellError ? 0 : Number(a) - Number(b);
}

/**
 * The order that a sort gives rows: rows with equal keys keep their order and empty cells come last in either direction.
 * @param rows the values of each row
 * @returns for each new place, the index of the row that comes there
 */
export function sortedOrder(
  rows: readonly (readonly CellValue[])[],
  fields: readonly SortField[],
  matchCase = false,
): number[] {
  return rows
    .map((_, index) => index)
    .sort((first, second) => {
      for (const { key, ascending = true } of fields) {
        const a = rows[first]?.[key] ?? '';
        const b = rows[second]?.[key] ?? '';
        if (a === '' || b === '') {
          if (a !== b) return a === '' ? 1 : -1;
          continue;
        }
        const difference = compareValues(a, b, matchCase);
        if (difference !== 0) return ascending ? difference : -difference;
      }
      return first - second;
    });
}
