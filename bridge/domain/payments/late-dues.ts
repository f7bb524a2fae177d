import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry, PostingRef } from '../../contract/journal-entry.js';
import type { BillDue, CutOffs } from '../late-charges/cut-off.js';
import type { OpenItem } from '../ledger/open-item.js';

/** The days on which the bills were due that an entry pays and that its money came too late for, each once. */
export function lateDues(
  { allocations }: DraftEntry,
  dues: DuesOfItems,
  receivedAt: Date,
  cutOffOf: CutOffs,
): CalendarDate[] {
  const paid = allocations.flatMap(({ item }) => ('line' in item ? [] : (dues.get(keyOf(item)) ?? [])));
  return [...new Set(paid.filter((due) => receivedAt >= cutOffOf(due).lateFrom).map(({ dueOn }) => dueOn))];
}

/** By item, when its bill was due; what no bill charged has none. */
export type DuesOfItems = ReadonlyMap<string, BillDue>;

export function duesOfItems(items: readonly OpenItem[]): DuesOfItems {
  return new Map(
    items.flatMap(({ ref, billNumber, ruledOn: billedOn, dueOn }) => {
      return billNumber === null ? [] : [[keyOf(ref), { billedOn, dueOn }]];
    }),
  );
}

function keyOf({ entryNumber, lineNumber }: PostingRef): string {
  return `${entryNumber}.${lineNumber}`;
}
