import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { services, type ServiceName } from '../../../../bridge/contract/services.js';
import type { LateChargeRule } from '../../../../bridge/contract/settings/late-rule.js';
import type { Arrangement } from '../../../../bridge/domain/late-charges/arrangement.js';
import {
  lateChargeOf,
  withExemptionsOf,
  type OwedByAccount,
  type OwedItem,
} from '../../../../bridge/domain/late-charges/late-charge.js';
import { serviceForFees } from '../../../../bridge/domain/late-charges/share-by-service.js';

const TEN_PERCENT: LateChargeRule = { percent: '10', on: 'current-charges' };
const OF_ALL: LateChargeRule = { percent: '10', on: 'amount-due' };
const DUE = calendarDate('2026-11-11');
const BILLED = calendarDate('2026-10-22');

function item(openCents: number, more: Partial<OwedItem> = {}): OwedItem {
  return {
    nature: 'service',
    service: 'water',
    chargedOn: BILLED,
    isCurrent: true,
    openCents: cents(openCents),
    ...more,
  };
}

function owing(items: readonly OwedItem[], more: Partial<OwedByAccount> = {}): OwedByAccount {
  return {
    ...{ accountId: '01-0001-01', rateClass: 'RESIDENTIAL', forFees: 'water', dueOn: DUE },
    ...{ items, spareCents: cents(0), arrangements: [], paid: [] },
    ...more,
  };
}

const chargeOf = (items: readonly OwedItem[], rule = TEN_PERCENT, more: Partial<OwedByAccount> = {}) =>
  lateChargeOf(owing(items, more), rule);

/** An arrangement of the day of the bill for the next months. */
function arrangement(amount: number, more: Partial<Arrangement> = {}): Arrangement {
  return {
    ...{ arrangementNumber: 1, accountId: '01-0001-01', amountCents: cents(amount), fromOn: BILLED },
    ...{ untilOn: calendarDate('2027-01-31'), instalments: [], end: null },
    ...more,
  };
}

describe('a late charge', () => {
  it('is, as Alabaster publishes it, ten percent of what was not paid: $42.06 of sewer is charged $4.21', () => {
    const sewer = chargeOf([item(4206, { service: 'sewer' })]);
    assert.deepEqual([sewer.chargeCents, sewer.why], [421, '10% of $42.06.']);
    assert.deepEqual(sewer.shares, [{ service: 'sewer', amountCents: 421 }]);
  });

  it('rounds to the cent, halves up unless the rule says up or down', () => {
    const of = (amount: number, rounding?: LateChargeRule['rounding']) =>
      chargeOf([item(amount)], { ...TEN_PERCENT, ...(rounding && { rounding }) }).chargeCents;
    assert.deepEqual([of(104), of(105), of(109)], [10, 11, 11]);
    assert.deepEqual([of(101, 'up'), of(100, 'up'), of(109, 'down')], [11, 10, 10]);
    assert.equal(chargeOf([item(10_005)], { percent: '1.5', on: 'amount-due' }).chargeCents, 150);
  });

  it('is taken of the bill that fell due, or of all that is due, as the rule says', () => {
    const items = [item(10_000), item(20_000, { isCurrent: false })];
    assert.deepEqual([chargeOf(items).chargeCents, chargeOf(items, OF_ALL).chargeCents], [1000, 3000]);
    assert.deepEqual([chargeOf(items).owedCents, chargeOf(items).baseCents], [30_000, 10_000]);
    const arrears = chargeOf([item(20_000, { isCurrent: false })]);
    assert.deepEqual([arrears.chargeCents, arrears.why], [0, 'None of what is past due counts.']);
  });

  it('leaves out services and natures that the base does not name; what has no service counts by its nature', () => {
    const items = [
      item(10_000),
      item(400, { nature: 'tax' }),
      item(4206, { service: 'sewer' }),
      item(1000, { nature: 'late-charge', isCurrent: false }),
      item(3000, { nature: 'fee', service: null, isCurrent: false }),
    ];
    const base = (given: LateChargeRule['base']) =>
      chargeOf(items, { ...OF_ALL, ...(given && { base: given }) }).baseCents;
    assert.equal(base(undefined), 18_606);
    assert.equal(base({ natures: ['service', 'tax'] }), 14_606);
    assert.equal(base({ natures: ['service'], services: ['water'] }), 10_000);
    assert.equal(base({ natures: ['service', 'fee'], services: ['sewer'] }), 7206);
  });

  it('counts what was paid in time and stands elsewhere against it, and never goes below nothing', () => {
    const spare = (spareCents: number) => chargeOf([item(10_000)], TEN_PERCENT, { spareCents: cents(spareCents) });
    assert.deepEqual([spare(4000).chargeCents, spare(4000).owedCents], [600, 6000]);
    assert.deepEqual([spare(10_000).chargeCents, spare(10_000).why], [0, 'Nothing is past due.']);
    assert.equal(spare(99_999).owedCents, 0);
  });

  it('is not taken of less than the rule has, and is no less than its least charge', () => {
    const rule = { ...TEN_PERCENT, minimumOwedCents: 1000, minimumChargeCents: 500 };
    assert.deepEqual(chargeOf([item(999)], rule).chargeCents, 0);
    assert.equal(chargeOf([item(999)], rule).why, 'Less than $10.00 is not charged.');
    assert.equal(chargeOf([item(1000)], rule).chargeCents, 500);
    assert.equal(chargeOf([item(1000)], rule).why, '10% of $10.00, and no less than the least charge.');
    assert.equal(chargeOf([item(5010)], rule).chargeCents, 501);
    assert.match(chargeOf([item(4)]).why, /less than a cent/);
  });

  it('spares classes and accounts that are exempt, by the rule of the bill or that of the due date', () => {
    const classes = { ...TEN_PERCENT, exempt: { rateClasses: ['REDUCED'] } } satisfies LateChargeRule;
    assert.equal(chargeOf([item(10_000)], classes, { rateClass: 'REDUCED' }).why, 'The class REDUCED is exempt.');
    assert.equal(chargeOf([item(10_000)], classes).chargeCents, 1000);
    const accounts = { ...TEN_PERCENT, exempt: { accounts: ['01-0001-01'] } };
    assert.deepEqual(chargeOf([item(10_000)], accounts).why, 'The account is exempt.');
    for (const rule of [withExemptionsOf(classes, accounts), withExemptionsOf(accounts, classes)]) {
      assert.equal(lateChargeOf(owing([item(1000)]), rule).chargeCents, 0);
      assert.equal(lateChargeOf(owing([item(1000)], { accountId: '02', rateClass: 'REDUCED' }), rule).chargeCents, 0);
      assert.equal(lateChargeOf(owing([item(1000)], { accountId: '02' }), rule).chargeCents, 100);
    }
  });

  it('is nothing where no rule charges anything', () => {
    const none = lateChargeOf(owing([item(10_000)]), undefined);
    assert.deepEqual([none.chargeCents, none.owedCents, none.shares], [0, 10_000, []]);
    assert.match(none.why, /late-rule/);
    assert.equal(withExemptionsOf(undefined, TEN_PERCENT), undefined);
  });

  it('leaves out what an arrangement covers: of charges up to its day, less the instalments that fell due', () => {
    const kept = (more: Partial<Arrangement>, items = [item(10_000)]) => {
      const { baseCents, arrangedCents, chargeCents } = chargeOf(items, OF_ALL, {
        arrangements: [arrangement(6000, more)],
      });
      return [baseCents, arrangedCents, chargeCents];
    };
    assert.deepEqual(kept({}), [4000, 6000, 400]);
    const instalments = [
      { dueOn: DUE, amountCents: cents(2000) },
      { dueOn: calendarDate('2026-12-11'), amountCents: cents(4000) },
    ];
    assert.deepEqual(kept({ instalments }), [6000, 4000, 600], 'the instalment of the due date was to be paid');
    assert.deepEqual(kept({ instalments }, [item(8000)]), [4000, 4000, 400], 'it was paid');
    assert.deepEqual(kept({}, [item(2000), item(5000, { chargedOn: calendarDate('2026-10-23') })]), [5000, 2000, 500]);
    assert.deepEqual(kept({}, [item(6000)]), [0, 6000, 0]);
    assert.equal(
      chargeOf([item(6000)], OF_ALL, { arrangements: [arrangement(6000)] }).why,
      'All that counts is under an arrangement.',
    );
  });

  it('goes by the newest of arrangements that would cover a due date: one that was ended and entered anew covers once', () => {
    const ended = arrangement(3000, { end: { how: 'ended', on: calendarDate('2026-11-23') } });
    const covered = (...arrangements: readonly Arrangement[]) =>
      chargeOf([item(10_000)], OF_ALL, { arrangements }).arrangedCents;
    assert.equal(covered(ended, arrangement(3000, { arrangementNumber: 2 })), 3000);
    assert.equal(covered(ended, arrangement(4000, { arrangementNumber: 2 })), 4000);
    assert.equal(covered(ended, arrangement(4000, { fromOn: calendarDate('2026-11-12') })), 3000, 'begins later');
    const broken = { how: 'broken', on: calendarDate('2026-11-24') } as const;
    assert.equal(covered(ended, arrangement(4000, { end: broken })), 3000, 'the new one was broken');
    const instalments = [{ dueOn: DUE, amountCents: cents(4000) }];
    assert.equal(covered(ended, arrangement(4000, { instalments })), 0, 'all of the new one is to be paid');
  });

  it('covers of later charges what money paid ahead on those of the arrangement; other credit frees nothing', () => {
    const agreed = arrangement(18_820, {
      fromOn: calendarDate('2026-10-20'),
      instalments: [
        { dueOn: DUE, amountCents: cents(8820) },
        { dueOn: calendarDate('2026-12-20'), amountCents: cents(10_000) },
      ],
    });
    const bill = item(7939);
    const arrears = (open: number) => item(open, { isCurrent: false, chargedOn: calendarDate('2026-09-22') });
    const of = (items: readonly OwedItem[], money: number, paidOn = '2026-11-10', rule = OF_ALL) => {
      const paid = [
        { chargedOn: calendarDate('2026-09-22'), paidOn: calendarDate(paidOn), amountCents: cents(money) },
        { chargedOn: BILLED, paidOn: calendarDate('2026-11-10'), amountCents: cents(99_999) },
      ];
      const { baseCents, arrangedCents } = chargeOf(items, rule, { arrangements: [agreed], paid });
      return [baseCents, arrangedCents];
    };
    assert.deepEqual(of([bill, arrears(2061)], 16_759), [0, 10_000], 'the instalment and the bill were paid');
    assert.deepEqual(of([bill, arrears(2061)], 16_759, '2026-11-10', TEN_PERCENT), [0, 7939]);
    assert.deepEqual(of([bill, arrears(2062)], 16_758), [1, 10_000], 'a cent less');
    assert.deepEqual(of([bill, arrears(10_000)], 8820), [7939, 10_000], 'the instalment alone');
    assert.deepEqual(of([bill], 8820), [7939, 0], 'the rest was written off');
    assert.deepEqual(of([bill], 18_820, '2026-10-19'), [7939, 0], 'money before the agreement');
  });

  it('respects an arrangement only while it lasts and is kept', () => {
    const charged = (more: Partial<Arrangement>) =>
      chargeOf([item(10_000)], OF_ALL, { arrangements: [arrangement(10_000, more)] }).chargeCents;
    assert.equal(charged({ untilOn: DUE }), 0);
    assert.equal(charged({ untilOn: calendarDate('2026-11-10') }), 1000);
    assert.equal(charged({ fromOn: calendarDate('2026-11-12') }), 1000);
    assert.equal(charged({ end: { how: 'ended', on: calendarDate('2026-11-12') } }), 0, 'ended after the due date');
    assert.equal(charged({ end: { how: 'ended', on: DUE } }), 1000);
    assert.equal(charged({ end: { how: 'broken', on: calendarDate('2026-11-12') } }), 1000, 'broken after it');
  });

  it('is shared among services by what is open of each, to the cent', () => {
    const thirds = chargeOf([item(3335), item(3335, { service: 'sewer' }), item(3335, { service: 'garbage' })]);
    assert.equal(thirds.chargeCents, 1001);
    assert.deepEqual(
      thirds.shares.map(({ service, amountCents }) => [service, amountCents]),
      [
        ['water', 334],
        ['sewer', 334],
        ['garbage', 333],
      ],
    );
  });

  it("goes, as far as it is for fees, by one service: the account's first whose late charges are the utility's", () => {
    const garbage = item(2000, { service: 'garbage' });
    const fee = item(3000, { nature: 'fee', service: null });
    const sharesOf = (items: readonly OwedItem[], forFees: ServiceName) =>
      chargeOf(items, OF_ALL, { forFees }).shares.map(({ service, amountCents }) => [service, amountCents]);
    assert.deepEqual(sharesOf([fee], 'sewer'), [['sewer', 300]]);
    assert.deepEqual(sharesOf([garbage, fee], 'water'), [
      ['water', 300],
      ['garbage', 200],
    ]);
    const earners = (city: readonly ServiceName[]) =>
      services.map((service) => ({ service, isOfUtility: !city.includes(service) }));
    assert.equal(serviceForFees(['garbage', 'sewer', 'water'], earners([])), 'water');
    assert.equal(serviceForFees(['garbage', 'sewer'], earners(['garbage'])), 'sewer');
    assert.equal(serviceForFees(['garbage'], earners(['garbage'])), 'water', 'none of its own is');
    assert.equal(serviceForFees(['water', 'garbage'], earners(['water', 'garbage'])), 'sewer');
  });

  it('is always the sum of its shares, whatever is owed', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 3, maxLength: 3 });
    const percents = fc.integer({ min: 1, max: 99_999 }).map((value) => (value / 1000).toFixed(3));
    fc.assert(
      fc.property(amounts, percents, fc.integer({ min: 0, max: 100_000 }), ([a = 1, b = 1, c = 1], percent, spare) => {
        const items = [item(a), item(b, { service: 'sewer' }), item(c, { service: 'garbage' })];
        const { chargeCents, shares } = chargeOf(items, { percent, on: 'amount-due' }, { spareCents: cents(spare) });
        assert.equal(
          shares.reduce((sum, { amountCents }) => sum + amountCents, 0),
          chargeCents,
        );
        assert.ok(shares.every(({ amountCents }) => amountCents > 0));
      }),
    );
  });
});
