import assert from 'node:assert/strict';
import { calendarDate, daysBetween, type CalendarDate } from '../../../../bridge/contract/calendar-date.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import type { PastBill } from '../../../../bridge/domain/billing/winter-average.js';
import { correctPeriods } from '../../../../bridge/domain/rebilling/correct-periods.js';
import type { PostedPeriod } from '../../../../bridge/domain/rebilling/posted-period.js';
import { remakeBills } from '../../../../bridge/domain/rebilling/remake-bills.js';
import { givenBill, givenBook, givenService } from '../billing/given-book.js';

/** Two dollars a thousand gallons of the lesser of use and winter average. */
const BOOK = givenBook({
  tariffId: 'sewer',
  from: '2000-01-01',
  settings: ['usage: {winter_average: {use: lesser, otherwise: 5, method: mean_of_bills, months: [12, 1, 2]}}'],
  classes: { RESIDENTIAL: ['bill: 10+2*usage_ccf'], BUSINESS: ['bill: 50+2*usage_ccf'] },
});
const READ_ON = ['2025-11-05', '2025-12-05', '2026-01-07', '2026-02-04', '2026-06-05', '2026-07-06'].map(calendarDate);
const GALLONS = [3_000, 4_000, 5_000, 20_000, 9_000];
const TERMS = { rolloverFrom: '0.9', endsBefore: calendarDate('2026-08-01') };

/** The bills of a house from December on, billed by what was known then. */
function posted(): PostedPeriod[] {
  const past: PastBill[] = [];
  let before = 10_000;
  return GALLONS.map((gallons, index) => {
    const [from, to] = [READ_ON[index], READ_ON[index + 1]] as [CalendarDate, CalendarDate];
    const days = daysBetween(from, to);
    const facts = {
      ...{ billedOn: to, billedTo: index === 0 ? null : from, data: [], rateClass: 'RESIDENTIAL' as const },
      ...{ period: { from, to, days, fullDays: days }, services: [givenService('sewer')], usageGallons: gallons },
      pastBills: [...past],
    };
    const { charges, totalCents } = calculateBill(givenBill(facts), BOOK);
    const read = {
      ...{ rowKey: 'M/1', meterId: 'M', registerNumber: 1, meterSize: '5/8"', removedOn: null, ownMultiplier: null },
      ...{ previousValue: before, previousOn: from, value: before + gallons, readOn: to, usageGallons: gallons },
      ...{ status: 'accepted' as const },
      register: { dials: 6, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'GAL' as const },
    };
    before += gallons;
    past.push({ readOn: to, days, gallons, isPartial: false });
    const made = { services: facts.services, data: facts.data, meterSize: '5/8"' };
    return {
      ...{ ...facts, ...made, onRecord: made, knownBy: 1, charges, totalCents, reads: [read], held: [], dueOn: to },
      ...{
        billNumber: index + 1,
        rebillNumber: null,
        billRunId: String(index),
        accountId: 'A',
        entryNumber: index + 1,
      },
    };
  });
}

const asked = (billNumber: number, right: { value?: number; multiplier?: string; rateClass?: 'BUSINESS' }) => {
  const row = { rowKey: String(billNumber), sheetRow: billNumber };
  const { value = null, multiplier = null, rateClass = null } = right;
  const reads = new Map([['M/1', { row, previous: null, value, multiplier }]]);
  const rows = [row] as const;
  return new Map([
    [
      billNumber,
      {
        billNumber,
        rows,
        reads,
        readOn: null,
        rateClass,
        tariffs: new Map(),
        carts: null,
        isByRecord: false,
        reason: 'x',
        note: '',
        document: '',
      },
    ],
  ]);
};

/** What is made again: the bill, its gallons and what it comes to. */
function remade(...typed: Parameters<typeof asked>) {
  const { periods, issues } = correctPeriods(posted(), asked(...typed), TERMS);
  assert.deepEqual(issues, []);
  const made = remakeBills(periods, BOOK);
  return {
    issues: made.issues,
    bills: made.bills.map(({ posted: { billNumber }, usageGallons, bill }) => [
      billNumber,
      usageGallons,
      bill.totalCents,
    ]),
  };
}

describe('bills that are made again', () => {
  it('are with those the ones whose winter average is another by them, each once', () => {
    // January counted tens: 40,000 gallons. The mean of the winter is 16 thousand, and not 4: June and July follow.
    assert.deepEqual(
      posted().map(({ totalCents }) => totalCents),
      [1_600, 1_800, 2_000, 1_800, 1_800],
    );
    assert.deepEqual(remade(2, { multiplier: '10' }).bills, [
      [2, 40_000, 2_000],
      [4, 20_000, 4_200],
      [5, 9_000, 2_800],
    ]);
  });

  it('leave those alone whose average stays: what January has less, February has more', () => {
    assert.deepEqual(
      remade(2, { value: 16_000 }).bills.map(([billNumber, gallons]) => [billNumber, gallons]),
      [
        [2, 3_000],
        [3, 6_000],
      ],
    );
  });

  it('leave those after them alone where only their own price is another', () => {
    assert.deepEqual(remade(4, { rateClass: 'BUSINESS' }).bills, [[4, 20_000, 5_800]]);
  });

  it('are refused where nothing of them is another', () => {
    const { bills, issues } = remade(4, {});
    assert.deepEqual([bills, issues.map(({ code, sheetRow }) => [code, sheetRow])], [[], [['nothing-changed', 4]]]);
  });

  it('are refused with the reason where the rates of their time can not price them', () => {
    const { periods } = correctPeriods(posted(), asked(1, { rateClass: 'BUSINESS' }), TERMS);
    const { bills, issues } = remakeBills(periods, givenBook());
    assert.deepEqual(bills, []);
    assert.equal(issues[0]?.code, 'no-tariff-in-force');
    assert.match(
      issues[0].message,
      /^Bill 1 \(2025-11-05 to 2025-12-05\) can't be made again: The tariff "sewer" has no rates/,
    );
  });
});
