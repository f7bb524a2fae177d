/** A charge of an account with everything that was ever paid on it, in the order of writing. Dates are YYYY-MM-DD, money cents. */
export interface ModelItem {
  readonly type: string;
  readonly chargedOn: string;
  readonly dueOn: string;
  readonly amount: number;
  readonly isBilled: boolean;
  readonly paid: { readonly on: string; readonly amount: number }[];
}

/** An account as a plain list of charges and of movements of its credit; a movement above zero adds credit. */
export class ModelAccount {
  readonly items: ModelItem[] = [];
  readonly credit: { readonly on: string; readonly amount: number }[] = [];

  creditAt(day: string): number {
    return this.credit.reduce((sum, { on, amount }) => (on <= day ? sum + amount : sum), 0);
  }

  /** What it owes at the end of a day, credit taken off. */
  balanceAt(day: string): number {
    const charged = this.items.filter(({ chargedOn }) => chargedOn <= day);
    return charged.reduce((sum, item) => sum + openAt(item, day), 0) - this.creditAt(day);
  }
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
