import type { DraftEntry } from '../../contract/journal-entry.js';
import { fullPeriod, partOfPeriod } from '../../domain/billing/billed-period.js';
import type { BillInput } from '../../domain/billing/bill-input.js';
import { calculateBill } from '../../domain/billing/calculate-bill.js';
import type { CalculatedBill } from '../../domain/billing/calculated-bill.js';
import type { TariffBook } from '../../domain/billing/tariff-book.js';
import { billCharges } from '../../domain/ledger/bill-charges.js';
import { chargeEntry, type AccountBooks } from '../../domain/ledger/charge-entry.js';
import type { NewBill } from '../../store/bills.js';
import type { TownAccount, TownRun, TownStop } from '../town.js';
import { TARIFF_OF } from './load-tariffs.js';

/** A bill that is ready to post; a bill of zero has no entry. */
export interface TownBill {
  readonly bill: Omit<NewBill, 'entryNumber'>;
  readonly entry: DraftEntry | null;
}

/** Makes the town's bills. Many households use alike, so what was priced once is not priced again. */
export class BillDesk {
  readonly #tariffs: TariffBook;
  /** A tariff asks for dates or days. */
  readonly #dated: boolean;
  readonly #priced = new Map<string, CalculatedBill>();

  constructor(tariffs: TariffBook) {
    this.#tariffs = tariffs;
    this.#dated = tariffs.needs('read_date') || tariffs.needs('days_billed');
  }

  /** The account's bill for a run. Throws as calculateBill does. */
  makeBill(stop: TownStop, account: TownAccount, run: TownRun, usageGallons: number, books: AccountBooks): TownBill {
    const { accountId, rateClass, openedOn, closedOn } = account;
    const { billRunId, billedOn, dueOn } = run;
    const period = partOfPeriod(fullPeriod(run.periodFrom, run.periodTo), openedOn, closedOn);
    const { from: periodFrom, to: periodTo } = period;
    const { charges, totalCents } = this.#price({
      rateClass,
      period,
      billedTo: openedOn < periodFrom ? periodFrom : null,
      billedOn,
      usageGallons,
      meterSize: stop.meters.at(-1)?.size ?? null,
      // The shipped tariffs ask neither for readings nor for past bills.
      registers: [],
      pastBills: [],
      data: account.data.map((datum) => ({ ...datum, service: null, effectiveFrom: openedOn })),
      services: account.services.map((service) => ({ ...service, tariffId: TARIFF_OF[service.service] })),
    });
    const memo = `Bill ${periodFrom} to ${periodTo}`;
    return {
      bill: {
        billRunId,
        accountId,
        periodFrom,
        periodTo,
        billedOn,
        dueOn,
        usageGallons,
        totalCents,
        rateClass,
        charges,
      },
      entry: chargeEntry(
        { kind: 'bill', accountId, effectiveOn: billedOn, memo, charges: billCharges(charges, books.chart) },
        books,
      ),
    };
  }

  #price(input: BillInput): CalculatedBill {
    const key = this.#keyOf(input);
    const known = this.#priced.get(key);
    if (known) return known;
    const calculated = calculateBill(input, this.#tariffs);
    this.#priced.set(key, calculated);
    return calculated;
  }

  /** Everything that a price depends on; of the dates, only which versions are in force, unless a tariff asks for them. */
  #keyOf({ rateClass, period, billedOn, usageGallons, meterSize, services, data }: BillInput): string {
    const parts = services.map(({ service, tariffId, carts, unmeteredGallons }) => {
      const version = this.#tariffs.versionOn(tariffId, service === 'garbage' ? billedOn : period.to);
      const { crossing } = version.compiled.settings;
      const days = this.#dated || crossing === 'days' ? `${period.from}:${period.to}:${billedOn}` : '';
      return `${version.tariffVersionId}:${carts ?? ''}:${unmeteredGallons ?? ''}:${days}`;
    });
    const said = data
      .filter(({ name }) => this.#tariffs.needs(name))
      .map(({ name, value }) => `${name}:${value ?? ''}`);
    return `${rateClass}|${usageGallons}|${meterSize ?? ''}|${said.join()}|${parts.join('|')}`;
  }
}
