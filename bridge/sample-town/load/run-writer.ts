import type { JournalEntry } from '../../contract/journal-entry.js';
import { cents, type Cents } from '../../contract/money.js';
import { paymentEntry } from '../../domain/ledger/payment-entry.js';
import { markPosted, writeOpenRun } from '../../store/bill-runs.js';
import { writeBills } from '../../store/bills.js';
import { bulkInsert } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { appendEntries } from '../../store/journal.js';
import { OpenBalances } from '../play/open-balances.js';
import { planPayment, type PlannedPayment } from '../play/payment-habits.js';
import type { StopReads } from '../play/play-reads.js';
import type { Town, TownRun } from '../town.js';
import type { BillDesk } from './bill-desk.js';
import { READ_COLUMNS, READING_COLUMNS, readRows } from './read-rows.js';
import { UsageDesk } from './usage-desk.js';

const PAYMENT_COLUMNS = ['payment_number', 'account_id', 'received_at', 'source', 'amount_cents', 'entry_number'];

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
  readonly #balances = new OpenBalances();
  #planned: PlannedPayment[] = [];

  constructor(town: Town, billDesk: BillDesk, commandNumber: number) {
    this.#town = town;
    this.#billDesk = billDesk;
    this.#commandNumber = commandNumber;
  }

  /** Writes the payments received before the run's bills, the run's reads and, of a posted run, its bills. */
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
        return this.#billDesk.makeBill(stop, account, run, usageOf.get(account.accountId) ?? 0);
      }),
    );
    const entries = bills.map(({ entry }) => entry);
    const numbers = await this.#append(trx, entries);
    const numbered = bills.map(({ bill }, index) => ({ ...bill, entryNumber: numbers[index] ?? null }));
    await writeBills(trx, numbered);
    this.counts.bills += bills.length;
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
    const rows = made.map(({ payment, amountCents }, index) => [
      this.counts.payments + 1 + index,
      payment.accountId,
      payment.receivedAt,
      payment.source,
      amountCents,
      numbers[index] ?? null,
    ]);
    await bulkInsert(trx, 'payment', PAYMENT_COLUMNS, rows);
    this.counts.payments += rows.length;
  }

  /** Settles a payment by what is owed when it comes; null when nothing is owed. */
  #makePayment(payment: PlannedPayment): PaymentMade | null {
    const { accountId, receivedOn, source, share, extraCents } = payment;
    const owed = this.#balances.owedBy(accountId);
    const part = Math.floor(this.#balances.totalOwedBy(accountId) * share);
    if (part <= 0) return null;
    const amountCents = cents(part + extraCents);
    const memo = `Payment, ${source.toLowerCase()}`;
    return { payment, amountCents, entry: paymentEntry({ accountId, receivedOn, amountCents, owed, memo }) };
  }

  /** Appends the entries there are, and gives each place its number, or null where there was nothing to record. */
  async #append(trx: Database, entries: readonly (JournalEntry | null)[]): Promise<(number | null)[]> {
    const real = entries.filter((entry) => entry !== null);
    for (const entry of real) this.#balances.follow(entry);
    const numbers = await appendEntries(trx, real, this.#commandNumber);
    const numberOf = new Map(real.map((entry, index) => [entry, numbers[index] ?? null]));
    return entries.map((entry) => (entry === null ? null : (numberOf.get(entry) ?? null)));
  }
}

interface PaymentMade {
  readonly payment: PlannedPayment;
  readonly amountCents: Cents;
  readonly entry: JournalEntry;
}

function byMoment(a: PlannedPayment, b: PlannedPayment): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
  return a.accountId < b.accountId ? -1 : 1;
}
