import type { CalendarDate } from '../../contract/calendar-date.js';
import type { EntryKind, PostingRef } from '../../contract/journal-entry.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { OpenItem } from './open-item.js';

/** So much of an item as one credit pays: what would be open of it again if that credit were taken back. */
export interface AppliedCredit {
  readonly credit: PostingRef;
  /** The kind of the entry that credited it. */
  readonly kind: EntryKind;
  /** The last day on which something of this credit was applied to the item, or released. */
  readonly appliedOn: CalendarDate;
  /** The item, with as much open as this credit pays. */
  readonly item: OpenItem;
}

/** Takes from credits in the order given until the amount is reached; less where they do not suffice. */
export function takeCredits(credits: readonly AppliedCredit[], amount: Cents): AppliedCredit[] {
  let left: number = amount;
  return credits.flatMap((applied) => {
    const openCents = cents(Math.min(left, applied.item.openCents));
    left -= openCents;
    return openCents === 0 ? [] : [{ ...applied, item: { ...applied.item, openCents } }];
  });
}

/** What credits pay of items together. */
export function paidBy(credits: readonly AppliedCredit[]): Cents {
  return sumCents(credits.map(({ item }) => item.openCents));
}
