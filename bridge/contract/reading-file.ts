import { z } from 'zod';
import type { CalendarDate } from './calendar-date.js';

/**
 * The vendors' reading files that Curbstop takes: Badger BEACON billing reads, Itron MV-RS UPLOAD.DAT, Neptune Equinox and
 * N_SIGHT, and Sensus AutoRead.
 */
export const VENDOR_FORMATS = ['beacon-csv', 'mvrs-upload', 'neptune', 'autoread'] as const;
export type VendorFormat = (typeof VENDOR_FORMATS)[number];

/** A vendor's format, or a layout of the utility's own by its name. */
export type ReadingFormat = VendorFormat | `layout:${string}`;

/** A format as a request names it. */
export const readingFormatSchema = z.union([
  z.enum(VENDOR_FORMATS),
  z.templateLiteral(['layout:', z.string().min(1).max(60)]),
]);

const LAYOUT_PREFIX = 'layout:';

/** The format that a layout's readings come in, by which a cycle names it. */
export function formatOfLayout(name: string): ReadingFormat {
  return `${LAYOUT_PREFIX}${name}`;
}

/** The name of the layout that a format is; null for a vendor's. */
export function layoutNameOf(format: string): string | null {
  return format.startsWith(LAYOUT_PREFIX) ? format.slice(LAYOUT_PREFIX.length) : null;
}

/** Tells whether a format is a vendor's, and no layout of the utility's own. */
export function isVendorFormat(format: string): format is VendorFormat {
  return (VENDOR_FORMATS as readonly string[]).includes(format);
}

/** One register of one meter as a reading file gives it. Nothing here is coerced: what is text in the file is text here. */
export interface ReadRecord {
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly routeId: string | null;
  readonly accountId: string | null;
  readonly locationId: string | null;
  readonly servicePointId: string | null;
  readonly meterId: string;
  /** BEACON: "", "L", "0", "H" or "2". MV-RS: the channel, such as "001". */
  readonly register: string;
  /** The serial of the radio endpoint (BEACON Endpoint_SN, Itron ERT). */
  readonly endpointSerial: string | null;
  /** The reading exactly as in the file, leading zeros kept; null when the meter was not read. */
  readonly reading: string | null;
  /** The unit as in the file (GAL, CUBIC_FEET ...), or null when the file names none. */
  readonly unit: string | null;
  /** The reading is set to the resolution that billing gave its register; false where the file does not say so. */
  readonly atBillingResolution: boolean;
  readonly date: CalendarDate | null;
  /** "HH:MM" or "HH:MM:SS" in the utility's time zone. */
  readonly time: string | null;
  /** How it was read, in the vendor's word or letter. */
  readonly method: string | null;
  readonly readCode: string | null;
  /** Why the reader skipped the meter. */
  readonly skipCode: string | null;
  readonly troubleCodes: readonly string[];
  /** The tamper code or counter; null when quiet. */
  readonly tamper: string | null;
  readonly readerId: string | null;
  /** The previous reading that the device was loaded with, exactly as in the file. */
  readonly previousReading: string | null;
  /** What the device multiplies the use by, as in the file. */
  readonly meterConstant: string | null;
  readonly dials: number | null;
  readonly decimals: number | null;
  /** The reader changed the meter out on the walk. */
  readonly changedOut: boolean;
  /** The number of the meter and of the endpoint that were put in place of those loaded. */
  readonly newMeterId: string | null;
  readonly newEndpointSerial: string | null;
  /** A leak as the endpoint tells it: some of the quarter hours of a day, or all of them. */
  readonly leak: 'intermittent' | 'continuous' | null;
  readonly backflow: 'minor' | 'major' | null;
  /** Days without any flow, of the last 35, as the endpoint's coarse counter tells them at least; null when it does not. */
  readonly noFlowDays: number | null;
  /** Days with a leak, of the last 35, as the endpoint's coarse counter tells them at least; null when it does not. */
  readonly leakDays: number | null;
  /** How often the reader keyed the reading again before the handheld took it. */
  readonly reentries: number | null;
  /** What the reader wrote. */
  readonly note: string | null;
  /** The walking order that the stop was loaded with, and the one that the field wants instead. */
  readonly sequence: number | null;
  readonly changedSequence: number | null;
  /** The place of the read in the order in which they were taken. */
  readonly readOrder: number | null;
}

/** What every record tells, and whatever more its format does. */
export type ToldRead = Pick<ReadRecord, 'line' | 'meterId'> & Partial<ReadRecord>;

/**
 * A record with what its format tells, and null where it tells nothing. One literal makes them all, so that they have one
 * shape: to spread so many fields takes ten times as long.
 */
export function readRecord(told: ToldRead): ReadRecord {
  return {
    line: told.line,
    routeId: told.routeId ?? null,
    accountId: told.accountId ?? null,
    locationId: told.locationId ?? null,
    servicePointId: told.servicePointId ?? null,
    meterId: told.meterId,
    register: told.register ?? '',
    endpointSerial: told.endpointSerial ?? null,
    reading: told.reading ?? null,
    unit: told.unit ?? null,
    atBillingResolution: told.atBillingResolution ?? false,
    date: told.date ?? null,
    time: told.time ?? null,
    method: told.method ?? null,
    readCode: told.readCode ?? null,
    skipCode: told.skipCode ?? null,
    troubleCodes: told.troubleCodes ?? NO_CODES,
    tamper: told.tamper ?? null,
    readerId: told.readerId ?? null,
    previousReading: told.previousReading ?? null,
    meterConstant: told.meterConstant ?? null,
    dials: told.dials ?? null,
    decimals: told.decimals ?? null,
    changedOut: told.changedOut ?? false,
    newMeterId: told.newMeterId ?? null,
    newEndpointSerial: told.newEndpointSerial ?? null,
    leak: told.leak ?? null,
    backflow: told.backflow ?? null,
    noFlowDays: told.noFlowDays ?? null,
    leakDays: told.leakDays ?? null,
    reentries: told.reentries ?? null,
    note: told.note ?? null,
    sequence: told.sequence ?? null,
    changedSequence: told.changedSequence ?? null,
    readOrder: told.readOrder ?? null,
  };
}

const NO_CODES: readonly string[] = [];

/** Counts of a file or a route. */
export interface ReadingCounts {
  readonly routes: number;
  readonly customers: number;
  readonly meters: number;
  readonly readings: number;
}

export interface RouteCounts {
  readonly routeId: string;
  readonly customers: number;
  readonly meters: number;
  readonly readings: number;
}

/** A reading file that was understood whole. */
export interface ReadingFile {
  readonly format: ReadingFormat;
  readonly fileName: string;
  readonly records: readonly ReadRecord[];
  /** The counts that the file states of itself, already reconciled; null when the format has none. */
  readonly declared: Partial<ReadingCounts> | null;
  /** The counts that were found. */
  readonly counted: ReadingCounts;
  /** How many of the records hold no reading. */
  readonly unread: number;
  readonly routes: readonly RouteCounts[];
  /** The cycle numbers of the file's cycle headers, when it has any. */
  readonly cycles: readonly string[];
  /** Columns of the file that Curbstop does not use, so that a person can see what was left aside. */
  readonly ignoredColumns: readonly string[];
}
