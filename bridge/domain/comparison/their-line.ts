import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { Exact } from '../metering/exact.js';

/** Usage as the other system shows it. */
export interface TheirUsage {
  /** Gallons of all its lines. */
  readonly gallons: Exact;
  /** The gallons of the last digit that is shown: 5 kgal may be anything near 5,000 gallons, 5.230 kgal only 5,230. */
  readonly resolution: Exact;
  /** Gallons of one line, where several lines all have the same: each of them may tell the usage of them all. */
  readonly ofEachLine: Exact | null;
}

/** What the system in use now charges an account for a service, all lines of the file for it added up. */
export interface TheirLine {
  readonly accountId: string;
  readonly service: ServiceName;
  /** The lines of the file, at least one. */
  readonly lines: readonly number[];
  /** Null where the file has none. */
  readonly usage: TheirUsage | null;
  readonly chargeCents: Cents;
  /** Empty where the file has none; several are parted by a comma. */
  readonly rateCode: string;
  /** What the lines come to where those that are the same count once; null where no two are the same. */
  readonly once: LinesOnce | null;
}

/** Lines of which some stand in the file more than once. */
export interface LinesOnce {
  readonly usage: TheirUsage | null;
  readonly chargeCents: Cents;
  /** The lines of the file that are the same, for each such line. */
  readonly same: readonly (readonly number[])[];
}
