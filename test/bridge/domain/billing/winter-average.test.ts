import assert from 'node:assert/strict';
import { Decimal } from 'decimal.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import {
  winterAverage,
  type PastBill,
  type WinterAverageRule,
} from '../../../../bridge/domain/billing/winter-average.js';
import { givenBill, givenBook, givenService } from './given-book.js';

const MEAN: WinterAverageRule = { method: 'mean_of_bills', months: [12, 1, 2], days: new Decimal('30.42') };
const DAYS: WinterAverageRule = { ...MEAN, method: 'days' };

function past(readOn: string, gallons: number, days = 30, isPartial = false): PastBill {
  return { readOn: calendarDate(readOn), gallons, days, isPartial };
}

const WINTER = [past('2025-12-05', 3000, 31), past('2026-01-07', 4000, 33), past('2026-02-04', 5000, 28)];
const kgal = (gallons: number) => String(gallons / 1000);
const average = (rule: WinterAverageRule, bills: readonly PastBill[], readOn = '2026-07-06') =>
  winterAverage(rule, bills, calendarDate(readOn), kgal);

describe('a winter average', () => {
  it('is the mean of the winter’s bills', () => {
    assert.equal(average(MEAN, WINTER), '4');
    assert.equal(average(MEAN, [...WINTER.slice(0, 2), past('2026-02-04', 3000)]), '3.333333333333');
  });

  it('is the use a day times the days of a month, in the method by days', () => {
    // 12 thousand gallons / 92 days x 30.42 = 365.04 / 92.
    assert.equal(average(DAYS, WINTER), '3.967826086957');
    assert.equal(average({ ...DAYS, days: new Decimal(23) }, WINTER), '3');
  });

  it('counts only bills that were read in the months of the rule', () => {
    const around = [...WINTER, past('2025-11-05', 90_000), past('2026-03-05', 90_000), past('2026-06-05', 90_000)];
    assert.equal(average(MEAN, around), '4');
    assert.equal(average({ ...MEAN, months: [11, 12] }, around), '46.5');
  });

  it('means December to February where the rule names no months', () => {
    assert.equal(average({ ...MEAN, months: [] }, [...WINTER, past('2026-03-05', 90_000)]), '4');
  });

  it('is of the last winter that was over, so that it holds for a year', () => {
    const before = [past('2024-12-05', 7000), past('2025-01-07', 7000), past('2025-02-05', 7000)];
    const all = [...before, ...WINTER];
    assert.equal(average(MEAN, all, '2026-02-04'), '7');
    assert.equal(average(MEAN, all, '2026-03-04'), '4');
    assert.equal(average(MEAN, all, '2026-12-07'), '4');
    assert.equal(average(MEAN, before, '2026-03-04'), null);
  });

  it('counts a month without use, and a first or a final bill by its days only', () => {
    assert.equal(average(MEAN, [...WINTER.slice(0, 2), past('2026-02-04', 0)]), '2.333333333333');
    const moved = [past('2026-01-07', 1000, 10, true), past('2026-02-04', 5000, 20)];
    assert.equal(average(MEAN, moved), '5');
    assert.equal(average({ ...DAYS, days: new Decimal(30) }, moved), '6');
    assert.equal(average(MEAN, moved.slice(0, 1)), null);
  });

  it('is none for a new customer, nor for one whose bills have no days', () => {
    assert.equal(average(MEAN, []), null);
    assert.equal(average(DAYS, []), null);
    assert.equal(average(DAYS, [past('2026-01-07', 0, 0, true)]), null);
  });

  it('takes the last twelve months where all months count', () => {
    const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const year = months.map((month) => past(`2026-${String(month).padStart(2, '0')}-05`, month * 1000));
    assert.equal(average({ ...MEAN, months }, [past('2025-06-05', 90_000), ...year], '2027-01-05'), '6.5');
  });
});

describe('sewer by the winter average', () => {
  const book = givenBook({
    tariffId: 'sewer',
    from: '2000-01-01',
    settings: ['usage: {winter_average: {use: lesser, otherwise: 5, method: mean_of_bills, months: [12, 1, 2]}}'],
    classes: { RESIDENTIAL: ['bill: 10+2*usage_ccf'] },
  });
  const sewer = (facts: Partial<BillInput>, unmeteredGallons: number | null = null) => {
    const services = [givenService('sewer', { unmeteredGallons })];
    const period = { from: calendarDate('2026-06-05'), to: calendarDate('2026-07-06'), days: 31, fullDays: 31 };
    const { charges } = calculateBill(givenBill({ period, services, ...facts }), book);
    return [charges[0]?.inputs['winter_average'], charges[0]?.amountCents];
  };

  it('is billed by the lesser of use and average', () => {
    assert.deepEqual(sewer({ pastBills: WINTER, usageGallons: 9000 }), ['4', 1800]);
    assert.deepEqual(sewer({ pastBills: WINTER, usageGallons: 1000 }), ['4', 1200]);
  });

  it('is billed by the class’s average for a new customer', () => {
    assert.deepEqual(sewer({ usageGallons: 9000 }), [undefined, 2000]);
  });

  it('is billed by what was agreed: an average of the account, or the gallons of a well', () => {
    const datum = { service: null, name: 'winter_average', value: '3', effectiveFrom: calendarDate('2026-01-01') };
    assert.deepEqual(sewer({ pastBills: WINTER, usageGallons: 9000, data: [datum] }), ['3', 1600]);
    assert.deepEqual(sewer({ usageGallons: 0 }, 7000), ['7', 2400]);
  });
});
