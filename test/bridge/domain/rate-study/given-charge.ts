import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { fullPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { PostedCharge } from '../../../../bridge/domain/rate-study/posted-charge.js';

/** A water charge of class HOME for 3,000 gallons, $30.00, other than as told. */
export function givenCharge(facts: Partial<PostedCharge> = {}): PostedCharge {
  return {
    billNumber: 1,
    accountId: '10-0001-01',
    service: 'water',
    rateClass: 'HOME',
    period: fullPeriod(calendarDate('2026-09-20'), calendarDate('2026-10-20')),
    billedTo: calendarDate('2026-09-20'),
    billedOn: calendarDate('2026-10-27'),
    meterSize: null,
    registers: [],
    pastBills: [],
    carts: null,
    unmeteredGallons: null,
    meteredGallons: 3000,
    inputs: { usage_ccf: '3', meter_size: '5/8"' },
    data: [],
    waterCents: null,
    billUnit: 'kgal',
    gallonsPerCcf: '748.05',
    amountCents: cents(3000),
    ...facts,
  };
}
