import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { services } from '../../../../bridge/contract/services.js';
import { accountingSchema } from '../../../../bridge/contract/settings/accounting.js';
import { lateRuleSchema } from '../../../../bridge/contract/settings/late-rule.js';
import { paymentApplicationSchema } from '../../../../bridge/contract/settings/payment-application.js';
import { Chart } from '../../../../bridge/domain/ledger/chart.js';
import { startingAccounting, startingApplication, startingLateRule } from '../../../../migrations/starting-chart.js';
import { ACCOUNTING, from, startingChart, WHEN_COLLECTED } from '../../../support/ledger/starting-chart.js';

const ON = calendarDate('2026-11-23');

describe('the chart of accounts', () => {
  const chart = startingChart();

  it('has no number twice, and a receivable of its own for everything that is charged', () => {
    assert.equal(new Set(chart.accounts.map((account) => account.ledgerAccount)).size, chart.accounts.length);
    const receivables = chart.accounts.filter((account) => account.kind === 'asset' && account.isControl);
    assert.deepEqual(
      receivables.map((account) => account.ledgerAccount).sort(),
      chart.chargeTypes.map((type) => type.receivable).sort(),
    );
    for (const service of services) {
      for (const nature of ['service', 'tax', 'late-charge'] as const) {
        const type = chart.chargeType(chart.chargeTypeOf(service, nature));
        assert.deepEqual([type.service, type.nature], [service, nature]);
        assert.equal(chart.byReceivable(type.receivable), type);
      }
    }
    assert.equal(chart.byReceivable('1010'), null);
  });

  it('starts with settings of the right shape, whose order of payment names every charge type', () => {
    accountingSchema.parse(startingAccounting);
    lateRuleSchema.parse(startingLateRule);
    const { order } = paymentApplicationSchema.parse(startingApplication);
    assert.deepEqual(order.toSorted(), chart.chargeTypes.map(({ chargeType }) => chargeType).sort());
  });

  it('credits water to us, sewer and garbage to the City, tax and fees to their accounts', () => {
    const credited = Object.fromEntries(
      chart.chargeTypes.map(({ chargeType }) => [chargeType, chart.creditedFor(chargeType, ON).credited]),
    );
    assert.deepEqual(credited, {
      water: '4010',
      'water-tax': '2200',
      sewer: '2110',
      'sewer-tax': '2200',
      garbage: '2120',
      'garbage-tax': '2200',
      'water-late-charge': '4110',
      'sewer-late-charge': '4110',
      'garbage-late-charge': '4110',
      fee: '4120',
    });
  });

  it('owes the City what is billed for it only once it is collected, where the setting says so', () => {
    const changed = startingChart([from('2026-11-01', WHEN_COLLECTED), from('2000-01-01', ACCOUNTING)]);
    const before = { credited: '2110', whenCollected: null, writtenOffTo: '2110' };
    assert.deepEqual(changed.creditedFor('sewer', calendarDate('2026-10-31')), before);
    const after = { credited: '2115', whenCollected: '2110', writtenOffTo: '2115' };
    assert.deepEqual(changed.creditedFor('sewer', calendarDate('2026-11-01')), after);
  });

  it('gives late charges on the City’s services to the City where the setting says so', () => {
    const shared = { ...WHEN_COLLECTED, lateCharges: { ...ACCOUNTING.lateCharges, sewer: 'city' as const } };
    const given = startingChart([from('2000-01-01', shared)]);
    assert.equal(given.creditedFor('sewer-late-charge', ON).credited, '2115');
    assert.equal(given.creditedFor('garbage-late-charge', ON).credited, '4110');
  });

  it('writes off to the allowance what is ours, and what is the City’s where we bear it', () => {
    assert.equal(chart.creditedFor('water', ON).writtenOffTo, '1190');
    const borne = startingChart([from('2000-01-01', { ...ACCOUNTING, writeOffBearer: 'utility' })]);
    assert.equal(borne.creditedFor('sewer', ON).writtenOffTo, '1190');
  });

  it('refuses rules that are not there for a date, and accounts that are not in the chart', () => {
    const { accounts, chargeTypes } = chart;
    const later = startingChart([from('2027-01-01', ACCOUNTING)]);
    assert.throws(() => later.creditedFor('water', ON), /no setting "accounting" for 2026-11-23/);
    assert.throws(() => startingChart([from('2000-01-01', { ...ACCOUNTING, feeRevenue: '9999' })]), /no account 9999/);
    const without = (number: string) => accounts.filter(({ ledgerAccount }) => ledgerAccount !== number);
    assert.throws(() => new Chart({ accounts: without('1010'), chargeTypes, accounting: [] }), /no account for cash/);
    assert.throws(() => new Chart({ accounts: without('1110'), chargeTypes, accounting: [] }), /no account 1110/);
    const [first, ...rest] = chargeTypes;
    assert.ok(first);
    const wrong = [{ ...first, receivable: '4010' }, ...rest];
    assert.throws(() => new Chart({ accounts, chargeTypes: wrong, accounting: [] }), /4010 is no receivable/);
  });
});
