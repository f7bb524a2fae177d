import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { composeStatement, type StatementRules } from '../../../../bridge/domain/statement/compose-statement.js';
import type { Statement } from '../../../../bridge/domain/statement/statement.js';
import { entryOf, givenFacts, HISTORY, READ, SETTING } from '../../../support/statement/given-statement.js';

const TEN_PERCENT = { percent: '10', on: 'current-charges' } as const;
const RULES: StatementRules = { setting: SETTING, lateCharge: TEN_PERCENT, runMessage: '' };
const compose = (facts: Parameters<typeof givenFacts>[0], rules = RULES): Statement =>
  composeStatement(givenFacts(facts), rules);
const told = ({ activity }: Statement) => activity.map(({ label, amountCents }) => `${label} ${amountCents}`);

describe('statement', () => {
  it('brings nothing forward of what was paid, and asks for the bill', () => {
    const statement = compose({});
    assert.deepEqual(told(statement), ['Payment received, thank you -15531']);
    assert.deepEqual([statement.previousCents, statement.forwardCents, statement.balanceCents], [15531, 0, 12883]);
    assert.deepEqual([statement.days, statement.gallonsADay], [28, '324']);
    assert.equal(statement.scanLine, '000010021011028260000000001417100000128835');
  });

  it('has no scan line where another account has the same digits, which the scanner could not tell apart', () => {
    assert.equal(compose({ isOwnDigits: false }).scanLine, null);
  });

  it('asks for the late charge more after the due date, of the bill or of all that is due as the rule says', () => {
    assert.equal(compose({}).afterDueCents, 12883 + 1288);
    const earlier = { entries: [] };
    assert.equal(compose(earlier).afterDueCents, 15531 + 12883 + 1288);
    const ofAll = { ...RULES, lateCharge: { ...TEN_PERCENT, on: 'amount-due' } } as const;
    assert.equal(compose(earlier, ofAll).afterDueCents, 28414 + 2841);
    assert.equal(compose({}, { ...RULES, lateCharge: undefined }).afterDueCents, null);
  });

  it('asks for nothing of a credit, and says how much it is', () => {
    const credit = compose({ entries: [entryOf(1, 'payment', '2026-09-24', -45531)] });
    assert.deepEqual([credit.balanceCents, credit.amountDueCents, credit.afterDueCents], [-17117, 0, null]);
    assert.equal(credit.scanLine?.slice(21, 41), '0'.repeat(20));
  });

  it('tells each kind of entry in words for the customer, and never the reason that was noted', () => {
    const kinds = [
      'late-charge',
      'returned-payment',
      'fee',
      'transfer',
      'adjustment',
      'deposit-applied',
      'suspense-release',
    ];
    const statement = compose({
      entries: kinds.map((kind, index) => entryOf(index + 1, kind, '2026-09-24', 100 + index)),
    });
    assert.deepEqual(told(statement), [
      'Late charge 100',
      'Payment returned by the bank 101',
      'Fee 102',
      'Balance transferred 103',
      'Adjustment 104',
      'Deposit applied 105',
      'Payment received, thank you 106',
    ]);
    assert.ok(!JSON.stringify(statement).includes('For the utility only'));
  });

  it('leaves out an entry that was reversed since, and what only applied a credit', () => {
    const entries = [
      entryOf(1, 'adjustment', '2026-09-20', -900),
      entryOf(2, 'reversal', '2026-09-21', 900, { reverses: 1, reversedKind: 'adjustment' }),
      entryOf(3, 'application', '2026-09-22', 0),
    ];
    assert.deepEqual(told(compose({ entries })), []);
  });

  it('tells the reversal of an entry that the last statement told', () => {
    const entries = [entryOf(2, 'reversal', '2026-09-21', 900, { reverses: 1, reversedKind: 'adjustment' })];
    assert.deepEqual(told(compose({ entries })), ['Adjustment taken back 900']);
  });

  it('counts the balance that an account began with as the previous one', () => {
    const entries = [entryOf(1, 'opening', '2026-09-01', 500)];
    const statement = compose({ entries, owedBeforeCents: cents(0), previousOn: null });
    assert.deepEqual([statement.previousCents, told(statement)], [500, []]);
  });

  it('says what is special of a bill before what is said to all, and of the run in between', () => {
    const rules = {
      ...RULES,
      setting: { ...SETTING, messages: ['Budget billing.'] },
      runMessage: 'Flushing in October.',
    };
    assert.deepEqual(compose({}, rules).messages, ['Flushing in October.', 'Budget billing.']);
    const estimated = { entries: [], reads: [{ ...READ, isEstimated: true }] };
    const [forward, estimate] = compose(estimated, rules).messages;
    assert.deepEqual([forward, estimate?.includes('could not be read')], ['A balance from before is included.', true]);
    assert.match(compose({ bill: { isFinal: true } }).messages[0] ?? '', /final bill/);
    assert.match(compose({ previousOn: null, owedBeforeCents: cents(0), entries: [] }).messages[0] ?? '', /first bill/);
    const opening = [entryOf(1, 'opening', '2026-09-01', -500)];
    const broughtIn = compose({ previousOn: null, owedBeforeCents: cents(0), entries: opening });
    assert.ok(!broughtIn.messages.some((text) => text.includes('first bill')));
  });

  it('says no gallons a day of a bill without days, and never fewer days than none', () => {
    const periodFrom = calendarDate('2026-10-19');
    for (const periodTo of [periodFrom, calendarDate('2026-10-18')]) {
      const { days, gallonsADay } = compose({ bill: { periodFrom, periodTo } });
      assert.deepEqual([days, gallonsADay], [0, null]);
    }
  });

  it('tells a recovered write-off as a charge beside its payment, and not as a second payment', () => {
    const entries = [entryOf(1, 'recovery', '2026-10-01', 3000), entryOf(2, 'payment', '2026-10-01', -3000)];
    const labels = compose({ entries }).activity.map(({ label }) => label);
    assert.deepEqual(labels, ['Balance written off earlier', 'Payment received, thank you']);
  });

  it('shows no water to an account that has none', () => {
    const statement = compose({ reads: [], history: HISTORY.map((use) => ({ ...use, gallons: 0 })) });
    assert.deepEqual([statement.history, statement.gallonsADay], [[], null]);
  });

  it('says gallons a day to a tenth below a hundred', () => {
    const dates = { periodFrom: calendarDate('2026-09-05'), periodTo: calendarDate('2026-10-05') };
    const aDay = (usageGallons: number) => compose({ bill: { ...dates, usageGallons } }).gallonsADay;
    assert.deepEqual([0, 100, 2998, 2999, 3015].map(aDay), ['0.0', '3.3', '99.9', '100', '101']);
  });

  it('is refused where it does not come to what the ledger says', () => {
    assert.throws(() => compose({ ledgerCents: cents(12882) }), { code: 'statement-differs' });
  });
});
