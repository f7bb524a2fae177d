import type { DraftEntry, PostingRef } from '../../contract/journal-entry.js';
import { cents } from '../../contract/money.js';
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
