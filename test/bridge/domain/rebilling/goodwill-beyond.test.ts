import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { AdjustableBill, EarlierAdjustment } from '../../../../bridge/domain/adjusting/adjustment-facts.js';
import { goodwillBeyondNotices } from '../../../../bridge/domain/rebilling/goodwill-beyond.js';

const given: EarlierAdjustment = {
  ...{ service: 'garbage', kind: 'goodwill', receipt: 12 },
  ...{ amountCents: cents(-2_000), taxCents: cents(0) },
};

function said(adjusted: Partial<EarlierAdjustment>, garbageCents: number | null): string[] {
  return saidOf([adjusted], garbageCents);
}

function saidOf(adjusted: readonly Partial<EarlierAdjustment>[], garbageCents: number | null): string[] {
  const charges: AdjustableBill['charges'] = new Map(
    garbageCents === null ? [] : [['garbage', { serviceCents: cents(garbageCents), taxCents: cents(0) }]],
  );
  return goodwillBeyondNotices({
    ...{ billNumber: 700, accountId: '06-0002-01', totalCents: cents(garbageCents ?? 0), charges },
    ...{ billedOn: calendarDate('2026-10-26'), adjusted: adjusted.map((each) => ({ ...given, ...each })) },
    ...{ periodFrom: calendarDate('2026-09-18'), periodTo: calendarDate('2026-10-19') },
  });
}

describe('goodwill on a bill that was made again', () => {
  it('is told of from the first cent that it is more than the bill charges', () => {
    assert.equal(said({}, 1_999).length, 1);
    assert.deepEqual(said({}, 2_000), []);
  });

  it('is told of where the bill charges no more for the service', () => {
    assert.match(
      said({}, null).join(),
      /^Bill 700 charges \$0\.00 for garbage now, less than the goodwill of \$20\.00 that receipt 12 gave on it\. Reverse receipt 12 /,
    );
  });

  it('is told of together where several receipts gave it, each of them less than the bill charges', () => {
    assert.deepEqual(saidOf([{}, { receipt: 15, amountCents: cents(-1_500) }], 3_000), [
      'Bill 700 charges $30.00 for garbage now, less than the goodwill of $35.00 that receipts 12 and 15 gave on it. ' +
        'Reverse receipts 12 and 15 and enter anew what of it still holds, unless it is to stand as it is.',
    ]);
  });

  it('is not told of where it charged more', () => {
    assert.deepEqual(said({ amountCents: cents(2_000) }, null), []);
  });

  it('is told of for goodwill alone: what corrects the bill keeps it from being made again', () => {
    assert.deepEqual(said({ kind: 'misread' }, 1_000), []);
  });
});
