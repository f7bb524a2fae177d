import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../../bridge/contract/money.js';
import { decideAdjustments } from '../../../../../bridge/domain/adjusting/decide-adjustments.js';
import {
  ACCOUNT,
  codesOf,
  decide,
  givenAccount,
  givenBill,
  givenFacts,
  postingsOf,
  typedRow,
} from '../../../../support/adjusting/given-adjustments.js';

const misread = { kind: 'misread', amount: '-10.00' };

describe('correcting what a bill charged', () => {
  it('takes the tax along in the proportion in which the bill had it', () => {
    const decision = decide(misread);
    assert.deepEqual(postingsOf(decision), [
      ['4010', 1000],
      ['1110', -1000],
      ['2200', 40],
      ['2400', -40],
    ]);
    assert.deepEqual(
      [decision.adjustments[0]?.amountCents, decision.adjustments[0]?.taxCents, decision.adjustments[0]?.shares],
      [-1040, -40, [{ billNumber: 7, charges: decision.adjustments[0]?.charges }]],
    );
    assert.equal(decide({ ...misread, service: 'garbage' }).adjustments[0]?.taxCents, 0);
  });

  it('rounds the tax half away from zero, either way', () => {
    const taxOf = (amount: string) => decide({ ...misread, amount }).adjustments[0]?.taxCents;
    assert.deepEqual([taxOf('-0.12'), taxOf('-0.13'), taxOf('0.12'), taxOf('0.13')], [0, -1, 0, 1]);
  });

  it('takes with all corrections of a charge the tax that was billed on it, also by rows of one push', () => {
    const bill = givenBill({ charges: new Map([['water', { serviceCents: cents(1_230), taxCents: cents(49) }]]) });
    const facts = givenFacts({ bills: new Map([[7, bill]]) });
    const halves = (['misread', 'wrong tariff'] as const).map((kind) => typedRow({ kind, amount: '-6.15' }, kind));
    const taxes = decideAdjustments(halves, facts).adjustments.map(({ taxCents }) => taxCents);
    assert.deepEqual(taxes, [-25, -24]);
    const adjusted = [
      { service: 'water', kind: 'misread', amountCents: cents(-615), taxCents: cents(-25), receipt: 3 },
    ] as const;
    const after = givenFacts({ bills: new Map([[7, { ...bill, adjusted }]]) });
    assert.equal(decide({ kind: 'wrong tariff', amount: '-6.15' }, after).adjustments[0]?.taxCents, -24);
  });

  it('gives back as much as the bill charged for the service, and not a cent more', () => {
    assert.deepEqual(codesOf(decide({ ...misread, amount: '-50.00' })), []);
    const { issues } = decide({ ...misread, amount: '-50.01' });
    assert.deepEqual(codesOf({ issues }), ['amount more-than-bill']);
    assert.match(
      issues[0]?.message ?? '',
      /^\$50\.01 is more than bill 7 of 2026-11-05 charged for water, \$50\.00\.$/,
    );
    assert.equal(issues[0]?.fix, 'Type at most $50.00, or name another bill.');
  });

  it('leaves to give back only what earlier adjustments of the bill left', () => {
    const adjusted = [
      { service: 'water', kind: 'leak', amountCents: cents(-4_500), taxCents: cents(-180), receipt: 3 },
    ] as const;
    const facts = givenFacts({ bills: new Map([[7, givenBill({ adjusted })]]) });
    assert.deepEqual(codesOf(decide({ ...misread, amount: '-5.00' }, facts)), []);
    assert.deepEqual(codesOf(decide({ ...misread, amount: '-5.01' }, facts)), ['amount more-than-bill']);
  });

  it('leaves no more to give back for a charge by agreement that named the bill', () => {
    const adjusted = [
      { service: 'water', kind: 'goodwill', amountCents: cents(1_000), taxCents: cents(0), receipt: 3 },
    ] as const;
    const facts = givenFacts({ bills: new Map([[7, givenBill({ adjusted })]]) });
    assert.deepEqual(codesOf(decide({ ...misread, amount: '-50.01' }, facts)), ['amount more-than-bill']);
    assert.equal(decide({ ...misread, amount: '-50.00' }, facts).adjustments[0]?.taxCents, -200);
  });

  it('waits for another person where it gives back what was written off or transferred, and never paid', () => {
    const settledBy = (how: 'write-off' | 'transfer') =>
      givenFacts({
        settled: new Map([[7, [{ service: 'water', how, amountCents: cents(3_000), entryNumber: 12 }]]]),
        limit: { ...givenFacts().limit, limitCents: cents(100_000) },
      });
    const facts = settledBy('write-off');
    assert.equal(decide({ ...misread, amount: '-20.00' }, facts).adjustments.length, 1, 'what was paid or is open');
    const beyond = decide({ ...misread, amount: '-20.01' }, facts);
    assert.deepEqual([beyond.adjustments, beyond.issues], [[], []]);
    assert.equal(
      beyond.waiting[0]?.why,
      '$30.00 of what bill 7 charged for water was written off by entry 12, so that $20.01 is more than was paid or is owed of it here.',
    );
    assert.match(
      decide({ ...misread, amount: '-50.00' }, settledBy('transfer')).waiting[0]?.why ?? '',
      /was transferred to another account by entry 12/,
    );
    const both = [
      { service: 'water' as const, how: 'write-off' as const, amountCents: cents(1_000), entryNumber: 12 },
      { service: 'water' as const, how: 'transfer' as const, amountCents: cents(2_000), entryNumber: 14 },
    ];
    assert.match(
      decide({ ...misread, amount: '-50.00' }, givenFacts({ settled: new Map([[7, both]]) })).waiting[0]?.why ?? '',
      /^\$30\.00 .* was written off or transferred to another account, last by entry 14,/,
    );
    assert.equal(decide({ ...misread, amount: '5.00' }, facts).adjustments.length, 1);
    assert.equal(decide({ ...misread, service: 'garbage', amount: '-20.00' }, facts).adjustments.length, 1);
    assert.equal(decide({ ...misread, amount: '-50.00' }, { ...facts, approval: 'by-another' }).adjustments.length, 1);
  });

  it('refuses the same kind a second time on a bill and service, also within a push', () => {
    const adjusted = [
      { service: 'water', kind: 'misread', amountCents: cents(-100), taxCents: cents(-4), receipt: 3 },
    ] as const;
    const facts = givenFacts({ bills: new Map([[7, givenBill({ adjusted })]]) });
    const { issues } = decide(misread, facts);
    assert.deepEqual(codesOf({ issues }), ['bill adjusted-already']);
    assert.match(issues[0]?.message ?? '', /already with receipt 3: -\$1\.00\.$/);
    const twice = decideAdjustments([typedRow(misread, 'a'), typedRow(misread, 'b')], givenFacts());
    assert.deepEqual(codesOf(twice), ['bill adjusted-already']);
    const garbage = typedRow({ ...misread, service: 'garbage' }, 'b');
    assert.deepEqual(codesOf(decideAdjustments([typedRow(misread, 'a'), garbage], givenFacts())), []);
  });

  it('refuses a bill that is not there, is another account’s, or has no charge for the service', () => {
    assert.deepEqual(codesOf(decide({ ...misread, bill: 8 })), ['bill unknown-bill']);
    const other = givenFacts({ bills: new Map([[7, givenBill({ accountId: '10-0043-01' })]]) });
    assert.deepEqual(codesOf(decide({ ...misread, bill: 7 }, other)), ['bill bill-of-another']);
    assert.deepEqual(codesOf(decide({ ...misread, service: 'sewer' })), ['service service-not-on-bill']);
    const never = givenFacts({ accounts: new Map([[ACCOUNT, givenAccount({ lastBillNumber: null })]]) });
    assert.deepEqual(codesOf(decide(misread, never)), ['account no-bill']);
  });
});

describe('what was billed after a move-out', () => {
  const after = { kind: 'billed after move-out', amount: null };
  const movedOut = (closedOn: string | null) =>
    givenFacts({
      accounts: new Map([[ACCOUNT, givenAccount({ closedOn: closedOn === null ? null : calendarDate(closedOn) })]]),
    });

  it('is worked out by days, each step told', () => {
    const [adjustment] = decide(after, movedOut('2026-10-12')).adjustments;
    assert.deepEqual([adjustment?.amountCents, adjustment?.taxCents], [-3466, -133]);
    assert.deepEqual(adjustment?.calculation, [
      'Bill 7 charged $50.00 for water from 2026-10-02 to 2026-11-01, 30 days.',
      'The customer moved out on 2026-10-12: 20 days came after it.',
      '$50.00 × 20 ÷ 30 = $33.33.',
    ]);
  });

  it('is all of a bill whose period began later', () => {
    assert.equal(decide(after, movedOut('2026-09-15')).adjustments[0]?.amountCents, -5200);
  });

  it('is refused without a move-out, and for a bill that ends before it', () => {
    assert.deepEqual(codesOf(decide(after, movedOut(null))), ['amount not-moved-out']);
    assert.deepEqual(codesOf(decide(after, movedOut('2026-11-01'))), ['bill not-after-move-out']);
  });

  it('is not worked out of a bill that was adjusted already', () => {
    const adjusted = [
      { service: 'water', kind: 'leak', amountCents: cents(-2_500), taxCents: cents(-100), receipt: 3 },
    ] as const;
    const facts = { ...movedOut('2026-10-12'), bills: new Map([[7, givenBill({ adjusted })]]) };
    assert.deepEqual(codesOf(decide(after, facts)), ['amount adjusted-already']);
    assert.deepEqual(codesOf(decide({ ...after, amount: '-5.00' }, facts)), []);
  });

  it('is as typed where an amount is', () => {
    assert.equal(decide({ ...after, amount: '-5.00' }, movedOut(null)).adjustments[0]?.amountCents, -520);
  });
});
