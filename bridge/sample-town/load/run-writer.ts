import type { DraftEntry } from '../../contract/journal-entry.js';
import { cents, type Cents } from '../../contract/money.js';
import { applicationEntry } from '../../domain/ledger/application-entry.js';
import { paymentEntry } from '../../domain/ledger/payment-entry.js';
import { markPosted, writeOpenRun } from '../../store/bill-runs.js';
import { writeBills } from '../../store/bills.js';
import { bulkInsert } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { appendEntries } from '../../store/journal.js';
import { writePayments } from '../../store/payments.js';
import { planPayment, type PlannedPayment } from '../play/payment-habits.js';
import type { StopReads } from '../play/play-reads.js';
import type { TownBooks } from '../play/town-books.js';
import type { Town, TownRun } from '../town.js';
import type { BillDesk } from './bill-desk.js';
import { READ_COLUMNS, READING_COLUMNS, readRows } from './read-rows.js';
import { UsageDesk } from './usage-desk.js';

/** How many rows of the story were written. */
export interface StoryCounts {
  readings: number;
  reads: number;
  bills: number;
  payments: number;
}

/** Writes the town's story run by run: reads, bills, and the payments that came between. */
export class RunWriter {
  readonly counts: StoryCounts = { readings: 0, reads: 0, bills: 0, payments: 0 };
  readonly #town: Town;
  readonly #billDesk: BillDesk;
  readonly #commandNumber: number;
  readonly #usageDesk = new UsageDesk();
  readonly #books: TownBooks;
  #planned: PlannedPayment[] = [];

  constructor(town: Town, billDesk: BillDesk, books: TownBooks, commandNumber: number) {
    this.#town = town;
    this.#billDesk = billDesk;
    this.#books = books;
    this.#commandNumber = commandNumber;
  }

  /**
   * Writes the payments received before the run's bills, the run's reads and, of a posted run, its bills, which what
   * credit there is pays.
   */
  async writeRun(trx: Database, run: TownRun, stops: readonly StopReads[]): Promise<void> {
    await this.#writePayments(trx, (payment) => payment.receivedOn < run.billedOn);
    await writeOpenRun(trx, run);
    const usageOf = await this.#writeReads(trx, run, stops);
    if (run.status === 'open') return;
    await this.#writeBills(trx, run, stops, usageOf);
    await markPosted(trx, run.billRunId, this.#commandNumber);
  }

  /** Writes what was paid up to and with the town's last day. */
  async finish(trx: Database): Promise<void> {
    await this.#writePayments(trx, () => true);
  }

  /** Gives the gallons of the run by account. */
  async #writeReads(trx: Database, run: TownRun, stops: readonly StopReads[]): Promise<ReadonlyMap<string, number>> {
    const request = { run, stops, firstReadingId: this.counts.readings + 1, commandNumber: this.#commandNumber };
    const { readings, reads, usageOf } = readRows(request, this.#usageDesk);
    await bulkInsert(trx, 'reading', READING_COLUMNS, readings);
    await bulkInsert(trx, 'period_read', READ_COLUMNS, reads);
    this.counts.readings += readings.length;
    this.counts.reads += reads.length;
    return usageOf;
  }

  async #writeBills(
    trx: Database,
    run: TownRun,
    stops: readonly StopReads[],
    usageOf: ReadonlyMap<string, number>,
  ): Promise<void> {
    const bills = stops.flatMap(({ stop, accounts }) =>
      accounts.map((account) => {
        this.#plan(planPayment(this.#town.plan.seed, stop, account, run));
        const { accountId } = account;
        const books = this.#books.of(accountId);
        return this.#billDesk.makeBill(stop, account, run, usageOf.get(accountId) ?? 0, books);
      }),
    );
    const entries = bills.map(({ entry }) => entry);
    for (const entry of entries) if (entry !== null) this.#books.follow(entry);
    const numbers = await this.#append(trx, entries);
    entries.forEach((entry, index) => this.#books.charge(entry, numbers[index] ?? 0, run.dueOn));
    const numbered = bills.map(({ bill }, index) => ({ ...bill, entryNumber: numbers[index] ?? null }));
    await writeBills(trx, numbered);
    this.counts.bills += bills.length;
    await this.#applyCredits(
      trx,
      run,
      bills.map(({ bill }) => bill.accountId),
    );
  }

  async #applyCredits(trx: Database, { billedOn }: TownRun, accountIds: readonly string[]): Promise<void> {
    const entries = accountIds.flatMap((accountId) => {
      const credit = this.#books.creditOf(accountId);
      return (credit && applicationEntry(credit, billedOn, this.#books.of(accountId))) ?? [];
    });
    for (const entry of entries) this.#books.follow(entry);
    await this.#append(trx, entries);
  }

  #plan(payment: PlannedPayment | null): void {
    if (payment !== null && payment.receivedOn <= this.#town.plan.asOf) this.#planned.push(payment);
  }

  async #writePayments(trx: Database, hasCome: (payment: PlannedPayment) => boolean): Promise<void> {
    const received = this.#planned.filter(hasCome).sort(byMoment);
    this.#planned = this.#planned.filter((payment) => !hasCome(payment));
    const made = received.flatMap((payment) => this.#makePayment(payment) ?? []);
    const entries = made.map(({ entry }) => entry);
    const numbers = await this.#append(trx, entries);
    const payments = made.map(({ payment: { accountId, receivedAt, source }, amountCents }, index) => {
      return { accountId, receivedAt, source, reference: '', amountCents, entryNumber: numbers[index] ?? 0 };
    });
    await writePayments(trx, payments);
    this.counts.payments += payments.length;
  }

  /** Settles a payment by what is owed when it comes; null when nothing is owed. */
  #makePayment(payment: PlannedPayment): PaymentMade | null {
    const { accountId, receivedOn, source, share, extraCents } = payment;
    const part = Math.floor(this.#books.totalOwedBy(accountId) * share);
    if (part <= 0) return null;
    const amountCents = cents(part + extraCents);
    const memo = `Payment, ${source.toLowerCase()}`;
    const entry = paymentEntry({ accountId, receivedOn, amountCents, memo }, this.#books.of(accountId));
    this.#books.follow(entry);
    return { payment, amountCents, entry };
  }

  /** Appends the entries there are, and gives each place its number, or null where there was nothing to record. */
  async #append(trx: Database, entries: readonly (DraftEntry | null)[]): Promise<(number | null)[]> {
    const real = entries.filter((entry) => entry !== null);
    const numbers = await appendEntries(trx, real, this.#commandNumber);
    const numberOf = new Map(real.map((entry, index) => [entry, numbers[index] ?? null]));
    return entries.map((entry) => (entry === null ? null : (numberOf.get(entry) ?? null)));
  }
}

interface PaymentMade {
  readonly payment: PlannedPayment;
  readonly amountCents: Cents;
  readonly entry: DraftEntry;
}

function byMoment(a: PlannedPayment, b: PlannedPayment): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
  return a.accountId < b.accountId ? -1 : 1;
}
