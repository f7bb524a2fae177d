import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry, PostingRef } from '../../contract/journal-entry.js';
import { cents } from '../../contract/money.js';
import type { Chart } from './chart.js';
import type { OpenItem } from './open-item.js';

/** The open items of many accounts while entries are being made that pay them. */
export class OpenItemBook {
  readonly #byAccount = new Map<string, Map<string, OpenItem>>();

  constructor(items: Iterable<OpenItem> = []) {
    for (const item of items) this.add(item);
  }

  add(item: OpenItem): void {
    const items = this.#byAccount.get(item.accountId) ?? new Map<string, OpenItem>();
    items.set(keyOf(item.ref), item);
    this.#byAccount.set(item.accountId, items);
  }

  /** Adds what an entry charges, which is to get this number. */
  charge(entry: DraftEntry, entryNumber: number, dueOn: CalendarDate, chart: Chart): void {
    entry.postings.forEach(({ ledgerAccount, accountId, amountCents }, line) => {
      const type = chart.byReceivable(ledgerAccount);
      if (type === null || accountId === null || amountCents <= 0) return;
      this.add({
        ...{ accountId, dueOn, ref: { entryNumber, lineNumber: line + 1 }, chargeType: type.chargeType },
        ...{ chargedOn: entry.effectiveOn, ruledOn: entry.effectiveOn, openCents: amountCents, billNumber: null },
      });
    });
  }

  /** What is open on an account. */
  of(accountId: string): OpenItem[] {
    return [...(this.#byAccount.get(accountId)?.values() ?? [])];
  }

  /** Takes what an entry applies off the items. Throws a RangeError when it applies more to one than is open. */
  follow(entry: DraftEntry): void {
    for (const { credit, item, amountCents } of entry.allocations) {
      const accountId = 'line' in credit ? entry.postings[credit.line]?.accountId : entry.accountId;
      if ('line' in item) continue;
      const items = this.#byAccount.get(accountId ?? '');
      const open = items?.get(keyOf(item));
      if (!items || !open || open.openCents < amountCents) {
        throw new RangeError(`The entry "${entry.memo}" applies ${amountCents} cents to an item that has less open.`);
      }
      const openCents = cents(open.openCents - amountCents);
      if (openCents === 0) items.delete(keyOf(item));
      else items.set(keyOf(item), { ...open, openCents });
    }
  }
}

function keyOf({ entryNumber, lineNumber }: PostingRef): string {
  return `${entryNumber}.${lineNumber}`;
}
