import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry, PostingRef } from '../../contract/journal-entry.js';
import type { LateRule } from '../../contract/settings/late-rule.js';
import { isLate } from '../ledger/late-rule.js';
import type { OpenItem } from '../ledger/open-item.js';

/** When a payment came, and by which rule and clock that was in time. */
export interface Arrival {
  readonly receivedAt: Date;
  readonly rule: LateRule;
  readonly timeZone: string;
}

/** The days on which the bills were due that an entry pays and that its money came too late for, each once. */
export function lateDues(
  { allocations }: DraftEntry,
  dues: DuesOfItems,
  { receivedAt, rule, timeZone }: Arrival,
): CalendarDate[] {
  const paid = allocations.flatMap(({ item }) => ('line' in item ? [] : (dues.get(keyOf(item)) ?? [])));
  return [...new Set(paid)].filter((dueOn) => isLate(receivedAt, dueOn, rule, timeZone));
}

/** By item, the day on which its bill was due; what no bill charged has none. */
export type DuesOfItems = ReadonlyMap<string, CalendarDate>;

export function duesOfItems(items: readonly OpenItem[]): DuesOfItems {
  return new Map(items.flatMap(({ ref, billNumber, dueOn }) => (billNumber === null ? [] : [[keyOf(ref), dueOn]])));
}

function keyOf({ entryNumber, lineNumber }: PostingRef): string {
  return `${entryNumber}.${lineNumber}`;
}
