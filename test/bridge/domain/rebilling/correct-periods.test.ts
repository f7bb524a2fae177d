import assert from 'node:assert/strict';
import { calendarDate, daysBetween } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { BillCorrection, ReadCorrection } from '../../../../bridge/domain/rebilling/bill-correction.js';
import { correctPeriods } from '../../../../bridge/domain/rebilling/correct-periods.js';
import type { PostedPeriod, PostedRead } from '../../../../bridge/domain/rebilling/posted-period.js';

const TERMS = { rolloverFrom: '0.9', endsBefore: calendarDate('2026-05-15') };
const ENDS = ['2025-12-20', '2026-01-20', '2026-02-20', '2026-03-20', '2026-04-20'].map(calendarDate);

/** The reads of each bill of one meter, from what it showed before the first; the meter counts gallons with four dials. */
function bills(values: readonly number[], over: Partial<PostedRead> = {}): PostedPeriod[] {
  return values.slice(1).map((value, index) => {
    const [from, to] = [ENDS[index], ENDS[index + 1]] as [PostedRead['previousOn'], PostedRead['previousOn']];
    const previous = values[index] ?? 0;
    const days = daysBetween(from, to);
    const read: PostedRead = {
      ...{ rowKey: 'M/1', meterId: 'M', registerNumber: 1, meterSize: '5/8"', removedOn: null, ownMultiplier: null },
      ...{ previousValue: previous, previousOn: from, value, readOn: to, status: 'accepted' },
      usageGallons: (value - previous + 10_000) % 10_000,
      register: { dials: 4, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'GAL' },
      ...over,
    };
    return {
      ...{
        billNumber: index + 1,
        rebillNumber: null,
        billRunId: `1-${index}`,
        accountId: 'A',
        billedOn: to,
        dueOn: to,
      },
      period: { from, to, days, fullDays: days },
      billedTo: index === 0 ? null : from,
      ...{ services: [], data: [], meterSize: null, onRecord: { services: [], data: [], meterSize: null }, knownBy: 1 },
      ...{ held: [], rateClass: 'RESIDENTIAL', reads: [read], usageGallons: read.usageGallons ?? 0 },
      ...{ charges: [], totalCents: cents(0), entryNumber: null, pastBills: [] },
    };
  });
}

function corrections(typed: Readonly<Record<number, Partial<ReadCorrection> & Partial<BillCorrection>>>) {
  return new Map(
    Object.entries(typed).map(
      ([number, { previous = null, value = null, multiplier = null, ...of }]): [number, BillCorrection] => {
        const row = { rowKey: number, sheetRow: Number(number) + 4 };
        const reads = new Map([['M/1', { row, previous, value, multiplier }]]);
        const none = {
          readOn: null,
          rateClass: null,
          tariffs: new Map(),
          carts: null,
          isByRecord: false,
          reason: 'Misread',
          note: '',
          document: '',
        };
        return [Number(number), { billNumber: Number(number), rows: [row], reads, ...none, ...of }];
      },
    ),
  );
}

function uses(...given: Parameters<typeof correctPeriods>) {
  const { periods, issues } = correctPeriods(...given);
  assert.deepEqual(issues, []);
  return periods.map(({ reads: [read], isMoved }) => `${read?.usageGallons ?? ''}${isMoved ? ' moved' : ''}`);
}

describe('correcting the reads of periods', () => {
  it('has the next period begin where the corrected one ends, and no other moves', () => {
    const posted = bills([1000, 1500, 2000, 2600]);
    assert.deepEqual(uses(posted, corrections({ 1: { value: 1400 } }), TERMS), ['400 moved', '600 moved', '600']);
  });

  it('goes on over periods that are each corrected', () => {
    const posted = bills([1000, 1500, 2000, 2600]);
    const typed = corrections({ 1: { value: 1400 }, 2: { value: 1900 } });
    assert.deepEqual(uses(posted, typed, TERMS), ['400 moved', '500 moved', '700 moved']);
  });

  it('takes a read past the top for a rollover, and not one from the middle', () => {
    const posted = bills([9000, 9500, 9900]);
    assert.deepEqual(uses(posted, corrections({ 2: { value: 150 } }), TERMS), ['500', '650 moved']);
    const { issues } = correctPeriods(bills([3000, 3500, 3900]), corrections({ 2: { value: 150 } }), TERMS);
    assert.deepEqual(
      issues.map(({ code, column, sheetRow }) => [code, column, sheetRow]),
      [['reading-not-possible', 'newRead', 6]],
    );
    assert.match(issues[0]?.message ?? '', /bill 2 \(2026-01-20 to 2026-02-20\).*below the previous reading 3500/);
  });

  it('takes no rollover of more than a quarter of the range', () => {
    const { issues } = correctPeriods(bills([9000, 9500, 9900]), corrections({ 2: { value: 2_600 } }), TERMS);
    assert.equal(issues.length, 1);
  });

  it('tells the row that was typed where the period after it is left without a use', () => {
    const { issues } = correctPeriods(bills([1000, 1500, 2000]), corrections({ 1: { value: 2100 } }), TERMS);
    assert.deepEqual(
      issues.map(({ sheetRow }) => sheetRow),
      [5],
    );
    assert.match(issues[0]?.message ?? '', /bill 2 .* which goes on from the corrected read,/);
  });

  it('counts by what the register is said to count by, in that period alone', () => {
    assert.deepEqual(uses(bills([1000, 1500, 2000]), corrections({ 1: { multiplier: '10' } }), TERMS), [
      '5000 moved',
      '500',
    ]);
  });

  it('moves the end of a period and the beginning of the next one to a corrected date', () => {
    const readOn = calendarDate('2026-01-18');
    const { periods, issues } = correctPeriods(bills([1000, 1500, 2000]), corrections({ 1: { readOn } }), TERMS);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      periods.map(({ period: { from, to, days, fullDays } }) => [from, to, days, fullDays]),
      [
        ['2025-12-20', '2026-01-18', 29, 31],
        ['2026-01-18', '2026-02-20', 33, 31],
      ],
    );
    assert.deepEqual(
      periods.map(({ billedTo }) => billedTo),
      [null, '2026-01-18'],
    );
  });

  it('leaves the day on which a meter was taken out as it is', () => {
    const readOn = calendarDate('2026-01-18');
    const removedOn = calendarDate('2026-01-10');
    const posted = bills([1000, 1500], { removedOn, readOn: removedOn });
    const { periods } = correctPeriods(posted, corrections({ 1: { readOn } }), TERMS);
    assert.deepEqual([periods[0]?.reads[0]?.readOn, periods[0]?.period.to], ['2026-01-10', '2026-01-18']);
  });

  it('keeps a use that its register would not tell where nothing of the read was corrected', () => {
    const carried = bills([1000, 900], { usageGallons: 0 });
    assert.deepEqual(uses(carried, corrections({ 1: { rateClass: 'BUSINESS' } }), TERMS), ['0']);
  });

  it('refuses a date that is not after the one before and before the one after', () => {
    for (const readOn of ['2026-01-20', '2026-03-20', '2026-06-01'].map(calendarDate)) {
      const { issues } = correctPeriods(bills([1000, 1500, 2000, 2500]), corrections({ 2: { readOn } }), TERMS);
      assert.deepEqual(
        issues.map(({ code }) => code),
        ['date-not-between'],
        readOn,
      );
    }
  });
});
