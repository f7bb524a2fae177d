import { stringify } from 'csv-stringify/sync';
import type { ReadRecord } from '../../contract/reading-file.js';

const HEADERS = [
  'Account_ID',
  'Location_ID',
  'Service_Point_ID',
  'Meter_ID',
  'Register_Number',
  'Endpoint_SN',
  'Read_Method',
  'Read',
  'Read_Unit',
  'Billing_Read',
  'Current_Read_Date',
  'Service_Point_Route',
  'Read_Code_1',
  'Trouble_Code',
  'Reader_Initials',
  'Tamper',
];

export interface WriteBeaconOptions {
  /** Comma unless told. */
  readonly delimiter?: ',' | '\t';
  /** CR LF unless told. */
  readonly lineBreak?: '\r\n' | '\n';
}

/**
 * Writes billing reads as Badger's BEACON exports them: a header line and a line per register.
 * What the format has no column for (skip code, dials, previous reading, change-out) is left out.
 */
export function writeBeaconCsv(records: readonly ReadRecord[], options: WriteBeaconOptions = {}): string {
  return stringify([HEADERS, ...records.map(toCells)], {
    delimiter: options.delimiter ?? ',',
    record_delimiter: options.lineBreak ?? '\r\n',
  });
}

function toCells(read: ReadRecord): string[] {
  return [
    read.accountId,
    read.locationId,
    read.servicePointId,
    read.meterId,
    read.register,
    read.endpointSerial,
    read.method,
    read.reading,
    read.unit,
    read.reading,
    read.time === null ? read.date : `${read.date} ${read.time}`,
    read.routeId,
    read.readCode,
    read.troubleCodes.join(' '),
    read.readerId,
    read.tamper,
  ].map((cell) => cell ?? '');
}
