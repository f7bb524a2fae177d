import type { FileIssues } from './file-issues.js';

/** The column of the reading that is set to the resolution which billing expects. */
export const BILLING_READ = 'Billing_Read';

/** The fields that Curbstop takes from a BEACON file, with every documented header; the first present is used. */
export const BEACON_HEADERS = {
  account: ['Account_ID'],
  location: ['Location_ID'],
  servicePoint: ['Service_Point_ID'],
  route: ['Service_Point_Route'],
  sequence: ['Read_Sequence'],
  meter: ['Meter_ID'],
  register: ['Register_Number'],
  endpoint: ['Endpoint_SN'],
  method: ['Read_Method'],
  /** The reading set to the resolution that billing expects comes before the reading at full resolution. */
  reading: [BILLING_READ, 'Read', 'Current_Read'],
  unit: ['Read_Unit', 'Current_Read_Units'],
  date: ['Current_Read_Date', 'Read_Time'],
  readCode: ['Read_Code_1'],
  readCode2: ['Read_Code_2'],
  readCode3: ['Read_Code_3'],
  exception: ['Exception'],
  trouble: ['Trouble_Code'],
  reader: ['Reader_Initials'],
  tamper: ['Tamper', 'Tamper_Code', 'Endpoint_Tamper'],
} as const satisfies Record<string, readonly string[]>;

export type BeaconField = keyof typeof BEACON_HEADERS;

const REQUIRED: readonly BeaconField[] = ['account', 'meter', 'reading', 'date'];

/** Every header that Curbstop knows. */
export const BEACON_NAMES: ReadonlySet<string> = new Set(Object.values(BEACON_HEADERS).flat());

/** Limits are only what BEACON is given. */
export const BEACON_LIMIT_NAMES: ReadonlySet<string> = new Set(['High_Read_Limit', 'Low_Read_Limit']);

/** Headers of an import of accounts and assets that no export of reads has. */
export const BEACON_LOAD_NAMES: ReadonlySet<string> = new Set([
  ...BEACON_LIMIT_NAMES,
  'Account_Full_Name',
  'Account_Phone',
  'Location_Address_Line1',
  'Location_City',
  'Location_State',
  'Location_Zip',
  'Meter_SN',
  'Register_Unit_Of_Measure',
  'Register_Resolution',
  'Endpoint_Type',
]);

export interface BeaconColumns {
  /** Column index and header of each field that the file has. */
  readonly at: Readonly<Partial<Record<BeaconField, { readonly index: number; readonly header: string }>>>;
  /** Index of the full-resolution reading when the billing reading is used; -1 otherwise. */
  readonly otherReading: number;
  readonly width: number;
  readonly ignored: readonly string[];
}

/** Finds the columns by their case-exact headers; a missing, doubled or blank header is an issue. */
export function findBeaconColumns(headers: readonly string[], issues: FileIssues): BeaconColumns {
  addDoubledHeaders(headers, issues);
  const at: Partial<Record<BeaconField, { index: number; header: string }>> = {};
  for (const field of Object.keys(BEACON_HEADERS) as BeaconField[]) {
    const header = BEACON_HEADERS[field].find((name) => headers.includes(name));
    if (header !== undefined) at[field] = { index: headers.indexOf(header), header };
    else if (REQUIRED.includes(field)) addMissingHeader(field, headers, issues);
  }
  const used = new Set(Object.values(at).map((column) => column.index));
  const otherReading = headers.findIndex(
    (name, index) => !used.has(index) && BEACON_HEADERS.reading.some((known) => known === name),
  );
  const ignored = headers.filter((_, index) => !used.has(index) && index !== otherReading);
  return { at, otherReading, width: headers.length, ignored };
}

function addMissingHeader(field: BeaconField, headers: readonly string[], issues: FileIssues): void {
  const names: readonly string[] = BEACON_HEADERS[field];
  const alike = headers.find((header) => names.some((name) => name.toLowerCase() === header.toLowerCase()));
  const seen = alike === undefined ? '' : ` There is a column "${alike}", but headers must match letter for letter.`;
  issues.add({
    code: 'header-missing',
    line: 1,
    field: names[0] ?? field,
    message: `The header line has no column ${names.join(' or ')}.${seen}`,
    fix: 'Export the billing reads again from BEACON with that column, and do not rename headers.',
  });
}

function addDoubledHeaders(headers: readonly string[], issues: FileIssues): void {
  const doubled = new Set(headers.filter((name, index) => BEACON_NAMES.has(name) && headers.indexOf(name) !== index));
  for (const name of doubled) {
    issues.add({
      code: 'header-doubled',
      line: 1,
      field: name,
      message: `The header line names the column ${name} more than once.`,
      fix: 'Remove the column that is not wanted, so that one remains.',
    });
  }
}
