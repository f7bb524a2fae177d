import { ModelAccount, type ModelItem } from './model-account.js';
import { distribute, type ModelRules, type Paid } from './model-rules.js';

const CASH = '1010';
const UNAPPLIED = '2400';

/** The receivable of each charge type, where it is credited, and where it stands until it is collected, if it is the City's. */
const CHARGES: Readonly<Record<string, { receivable: string; credited: string; uncollected?: string }>> = {
  water: { receivable: '1110', credited: '4010' },
  'water-tax': { receivable: '1141', credited: '2200' },
  sewer: { receivable: '1120', credited: '2110', uncollected: '2115' },
  garbage: { receivable: '1130', credited: '2120', uncollected: '2125' },
};

export const MODEL_CHARGE_TYPES: readonly string[] = Object.keys(CHARGES);

/**
 * The books as plain lists in memory, by rules stated here in words of their own: what the ledger in the database is
 * compared with. Nothing of the product is used.
 */
export class LedgerModel {
  readonly rules: ModelRules;
  readonly accounts = new Map<string, ModelAccount>();
  /** Cents by ledger account; debits are positive. */
  readonly totals = new Map<string, number>();

  constructor(rules: ModelRules, accountIds: readonly string[]) {
    this.rules = rules;
    for (const accountId of accountIds) this.accounts.set(accountId, new ModelAccount());
  }

  account(accountId: string): ModelAccount {
    const account = this.accounts.get(accountId);
    if (!account) throw new RangeError(`The model has no account ${accountId}.`);
    return account;
  }

  /** Charges, in one entry, some of which may be credits; then credit that was there pays what is open. */
  bill(accountId: string, charges: readonly ModelCharge[], { on, dueOn }: { on: string; dueOn: string }): void {
    for (const charge of charges) this.#charge(accountId, charge, { on, dueOn, isBilled: true });
    this.useCredit(accountId, on);
  }

  /** Corrections one after the other, due at once where they are charges; then credit pays what is open. */
  adjust(accountId: string, charges: readonly ModelCharge[], on: string): void {
    for (const charge of charges) this.#charge(accountId, charge, { on, dueOn: on, isBilled: false });
    this.useCredit(accountId, on);
  }

  /** Money that came on a day pays what was charged by then; what is left over is credit. Gives all that was paid. */
  pay(accountId: string, amount: number, on: string): Paid[] {
    const account = this.account(accountId);
    const charged = account.items.filter(({ chargedOn }) => chargedOn <= on);
    const paid = distribute(amount, charged, on, this.rules);
    this.#post(CASH, amount);
    this.#settle(paid, on);
    this.#addCredit(account, amount - sumOf(paid), on);
    return [...paid, ...this.useCredit(accountId, on)];
  }

  /** Credit pays what is open, on the first day on which both were there. */
  useCredit(accountId: string, from: string): Paid[] {
    const account = this.account(accountId);
    const credit = account.creditAt('9999-12-31');
    const paid = credit === 0 ? [] : distribute(credit, account.items, from, this.rules);
    if (paid.length === 0) return [];
    const days = [from, ...account.credit.map(({ on }) => on), ...paid.map(({ item }) => item.chargedOn)];
    const day = days.sort().at(-1) ?? from;
    this.#settle(paid, day);
    this.#addCredit(account, -sumOf(paid), day);
    return paid;
  }

  #charge(
    accountId: string,
    { type, amount }: ModelCharge,
    terms: Omit<ModelItem, 'type' | 'amount' | 'chargedOn' | 'paid'> & { on: string },
  ): void {
    const account = this.account(accountId);
    const { on, ...rest } = terms;
    if (amount > 0) {
      account.items.push({ type, amount, chargedOn: on, ...rest, paid: [] });
      this.#post(chargeOf(type).receivable, amount);
      this.#post(this.#creditedAt(type), -amount);
    }
    if (amount < 0) {
      const own = account.items.filter((item) => item.type === type && item.chargedOn <= on);
      const paid = distribute(-amount, own, on, this.rules);
      // What nobody has paid yet is taken back where it stands, and what was paid where paid money went.
      this.#post(this.#creditedAt(type), sumOf(paid));
      this.#post(chargeOf(type).credited, -amount - sumOf(paid));
      this.#write(paid, on);
      this.#addCredit(account, -amount - sumOf(paid), on);
    }
  }

  /** Pays items with money, which makes the City's share of them due to it. */
  #settle(paid: readonly Paid[], on: string): void {
    this.#write(paid, on);
    for (const { item, amount } of paid) {
      this.#post(this.#creditedAt(item.type), amount);
      this.#post(chargeOf(item.type).credited, -amount);
    }
  }

  #write(paid: readonly Paid[], on: string): void {
    for (const { item, amount } of paid) {
      item.paid.push({ on, amount });
      this.#post(chargeOf(item.type).receivable, -amount);
    }
  }

  #addCredit(account: ModelAccount, amount: number, on: string): void {
    if (amount !== 0) account.credit.push({ on, amount });
    this.#post(UNAPPLIED, -amount);
  }

  #creditedAt(type: string): string {
    const { credited, uncollected } = chargeOf(type);
    return this.rules.cityBasis === 'collected' ? (uncollected ?? credited) : credited;
  }

  #post(ledgerAccount: string, amount: number): void {
    this.totals.set(ledgerAccount, (this.totals.get(ledgerAccount) ?? 0) + amount);
  }
}

/** Cents of a charge type; a credit is negative. */
export interface ModelCharge {
  readonly type: string;
  readonly amount: number;
}

export function receivableOf(type: string): string {
  return chargeOf(type).receivable;
}

function chargeOf(type: string) {
  const charge = CHARGES[type];
  if (!charge) throw new RangeError(`The model knows no charge type ${type}.`);
  return charge;
}

function sumOf(paid: readonly Paid[]): number {
  return paid.reduce((sum, { amount }) => sum + amount, 0);
}
