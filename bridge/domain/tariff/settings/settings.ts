import type { Decimal } from 'decimal.js';
import type { TariffPosition, TariffScalar } from '../../../contract/tariff-document.js';
import type { RoundingHow } from '../exact/exact.js';

/** Where money is rounded: every line's component before anything uses it, every line, or the bill once. */
export interface BillRounding {
  readonly at: 'component' | 'line' | 'bill';
  readonly how: RoundingHow;
}

export type LineKind = 'charge' | 'credit' | 'tax' | 'fee';

/** A line of the bill: the component that it shows, and its text for the customer. */
export interface LineSetting {
  readonly component: string;
  readonly description: string;
  readonly kind: LineKind;
}

/** A line as the file names it. */
export interface NamedLine extends LineSetting {
  readonly at: TariffPosition;
}

/** What a tariff allows for an input, e.g. whole carts, at least one, at most four. */
export interface InputSetting {
  readonly name: string;
  readonly whole: boolean;
  readonly decimals: number | null;
  readonly minimum: Decimal | null;
  readonly maximum: Decimal | null;
  /** Stands in where the data say nothing. */
  readonly default: string | null;
}

/** A day of any year as "MM-DD". */
export interface YearSpan {
  readonly from: string;
  readonly to: string;
}

export interface WinterAverage {
  readonly use: 'lesser' | 'average';
  /** The read dates on which it counts; null for all. */
  readonly within: YearSpan | null;
  /** What a customer without an average is billed by; null for actual use. */
  readonly otherwise: TariffScalar | null;
  readonly method: 'mean_of_bills' | 'days';
  /** The months (1 to 12) whose bills make the average. */
  readonly months: readonly number[];
  /** The days of an average month in the method "days". */
  readonly days: Decimal;
}

export interface UsageRounding {
  /** In billing units. */
  readonly to: Decimal;
  readonly how: RoundingHow;
  readonly at: 'usage' | 'register';
}

/** How use becomes billed use, in this order but for a register's rounding, which comes first. */
export interface UsageSettings {
  /** The decimals that usage may have; null for what the billing unit allows. */
  readonly decimals: number | null;
  readonly winterAverage: WinterAverage | null;
  readonly share: Decimal | null;
  readonly maximum: TariffScalar | null;
  readonly rounding: UsageRounding | null;
}

/** The first units of a component that are free. */
export interface Allowance {
  readonly component: string;
  readonly usage: TariffScalar;
  readonly tiers: 'total' | 'after';
  readonly at: TariffPosition;
}

/** What a factor multiplies. */
export interface Multiplier {
  readonly times: readonly TariffScalar[];
  readonly tiers: readonly TariffScalar[];
  readonly allowances: boolean;
}

export interface Proration extends Multiplier {
  /** Takes the place of the period's own days; null for these. */
  readonly periodDays: Decimal | null;
  /** Bills of so many days are of a full period, and not prorated; null where only the period's own days are. */
  readonly fullPeriodDays: DayRange | null;
}

/** A number of days from one to another, both included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** An amount with what it grows by. */
export interface Bound {
  readonly amount: TariffScalar;
  readonly perUnit: boolean;
  readonly prorated: boolean;
}

export interface Limit {
  readonly component: string;
  readonly minimum: Bound | null;
  readonly maximum: Bound | null;
  readonly at: TariffPosition;
}

export interface BillBound extends Bound {
  readonly description: string;
}

export interface Tax {
  readonly component: string;
  readonly description: string;
  readonly rate: Decimal;
  readonly on: readonly TariffScalar[];
  /** The data name that says "yes" for who pays none; null for nobody. */
  readonly exempt: string | null;
  readonly at: TariffPosition;
}

export interface Fee {
  /** The fee's name; the data "fee_NAME" say how many. */
  readonly fee: string;
  readonly description: string;
  readonly amount: TariffScalar;
  readonly at: TariffPosition;
}

/** A programme that ends: after the data `programme_ends` the account is priced in another class. */
export interface Programme {
  readonly then: string;
  readonly at: TariffPosition;
}

/** How a class is billed, beyond what plain OWRS says. */
export interface ClassSettings {
  readonly rounding: BillRounding;
  readonly inputs: readonly InputSetting[];
  readonly usage: UsageSettings;
  readonly allowances: readonly Allowance[];
  readonly dwellingUnits: Multiplier | null;
  readonly proration: Proration | null;
  readonly limits: readonly Limit[];
  readonly billMinimum: BillBound | null;
  readonly billMaximum: BillBound | null;
  readonly taxes: readonly Tax[];
  readonly fees: readonly Fee[];
  /** Empty when the file names no lines: the bill is then one line. */
  readonly lines: readonly NamedLine[];
  readonly programme: Programme | null;
}

/** The settings that one class has in place of the common ones. */
export interface OwnSettings {
  readonly settings: ClassSettings;
  readonly at: TariffPosition;
}

/** A named part of the year. */
export interface Season extends YearSpan {
  readonly name: string;
}

/** What Curbstop adds to a rate file, from `metadata: curbstop:`. Plain OWRS files have none of it. */
export interface TariffSettings {
  /** The service that the tariff prices; null when the file does not say. */
  readonly service: string | null;
  readonly title: string;
  readonly source: string;
  /** True for invented rates that ship for trying and must be replaced. */
  readonly sample: boolean;
  readonly gallonsPerCcf: '748.05' | '748';
  /** How a period that crosses into this version is billed. */
  readonly crossing: 'read_date' | 'days';
  readonly seasons: readonly Season[];
  readonly common: ClassSettings;
  readonly classes: ReadonlyMap<string, OwnSettings>;
}
