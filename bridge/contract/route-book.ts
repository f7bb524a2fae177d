import type { CalendarDate } from './calendar-date.js';
import type { WaterUnit } from './metering.js';

/** One register that a reader is sent to, as a route book holds it before it is put into a vendor's words. */
export interface RouteBookStop {
  readonly sequence: number;
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly premisesId: string;
  readonly meterId: string;
  /** The meter's size, such as 5/8". */
  readonly meterSize: string;
  readonly maker: string;
  /** The serial of the radio endpoint; empty where the meter is read by eye. */
  readonly endpointSerial: string;
  /** 1 for the only or low register, 2 for the high one of a compound meter. */
  readonly registerNumber: number;
  readonly isCompound: boolean;
  readonly dials: number;
  readonly decimals: number;
  readonly fixedZeros: number;
  /** Exact decimal text. */
  readonly multiplier: string;
  readonly unit: WaterUnit;
  /** Zero-padded as the dials show it, and the day on which it was read. */
  readonly previousReading: string;
  readonly previousOn: CalendarDate;
  /** Limits as reading values, zero-padded as the dials show them; null where no use is known to limit. */
  readonly highReading: string | null;
  readonly lowReading: string | null;
  /** The same limits as counts used since the previous reading, without the multiplier. */
  readonly highCounts: number | null;
  readonly lowCounts: number | null;
  /** An account that moved out and waits for its final bill. */
  readonly isFinal: boolean;
  /** Why the reader is sent again; empty on a first walk. */
  readonly rereadReason: string;
}

/** The stops of one route in walking order. */
export interface RouteBookRoute {
  readonly routeId: string;
  readonly name: string;
  readonly stops: readonly RouteBookStop[];
}

/** What a handheld, a laptop or a network is loaded with: the route books of a cycle. */
export interface RouteBook {
  readonly utilityName: string;
  readonly cycleId: string;
  /** The day on which the cycle is read. */
  readonly readOn: CalendarDate;
  readonly routes: readonly RouteBookRoute[];
}

/** A file that was written for a device. */
export interface RouteBookFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}
