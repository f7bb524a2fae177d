import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import type { SheetKind } from '../../../../bridge/contract/sheets/sheet-kind.js';

/** So many reads, every tenth with an exception, in the columns of the Readings sheet. */
export function readings(count: number): SheetCell[][] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    const exception = index % 10 === 0 ? 'usage is three times the usual' : null;
    const start = [`R${number}`, exception, 'accept', null, null, null, 'new', 1000 + index, 900, '2026-11-20'];
    const end = [
      30,
      5000 + index,
      4000,
      `10-${number}-01`,
      `Name ${number}`,
      `${index} Main St`,
      '01',
      index + 1,
      `M${number}`,
      null,
    ];
    return [...start, ...end];
  });
}

/** A row of any kind that has a key, and nothing else. */
export function keyAlone(kind: SheetKind, key: string): SheetCell[] {
  return kind.columns.map(({ type }) => (type === 'key' ? key : null));
}

export const billLine = (key: string, amount: string): SheetCell[] => [
  key,
  '10-0001',
  "'t Hooft",
  'residential',
  'water',
  'Base charge',
  4000,
  amount,
  amount,
  null,
  'to post',
  null,
  '1-2 Main St',
  '=HYPERLINK("http://x")',
];

export const ledgerLine = (entry: number): SheetCell[] => [
  `${entry}-1`,
  entry,
  '2026-11-23',
  'bill',
  '10-0001',
  '1200 Receivable, water',
  '12.34',
  null,
  '+1-800',
  7,
  '@Ann',
];

/** Rates as a bridge gives them: a date, a base, two tiers and a formula. */
export const rates = (): SheetCell[][] => [
  ['L2C19', 'All classes', 'effective_date', 'Effective date', null, '2026-01-01', null],
  ['L5C20', 'HOME', 'service_charge', 'Base', null, '21.5', '$'],
  ['L7C20', 'HOME', 'commodity_charge', 'Tier 1', '0', '0', '$ per kgal'],
  ['L7C23', 'HOME', 'commodity_charge', 'Tier 2', '3.5', '5.405', '$ per kgal'],
  ['L8C11', 'HOME', 'bill', 'Formula', null, '-service_charge', 'formula'],
];

/** A row of a bill explained: a live formula that looks at no other row. */
export const explained: SheetCell[] = [
  'water-bill',
  'water',
  'Bill',
  '=Water',
  '@how',
  null,
  null,
  '=ROUND(1.005,2)',
  '-',
];

/** A problem of a rate file. */
export const problem: SheetCell[] = ['problem-1', 'error', 9, 31, '=bill of HOME', 'Correct it.', 'formula-syntax'];

/** A case that was priced. */
export const priced: SheetCell[] = ['1', 1, 'HOME', 'usage_ccf 6', 'bill', '12.345', '12.35', null];

export const accountDatum = (key: string, value: string): SheetCell[] => [
  key,
  '01-0001-01',
  'Ann Lee',
  '1 Elm St',
  'all',
  'city_limits',
  value,
  '2020-01-01',
  'in force',
  null,
];

export const studied: SheetCell[] = [
  ...['study-1', 'Revenue by month', 'HOME', '2026-11', null, null],
  ...[12, 3, '1234.50', '1240.00', '5.50', null, null, null, null, null, null],
];

/** What is open on an account of one charge, by age. */
export const aged: SheetCell[] = [
  ...['10-0001-01 water', '10-0001-01', '@Ann', 'active', 'water', 'Water'],
  ...['12.34', '0.00', '0.00', '0.00', '5.00', '17.34', '0.00', '17.34'],
];

/** What is due to the City of a service and month. */
export const remitted: SheetCell[] = [
  ...['sewer 2026-11', 'sewer', '2026-11', 'billed', '0.00', '100.00', '0.00', '-5.00', '0.00', '50.00', '80.00'],
  ...['0.00', '45.00', '45.00', '0.00', '0.00'],
];

/** A ledger account with what was posted. */
export const posted: SheetCell[] = ['1110', '1110', '=Receivable', '-1.00', '12.34', '11.00', '0.34'];

/** A balance of the ledger beside what it must be. */
export const compared: SheetCell[] = [
  ...['water/items', '1110 Receivable: Water', '12.34', 'Sum of the open items', '12.30', '0.04', '=It differs.'],
];

/** What somebody did. */
export const done: SheetCell[] = [
  ...['7', 7, '2026-11-23', '09:00:00', '@Ann', 'coordinator', 'Excel', 'Bill run posted', '=why', 2, '24.68'],
];

/** A reread that came back and was accepted. */
export const reread: SheetCell[] = [
  ...[
    '4',
    4,
    'accepted',
    '10-0001-01',
    '@Ann',
    '1 Main St',
    'R01',
    3,
    'M1',
    '001600',
    '2026-11-05',
    '@Ann, 2026-11-06 09:00',
  ],
  ...['=odd', '@Ann, 2026-11-06 10:00', 'Look again', '001601', '2026-11-07', 1, '@Ann, 2026-11-07 16:00', null],
];

/** A payment that has no account yet. */
export const suspended: SheetCell[] = [
  ...['7', '2026-11-23', '45.10', '=99-9999', '@Ann', 'no such account', null, null, null],
  ...['Lockbox', '+1-800', 'lockbox.csv, line 3'],
];

/** A stop of a route, as an active account has it. */
export function routeStop(number: number, address: string): SheetCell[] {
  return [
    ...[`P-01-000${number}`, 'R01', number, null, null, null, address],
    ...[`01-000${number}-01`, '@Ann', '123', 'active'],
  ];
}

/** A stop that went to another route. */
export const meterPast: SheetCell[] = [
  ...['1', '2026-11-20', 'reading', 'P-01-0001', '01-0001-01', '001204', 4_200, '=run', '@why', 42],
];

export const routeChange: SheetCell[] = [
  ...['1', 42, '2026-11-23', '@Ann', '=why', 'P-01-0001', '+1 Main St', 'R01', 3, 'R02', 1],
];

/** A line of the Comparison sheet. */
export const comparedLine = [
  ...['10-0042-01/water', '10-0042-01', 'water', 'differs', '21.51', '21.50', '0.01', 'Rounding', '1 cent apart.'],
  ...['2500', 2500, '=Ann', 'RESIDENTIAL', null, '2', 'water@2026-01-01'],
];
