/** The chart and the settings of accounting that a database starts with, as migration 0011 writes them. */

/** Number, name, kind, control account or not, service, and what the rules use it for. */
export const startingAccounts = [
  ['1010', 'Cash', 'asset', 0, null, 'cash'],
  ['1020', 'Cash, customer deposits', 'asset', 0, null, 'restricted-cash'],
  ['1110', 'Receivable, water', 'asset', 1, 'water', null],
  ['1120', 'Receivable, sewer', 'asset', 1, 'sewer', null],
  ['1130', 'Receivable, garbage', 'asset', 1, 'garbage', null],
  ['1141', 'Receivable, tax on water', 'asset', 1, 'water', null],
  ['1142', 'Receivable, tax on sewer', 'asset', 1, 'sewer', null],
  ['1143', 'Receivable, tax on garbage', 'asset', 1, 'garbage', null],
  ['1151', 'Receivable, late charges on water', 'asset', 1, 'water', null],
  ['1152', 'Receivable, late charges on sewer', 'asset', 1, 'sewer', null],
  ['1153', 'Receivable, late charges on garbage', 'asset', 1, 'garbage', null],
  ['1160', 'Receivable, fees', 'asset', 1, null, null],
  ['1190', 'Allowance for uncollectible accounts', 'asset', 0, null, 'allowance'],
  ['2110', 'Due to City, sewer', 'liability', 0, 'sewer', null],
  ['2115', 'City, sewer billed and not collected', 'liability', 0, 'sewer', null],
  ['2120', 'Due to City, garbage', 'liability', 0, 'garbage', null],
  ['2125', 'City, garbage billed and not collected', 'liability', 0, 'garbage', null],
  ['2200', 'Utility tax payable', 'liability', 0, null, null],
  ['2300', 'Customer deposits', 'liability', 1, null, 'deposits'],
  ['2310', 'Refunds payable', 'liability', 0, null, 'refunds-payable'],
  ['2400', 'Unapplied credit', 'liability', 1, null, 'unapplied-credit'],
  ['2410', 'Payments in suspense', 'liability', 0, null, 'suspense'],
  ['4010', 'Water revenue', 'revenue', 0, 'water', null],
  ['4110', 'Late charge revenue', 'revenue', 0, null, null],
  ['4120', 'Fee revenue', 'revenue', 0, null, null],
  ['5010', 'Interest on deposits', 'expense', 0, null, 'deposit-interest'],
] as const;

/** Id, name, service, nature, receivable, and its place on a bill. */
export const startingChargeTypes = [
  ['water', 'Water', 'water', 'service', '1110', 1],
  ['water-tax', 'Tax on water', 'water', 'tax', '1141', 2],
  ['sewer', 'Sewer', 'sewer', 'service', '1120', 3],
  ['sewer-tax', 'Tax on sewer', 'sewer', 'tax', '1142', 4],
  ['garbage', 'Garbage', 'garbage', 'service', '1130', 5],
  ['garbage-tax', 'Tax on garbage', 'garbage', 'tax', '1143', 6],
  ['water-late-charge', 'Late charge on water', 'water', 'late-charge', '1151', 7],
  ['sewer-late-charge', 'Late charge on sewer', 'sewer', 'late-charge', '1152', 8],
  ['garbage-late-charge', 'Late charge on garbage', 'garbage', 'late-charge', '1153', 9],
  ['fee', 'Fee', null, 'fee', '1160', 10],
] as const;

/** Sewer and garbage are billed for the City and are never our revenue. */
export const startingAccounting = {
  services: {
    water: { owner: 'utility', credited: '4010' },
    sewer: { owner: 'city', basis: 'billed', due: '2110', notCollected: '2115' },
    garbage: { owner: 'city', basis: 'billed', due: '2120', notCollected: '2125' },
  },
  lateCharges: { water: 'utility', sewer: 'utility', garbage: 'utility' },
  lateChargeRevenue: '4110',
  feeRevenue: '4120',
  taxPayable: '2200',
  writeOffBearer: 'owner',
} as const;

/** Late charges, fees and taxes first, and water last, so that what stays open is what can be shut off. */
export const startingApplication = {
  method: 'oldest-first',
  order: [
    'water-late-charge',
    'sewer-late-charge',
    'garbage-late-charge',
    'fee',
    'water-tax',
    'sewer-tax',
    'garbage-tax',
    'garbage',
    'sewer',
    'water',
  ],
  applyCreditToNewBills: true,
} as const;

/** A payment counts as made on the due date up to this time of the utility's clock. */
export const startingLateRule = { cutOff: '16:30' } as const;

/** Every backup for two days, the last of a day for a month, the last of a month for two years. */
export const startingBackupRetention = { allForHours: 48, dailyForDays: 30, monthlyForMonths: 24 } as const;
