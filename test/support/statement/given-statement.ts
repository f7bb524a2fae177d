import type { AskedItem } from '../../../bridge/domain/late-charges/asked.js';
import { addMonths, calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents, type Cents } from '../../../bridge/contract/money.js';
import type { StatementSetting } from '../../../bridge/contract/settings/statement.js';
import type { StatementFacts } from '../../../bridge/domain/statement/compose-statement.js';
import type { PostedBill, StatementRead, StatementService } from '../../../bridge/domain/statement/statement.js';
import type { Utility } from '../../../bridge/domain/statement/utility.js';

export const UTILITY: Utility = {
  name: 'Alabaster Water Board',
  address: ['213 Alabaster Boulevard', 'Alabaster, AL 35007'],
  contact: ['205-555-0100, Monday to Friday 8 to 4:30'],
  remitTo: ['Alabaster Water Board', 'P.O. Box 1000', 'Alabaster, AL 35007'],
};

export const SETTING: StatementSetting = {
  ...{
    name: UTILITY.name,
    address: [...UTILITY.address],
    contact: [...UTILITY.contact],
    remitTo: [...UTILITY.remitTo],
  },
  ...{ messages: [], forwardMessage: 'A balance from before is included.' },
  scanLine: [
    { field: 'account', length: 11 },
    { field: 'due-date' },
    { field: 'text', digits: '0000' },
    { field: 'amount-after-due', length: 10 },
    { field: 'amount-due', length: 10 },
  ],
};

export const SERVICES: readonly StatementService[] = [
  {
    service: 'water',
    lines: [
      { description: 'Water, minimum with 2,500 gallons', amountCents: cents(2150) },
      { description: 'Water over 2,500 gallons', amountCents: cents(3548) },
    ],
    amountCents: cents(5698),
  },
  {
    service: 'sewer',
    lines: [
      { description: 'Sewer base charge', amountCents: cents(2292) },
      { description: 'Sewer by water use', amountCents: cents(2893) },
    ],
    amountCents: cents(5185),
  },
  { service: 'garbage', lines: [{ description: 'Garbage', amountCents: cents(2000) }], amountCents: cents(2000) },
];

export const READ: StatementRead = {
  ...{ meterId: '08020414', registerNumber: 1, previous: '047838', present: '048745', gallons: 9070 },
  ...{ previousOn: calendarDate('2026-09-07'), readOn: calendarDate('2026-10-05') },
  ...{ isEstimated: false, isRemoved: false },
};

const BILL: PostedBill = {
  ...{ billNumber: 4578, billRunId: '1-2026-10', usageGallons: 9070, totalCents: cents(12883), isFinal: false },
  ...{ periodFrom: calendarDate('2026-09-07'), periodTo: calendarDate('2026-10-05') },
  ...{ billedOn: calendarDate('2026-10-08'), dueOn: calendarDate('2026-10-28'), services: SERVICES },
};

export const HISTORY = Array.from({ length: 13 }, (_, index) => ({
  periodTo: addMonths(calendarDate('2026-10-05'), index - 12),
  ...{ days: 30, gallons: index === 12 ? 9070 : 8000 + 700 * (index % 5), isEstimated: false },
}));

/** The facts of an ordinary bill of $128.83 whose last one of $155.31 was paid, with what a test says of it. */
export function givenFacts({
  bill = {},
  account = {},
  ...others
}: Partial<Omit<StatementFacts, 'bill' | 'account'>> & {
  readonly bill?: Partial<PostedBill>;
  readonly account?: Partial<StatementFacts['account']>;
} = {}): StatementFacts {
  const facts = {
    account: {
      ...{ accountId: '01-0021-01', customerName: "Adaline I. O'Keefe", serviceAddress: '739 Crosscut Ct' },
      ...{ mailingAddress: ['739 Crosscut Ct', 'Alabaster, AL 35007'], ...account },
    },
    bill: { ...BILL, ...bill },
    isOwnDigits: true,
    ...{ previousOn: calendarDate('2026-09-10'), owedBeforeCents: cents(15531), reads: [READ], history: HISTORY },
    entries: [entryOf(1, 'payment', '2026-09-24', -15531)],
    ...others,
  };
  const entered = facts.entries.reduce((sum: number, { amountCents }) => sum + amountCents, facts.owedBeforeCents);
  const ledgerCents = cents(entered + facts.bill.totalCents);
  return { ledgerCents, owed: owedFor(facts.bill, ledgerCents), ...facts };
}

/** What is open of the bill and of what was before it, where the account owes so much in all. */
function owedFor({ totalCents, dueOn, billedOn }: PostedBill, ledgerCents: Cents): StatementFacts['owed'] {
  const currentCents = Math.max(0, Math.min(totalCents, ledgerCents));
  const item = (openCents: number, isCurrent: boolean): AskedItem => {
    return {
      ...{ accountId: '01-0021-01', chargeType: 'water', nature: 'service', service: 'water', billNumber: null },
      ...{ ref: { entryNumber: 1, lineNumber: isCurrent ? 1 : 2 }, chargedOn: billedOn, dueOn, isCurrent },
      openCents: cents(openCents),
    };
  };
  const before = Math.max(0, ledgerCents - currentCents);
  return {
    ...{ accountId: '01-0021-01', rateClass: 'RESIDENTIAL', forFees: 'water' },
    asked: {
      ...{ dueOn, items: [item(currentCents, true), item(before, false)], creditCents: cents(0) },
      ...{ arrangements: [], paid: [] },
      application: { method: 'oldest-first', order: [], applyCreditToNewBills: true },
    },
  };
}

/** An entry of a kind; one that reverses another says which and of what kind, and one of a rebill the end of its bill. */
export function entryOf(
  entryNumber: number,
  kind: string,
  on: string,
  amount: number,
  told: Partial<Pick<StatementFacts['entries'][number], 'reverses' | 'reversedKind' | 'rebilledTo'>> = {},
): StatementFacts['entries'][number] {
  const { reverses = null, reversedKind = null, rebilledTo = null } = told;
  const known = { entryNumber, kind, reverses, reversedKind, rebilledTo, memo: 'For the utility only' };
  return { ...known, effectiveOn: calendarDate(on), amountCents: cents(amount) };
}
