import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../../bridge/contract/money.js';
import type { StandingLateCharges } from '../../../../../bridge/domain/adjusting/late-charges-left.js';
import { decideAdjustments } from '../../../../../bridge/domain/adjusting/decide-adjustments.js';
import {
  ACCOUNT,
  codesOf,
  decide,
  givenAccount,
  givenFacts,
  postingsOf,
  typedRow,
  type Typed,
} from '../../../../support/adjusting/given-adjustments.js';

describe('the fee for a returned payment', () => {
  const fee = { kind: 'returned payment fee', service: null, amount: null };

  it('is what the setting says, and as typed where an amount is', () => {
    assert.deepEqual(postingsOf(decide(fee)), [
      ['1160', 3000],
      ['4120', -3000],
    ]);
    assert.equal(decide({ ...fee, amount: '-30.00' }).adjustments[0]?.amountCents, -3000);
  });

  it('is refused where there is none', () => {
    assert.deepEqual(codesOf(decide(fee, givenFacts({ returnedItemCents: cents(0) }))), ['amount no-fee']);
  });
});

/** Late charges of so many cents, the newest first, all open, and what was waived of them. */
function lateCharges(amounts: readonly number[], waived = 0): StandingLateCharges {
  const dueOn = (place: number) => calendarDate(`2026-${String(10 - place).padStart(2, '0')}-25`);
  return {
    charged: amounts.map((amount, place) => ({
      ...{ dueOn: dueOn(place), ruledOn: dueOn(place) },
      ...{ amountCents: cents(amount), openCents: cents(amount), rootEntry: 9 - place },
    })),
    waived: waived === 0 ? [] : [{ ruledOn: dueOn(0), amountCents: cents(waived), entryNumber: 10 }],
  };
}

describe('waiving a late charge', () => {
  const waiver = { kind: 'late charge waiver', amount: null };
  const facts = (late = lateCharges([500, 300])) =>
    givenFacts({ accounts: new Map([[ACCOUNT, givenAccount({ lateCharges: new Map([['water', late]]) })]]) });

  it('takes the newest one back where no amount is typed, and never more than stand', () => {
    assert.equal(decide(waiver, facts()).adjustments[0]?.amountCents, -500);
    assert.deepEqual(decide(waiver, facts()).adjustments[0]?.charges, [
      { chargeType: 'water-late-charge', amountCents: -500 },
    ]);
    assert.equal(decide(waiver, facts(lateCharges([500, 300], 500))).adjustments[0]?.amountCents, -300);
    assert.equal(decide({ ...waiver, amount: '-8.00' }, facts()).adjustments[0]?.amountCents, -800);
    assert.deepEqual(codesOf(decide({ ...waiver, amount: '-8.01' }, facts())), ['amount more-than-charged']);
  });

  it('is refused where none stands', () => {
    assert.deepEqual(codesOf(decide(waiver)), ['service no-late-charge']);
    assert.deepEqual(codesOf(decide(waiver, facts(lateCharges([500, 300], 800)))), ['service no-late-charge']);
  });
});

describe('rows of one account, one after the other', () => {
  const codes = (rows: readonly Typed[], facts = givenFacts()) =>
    codesOf(
      decideAdjustments(
        rows.map((row, index) => typedRow(row, `k${index}`, index + 5)),
        facts,
      ),
    );

  it('waive a late charge once', () => {
    const late = lateCharges([441]);
    const accounts = new Map([[ACCOUNT, givenAccount({ lateCharges: new Map([['water', late]]) })]]);
    const waiver = { kind: 'late charge waiver', amount: null };
    assert.deepEqual(codes([waiver, waiver], givenFacts({ accounts })), ['service no-late-charge']);
  });

  it('say what earlier waivers left of late charges, be it of the last one or of one before it', () => {
    const calculationsOf = (late: StandingLateCharges, count = 1) => {
      const accounts = new Map([[ACCOUNT, givenAccount({ lateCharges: new Map([['water', late]]) })]]);
      const waivers = Array.from({ length: count }, (_, index) => {
        return typedRow({ kind: 'late charge waiver', amount: null }, `k${index}`, index + 5);
      });
      return decideAdjustments(waivers, givenFacts({ accounts })).adjustments.map(({ calculation }) => calculation);
    };
    const charged = (dollars: string, dueOn: string) =>
      `The late charge on water for the due date ${dueOn} is ${dollars}.`;
    const newest = charged('$4.41', '2026-10-25');
    const left = (dollars: string) => `After what was waived before, ${dollars} of it is left.`;
    assert.deepEqual(calculationsOf(lateCharges([441], 100)), [[newest, left('$3.41')]]);
    assert.deepEqual(calculationsOf(lateCharges([441])), [[newest]]);
    assert.deepEqual(calculationsOf(lateCharges([441, 300]), 2), [[newest], [charged('$3.00', '2026-09-25')]]);
    assert.deepEqual(calculationsOf(lateCharges([441, 300], 541)), [[charged('$3.00', '2026-09-25'), left('$2.00')]]);
  });

  it('take a deposit and fees back once', () => {
    const deposit = { kind: 'deposit correction', service: null, amount: '-150.00' };
    assert.deepEqual(codes([deposit, deposit]), ['amount more-than-deposit']);
    const fee = { kind: 'returned payment fee', service: null, amount: '-30.00' };
    assert.deepEqual(codes([fee, fee]), ['amount more-than-charged']);
  });

  it('give a closed account together no more than it owes', () => {
    const accounts = new Map([[ACCOUNT, givenAccount({ status: 'closed', balanceCents: cents(1_000) })]]);
    assert.deepEqual(codes([{ amount: '-10.00' }, { amount: '-10.00' }], givenFacts({ accounts })), [
      'amount account-closed',
    ]);
  });

  it('leave nothing for a second write-off of all that is open, nor for one of a service', () => {
    const writeOff = { kind: 'write-off', service: null, amount: null };
    assert.deepEqual(codes([writeOff, writeOff]), ['account nothing-open']);
    assert.deepEqual(codes([writeOff, { ...writeOff, service: 'water' }]), ['account nothing-open']);
    assert.deepEqual(codes([{ ...writeOff, service: 'water' }, writeOff]), []);
  });
});

describe('correcting a deposit', () => {
  const correct = (amount: string, changes: Typed = {}) =>
    decide({ kind: 'deposit correction', service: null, amount, ...changes });

  it('makes it more or less, with the cash that is kept for it', () => {
    assert.deepEqual(postingsOf(correct('25.00')), [
      ['1020', 2500],
      ['2300', -2500],
    ]);
    assert.equal(correct('25.00').adjustments[0]?.amountCents, -2500, 'we owe the customer more');
    assert.equal(correct('-25.00').adjustments[0]?.amountCents, 2500);
  });

  it('never makes it less than nothing', () => {
    assert.deepEqual(codesOf(correct('-150.00')), []);
    assert.deepEqual(codesOf(correct('-150.01')), ['amount more-than-deposit']);
  });
});

describe('what moves to another account or is written off', () => {
  it('is all that is open where no amount is typed, and never more', () => {
    const writeOff = { kind: 'write-off', service: null };
    assert.equal(decide({ ...writeOff, amount: null }).entries[0]?.entryCents, 4000);
    assert.deepEqual(codesOf(decide({ ...writeOff, amount: '40.01' })), ['amount too-much']);
    assert.deepEqual(codesOf(decide({ ...writeOff, amount: null }, givenFacts({ openItems: [] }))), [
      'account nothing-open',
    ]);
  });

  const OTHER = '10-0043-01';
  const transfer = { kind: 'transfer between accounts', otherAccount: OTHER };
  const withOther = (status: string) =>
    givenFacts({
      accounts: new Map([
        [ACCOUNT, givenAccount()],
        [OTHER, givenAccount({ accountId: OTHER, status })],
      ]),
    });

  it('is of the service alone that is named', () => {
    const facts = withOther('active');
    assert.equal(decide({ ...transfer, amount: '20.00' }, facts).entries[0]?.chargeType, 'water');
    assert.deepEqual(codesOf(decide({ ...transfer, amount: '20.01' }, facts)), ['amount too-much']);
  });

  it('goes to another account that is there and not closed, which is said before it waits', () => {
    assert.deepEqual(codesOf(decide({ ...transfer, amount: '1.00' })), ['otherAccount unknown-account']);
    assert.deepEqual(codesOf(decide({ ...transfer, amount: '1.00' }, withOther('closed'))), [
      'otherAccount account-closed',
    ]);
    const itself = { ...transfer, otherAccount: ACCOUNT, amount: '50.00' };
    assert.deepEqual(codesOf(decide(itself)), ['amount too-much', 'otherAccount same-account']);
  });
});
