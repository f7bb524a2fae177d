import type { FileIssues } from '../reading-file/file-issues.js';
import type { FileUnit } from './usage-text.js';

/** The columns that a comparison file can have. */
export const comparisonFields = ['account', 'service', 'usage', 'charge', 'rateCode'] as const;
export type ComparisonField = (typeof comparisonFields)[number];

/** What headings say, in lower case and without signs. */
const HEADINGS: Readonly<Record<ComparisonField, readonly string[]>> = {
  account: [
    ...['account', 'acct', 'account number', 'acct number', 'account no', 'acct no', 'account num', 'acct num'],
    ...['account id', 'acct id', 'account nbr', 'acct nbr'],
  ],
  service: ['service', 'svc', 'service code', 'svc code', 'service type', 'svc type', 'service name'],
  usage: ['usage', 'use', 'consumption', 'billed usage', 'billed consumption', 'billed use', 'cons', ''],
  charge: [
    ...['charge', 'charges', 'amount', 'amt', 'billed', 'billed amount', 'charge amount', 'bill amount', 'total'],
    ...['total charge', 'current charge', 'current charges'],
  ],
  rateCode: ['rate', 'rate code', 'rate class', 'tariff', 'class'],
};

/** How a heading or an option names the unit of usage. */
const UNITS: Readonly<Record<string, FileUnit>> = {
  gal: 'gal',
  gals: 'gal',
  gallon: 'gal',
  gallons: 'gal',
  kgal: 'kgal',
  kgals: 'kgal',
  '1000 gal': 'kgal',
  '1000 gallons': 'kgal',
  '1 000 gal': 'kgal',
  '1 000 gallons': 'kgal',
  'thousand gallons': 'kgal',
  'thousands of gallons': 'kgal',
  '100 gal': 'hgal',
  '100 gallons': 'hgal',
  'hundred gallons': 'hgal',
  cf: 'cf',
  'cu ft': 'cf',
  'cubic feet': 'cf',
  ccf: 'ccf',
  hcf: 'ccf',
  '100 cf': 'ccf',
  '100 cu ft': 'ccf',
  '100 cubic feet': 'ccf',
  'hundred cubic feet': 'ccf',
};
/** What follows the name of usage in a heading that means a unit, be it known here or not. */
const LIKE_A_UNIT = /\d|gal|cubic|cu\b|feet|foot|ft|cf|lit|m3|unit|thousand|hundred/;

/** Where each column stands, counted from 0. */
export interface ComparisonColumns {
  readonly places: Readonly<Partial<Record<ComparisonField, number>>>;
  readonly headings: readonly string[];
  /** As its heading says; null where it says none, or there is no usage. */
  readonly usageUnit: FileUnit | null;
}

/** The line of a file that names its columns. */
export interface HeadingRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Finds the columns by their headings, in any order; those of other names are not read. What is missing or named twice is told. */
export function readColumns({ cells: headings, line }: HeadingRow, issues: FileIssues): ComparisonColumns {
  const places: Partial<Record<ComparisonField, number>> = {};
  let usageUnit: FileUnit | null = null;
  headings.forEach((heading, place) => {
    const read = readHeading(heading);
    if (read === null) return;
    const before = places[read.field];
    // The rate is only shown: where the file has two names of it, the first one is.
    if (before !== undefined && read.field === 'rateCode') return;
    if (before !== undefined) return addTwice(headings[before] ?? '', heading, line, issues);
    places[read.field] = place;
    usageUnit = read.unit ?? usageUnit;
  });
  for (const field of REQUIRED_COLUMNS) {
    if (places[field] === undefined) addMissing(field, { cells: headings, line }, issues);
  }
  const ofOtherUnit = headings.find(isUsageOfOtherUnit);
  if (places.usage === undefined && ofOtherUnit !== undefined) addOtherUnit(ofOtherUnit, line, issues);
  return { places, headings, usageUnit };
}

/** The columns that must be there. */
export const REQUIRED_COLUMNS = ['account', 'service', 'charge'] as const;

/** How many of the columns that must be there cells name. */
export function namedColumns(cells: readonly string[]): number {
  const fields = new Set(cells.map((cell) => readHeading(cell)?.field));
  return REQUIRED_COLUMNS.filter((field) => fields.has(field)).length;
}

/** Usage that is left out of a comparison without a word would look compared. */
function isUsageOfOtherUnit(heading: string): boolean {
  if (readHeading(heading) !== null) return false;
  const name = plainName(heading);
  const word = HEADINGS.usage.find((each) => each !== '' && name.startsWith(`${each} `));
  if (word === undefined) return false;
  return /[([]/.test(heading) || LIKE_A_UNIT.test(name.slice(word.length));
}

interface ReadHeading {
  readonly field: ComparisonField;
  readonly unit: FileUnit | null;
}

function readHeading(heading: string): ReadHeading | null {
  const name = plainName(heading);
  if (name === '') return null;
  const field = comparisonFields.find((each) => HEADINGS[each].includes(name));
  if (field !== undefined) return { field, unit: null };
  for (const [unitName, unit] of Object.entries(UNITS)) {
    if (name !== unitName && !name.endsWith(` ${unitName}`)) continue;
    const what = name.slice(0, name.length - unitName.length).replace(/ (in)? ?$/, '');
    if (HEADINGS.usage.includes(what)) return { field: 'usage', unit };
  }
  return null;
}

function plainName(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function addTwice(one: string, other: string, line: number, issues: FileIssues): void {
  issues.add({
    code: 'column-twice',
    line,
    field: other,
    message: `The columns "${one}" and "${other}" could be the same thing.`,
    fix: 'Give the one that is not meant another heading, or take it out.',
  });
}

function addOtherUnit(heading: string, line: number, issues: FileIssues): void {
  issues.add({
    code: 'usage-unit-unknown',
    line,
    field: heading,
    message: `The column "${heading}" seems to be usage, in a unit that is not known here.`,
    fix: 'Export it in gallons, thousands of gallons or cubic feet, and name it so: Usage (gal), Usage (kgal), Usage (CCF) or Usage (cf). To compare charges only, take the column out.',
  });
}

function addMissing(field: (typeof REQUIRED_COLUMNS)[number], { cells, line }: HeadingRow, issues: FileIssues): void {
  issues.add({
    code: 'column-missing',
    line,
    field,
    message: `Line ${line} names no column of the ${field}; it has ${cells.join(', ').slice(0, 300)}.`,
    fix: `Name the column ${HEADINGS[field].slice(0, 4).join(', ')} or the like.`,
  });
}
