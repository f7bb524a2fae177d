/** What an entry credited to charges of one type; its parts on items say which it pays. */
export interface ModelCredit {
  readonly kind: CreditKind;
  /** The place of its entry among all entries, and its own in the entry. */
  readonly entry: number;
  readonly line: number;
}

export type CreditKind = 'payment' | 'application' | 'correction' | 'deposit' | 'transfer' | 'write-off';

/** A charge of an account with everything that was ever paid on it, in the order of writing. Dates are YYYY-MM-DD, money cents. */
export interface ModelItem {
  readonly type: string;
  readonly chargedOn: string;
  readonly dueOn: string;
  readonly amount: number;
  readonly isBilled: boolean;
  /** The entry that charged it. */
  readonly entry: number;
  /** A part below zero takes back what the credit had paid. */
  readonly paid: { readonly on: string; readonly amount: number; readonly by: ModelCredit }[];
}

/** So much of an item as one credit pays, as it stands, and the last day on which that changed. */
export interface Applied {
  readonly item: ModelItem;
  readonly by: ModelCredit;
  readonly amount: number;
  readonly on: string;
}

export interface ModelPayment {
  readonly entry: number;
  readonly amount: number;
  isReturned: boolean;
}

interface Movement {
  readonly on: string;
  readonly amount: number;
}

/** An account as a plain list of charges and of movements of its credit and its deposit; one above zero adds to it. */
export class ModelAccount {
  readonly items: ModelItem[] = [];
  readonly credit: Movement[] = [];
  readonly deposit: Movement[] = [];
  /** What is to be refunded, less what was. */
  refunds = 0;
  /** In the order of writing. */
  readonly payments: ModelPayment[] = [];
  /** Of bills that stand. */
  readonly dueDates: string[] = [];
  /** Type and due date of each late charge. */
  readonly lateCharges: { readonly type: string; readonly dueOn: string }[] = [];

  creditAt(day: string): number {
    return sumUntil(this.credit, day);
  }

  depositAt(day: string): number {
    return sumUntil(this.deposit, day);
  }

  /** What it owes at the end of a day, credit taken off. */
  balanceAt(day: string): number {
    const charged = this.items.filter(({ chargedOn }) => chargedOn <= day);
    return charged.reduce((sum, item) => sum + openAt(item, day), 0) - this.creditAt(day);
  }

  /** What pays what, by the age of the credits. */
  applied(): Applied[] {
    const pairs = this.items.flatMap((item) =>
      [...new Set(item.paid.map(({ by }) => by))].map((by) => {
        const parts = item.paid.filter((part) => part.by === by);
        const on =
          parts
            .map((part) => part.on)
            .sort()
            .at(-1) ?? '';
        return { item, by, on, amount: parts.reduce((sum, part) => sum + part.amount, 0) };
      }),
    );
    const standing = pairs.filter(({ amount }) => amount > 0);
    return standing.sort((a, b) => a.by.entry - b.by.entry || a.by.line - b.by.line);
  }
}

function sumUntil(movements: readonly Movement[], day: string): number {
  return movements.reduce((sum, { on, amount }) => (on <= day ? sum + amount : sum), 0);
}

/** What is open of an item at the end of a day. */
export function openAt({ chargedOn, amount, paid }: ModelItem, day: string): number {
  return chargedOn <= day ? amount - paid.reduce((sum, part) => (part.on <= day ? sum + part.amount : sum), 0) : 0;
}

/** What may still be paid by something of a day: the least that is open on any day from then on. */
export function payableFrom(item: ModelItem, day: string): number {
  const days = [day, item.chargedOn, ...item.paid.map(({ on }) => on)].filter(
    (each) => each >= day && each >= item.chargedOn,
  );
  return Math.min(...days.map((each) => openAt(item, each)));
}

/** Takes from what is applied, in the order given, until an amount is reached or nothing is left. */
export function takeFrom(applied: readonly Applied[], amount: number): Applied[] {
  let left = amount;
  const taken = applied.map((each) => {
    const part = Math.min(left, each.amount);
    left -= part;
    return { ...each, amount: part };
  });
  return taken.filter((each) => each.amount > 0);
}

/** The newest credits first, their parts in the order of the items. */
export function newestFirst(applied: readonly Applied[]): Applied[] {
  return applied.toSorted((a, b) => b.by.entry - a.by.entry || b.by.line - a.by.line);
}

export function sumOf(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}
