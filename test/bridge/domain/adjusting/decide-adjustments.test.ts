import assert from 'node:assert/strict';
import { cents } from '../../../../bridge/contract/money.js';
import { adjustmentLimitsSchema } from '../../../../bridge/contract/settings/adjustment-limits.js';
import { limitsOf } from '../../../../bridge/domain/adjusting/adjustment-limits.js';
import { decideAdjustments } from '../../../../bridge/domain/adjusting/decide-adjustments.js';
import {
  ACCOUNT,
  codesOf,
  decide,
  givenAccount,
  givenFacts,
  postingsOf,
  typedRow,
} from '../../../support/adjusting/given-adjustments.js';

const limit = givenFacts().limit;

describe('deciding on adjustments', () => {
  it('makes a credit that lowers what the customer owes and our revenue', () => {
    const { adjustments, issues } = decide({});
    assert.deepEqual(issues, []);
    assert.deepEqual(adjustments[0]?.entry, {
      kind: 'adjustment',
      effectiveOn: '2026-11-23',
      accountId: ACCOUNT,
      memo: 'Adjustment (goodwill), water: Care',
      reverses: null,
      postings: [
        { ledgerAccount: '4010', accountId: null, amountCents: 1234 },
        { ledgerAccount: '1110', accountId: ACCOUNT, amountCents: -1234 },
      ],
      allocations: [{ credit: { line: 1 }, item: { entryNumber: 7, lineNumber: 1 }, amountCents: 1234 }],
    });
  });

  it('makes a charge the other way, with the City as creditor where the service is the City’s', () => {
    assert.deepEqual(postingsOf(decide({ service: 'garbage', amount: '5.00' })), [
      ['1130', 500],
      ['2120', -500],
    ]);
  });

  it('lets every row see what the rows above have left open', () => {
    const rows = [typedRow({ amount: '-15.00' }, 'a', 5), typedRow({ amount: '-15.00' }, 'b', 6)];
    const [, second] = decideAdjustments(rows, givenFacts()).adjustments;
    assert.deepEqual(
      second?.entry.postings.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['4010', 1500],
        ['1110', -500],
        ['2400', -1000],
      ],
    );
  });

  it('shows beside each row whose account it is, what it owes, its last bill and what the row comes to', () => {
    const { shown } = decide({ kind: 'misread', amount: '-10.00' });
    assert.deepEqual(shown.get('k1'), {
      name: 'Ann Lee',
      balance: '40.00',
      lastBill: '7 of 2026-11-05, $72.00',
      tax: '-0.40',
      total: '-10.40',
      corrects: '7 of 2026-11-05',
    });
    const refused = decide({ service: 'sewer' });
    assert.deepEqual(
      [refused.shown.get('k1')?.name, refused.shown.get('k1')?.total],
      ['Ann Lee', null],
      'a refused row too, without what it would come to',
    );
    assert.equal(decide({ account: '99-9999-99' }).shown.size, 0);
  });

  it('refuses an account that is not there', () => {
    assert.deepEqual(codesOf(decide({ account: '99-9999-99' })), ['account unknown-account']);
  });

  it('lets wait what leads the account above the limit, alone or with what was done today and the rows of the push', () => {
    assert.equal(decide({ amount: '-500.00' }).adjustments.length, 1);
    const above = decide({ amount: '-500.01' });
    assert.deepEqual([above.adjustments, above.issues], [[], []]);
    assert.match(above.waiting[0]?.why ?? '', /^-\$500\.01 is above what Dana may adjust alone/);
    const adjustedToday = [{ accountId: ACCOUNT, kind: 'goodwill', credits: 49_000, charges: 0 }];
    const earlier = givenFacts({ limit: { ...limit, adjustedToday } });
    assert.equal(decideAdjustments([typedRow({ amount: '-10.00' })], earlier).adjustments.length, 1);
    const rows = [typedRow({ amount: '-10.00' }, 'a'), typedRow({ amount: '-10.00' }, 'b')];
    const both = decideAdjustments(rows, earlier);
    assert.deepEqual([both.adjustments.length, both.waiting.length], [0, 2]);
    assert.match(both.waiting[0]?.why ?? '', /credits on account 10-0042-01 would be \$510\.00, above/);
    const correction = decideAdjustments([typedRow({ amount: '490.00' })], earlier);
    assert.equal(correction.adjustments.length, 1, 'a correction the other way is not added to the slip');
  });

  it('counts a kind that has a bound of its own by itself', () => {
    const kindLimits = new Map([['goodwill', cents(1_000)]]);
    const adjustedToday = [{ accountId: ACCOUNT, kind: 'misread', credits: 50_000, charges: 0 }];
    const facts = givenFacts({ limit: { ...limit, kindLimits, adjustedToday } });
    assert.equal(decide({ amount: '-10.00' }, facts).adjustments.length, 1);
    assert.match(decide({ amount: '-10.01' }, facts).waiting[0]?.why ?? '', /alone as goodwill on an account/);
    assert.equal(decide({ kind: 'billing error', amount: '-0.01' }, facts).waiting.length, 1);
  });

  it('binds a person by their own limit before all of their role, kinds with a bound of their own among them', () => {
    const person = { personId: 'lee', name: 'Lee', role: 'coordinator' as const };
    const setting = (own: object) =>
      adjustmentLimitsSchema.parse({
        coordinator: 50_000,
        kinds: { coordinator: { leak: 90_000 } },
        people: { lee: own },
      });
    const bounds = (own: object) => {
      const { limitCents, kindLimits } = limitsOf(person, setting(own));
      return [limitCents, Object.fromEntries(kindLimits)];
    };
    assert.deepEqual(bounds({ limit: 1_000 }), [1_000, {}]);
    assert.deepEqual(bounds({ kinds: { goodwill: 500 } }), [50_000, { leak: 90_000, goodwill: 500 }]);
  });

  it('posts nothing that rests on a row which waits, since that may be declined', () => {
    const kindLimits = new Map([['misread', cents(100)]]);
    const facts = givenFacts({ limit: { ...limit, kindLimits } });
    const charge = typedRow({ kind: 'misread', amount: '10.00' }, 'a', 5);
    const credit = (amount: string) => typedRow({ kind: 'billing error', amount }, 'b', 6);
    const beyond = decideAdjustments([charge, credit('-60.00')], facts);
    assert.deepEqual([beyond.adjustments.length, codesOf(beyond)], [0, ['amount more-than-bill']]);
    assert.deepEqual(
      beyond.waiting.map(({ typed }) => typed.key),
      ['a'],
    );
    const within = decideAdjustments([charge, credit('-50.00')], facts);
    assert.deepEqual([within.issues, within.adjustments[0]?.taxCents], [[], -200]);
    assert.deepEqual([within.shown.size, within.waiting.length], [2, 1]);
  });

  it('takes nothing from the limit for a row that is refused', () => {
    const rows = [typedRow({ amount: '-300.00', service: 'sewer' }, 'a'), typedRow({ amount: '-300.00' }, 'b')];
    const { adjustments, issues } = decideAdjustments(rows, givenFacts());
    assert.deepEqual(
      [adjustments.map(({ typed }) => typed.key), issues.map(({ code }) => code)],
      [['b'], ['service-not-on-account']],
    );
  });

  it('posts what another approves within that one’s limit, and in an emergency whatever it is', () => {
    const typed = { amount: '-500.01' };
    assert.equal(decide(typed, givenFacts({ approval: 'by-another' })).waiting.length, 1);
    assert.equal(decide(typed, givenFacts({ approval: 'emergency' })).adjustments.length, 1);
  });

  it('hands what moves or is written off to the rules of account entries, by the type of charge of the service', () => {
    const { entries, adjustments } = decide({ kind: 'write-off', amount: null });
    assert.deepEqual(adjustments, []);
    assert.deepEqual(
      entries.map(({ what, chargeType, entryCents }) => [what, chargeType, entryCents]),
      [['write-off', 'water', 2000]],
    );
  });

  it('sends a rebill to its own sheet', () => {
    const row = { kind: 'rebill', service: null, amount: null, bill: 7 };
    assert.deepEqual(codesOf(decide(row)), ['kind pull-rebill']);
    const { typed, ...parameters } = decide(row).issues[0]?.rebill ?? { accountId: '' };
    assert.deepEqual([typed?.bill, parameters], [7, { accountId: ACCOUNT, fromMonth: '2026-11' }]);
    const unnamed = { ...row, service: 'water', amount: '-5.00', bill: null };
    const { typed: ofLast, ...all } = decide(unnamed).issues[0]?.rebill ?? { accountId: '' };
    assert.deepEqual(all, { accountId: ACCOUNT }, 'with all its bills where none is named');
    assert.equal(typeof ofLast?.bill, 'number');
  });

  it('sends the reason, the note and the evidence of a rebill along, and no cell that is empty', () => {
    const said = (row: object) =>
      decide({ kind: 'misread', amount: null, bill: 7, ...row }).issues[0]?.rebill?.typed?.cells;
    assert.deepEqual(said({ reason: 'Misread', note: 'Two digits', document: 'WO 17', documentsOn: '2026-11-20' }), {
      reason: 'Misread',
      note: 'Two digits',
      document: 'WO 17, 2026-11-20',
    });
    assert.deepEqual(said({ reason: 'Misread' }), { reason: 'Misread' });
  });

  it('sends a correction without an amount there too, by the bill that it names, and no other kind', () => {
    for (const kind of ['misread', 'wrong tariff', 'wrong meter or multiplier']) {
      const { issues } = decide({ kind, amount: null, bill: 7 });
      assert.deepEqual(
        issues.map(({ column, code, rebill }) => [column, code, rebill?.accountId, rebill?.fromMonth]),
        [['amount', 'pull-rebill', ACCOUNT, '2026-11']],
        kind,
      );
    }
    assert.equal(decide({ kind: 'misread', amount: '-5.00', bill: 7 }).issues.length, 0);
  });

  it('refuses goodwill of more than the bill that it names charged for the service', () => {
    assert.deepEqual(codesOf(decide({ amount: '-50.01', bill: 7 })), ['amount more-than-bill']);
    assert.deepEqual(codesOf(decide({ amount: '-50.00', bill: 7 })), []);
  });

  it('refuses a credit of goodwill that a closed account does not owe', () => {
    const accounts = new Map([[ACCOUNT, givenAccount({ status: 'closed', balanceCents: cents(1_000) })]]);
    const facts = givenFacts({ accounts });
    assert.deepEqual(codesOf(decide({ amount: '-10.01' }, facts)), ['amount account-closed']);
    assert.deepEqual(codesOf(decide({ amount: '-10.00' }, facts)), []);
  });
});
