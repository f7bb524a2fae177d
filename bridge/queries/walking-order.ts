import { cellOf, type ColumnsRead } from '../store/bulk.js';

interface Walked {
  readonly route: string | null;
  readonly sequence: number | null;
  readonly rowKey: string;
}

/**
 * The places of rows in walking order: by route, stop and key, those without a route first. SQLite would carry every
 * column of a row through its sorting, which takes longer than to read them.
 */
export function walkingOrder({ route, sequence, rowKey }: ColumnsRead<Walked>): number[] {
  return Array.from(rowKey.keys()).sort(
    (one, other) =>
      compared(cellOf(route, one), cellOf(route, other)) ||
      compared(cellOf(sequence, one), cellOf(sequence, other)) ||
      compared(cellOf(rowKey, one), cellOf(rowKey, other)),
  );
}

/** Null comes first, as in SQLite. */
function compared<Value extends string | number>(one: Value | null, other: Value | null): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}
