import assert from 'node:assert/strict';
import { checkHome, clean, only, short } from './given-file.js';

describe('checking the bill', () => {
  const charges = ['service_charge: 12', 'commodity_charge: 2.5*usage_ccf'];

  it('warns of a bill that multiplies two charges', () => {
    const { message, column } = only(
      'warning bill-multiplies-charges 8',
      checkHome([...charges, 'bill: commodity_charge*service_charge']),
    );
    assert.equal(message, 'the bill of HOME multiplies commodity_charge by service_charge.');
    assert.equal(column, 27);
    only(
      'warning bill-multiplies-charges 8',
      checkHome([...charges, 'bill: 2*(commodity_charge+3)+service_charge*commodity_charge']),
    );
  });

  it('warns of a charge by use that is multiplied by use once more', () => {
    const bill = 'bill: service_charge+commodity_charge*usage_ccf';
    only('warning bill-multiplies-charges 8', checkHome([...charges, bill]));
    clean(checkHome(['service_charge: 12', 'commodity_charge: 2.5', bill]));
  });

  it('takes shares, factors and counts for no charges', () => {
    for (const factor of ['franchise_fee: 0.05', 'outside_surcharge: 1.5', 'drought_charge_rate: 3', 'meters: 3']) {
      const [name] = factor.split(':');
      clean(checkHome([...charges, factor, `bill: (service_charge+commodity_charge)*${name}`]));
    }
  });

  it('warns of a charge that is in no bill, unless it is zero whatever happens', () => {
    const fields = ['service_charge: 12', 'drought_surcharge: 3*usage_ccf', 'bill: service_charge'];
    const { message } = only('warning charge-not-billed 7', checkHome(fields));
    assert.equal(message, 'drought_surcharge of HOME is in no bill.');
    clean(
      checkHome([
        'service_charge: 12',
        'drought_rate: 0',
        'drought_surcharge: drought_rate*usage_ccf',
        'bill: service_charge',
      ]),
    );
    clean(checkHome(['service_charge: 12', 'year_bill: bill*12', 'bill: service_charge']));
  });

  it('warns of rates and charges below zero that are not called credits', () => {
    const bill = 'bill: flat_rate*usage_ccf';
    const { message } = only('warning negative-rate 6', checkHome(['flat_rate: -2', bill]));
    assert.equal(message, 'flat_rate of HOME is below zero: -2.');
    const map = 'flat_rate: {depends_on: zone, values: {1: 2, 2: -3}}';
    assert.match(only('warning negative-rate 6', checkHome([map, bill])).message, /for 2: -3/);
    clean(checkHome(['low_income_rate_credit: -2', 'bill: 30+low_income_rate_credit']));
    const lines = 'lines: [{component: aid_rate, kind: credit}, {component: base}]';
    clean(checkHome(['aid_rate: -2', 'base: 30', 'bill: aid_rate+base'], [lines]));
  });
});

describe('checking the lines of the bill', () => {
  const fields = ['base: 12', 'use: 2.5*usage_ccf', 'bill: base+use'];
  const lines = (...names: string[]) => [`lines: [${names.map((name) => `{component: ${name}}`).join(', ')}]`];

  it('finds a component of the bill that no line shows', () => {
    clean(checkHome(fields, lines('base', 'use')));
    const { message } = only('error lines-do-not-add-up 10', checkHome(fields, lines('base')));
    assert.match(message, /the bill of HOME adds use, and no line shows it/);
  });

  it('finds a line that the bill does not add, and one that the class does not have', () => {
    const more = ['other: 3', ...fields];
    const { message } = only('error lines-do-not-add-up 11', checkHome(more, lines('base', 'use', 'other')));
    assert.match(message, /show other, which the bill formula does not add/);
    only('error unknown-component 5', checkHome(fields, lines('base', 'use', 'beer')));
  });

  it('lets lines show the parts of a sum, and leave out what is zero', () => {
    const parts = ['base: 1', 'debt: 2', 'zero: 0', 'fixed: base+debt', 'use: usage_ccf', 'bill: fixed+use+zero'];
    clean(checkHome(parts, lines('base', 'debt', 'use')));
    only('error lines-do-not-add-up 13', checkHome(parts, lines('base', 'use')));
  });

  it('lets lines show what the settings add, also where another setting is wrong', () => {
    const more = ['bill_minimum: {amount: 20}', 'taxes: [{component: tax, rate: 4%, on: [use]}]'];
    const all = lines('base', 'use', 'bill_minimum', 'tax');
    clean(checkHome(fields, [...all, ...more]));
    only('error unknown-setting 8', checkHome(fields, [...all, ...more, 'titel: Water']));
    only('error wrong-shape 7', checkHome(fields, [...all, more[0] ?? '', 'taxes: [{component: tax, on: [use]}]']));
  });

  it('says nothing of bills that are no plain sums, and of one line for the whole', () => {
    clean(checkHome(['base: 12', 'bill: base*2'], lines('base')));
    clean(checkHome(fields, lines('bill')));
  });

  it('knows the bill under its minimum, taxes and roundings', () => {
    const more = ['bill_minimum: {amount: 20}', 'taxes: [{component: tax, rate: 4%, on: [use]}]'];
    const rounding = 'rounding: {at: component}';
    clean(checkHome(fields, [...lines('base', 'use'), ...more, rounding]));
    assert.deepEqual(short(checkHome(fields, [...lines('base'), ...more, rounding])), ['error lines-do-not-add-up 13']);
  });
});
