import type { CalendarDate } from '../../contract/calendar-date.js';
import type { MeterState } from '../../contract/sheets/meters.js';
import type { Register } from '../metering/register.js';

/** A meter as it was made. */
export interface Meter {
  readonly meterId: string;
  /** Such as 5/8". */
  readonly size: string;
  readonly maker: string;
  /** The serial of the radio; empty where it is read by eye. */
  readonly endpoint: string;
  /** One, or the low and the high one of a compound meter. */
  readonly registers: readonly Register[];
}

/** A meter with where it is and what was done with it last. */
export interface MeterStand {
  readonly meter: Meter;
  readonly place: { readonly premisesId: string; readonly installedOn: CalendarDate } | null;
  readonly lastInstalledOn: CalendarDate | null;
  readonly lastRemovedOn: CalendarDate | null;
  readonly retiredOn: CalendarDate | null;
}

export function stateOf({ place, retiredOn }: Pick<MeterStand, 'place' | 'retiredOn'>): MeterState {
  if (place !== null) return 'in place';
  return retiredOn === null ? 'in stock' : 'retired';
}

export function isCompound({ registers }: Pick<Meter, 'registers'>): boolean {
  return registers.length > 1;
}
