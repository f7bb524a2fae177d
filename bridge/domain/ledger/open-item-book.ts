import type { CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import type { DraftEntry, PostingRef } from '../../contract/journal-entry.js';
import { cents } from '../../contract/money.js';
import type { Chart } from './chart.js';
import type { OpenItem } from './open-item.js';

/** The open items of many accounts while entries are being made that pay them. */
export class OpenItemBook {
  /** A list is never changed, but another put into its place. */
  readonly #byAccount: Map<string, readonly OpenItem[]>;

  constructor(items: Iterable<OpenItem> = []) {
    this.#byAccount = groupBy(items, ({ accountId }) => accountId);
  }

  add(item: OpenItem): void {
    this.#byAccount.set(item.accountId, [...this.of(item.accountId), item]);
  }

  /** Adds what an entry charges, which is to get this number; it goes by the rules of its own day unless told. */
  charge(
    entry: DraftEntry,
    entryNumber: number,
    { dueOn, ruledOn = entry.effectiveOn }: { readonly dueOn: CalendarDate; readonly ruledOn?: CalendarDate },
    chart: Chart,
  ): void {
    entry.postings.forEach(({ ledgerAccount, accountId, amountCents }, line) => {
      const type = chart.byReceivable(ledgerAccount);
      if (type === null || accountId === null || amountCents <= 0) return;
      this.add({
        ...{ accountId, dueOn, ref: { entryNumber, lineNumber: line + 1 }, chargeType: type.chargeType },
        ...{ chargedOn: entry.effectiveOn, ruledOn, openCents: amountCents, billNumber: null },
      });
    });
  }

  /** What is open on an account. */
  of(accountId: string): readonly OpenItem[] {
    return this.#byAccount.get(accountId) ?? [];
  }

  /** Leaves nothing open of a type of charge of an account, or of none of them. */
  clear(accountId: string, chargeType: string | null): void {
    const left = chargeType === null ? [] : this.of(accountId).filter((item) => item.chargeType !== chargeType);
    this.#byAccount.set(accountId, left);
  }

  /** Takes what an entry applies off the items. Throws a RangeError when it applies more to one than is open. */
  follow(entry: DraftEntry): void {
    for (const { credit, item, amountCents } of entry.allocations) {
      const accountId = ('line' in credit ? entry.postings[credit.line]?.accountId : entry.accountId) ?? '';
      if ('line' in item) continue;
      const items = this.of(accountId);
      const place = items.findIndex(({ ref }) => isSame(ref, item));
      const open = items[place];
      if (!open || open.openCents < amountCents) {
        throw new RangeError(`The entry "${entry.memo}" applies ${amountCents} cents to an item that has less open.`);
      }
      const openCents = cents(open.openCents - amountCents);
      const left = openCents === 0 ? items.toSpliced(place, 1) : items.with(place, { ...open, openCents });
      this.#byAccount.set(accountId, left);
    }
  }
}

function isSame(a: PostingRef, b: PostingRef): boolean {
  return a.entryNumber === b.entryNumber && a.lineNumber === b.lineNumber;
}
