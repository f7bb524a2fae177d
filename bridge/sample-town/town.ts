import type { AccountInputName } from '../contract/account-inputs.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import type { RateClass, ServiceName } from '../contract/services.js';

/** How large a made-up town is, which one of all possible it is, and the day on which it stands. */
export interface TownPlan {
  readonly accounts: number;
  readonly seed: number;
  readonly asOf: CalendarDate;
}

export interface TownRun {
  readonly billRunId: string;
  readonly cycleId: string;
  /** 0 is the oldest posted run of the cycle; the last is open. */
  readonly index: number;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly status: 'open' | 'posted';
}

export interface TownRoute {
  readonly routeId: string;
  readonly cycleId: string;
  readonly name: string;
}

export interface TownCustomer {
  readonly customerId: number;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

export interface TownService {
  readonly service: ServiceName;
  readonly carts: number | null;
  readonly unmeteredGallons: number | null;
}

/** What tariffs may ask of an account beyond its services and meters. */
export interface TownDatum {
  readonly name: AccountInputName;
  readonly value: string;
}

/** How an account pays its bills. */
export type PaymentHabit = 'prompt' | 'late' | 'partial' | 'overpays' | 'arrears';

export interface TownAccount {
  readonly accountId: string;
  /** "01" for the first occupant of a premises, "02" for the next. */
  readonly occupant: string;
  readonly customer: TownCustomer;
  readonly rateClass: RateClass;
  readonly status: 'active' | 'final' | 'closed';
  readonly openedOn: CalendarDate;
  readonly closedOn: CalendarDate | null;
  readonly services: readonly TownService[];
  readonly data: readonly TownDatum[];
  readonly notes: readonly string[];
  readonly habit: PaymentHabit;
  /** Gallons on a day without garden or weather. */
  readonly gallonsPerDay: number;
}

export type RegisterUnit = 'GAL' | 'CUBIC_FEET';

export interface TownRegister {
  readonly registerNumber: number;
  readonly dials: number;
  readonly multiplier: number;
  readonly unit: RegisterUnit;
  /** The part of the meter's flow that this register sees. */
  readonly share: number;
  /** What it showed when the story begins: the install, or the start of the first period. */
  readonly startValue: number;
}

export interface TownMeter {
  readonly meterId: string;
  readonly size: string;
  readonly maker: string;
  readonly endpoint: string;
  readonly isCompound: boolean;
  readonly registers: readonly TownRegister[];
  readonly installedOn: CalendarDate;
  readonly removedOn: CalendarDate | null;
}

/** What was put into the town on purpose, so that every rule of the trade has someone to meet it. */
export const plantedCaseKinds = [
  'leak',
  'stopped-meter',
  'change-out',
  'move',
  'rollover',
  'estimated-read',
  'arrears',
  'move-in-open-run',
  'rollover-due',
  'new-connection',
  'moved-out',
  'no-use',
  'overpayment',
  'partial-payment',
  'late-payment',
] as const;
export type PlantedCaseKind = (typeof plantedCaseKinds)[number];

/** A planted case and the index of the run in which it begins. */
export interface PlantedCase {
  readonly kind: PlantedCaseKind;
  readonly runIndex: number;
}

/** One stop of a route: a premises with whoever lived there and the meters that stood there. */
export interface TownStop {
  readonly premisesId: string;
  readonly routeId: string;
  readonly cycleId: string;
  readonly sequence: number;
  readonly address: string;
  readonly kindId: string;
  /** How much of the yearly swing of garden watering this stop shows; 0 is none. */
  readonly season: number;
  readonly accounts: readonly TownAccount[];
  readonly meters: readonly TownMeter[];
  readonly planted: PlantedCase | null;
}

export interface Town {
  readonly plan: TownPlan;
  /** In the order in which they are billed. */
  readonly runs: readonly TownRun[];
  readonly routes: readonly TownRoute[];
  /** In route and walking order. */
  readonly stops: readonly TownStop[];
}

export const CITY = { city: 'Alabaster', state: 'AL', zip: '35007' } as const;
