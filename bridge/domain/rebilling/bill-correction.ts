import type { CalendarDate } from '../../contract/calendar-date.js';
import type { RateClass, ServiceName } from '../../contract/services.js';

/** The row of a sheet that something was typed in. */
export interface TypedIn {
  readonly rowKey: string;
  readonly sheetRow: number;
}

/** What a register's row says is right; null for what was right. */
export interface ReadCorrection {
  readonly row: TypedIn;
  /** What it began with, where no bill of the account before it ended with that. */
  readonly previous: number | null;
  readonly value: number | null;
  readonly multiplier: string | null;
}

/** What is to be put right of a bill before it is made again; null for what was right. */
export interface BillCorrection {
  readonly billNumber: number;
  /** Never empty: the rows that ask for it. */
  readonly rows: readonly [TypedIn, ...TypedIn[]];
  /** By the key of the register's read. */
  readonly reads: ReadonlyMap<string, ReadCorrection>;
  readonly readOn: CalendarDate | null;
  readonly rateClass: RateClass | null;
  /** The tariff that a service should have been billed by. */
  readonly tariffs: ReadonlyMap<ServiceName, string>;
  readonly carts: number | null;
  /** True where it is to be billed by what is on record of the account by now, and not by what it was billed by. */
  readonly isByRecord: boolean;
  readonly reason: string;
  readonly note: string;
  /** Where the evidence is. */
  readonly document: string;
}
