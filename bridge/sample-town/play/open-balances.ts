import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { JournalEntry } from '../../contract/journal-entry.js';
import { services, type ServiceName } from '../../contract/services.js';
import { receivableOf } from '../../domain/ledger/chart-of-accounts.js';

type Owed = Record<ServiceName, Cents>;

const SERVICE_OF = new Map(services.map((service) => [receivableOf(service), service]));

/** What every account owes per service, followed from the journal entries themselves. */
export class OpenBalances {
  readonly #owed = new Map<string, Owed>();

  /** What the account owes per service. */
  owedBy(accountId: string): Readonly<Owed> {
    return this.#owed.get(accountId) ?? { water: cents(0), sewer: cents(0), garbage: cents(0) };
  }

  /** What the account owes in all. */
  totalOwedBy(accountId: string): Cents {
    return sumCents(Object.values(this.owedBy(accountId)));
  }

  /** Follows an entry: every posting to a service's receivable moves what is owed. */
  follow(entry: JournalEntry): void {
    for (const { ledgerAccount, accountId, amountCents } of entry.postings) {
      const service = SERVICE_OF.get(ledgerAccount);
      if (service === undefined || accountId === null) continue;
      const owed = this.#owed.get(accountId) ?? { ...this.owedBy(accountId) };
      owed[service] = cents(owed[service] + amountCents);
      this.#owed.set(accountId, owed);
    }
  }
}
