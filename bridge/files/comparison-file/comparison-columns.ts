import type { UsageUnit } from '../../contract/comparison.js';
import type { FileIssues } from '../reading-file/file-issues.js';

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
const UNITS: Readonly<Record<string, UsageUnit>> = {
  gal: 'gal',
  gals: 'gal',
  gallon: 'gal',
  gallons: 'gal',
  kgal: 'kgal',
  kgals: 'kgal',
  '1000 gal': 'kgal',
  '1000 gallons': 'kgal',
  '1 000 gallons': 'kgal',
  'thousand gallons': 'kgal',
  ccf: 'ccf',
  hcf: 'ccf',
};

/** Where each column stands, counted from 0. */
export interface ComparisonColumns {
  readonly places: Readonly<Partial<Record<ComparisonField, number>>>;
  readonly headings: readonly string[];
  /** As its heading says; null where it says none, or there is no usage. */
  readonly usageUnit: UsageUnit | null;
}

/** Finds the columns by their headings, in any order; those of other names are not read. What is missing or named twice is told. */
export function readColumns(headings: readonly string[], issues: FileIssues): ComparisonColumns {
  const places: Partial<Record<ComparisonField, number>> = {};
  let usageUnit: UsageUnit | null = null;
  headings.forEach((heading, place) => {
    const read = readHeading(heading);
    if (read === null) return;
    const before = places[read.field];
    if (before !== undefined) return addTwice(headings[before] ?? '', heading, issues);
    places[read.field] = place;
    usageUnit = read.unit ?? usageUnit;
  });
  for (const field of ['account', 'service', 'charge'] as const) {
    if (places[field] === undefined) addMissing(field, headings, issues);
  }
  return { places, headings, usageUnit };
}

interface ReadHeading {
  readonly field: ComparisonField;
  readonly unit: UsageUnit | null;
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

function addTwice(one: string, other: string, issues: FileIssues): void {
  issues.add({
    code: 'column-twice',
    line: 1,
    field: other,
    message: `The columns "${one}" and "${other}" could be the same thing.`,
    fix: 'Give the one that is not meant another heading, or take it out.',
  });
}

function addMissing(field: 'account' | 'service' | 'charge', headings: readonly string[], issues: FileIssues): void {
  issues.add({
    code: 'column-missing',
    line: 1,
    field,
    message: `The first line names no column of the ${field}; it has ${headings.join(', ').slice(0, 300)}.`,
    fix: `Name the column ${HEADINGS[field].slice(0, 4).join(', ')} or the like.`,
  });
}
