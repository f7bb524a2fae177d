import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import type { CreditOnAccount } from '../../domain/ledger/application-entry.js';
import type { AccountBooks } from '../../domain/ledger/charge-entry.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { OpenItemBook } from '../../domain/ledger/open-item-book.js';

/** What is open on every account and what credit it has, followed from the entries themselves. */
export class TownBooks {
  readonly #chart: Chart;
  readonly #rule: ApplicationRule;
  readonly #items = new OpenItemBook();
  readonly #credits = new Map<string, CreditOnAccount>();

  constructor(chart: Chart, rule: ApplicationRule) {
    this.#chart = chart;
    this.#rule = rule;
  }

  /** What an entry of the account depends on. */
  of(accountId: string): AccountBooks {
    return { chart: this.#chart, rule: this.#rule, items: this.#items.of(accountId) };
  }

  /** What is open on the account in all. */
  totalOwedBy(accountId: string): Cents {
    return cents(this.#items.of(accountId).reduce((sum, { openCents }) => sum + openCents, 0));
  }

  /** The unapplied credit of the account; null where it has none. */
  creditOf(accountId: string): CreditOnAccount | null {
    return this.#credits.get(accountId) ?? null;
  }

  /** Follows what an entry applies and what it leaves as credit. */
  follow(entry: DraftEntry): void {
    this.#items.follow(entry);
    const unapplied = this.#chart.account('unapplied-credit');
    for (const { ledgerAccount, accountId, amountCents } of entry.postings) {
      if (ledgerAccount === unapplied && accountId !== null) this.#credit(accountId, amountCents, entry.effectiveOn);
    }
  }

  /** Adds what an entry charged, once it has its number. */
  charge(entry: DraftEntry | null, entryNumber: number, dueOn: CalendarDate): void {
    if (entry !== null) this.#items.charge(entry, entryNumber, { dueOn }, this.#chart);
  }

  #credit(accountId: string, debit: Cents, on: CalendarDate): void {
    const creditCents = cents((this.#credits.get(accountId)?.creditCents ?? 0) - debit);
    if (creditCents === 0) this.#credits.delete(accountId);
    else this.#credits.set(accountId, { accountId, creditCents, since: on });
  }
}
