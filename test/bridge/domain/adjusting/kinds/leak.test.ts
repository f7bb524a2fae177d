import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../../bridge/contract/money.js';
import type { AdjustmentFacts } from '../../../../../bridge/domain/adjusting/adjustment-facts.js';
import { decideAdjustments } from '../../../../../bridge/domain/adjusting/decide-adjustments.js';
import {
  ACCOUNT,
  codesOf,
  decide,
  givenAccount,
  givenBill,
  givenFacts,
  typedRow,
  type Typed,
} from '../../../../support/adjusting/given-adjustments.js';
import { ACCOUNTING, from, startingChart } from '../../../../support/ledger/starting-chart.js';
import { givenLeak, policyWith } from '../leak/given-leak.js';

/** Three usual months and a leak in the last: Calera's rates, bill 4 of 22,000 gallons. */
const leak = givenLeak({ gallons: [4_000, 4_000, 4_000, 22_000] });
const bill = givenBill({
  ...{ billNumber: 4, billedOn: calendarDate('2026-07-20'), periodTo: calendarDate('2026-07-15') },
  ...{ periodFrom: calendarDate('2026-06-15') },
  charges: new Map([['water', { serviceCents: cents(10_729), taxCents: cents(429) }]]),
});
const facts = givenFacts({
  ...{ leak, today: calendarDate('2026-08-03'), openItems: [] },
  accounts: new Map([[ACCOUNT, givenAccount({ lastBillNumber: 4 })]]),
  bills: new Map([[4, bill]]),
});
const row: Typed = {
  ...{ kind: 'leak', amount: null, cause: 'service line leak', documentsOn: '2026-07-29', reason: 'Line repaired' },
};

const charges = (water: number, tax: number) => [
  { chargeType: 'water', amountCents: water },
  { chargeType: 'water-tax', amountCents: tax },
];

describe('a leak in the Adjustments sheet', () => {
  it('is worked out by the Board’s policy where no amount is typed: half above the minimum bill, with its tax', () => {
    const { adjustments, issues } = decide(row, facts);
    assert.deepEqual(issues, []);
    const [made] = adjustments;
    // Calera: 22,000 gallons are 22.58 + 3 × 5.57 + 17 × 4.00 = 107.29 with 4.29 tax, the minimum 22.58 with 0.90: half of
    // 84.71 is 42.36 and half of 3.39 is 1.70, halves up.
    assert.deepEqual(made?.charges, [
      { chargeType: 'water', amountCents: -4236 },
      { chargeType: 'water-tax', amountCents: -170 },
    ]);
    assert.deepEqual(
      [made?.amountCents, made?.taxCents, made?.shares],
      [-4406, -170, [{ billNumber: 4, charges: made?.charges }]],
    );
    assert.ok((made?.calculation.length ?? 0) >= 4, 'each step is told');
    assert.match(made?.calculation.join('\n') ?? '', /107\.29/);
  });

  it('says all that keeps it from a credit, at the cells that are at fault', () => {
    const wrong = decide({ ...row, cause: 'running toilet', documentsOn: null }, facts);
    assert.deepEqual(codesOf(wrong), ['cause cause-not-credited', 'documentsOn no-documents']);
  });

  it('over two bills has its part of each, and leaves the rest of each to be corrected', () => {
    const twoBills = givenFacts({
      ...facts,
      leak: givenLeak({ gallons: [4_000, 4_000, 4_000, 12_000, 22_000] }),
      accounts: new Map([[ACCOUNT, givenAccount({ lastBillNumber: 5 })]]),
      // 12,000 gallons are 22.58 + 3 × 5.57 + 7 × 4.00 = 67.29 with 2.69 tax: half of 44.71 is 22.36, of 1.79 0.90.
      bills: new Map([
        [4, { ...bill, charges: new Map([['water', { serviceCents: cents(6_729), taxCents: cents(269) }]]) }],
        [5, { ...bill, billNumber: 5 }],
      ]),
    });
    const [made] = decide(row, twoBills).adjustments;
    assert.deepEqual(made?.shares, [
      ...[{ billNumber: 4, charges: charges(-2236, -90) }],
      ...[{ billNumber: 5, charges: charges(-4236, -170) }],
    ]);
    assert.deepEqual(made?.charges, charges(-6472, -260));
    const correct = (billNumber: number, amount: string) =>
      decideAdjustments(
        [typedRow(row, 'a', 5), typedRow({ kind: 'misread', amount, bill: billNumber }, 'b', 6)],
        twoBills,
      );
    // What is left of bill 4 is 67.29 − 22.36, of bill 5 107.29 − 42.36, each with the rest of its tax.
    for (const [billNumber, left, tax] of [
      [4, 4_493, -179],
      [5, 6_493, -259],
    ] as const) {
      const all = correct(billNumber, (-left / 100).toFixed(2));
      assert.deepEqual([all.issues, all.adjustments[1]?.taxCents], [[], tax]);
      const beyond = correct(billNumber, ((-left - 1) / 100).toFixed(2));
      assert.deepEqual(codesOf(beyond), ['amount more-than-bill']);
      assert.match(beyond.issues[0]?.message ?? '', new RegExp(`which is \\$${(left / 100).toFixed(2)} after`));
    }
  });

  it('over two bills on two sides of a change of owner needs a row for each', () => {
    const water = { owner: 'city', basis: 'collected', due: '2110', notCollected: '2115' } as const;
    const changed = { ...ACCOUNTING, services: { ...ACCOUNTING.services, water } };
    const changedOn = (day: string, billed: readonly [string, string]) =>
      givenFacts({
        ...facts,
        chart: startingChart([from(day, changed), from('2000-01-01', ACCOUNTING)]),
        leak: givenLeak({ gallons: [4_000, 4_000, 4_000, 12_000, 22_000] }),
        accounts: new Map([[ACCOUNT, givenAccount({ lastBillNumber: 5 })]]),
        bills: new Map([
          [4, { ...bill, billedOn: calendarDate(billed[0]) }],
          [5, { ...bill, billNumber: 5, billedOn: calendarDate(billed[1]) }],
        ]),
      });
    const between = changedOn('2026-06-20', ['2026-06-05', '2026-07-05']);
    const [issue, ...others] = decide(row, between).issues;
    assert.deepEqual([issue?.column, issue?.code, others], ['bill', 'bills-of-other-owners', []]);
    assert.match(
      issue?.message ?? '',
      /^Before bill 5 of 2026-07-05 .*: water of bill 4 -\$22.36, water of bill 5 -\$42.36\.$/,
    );
    const ruled = (given: AdjustmentFacts, typed: Typed = {}) =>
      decide({ ...row, ...typed }, given).adjustments.map(({ ruledOn }) => ruledOn);
    assert.deepEqual(ruled(between, { bill: 4, amount: '-22.36' }), ['2026-06-05']);
    assert.deepEqual(ruled(between, { bill: 5, amount: '-42.36' }), [null]);
    assert.deepEqual(ruled(changedOn('2026-07-20', ['2026-06-05', '2026-07-05'])), ['2026-06-05']);
    assert.deepEqual(ruled(changedOn('2026-05-20', ['2026-06-05', '2026-07-05'])), [null]);
  });

  it('is measured, where it is typed, by what the policy credits of its bill alone', () => {
    const twoBills = givenFacts({
      ...facts,
      leak: givenLeak({ gallons: [4_000, 4_000, 4_000, 12_000, 22_000] }),
      accounts: new Map([[ACCOUNT, givenAccount({ lastBillNumber: 5 })]]),
      bills: new Map([[5, { ...bill, billNumber: 5 }]]),
    });
    assert.equal(decide({ ...row, amount: '-42.36' }, twoBills).adjustments.length, 1);
    const beyond = decide({ ...row, amount: '-42.37' }, twoBills);
    assert.equal(beyond.waiting[0]?.why, '$42.37 is more than the policy credits of water on bill 5, $42.36.');
  });

  it('is not more than goodwill left of its bill', () => {
    const gift = (amount: number) => [
      { service: 'water', kind: 'goodwill', amountCents: cents(amount), taxCents: cents(0), receipt: 3 } as const,
    ];
    const after = (amount: number) =>
      decide(row, { ...facts, bills: new Map([[4, { ...bill, adjusted: gift(amount) }]]) });
    assert.deepEqual(after(-6_493).issues, []);
    assert.deepEqual(codesOf(after(-6_494)), ['amount more-than-bill']);
  });

  it('is given once a calendar year, also within a push', () => {
    const twice = decideAdjustments([typedRow(row, 'a', 5), typedRow(row, 'b', 6)], facts);
    assert.equal(twice.adjustments.length, 1);
    assert.ok(codesOf(twice).includes('account credited-before'));
    assert.match(twice.issues[0]?.message ?? '', /row 5/);
  });

  it('is given once of two that were asked for in one year and are approved together in the next', () => {
    const later = { ...facts, today: calendarDate('2027-01-05'), approval: 'by-another' as const };
    const asked = (key: string) => ({ ...typedRow(row, key), requestedOn: calendarDate('2026-08-03') });
    assert.equal(decideAdjustments([asked('a'), asked('b')], later).adjustments.length, 1);
  });

  it('is taken as typed up to what the policy gives, and waits for another’s word beyond it', () => {
    assert.equal(decide({ ...row, amount: '-42.36' }, facts).adjustments[0]?.amountCents, -4405);
    const beyond = decide({ ...row, amount: '-42.37' }, facts);
    assert.deepEqual([beyond.adjustments, beyond.issues], [[], []]);
    assert.equal(beyond.waiting[0]?.why, '$42.37 is more than the policy credits of water on bill 4, $42.36.');
    const none = decide({ ...row, amount: '-1.00', cause: 'running toilet' }, facts);
    assert.match(none.waiting[0]?.why ?? '', /^The policy gives no credit: .*running toilet/);
    assert.equal(
      decide({ ...row, amount: '-42.37' }, { ...facts, approval: 'by-another' }).adjustments.length,
      1,
      'another’s word answers what the policy asks for',
    );
  });

  it('is never more than the bill, whoever says so', () => {
    assert.deepEqual(codesOf(decide({ ...row, amount: '-107.30' }, { ...facts, approval: 'emergency' })), [
      'amount more-than-bill',
    ]);
  });

  it('goes by no bill that was corrected since, before or by a row above', () => {
    const correctedBills = new Map([[4, 'receipt 12']]);
    const { issues } = decide(row, { ...facts, correctedBills });
    assert.deepEqual(codesOf({ issues }), ['bill adjusted-already']);
    assert.match(issues[0]?.message ?? '', /^Bill 4 was corrected already by receipt 12/);
    const misread = typedRow({ kind: 'misread', amount: '-5.00' }, 'a', 5);
    assert.deepEqual(codesOf(decideAdjustments([misread, typedRow(row, 'b', 6)], facts)), ['bill adjusted-already']);
    const typed = decide({ ...row, amount: '-42.36' }, { ...facts, correctedBills });
    assert.match(typed.waiting[0]?.why ?? '', /^Bill 4 was corrected already/);
  });

  it('takes no tax along with a typed amount where the policy credits none', () => {
    const leakWithoutTax = givenLeak({ gallons: [4_000, 4_000, 4_000, 22_000], policy: policyWith({ tax: 'none' }) });
    const [made] = decide({ ...row, amount: '-42.36' }, { ...facts, leak: leakWithoutTax }).adjustments;
    assert.deepEqual([made?.amountCents, made?.taxCents], [-4236, 0]);
  });

  it('asks for the bill where the leak is of another than the last one', () => {
    const earlier = { ...facts, leak: givenLeak({ gallons: [4_000, 4_000, 4_000, 22_000, 4_000] }) };
    const bills = new Map([
      [4, bill],
      [5, { ...bill, billNumber: 5 }],
    ]);
    const accounts = new Map([[ACCOUNT, givenAccount({ lastBillNumber: 5 })]]);
    const asked = { ...row, amount: '-39.25', documentsOn: '2026-07-10' };
    assert.deepEqual(codesOf(decide(asked, { ...earlier, bills, accounts })), ['bill name-the-bill']);
  });

  it('is of water: sewer follows where the policy says so', () => {
    assert.deepEqual(codesOf(decide({ ...row, service: 'garbage' }, facts)), ['service leak-is-of-water']);
    const shared = {
      ...facts,
      leak: givenLeak({ gallons: [4_000, 4_000, 4_000, 22_000], policy: policyWith({ sewer: 'same-share' }) }),
    };
    assert.ok(decide(row, shared).adjustments[0]?.charges.some(({ chargeType }) => chargeType === 'sewer'));
  });

  it('goes by the policy of the day on which it was asked for', () => {
    const later = { ...facts, today: calendarDate('2027-01-05') };
    const asked = { ...typedRow(row), requestedOn: calendarDate('2026-08-03') };
    assert.equal(decideAdjustments([asked], later).adjustments.length, 1);
  });
});
