import type { CalendarDate } from '../../contract/calendar-date.js';
import type { BillInput } from './bill-input.js';
import { calculateBill } from './calculate-bill.js';
import type { CalculatedBill } from './calculated-bill.js';
import { catchUpBill, type HeldPeriod } from './catch-up-bill.js';
import type { TariffBook } from './tariff-book.js';

/** So many are remembered: the bills of a city. When there are more, all are forgotten and remembered anew. */
const BILLS_KEPT_MAX = 50_000;

/**
 * Calculates bills, and remembers each by all that it is made of: households use alike, and of a run that is calculated
 * again only those bills are whose read, account or rates changed. What is remembered is never out of date, for it is found
 * only by the very facts and the very rates that it came from. Bills made of the same are one object.
 */
export class PricedBills {
  readonly #bills = new Map<string, CalculatedBill>();
  /** A short name for the rates of a tariff, which are a long text. */
  readonly #rates = new Map<string, number>();
  /** What many bills have in common is one object, and is written down once. */
  readonly #texts = new WeakMap<object, string>();

  /** The bill of an account, with the periods that runs before left it out of. Throws as calculateBill and catchUpBill do. */
  price(input: BillInput, held: readonly HeldPeriod[], tariffs: TariffBook): CalculatedBill {
    const key = this.#keyOf(input, held, tariffs);
    const known = this.#bills.get(key);
    if (known !== undefined) return known;
    const bill = held.length === 0 ? calculateBill(input, tariffs) : catchUpBill(input, held, tariffs);
    if (this.#bills.size >= BILLS_KEPT_MAX) this.#bills.clear();
    this.#bills.set(key, bill);
    return bill;
  }

  /** All that a bill is made of: the facts of the account, and the rates that could be in force on any of its days. */
  #keyOf(input: BillInput, held: readonly HeldPeriod[], tariffs: TariffBook): string {
    const { rateClass, period, billedTo, billedOn, meterSize, usageGallons, services } = input;
    const { registers, data, pastBills } = input;
    const own = JSON.stringify([usageGallons, rateClass, meterSize, billedTo, billedOn]);
    const common = `${this.#textOf(period)} ${this.#textOf(services)}`;
    const lastDay = billedOn > period.to ? billedOn : period.to;
    const rates = this.#ratesOf(services, lastDay, tariffs);
    if (registers.length + data.length + pastBills.length + held.length === 0) return `${own} ${common} ${rates}`;
    const ratesBefore = held.map((before) => this.#ratesOf(before.services, lastDay, tariffs));
    return `${own} ${common} ${rates} ${JSON.stringify([registers, data, pastBills, held, ratesBefore])}`;
  }

  #ratesOf(services: BillInput['services'], lastDay: CalendarDate, tariffs: TariffBook): string {
    let names = '';
    for (const { tariffId } of services) {
      const rates = tariffs.ratesUpTo(tariffId, lastDay);
      const name = this.#rates.get(rates) ?? this.#rates.size;
      this.#rates.set(rates, name);
      names += `,${name}`;
    }
    return names;
  }

  #textOf(facts: object): string {
    const known = this.#texts.get(facts);
    if (known !== undefined) return known;
    const text = JSON.stringify(facts);
    this.#texts.set(facts, text);
    return text;
  }
}
