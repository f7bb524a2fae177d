import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';
import { adjustmentLetterSchema } from '../../../bridge/contract/settings/adjustment-letter.js';
import { composeLetter } from '../../../bridge/domain/adjusting/letter/compose-letter.js';
import type { Letter, LetterFacts } from '../../../bridge/domain/adjusting/letter/letter.js';
import { startingAdjustmentLetter } from '../../../migrations/starting-adjustment-letter.js';
import { UTILITY } from '../statement/given-statement.js';

/** The text that a utility starts with. */
export const LETTER_SETTING = adjustmentLetterSchema.parse(startingAdjustmentLetter);

/** A leak credit of $52.38 on bill 1042, other than as told. */
export function givenLetterFacts(changes: Partial<LetterFacts> = {}): LetterFacts {
  return {
    addressee: {
      accountId: '10-0042-01',
      customerName: "Adaline I. O'Keefe",
      mailingAddress: ['P.O. Box 12', 'Alabaster, AL 35007'],
      serviceAddress: '118 Mill Creek Road',
    },
    outcome: 'granted',
    date: calendarDate('2026-08-03'),
    kind: 'leak',
    amountCents: cents(-5_238),
    bills: '1042',
    reason: 'Service line leak',
    calculation: [
      'Use of bill 1042: 26,000 gallons. Read on 2026-07-15.',
      'Usual use: 6,000 gallons. Average of 12 bills, read from 2025-07-15 to 2026-06-15.',
      'Water billed: $123.29. Without fees.',
      'Water at no use, the minimum bill: $22.58. 0 gallons, by the rates from 2023-01-01.',
      'Credit on water: -$50.36. 50% of ($123.29 − $22.58), halves of a cent up.',
      'Credit on tax on water: -$2.02. 50% of ($4.93 − $0.90), halves of a cent up.',
    ],
    balanceCents: cents(7_584),
    depositCents: cents(0),
    otherAccount: '',
    comparison: { bills: [], lateCharges: [] },
    ...changes,
  };
}

export function givenLetter(changes: Partial<LetterFacts> = {}): Letter {
  return composeLetter(givenLetterFacts(changes), LETTER_SETTING, UTILITY.name);
}

/** Two bills that were made again, with the late charge that followed: $28.35 less in all. */
export const COMPARISON: LetterFacts['comparison'] = {
  bills: [
    {
      billNumber: 1042,
      before: {
        ...{ periodFrom: calendarDate('2026-08-16'), periodTo: calendarDate('2026-09-15'), gallons: 6_210 },
        services: new Map([
          ['water', cents(4_403)],
          ['sewer', cents(4_273)],
          ['garbage', cents(2_000)],
        ]),
      },
      now: {
        ...{ periodFrom: calendarDate('2026-08-16'), periodTo: calendarDate('2026-09-15'), gallons: 3_210 },
        services: new Map([
          ['water', cents(2_783)],
          ['sewer', cents(3_316)],
          ['garbage', cents(2_000)],
        ]),
      },
    },
  ],
  lateCharges: [{ dueOn: calendarDate('2026-11-11'), beforeCents: cents(1_068), nowCents: cents(810) }],
};

/** What each kind of letter tells of beside a leak. */
export const OTHER_LETTERS: readonly Partial<LetterFacts>[] = [
  {
    ...{ outcome: 'transferred', kind: 'transfer between accounts', amountCents: cents(-7_584), bills: '' },
    ...{ reason: 'You moved, and both accounts are yours', calculation: [], otherAccount: '10-0077-02' },
    balanceCents: cents(0),
  },
  {
    ...{ outcome: 'received', kind: 'transfer between accounts', amountCents: cents(7_584), bills: '' },
    ...{ reason: 'You moved, and both accounts are yours', calculation: [], otherAccount: '10-0077-02' },
  },
  { outcome: 'writtenOff', kind: 'write-off', amountCents: cents(-7_584), bills: '', balanceCents: cents(0) },
  {
    ...{ outcome: 'deposit', kind: 'deposit correction', amountCents: cents(-5_000), bills: '', calculation: [] },
    ...{ reason: 'Your deposit of 2019 had not been noted', depositCents: cents(10_000) },
  },
  {
    ...{ outcome: 'rebilled', kind: 'rebill', amountCents: cents(-2_835), calculation: [], comparison: COMPARISON },
    balanceCents: cents(-1_611),
  },
];
