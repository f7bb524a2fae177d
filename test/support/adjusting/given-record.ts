import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';
import type { RegisterCharge, StandingRecord } from '../../../bridge/domain/adjusting/register/register-record.js';

let number = 0;

/** A charge of the utility's, before tax, other than as told. */
export function givenCharge(amount: number, changes: Partial<RegisterCharge> = {}): RegisterCharge {
  return { name: 'Water', service: 'water', isTax: false, isOfCity: false, amountCents: cents(amount), ...changes };
}

/** A leak credit of Dana's that stands, each on an account of its own, other than as told. */
export function givenRecord(amount: number, changes: Partial<StandingRecord> = {}): StandingRecord {
  number += 1;
  return {
    ...{ key: `A${number}`, state: 'posted', date: calendarDate('2026-08-03'), receipt: number, entryNumber: number },
    ...{
      accountId: `10-${number}-01`,
      customerName: 'Ann Lee',
      kind: 'leak',
      cause: 'ruptured hose',
      billNumbers: [],
    },
    ...{ charges: [givenCharge(amount)], askedCents: null, amountCents: cents(amount) },
    requestedBy: { personId: 'dana', name: 'Dana' },
    ...{
      approvedBy: [],
      word: '',
      requestNumber: null,
      reason: 'Leak',
      document: '',
      documentsOn: null,
      leakOn: null,
      note: '',
    },
    ...{ calculation: [], reversedBy: null },
    ...changes,
  };
}
