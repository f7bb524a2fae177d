import { ModelAccount, sumOf, type Applied, type CreditKind, type ModelCredit } from './model-account.js';
import { CASH, collectedAt, creditedAt, receivableOf, UNAPPLIED } from './model-chart.js';
import { distribute, type ModelRules, type Paid } from './model-rules.js';

/** Cents of a charge type; a credit is negative. */
export interface ModelCharge {
  readonly type: string;
  readonly amount: number;
}

export interface ModelPosting {
  readonly ledgerAccount: string;
  /** Cents; debits are positive. */
  readonly amount: number;
  readonly on: string;
}

/** An entry of an account as it was posted. */
export interface ModelEntry {
  readonly accountId: string;
  readonly entry: number;
  readonly postings: readonly ModelPosting[];
}

interface ChargeTerms {
  readonly on: string;
  readonly dueOn: string;
  readonly isBilled?: boolean;
  /** The entry that it is made by, where others are made by it. */
  readonly entry?: number;
}

const END_OF_TIME = '9999-12-31';

/**
 * The books as plain lists in memory, by rules stated here and beside the operations in words of their own: what the
 * ledger in the database is compared with. Nothing of the product is used.
 */
export class LedgerModel {
  readonly rules: ModelRules;
  readonly accounts = new Map<string, ModelAccount>();
  readonly postings: ModelPosting[] = [];
  #entries = 0;

  constructor(rules: ModelRules, accountIds: readonly string[]) {
    this.rules = rules;
    for (const accountId of accountIds) this.accounts.set(accountId, new ModelAccount());
  }

  account(accountId: string): ModelAccount {
    const account = this.accounts.get(accountId);
    if (!account) throw new RangeError(`The model has no account ${accountId}.`);
    return account;
  }

  newEntry(): number {
    this.#entries += 1;
    return this.#entries;
  }

  /** Cents by ledger account up to a day, without those that are even. */
  totalsAt(day: string): [ledgerAccount: string, cents: number][] {
    const totals = new Map<string, number>();
    for (const { ledgerAccount, amount, on } of this.postings) {
      if (on <= day) totals.set(ledgerAccount, (totals.get(ledgerAccount) ?? 0) + amount);
    }
    return [...totals].filter(([, cents]) => cents !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Corrections one after the other, due at once where they are charges; then credit pays what is open. Gives their entries. */
  adjust(accountId: string, charges: readonly ModelCharge[], on: string): ModelEntry[] {
    const entries = charges.map((charge): ModelEntry => {
      const [entry, before] = [this.newEntry(), this.postings.length];
      this.charge(accountId, charge, { on, dueOn: on, entry });
      return { accountId, entry, postings: this.postings.slice(before) };
    });
    this.useCredit(accountId, on, on);
    return entries;
  }

  /** Money that came on a day and was entered today pays what was charged by then; what is left over is credit. */
  pay(accountId: string, amount: number, on: string, today: string): Paid[] {
    return [...this.receive(accountId, amount, on), ...this.useCredit(accountId, on, today)];
  }

  /** The same, before credit pays anything. */
  receive(accountId: string, amount: number, on: string, from = CASH): Paid[] {
    const account = this.account(accountId);
    const charged = account.items.filter(({ chargedOn }) => chargedOn <= on);
    const paid = distribute(amount, charged, on, this.rules);
    const entry = this.newEntry();
    this.post(from, amount, on);
    this.settle(paid, on, 'payment', entry);
    this.addCredit(account, amount - sumOf(paid), on);
    account.payments.push({ entry, amount, isReturned: false });
    return paid;
  }

  /** Credit pays what is open, on the first day on which both were there; then what is open only since, today. */
  useCredit(accountId: string, from: string, today: string): Paid[] {
    return [from, ...(from < today ? [today] : [])].flatMap((day) => this.#useCreditFrom(accountId, day));
  }

  #useCreditFrom(accountId: string, from: string): Paid[] {
    const account = this.account(accountId);
    const credit = account.creditAt(END_OF_TIME);
    const paid = credit === 0 ? [] : distribute(credit, account.items, from, this.rules);
    if (paid.length === 0) return [];
    const days = [from, ...account.credit.map(({ on }) => on), ...paid.map(({ item }) => item.chargedOn)];
    const day = days.sort().at(-1) ?? from;
    this.settle(paid, day, 'application');
    this.addCredit(account, -sumOf(paid), day);
    return paid;
  }

  /** A charge is owed; a credit pays what is open of its type, and the rest of it is credit of the account. */
  charge(accountId: string, { type, amount }: ModelCharge, terms: ChargeTerms): void {
    const account = this.account(accountId);
    const { on, dueOn, isBilled = false, entry = this.newEntry() } = terms;
    if (amount > 0) {
      account.items.push({ type, amount, chargedOn: on, dueOn, isBilled, entry, paid: [] });
      this.post(receivableOf(type), amount, on);
      this.post(creditedAt(type, this.rules), -amount, on);
    }
    if (amount < 0) {
      const own = account.items.filter((item) => item.type === type && item.chargedOn <= on);
      const paid = distribute(-amount, own, on, this.rules);
      // What nobody has paid yet is taken back where it stands, and what was paid where paid money went.
      this.post(creditedAt(type, this.rules), sumOf(paid), on);
      this.post(collectedAt(type), -amount - sumOf(paid), on);
      this.credit(paid, on, 'correction', entry);
      this.addCredit(account, -amount - sumOf(paid), on);
    }
  }

  /** Pays items with money, which makes the City's share of them due to it. */
  settle(paid: readonly Paid[], on: string, kind: CreditKind, entry = this.newEntry()): void {
    this.credit(paid, on, kind, entry);
    this.collect(paid, on);
  }

  /** What was waiting to be collected goes to where it is due. */
  collect(paid: readonly Paid[], on: string): void {
    for (const { item, amount } of paid) {
      this.post(creditedAt(item.type, this.rules), amount, on);
      this.post(collectedAt(item.type), -amount, on);
    }
  }

  /** Takes off items what an entry credits, by one credit for each type of charge. */
  credit(paid: readonly Paid[], on: string, kind: CreditKind, entry = this.newEntry()): void {
    const credits = new Map<string, ModelCredit>();
    for (const { item, amount } of paid) {
      const by = credits.get(item.type) ?? { kind, entry, line: credits.size };
      credits.set(item.type, by);
      item.paid.push({ on, amount, by });
      this.post(receivableOf(item.type), -amount, on);
    }
  }

  /** Takes credits back: what they had paid is open again, as old as it is. */
  takeBack(applied: readonly Applied[], on: string): void {
    for (const { item, by, amount } of applied) {
      item.paid.push({ on, amount: -amount, by });
      this.post(receivableOf(item.type), amount, on);
    }
  }

  /** Makes what money had paid credit of the account again, and due to the City no more. */
  release(account: ModelAccount, applied: readonly Applied[], on: string): void {
    if (applied.length === 0) return;
    this.newEntry();
    this.takeBack(applied, on);
    this.uncollect(applied, on);
    this.addCredit(account, sumOf(applied), on);
  }

  uncollect(applied: readonly Applied[], on: string): void {
    for (const { item, amount } of applied) {
      this.post(collectedAt(item.type), amount, on);
      this.post(creditedAt(item.type, this.rules), -amount, on);
    }
  }

  addCredit(account: ModelAccount, amount: number, on: string): void {
    if (amount === 0) return;
    account.credit.push({ on, amount });
    this.post(UNAPPLIED, -amount, on);
  }

  post(ledgerAccount: string, amount: number, on: string): void {
    if (amount !== 0) this.postings.push({ ledgerAccount, amount, on });
  }
}
