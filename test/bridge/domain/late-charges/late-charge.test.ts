import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { services, type ServiceName } from '../../../../bridge/contract/services.js';
import type { LateChargeRule } from '../../../../bridge/contract/settings/late-rule.js';
import type { ApplicationRule } from '../../../../bridge/contract/settings/payment-application.js';
import type { Arrangement } from '../../../../bridge/domain/late-charges/arrangement.js';
import {
  NO_ANSWER,
  type Answer,
  type Asked,
  type AskedItem,
  type Correction,
} from '../../../../bridge/domain/late-charges/asked.js';
import {
  lateChargeAfter,
  lateChargeOf,
  withExemptionsOf,
  type ChargedAccount,
} from '../../../../bridge/domain/late-charges/late-charge.js';
import { serviceForFees } from '../../../../bridge/domain/late-charges/share-by-service.js';

const TEN_PERCENT: LateChargeRule = { percent: '10', on: 'current-charges' };
const OF_ALL: LateChargeRule = { percent: '10', on: 'amount-due' };
const DUE = calendarDate('2026-11-11');
const BILLED = calendarDate('2026-10-22');

const OLDEST_FIRST: ApplicationRule = { method: 'oldest-first', order: [], applyCreditToNewBills: true };
const EARLIER = { isCurrent: false, dueOn: calendarDate('2026-10-11'), chargedOn: calendarDate('2026-09-22') } as const;

let lines = 0;
function item(openCents: number, more: Partial<AskedItem> = {}): AskedItem {
  lines += 1;
  const { nature = 'service', service = 'water' } = more;
  return {
    ...{ accountId: '01-0001-01', ref: { entryNumber: 1, lineNumber: lines }, billNumber: 1, nature, service },
    ...{ chargeType: service === null ? nature : `${service}-${nature}`, chargedOn: BILLED, dueOn: DUE },
    ...{ isCurrent: true, openCents: cents(openCents) },
    ...more,
  };
}

type Given = Partial<Omit<ChargedAccount, 'asked'>> & Partial<Asked>;

function owing(items: readonly AskedItem[], { accountId, rateClass, forFees, ...asked }: Given = {}): ChargedAccount {
  return {
    ...{ accountId: accountId ?? '01-0001-01', rateClass: rateClass ?? 'RESIDENTIAL', forFees: forFees ?? 'water' },
    asked: {
      ...{ dueOn: DUE, items, creditCents: cents(0), arrangements: [], paid: [], application: OLDEST_FIRST },
      ...asked,
    },
  };
}

const chargeOf = (items: readonly AskedItem[], rule = TEN_PERCENT, more: Given = {}, answer: Partial<Answer> = {}) =>
  lateChargeOf(owing(items, more), rule, { ...NO_ANSWER, ...answer });

const inTime = (amount: number): Partial<Answer> => ({ inTimeCents: cents(amount) });

/** An arrangement of the day of the bill for the next months. */
function arrangement(amount: number, more: Partial<Arrangement> = {}): Arrangement {
  return {
    ...{ arrangementNumber: 1, accountId: '01-0001-01', amountCents: cents(amount), fromOn: BILLED },
    ...{ untilOn: calendarDate('2027-01-31'), instalments: [], end: null, enteredBy: 7 },
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

  it('counts credit and what came in time against it, and never goes below nothing', () => {
    const paid = (amount: number) =>
      chargeOf([item(10_000)], TEN_PERCENT, { creditCents: cents(1000) }, inTime(amount));
    assert.deepEqual([paid(3000).chargeCents, paid(3000).owedCents], [600, 6000]);
    assert.deepEqual([paid(9000).chargeCents, paid(9000).why], [0, 'Nothing is past due.']);
    assert.equal(paid(99_999).owedCents, 0);
  });

  it('lets money pay by the rule of application what was asked, so that what pays arrears leaves the bill open', () => {
    const items = [item(5000), item(2000, { service: 'sewer' }), item(10_000, EARLIER)];
    const base = (money: number, method: ApplicationRule['method'], rule = TEN_PERCENT) => {
      const application = { ...OLDEST_FIRST, method, order: ['sewer-service'] };
      return chargeOf(items, rule, { application }, inTime(money)).baseCents;
    };
    assert.deepEqual([base(10_000, 'oldest-first'), base(11_000, 'oldest-first')], [7000, 6000]);
    assert.deepEqual([base(2000, 'service-first'), base(12_500, 'service-first')], [5000, 4500]);
    assert.equal(base(8500, 'pro-rata'), 3500, 'half of everything is paid');
    assert.equal(base(11_000, 'oldest-first', OF_ALL), 6000);
  });

  it('takes corrections off their own charge, and what of that was paid before is money of the account', () => {
    const [bill, arrears] = [item(5000), item(10_000, EARLIER)];
    const of = (correction: Partial<Correction>, rule = TEN_PERCENT) => {
      const corrections = [{ item: null, chargeType: null, amountCents: cents(0), ...correction }];
      const { owedCents, baseCents } = chargeOf([bill, arrears], rule, {}, { corrections });
      return [owedCents, baseCents];
    };
    assert.deepEqual(of({ item: bill.ref, amountCents: cents(2000) }), [13_000, 3000]);
    assert.deepEqual(of({ item: arrears.ref, amountCents: cents(2000) }), [13_000, 5000]);
    assert.deepEqual(of({ item: bill.ref, amountCents: cents(7000) }), [8000, 0], 'the rest pays arrears');
    const paid = { entryNumber: 99, lineNumber: 1 };
    assert.deepEqual(of({ item: paid, amountCents: cents(3000) }), [12_000, 5000], 'all of it had been paid');
    assert.deepEqual(of({ chargeType: 'water-service', amountCents: cents(11_000) }), [4000, 4000]);
    assert.deepEqual(of({ chargeType: 'sewer-service', amountCents: cents(11_000) }), [4000, 4000]);
  });

  it('takes a write-off off the charges of its type, by the rule for money; what it is more than was asked is no money', () => {
    const items = [item(5000), item(2000, { service: 'sewer' }), item(10_000, EARLIER)];
    const of = (chargeType: string | null, amount: number, money = 0) => {
      const writeOffs = [{ chargeType, amountCents: cents(amount) }];
      const { owedCents, baseCents } = chargeOf(items, TEN_PERCENT, {}, { ...inTime(money), writeOffs });
      return [owedCents, baseCents];
    };
    assert.deepEqual(of(null, 11_000), [6000, 6000]);
    assert.deepEqual(of('sewer-service', 1500), [15_500, 5500]);
    assert.deepEqual(of('sewer-service', 9000), [15_000, 5000], 'the rest was of charges since');
    assert.deepEqual(of('fee', 9000), [17_000, 7000], 'no fee was asked');
    assert.deepEqual(of(null, 3000, 14_000), [0, 0]);
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
    assert.equal(chargeOf([item(10_000)], classes, { rateClass: 'REDUCED' }).why, 'The class Reduced is exempt.');
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
    const kept = (more: Partial<Arrangement>, items = [item(10_000)], money = 0) => {
      const arrangements = [arrangement(6000, more)];
      const { baseCents, arrangedCents, chargeCents } = chargeOf(items, OF_ALL, { arrangements }, inTime(money));
      return [baseCents, arrangedCents, chargeCents];
    };
    assert.deepEqual(kept({}), [4000, 6000, 400]);
    const instalments = [
      { dueOn: DUE, amountCents: cents(2000) },
      { dueOn: calendarDate('2026-12-11'), amountCents: cents(4000) },
    ];
    assert.deepEqual(kept({ instalments }), [6000, 4000, 600], 'the instalment of the due date was to be paid');
    assert.deepEqual(kept({ instalments }, [item(8000)]), [4000, 4000, 400], 'it was paid before the bill');
    assert.deepEqual(kept({ instalments }, [item(10_000)], 2000), [4000, 4000, 400], 'it was paid since');
    assert.deepEqual(kept({ instalments }, [item(10_000)], 6000), [0, 4000, 0], 'and the rest of the bill too');
    assert.deepEqual(kept({ instalments }, [item(10_000)], 7000), [0, 3000, 0], 'and more than that');
    assert.deepEqual(kept({}, [item(2000), item(5000, { chargedOn: calendarDate('2026-10-23') })]), [5000, 2000, 500]);
    assert.deepEqual(kept({}, [item(6000)]), [0, 6000, 0]);
    assert.equal(
      chargeOf([item(6000)], OF_ALL, { arrangements: [arrangement(6000)] }).why,
      'All that counts is under an arrangement.',
    );
  });

  it('lets an arrangement cover what was due first: that of the arrears leaves the bill to be paid', () => {
    const items = [item(8000), item(10_000, EARLIER)];
    const of = (amount: number, money = 0) => {
      const arrangements = [arrangement(amount)];
      const { baseCents, arrangedCents, why } = chargeOf(items, TEN_PERCENT, { arrangements }, inTime(money));
      return [baseCents, arrangedCents, why];
    };
    assert.deepEqual(of(10_000), [8000, 10_000, '10% of $80.00.']);
    assert.deepEqual(of(10_000, 8000), [0, 10_000, 'None of what is past due counts.'], 'the bill was paid');
    assert.deepEqual(of(4000, 8000), [6000, 4000, '10% of $60.00.'], 'other arrears come before the bill');
    assert.deepEqual(of(12_000), [6000, 12_000, '10% of $60.00.']);
    assert.deepEqual(of(18_000), [0, 18_000, 'All that counts is under an arrangement.']);
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
    const arrears = (open: number) => item(open, EARLIER);
    const of = (items: readonly AskedItem[], money: number, paidOn = '2026-11-10', rule = OF_ALL, enteredBy = 6) => {
      const paid = [
        { chargedOn: calendarDate('2026-09-22'), paidOn: calendarDate(paidOn), enteredBy, amountCents: cents(money) },
        { chargedOn: BILLED, paidOn: calendarDate('2026-11-10'), enteredBy, amountCents: cents(99_999) },
      ];
      const { baseCents, arrangedCents } = chargeOf(items, rule, { arrangements: [agreed], paid });
      return [baseCents, arrangedCents];
    };
    assert.deepEqual(of([bill, arrears(2061)], 16_759), [0, 10_000], 'the instalment and the bill were paid');
    assert.deepEqual(of([bill, arrears(2061)], 16_759, '2026-11-10', TEN_PERCENT), [0, 10_000]);
    assert.deepEqual(of([bill, arrears(2062)], 16_758), [1, 10_000], 'a cent less');
    assert.deepEqual(of([bill, arrears(10_000)], 8820), [7939, 10_000], 'the instalment alone');
    assert.deepEqual(of([bill], 8820), [7939, 0], 'the rest was written off');
    assert.deepEqual(of([bill], 18_820, '2026-10-19', OF_ALL, 8), [7939, 0], 'money before the agreement');
    assert.deepEqual(of([bill], 18_820, '2026-10-20', OF_ALL, 7), [7939, 0], 'of its day, and entered before it');
    assert.deepEqual(of([bill], 18_820, '2026-10-20', OF_ALL, 8), [0, 7939], 'of its day, and entered after it');
  });

  it('lets an arrangement cover what was due first also where money pays in another order, up to the charges of its day', () => {
    const application: ApplicationRule = { ...OLDEST_FIRST, method: 'service-first', order: ['sewer-service'] };
    const next = calendarDate('2026-10-23');
    const covered = (items: readonly AskedItem[], more: Given = {}) =>
      chargeOf(items, OF_ALL, { application, ...more }).shares.map(({ service, amountCents }) => [
        service,
        amountCents,
      ]);
    const arrangements = [arrangement(5000)];
    const sewer = item(5000, { service: 'sewer' });
    assert.deepEqual(covered([sewer, item(5000, EARLIER)], { arrangements }), [['sewer', 500]]);
    const ofItsDay = { chargedOn: BILLED, paidOn: next, enteredBy: 8, amountCents: cents(5000) };
    const dueBefore = { chargedOn: next, dueOn: calendarDate('2026-11-10') };
    const later = [item(5000, { ...dueBefore, isCurrent: false }), item(5000, { service: 'sewer', chargedOn: next })];
    assert.deepEqual(
      covered(later, { arrangements, paid: [ofItsDay] }),
      [['sewer', 500]],
      'paid ahead on that of its day',
    );
  });

  it('covers of later charges no more than is left of the arrangement, and nothing of the instalments that fell due', () => {
    const instalments = [
      { dueOn: DUE, amountCents: cents(3000) },
      { dueOn: calendarDate('2026-12-20'), amountCents: cents(3000) },
    ];
    const later = item(9000, { chargedOn: calendarDate('2026-10-23') });
    const of = (money: number, open: readonly AskedItem[] = []) => {
      const paid = [{ chargedOn: BILLED, paidOn: calendarDate('2026-11-01'), enteredBy: 8, amountCents: cents(money) }];
      const { baseCents, arrangedCents } = chargeOf([later, ...open], OF_ALL, {
        arrangements: [arrangement(6000, { instalments })],
        paid,
      });
      return [baseCents, arrangedCents];
    };
    assert.deepEqual(of(3000), [9000, 0], 'the instalment alone');
    assert.deepEqual(of(2999), [9000, 0], 'less than it');
    assert.deepEqual(of(4000), [8000, 1000]);
    assert.deepEqual(of(9000), [6000, 3000], 'and no more than it would still cover');
    assert.deepEqual(of(9000, [item(2000)]), [8000, 3000], 'of which some is open');
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
    const sharesOf = (items: readonly AskedItem[], forFees: ServiceName) =>
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
        const { chargeCents, shares } = chargeOf(items, { percent, on: 'amount-due' }, {}, inTime(spare));
        assert.equal(
          shares.reduce((sum, { amountCents }) => sum + amountCents, 0),
          chargeCents,
        );
        assert.ok(shares.every(({ amountCents }) => amountCents > 0));
      }),
    );
  });

  describe('whatever was asked and whatever came', () => {
    const amount = fc.integer({ min: 1, max: 50_000 });
    const items = fc
      .array(fc.record({ amount, isCurrent: fc.boolean(), service: fc.constantFrom(...services) }), { maxLength: 6 })
      .map((each) =>
        each.map(({ amount: open, isCurrent, service }) => item(open, { service, ...(isCurrent ? {} : EARLIER) })),
      );
    const rules = fc.record({
      percent: fc.constantFrom('10', '1.5', '7.125'),
      on: fc.constantFrom('current-charges' as const, 'amount-due' as const),
      minimumOwedCents: fc.constantFrom(0, 4000),
      minimumChargeCents: fc.constantFrom(0, 500),
    });
    const given = fc.record({
      creditCents: fc.integer({ min: 0, max: 9000 }).map(cents),
      arrangements: fc.array(
        amount.map((agreed) => arrangement(agreed)),
        { maxLength: 1 },
      ),
      application: fc.record({
        method: fc.constantFrom('oldest-first' as const, 'service-first' as const, 'pro-rata' as const),
        order: fc.shuffledSubarray(services.map((service) => `${service}-service`)),
        applyCreditToNewBills: fc.constant(true),
      }),
    });
    const corrections = fc.array(fc.record({ of: fc.nat({ max: 9 }), amount }), { maxLength: 3 });
    const correctionsOf = (all: readonly AskedItem[], some: readonly { of: number; amount: number }[]): Correction[] =>
      some.map(({ of, amount: credit }) => {
        const { ref = null } = all[of] ?? {};
        return { item: ref, chargeType: ref === null ? 'water-service' : null, amountCents: cents(credit) };
      });
    const askedCents = (all: readonly AskedItem[], credit: number) =>
      Math.max(0, all.reduce((sum, { openCents }) => sum + openCents, 0) - credit);

    it('is never more than the statement told, and nothing for who paid in time what it asked', () => {
      fc.assert(
        fc.property(items, rules, given, corrections, fc.nat({ max: 90_000 }), (all, rule, more, some, money) => {
          const told = chargeOf(all, rule, more);
          const answered = chargeOf(all, rule, more, { ...inTime(money), corrections: correctionsOf(all, some) });
          assert.ok(answered.chargeCents <= told.chargeCents);
          assert.equal(chargeOf(all, rule, more, inTime(askedCents(all, more.creditCents))).owedCents, 0);
          assert.ok(answered.baseCents >= 0 && answered.arrangedCents >= 0);
          assert.ok(answered.baseCents + answered.arrangedCents <= answered.owedCents);
        }),
      );
    });

    it('is never more than the statement told, whatever was agreed on, broken or written off since', () => {
      const writeOffs = fc.array(
        fc.record({
          chargeType: fc.constantFrom(null, 'water-service', 'fee'),
          amountCents: fc.integer({ min: 1, max: 50_000 }).map(cents),
        }),
        { maxLength: 2 },
      );
      const agreedNow = fc.array(
        fc
          .record({ agreed: amount, isBroken: fc.boolean() })
          .map(({ agreed, isBroken }) => arrangement(agreed, isBroken ? { end: { how: 'broken', on: DUE } } : {})),
        { maxLength: 2 },
      );
      fc.assert(
        fc.property(items, rules, given, writeOffs, agreedNow, fc.nat(90_000), (all, rule, more, some, now, money) => {
          const answer = { ...NO_ANSWER, ...inTime(money), writeOffs: some };
          const charged = lateChargeAfter(owing(all, more), rule, answer, now).chargeCents;
          assert.ok(charged <= chargeOf(all, rule, more).chargeCents);
          assert.ok(charged <= chargeOf(all, rule, { ...more, arrangements: now }).chargeCents);
        }),
      );
    });

    it('leaves past due exactly what was asked less all that came, and is the same in whichever order it is given', () => {
      fc.assert(
        fc.property(items, rules, given, corrections, fc.nat({ max: 90_000 }), (all, rule, more, some, money) => {
          const of = (these: readonly AskedItem[], list: readonly Correction[]) =>
            chargeOf(these, rule, more, { ...inTime(money), corrections: list });
          const list = correctionsOf(all, some);
          const came = some.reduce((sum, each) => sum + each.amount, money);
          assert.equal(of(all, list).owedCents, Math.max(0, askedCents(all, 0) - more.creditCents - came));
          assert.deepEqual(of(all.toReversed(), list), of(all, list));
        }),
      );
    });
  });
});
