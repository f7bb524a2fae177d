import type { CalendarDate } from '../../contract/calendar-date.js';
import { TariffError } from '../../contract/tariff-document.js';
import {
  feeComponent,
  feeDatum,
  inYearSpan,
  planOf,
  priceCents,
  usageInput,
  type BillInputs,
  type CentsBill,
  type ClassSettings,
  type CompiledTariff,
  type WinterAverage,
  scalesWithDays,
} from '../tariff/index.js';
import type { WinterAverageRule } from './winter-average.js';

/** A fee that a class charges by its number. */
export interface ClassFee {
  /** `fee_NAME`, the account's data that say its number. */
  readonly datum: string;
  /** The component of its line. */
  readonly component: string;
}

/** What billing asks of one class of a tariff version, worked out once. */
export interface ClassBilling {
  /** Tells whether the class uses the name as data. */
  readonly needs: (name: string) => boolean;
  readonly winterAverage: WinterAverageRule | null;
  /** Tells whether the winter average counts on the read date. */
  readonly averages: (readOn: CalendarDate) => boolean;
  /**
   * Where a period is divided by days: true when every line scales with days or use, so that parts make up the whole.
   * Else the whole is priced, and the days' share of each line is taken, so that nothing fixed is charged twice.
   */
  readonly pricesParts: boolean;
  /** The taxes of the class, in words. */
  readonly taxes: readonly string[];
  /** Tells whether the class is a programme, which ends for an account. */
  readonly isProgramme: boolean;
  /** Gallons as text in the file's billing unit. Throws CurbstopError: wrong-gallons, unknown-bill-unit. */
  readonly toBillingUnit: (gallons: number) => string;
  /** The fees of the class that these data are priced in: where a programme has ended, the class after it. Throws TariffError. */
  readonly fees: (inputs: BillInputs) => readonly ClassFee[];
  /** Throws TariffError. */
  readonly price: (inputs: BillInputs) => CentsBill;
}

const known = new WeakMap<CompiledTariff, Map<string, ClassBilling>>();

/** What billing asks of a class; it is worked out once per tariff version. Throws TariffError `unknown-class` and the like. */
export function classBilling(tariff: CompiledTariff, className: string): ClassBilling {
  let classes = known.get(tariff);
  if (classes === undefined) known.set(tariff, (classes = new Map<string, ClassBilling>()));
  let billing = classes.get(className);
  if (billing === undefined) classes.set(className, (billing = workOut(tariff, className)));
  return billing;
}

/** Tells whether any class of the tariff uses the name as data; a class that can't be compiled needs nothing. */
export function anyClassNeeds(tariff: CompiledTariff, name: string): boolean {
  return tariff.classes.some((className) => findClass(tariff, className)?.needs(name) === true);
}

/** The classes of the tariff that are programmes, which end for an account; one that can't be compiled is none. */
export function programmeClasses(tariff: CompiledTariff): string[] {
  return tariff.classes.filter((className) => findClass(tariff, className)?.isProgramme === true);
}

/** Null where the class can't be compiled. */
function findClass(tariff: CompiledTariff, className: string): ClassBilling | null {
  try {
    return classBilling(tariff, className);
  } catch (error) {
    if (error instanceof TariffError) return null;
    throw error;
  }
}

function workOut(tariff: CompiledTariff, className: string): ClassBilling {
  const { settings, metadata } = tariff;
  const plans = plansOf(tariff, className);
  const names = new Set(plans.flatMap((plan) => plan.slots.map(({ name }) => name)));
  // These are asked for by what the settings imply, without a slot of their own.
  if (plans.length > 1) names.add('programme_ends');
  if (settings.seasons.length > 0 || plans.length > 1 || plans.some((plan) => isSeasonal(plan.settings))) {
    names.add('read_date');
  }
  const averages = plans.map((plan) => plan.settings.usage.winterAverage);
  return {
    needs: (name) => names.has(name),
    winterAverage: averages.find((average) => average !== null) ?? null,
    averages: (readOn) => averages.some((average) => average !== null && isWithin(average, readOn)),
    pricesParts: plans.every((plan) => hasPlainUsage(plan.settings) && scalesWithDays(plan)),
    taxes: plans[0]?.settings.taxes.map(({ description }) => description) ?? [],
    isProgramme: plans.length > 1,
    toBillingUnit: (gallons) => usageInput(gallons, metadata.billUnit, settings.gallonsPerCcf),
    fees: (inputs) =>
      planOf(tariff, className, inputs).settings.fees.map(({ fee }) => {
        return { datum: feeDatum(fee), component: feeComponent(fee) };
      }),
    price: (inputs) => priceCents(tariff, className, inputs),
  };
}

/** The class, and the one that it becomes when its programme ends. */
function plansOf(tariff: CompiledTariff, className: string): ReturnType<CompiledTariff['plan']>[] {
  const plan = tariff.plan(className);
  const { programme } = plan.settings;
  return programme === null ? [plan] : [plan, tariff.plan(programme.then)];
}

function isSeasonal({ usage: { winterAverage } }: ClassSettings): boolean {
  return winterAverage !== null && winterAverage.within !== null;
}

function isWithin({ within }: WinterAverage, readOn: CalendarDate): boolean {
  return within === null || inYearSpan(readOn.slice(5), within);
}

/** Averages, caps and rounding are of a whole period's use; a part of it would have them too often. */
function hasPlainUsage({ usage: { winterAverage, maximum, rounding } }: ClassSettings): boolean {
  return winterAverage === null && maximum === null && rounding === null;
}
