import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { givenClasses, linesOf, priceHome, priced, refused, stepsOf } from './given-tariff.js';

const FIELDS = [
  'service_charge: 10.10',
  'commodity_charge: usage_ccf*2',
  'rental: 5',
  'bill: service_charge+commodity_charge+rental',
];
const LINES = 'lines: [{component: service_charge}, {component: commodity_charge}, {component: rental}]';
const bill = (settings: readonly string[], data: BillInputs = {}) =>
  priceHome(FIELDS, { usage_ccf: '6', ...data }, [LINES, ...settings]);

describe('a tax', () => {
  it('adds a part of the components that it is on, as a line', () => {
    // 4% of 10.10 + 12 is 0.884; the rental is not taxed.
    const taxed = bill([
      'taxes: [{component: tax, description: Utility tax, rate: 4%, on: [service_charge, commodity_charge]}]',
    ]);
    assert.deepEqual(linesOf(taxed), [
      ['service_charge', 'charge', 1010],
      ['commodity_charge', 'charge', 1200],
      ['rental', 'charge', 500],
      ['tax', 'tax', 88],
    ]);
    assert.equal(taxed.bill.toFixed(), '27.984');
    assert.equal(taxed.billCents, 2798);
    assert.equal(taxed.lines[3]?.description, 'Utility tax');
  });

  it('may be on the bill, which means before taxes and fees and after its minimum', () => {
    assert.equal(bill(['taxes: [{component: tax, rate: 0.04, on: bill}]']).bill.toFixed(), '28.184');
    const least = [
      'bill_minimum: {amount: 50}',
      'taxes: [{component: tax, rate: 4%, on: [bill]}]',
      'fees: [{fee: x, amount: 9}]',
    ];
    assert.equal(bill(least, { fee_x: '1' }).bill.toFixed(), '61');
  });

  it('on components leaves the minimum’s part untaxed unless it names that', () => {
    const least = (on: string) =>
      bill(['bill_minimum: {amount: 50}', `taxes: [{component: tax, rate: 10%, on: [${on}]}]`]).bill.toFixed();
    assert.equal(least('commodity_charge'), '51.2');
    // 50 - 27.10 is missing: 10% of 12 + 22.90.
    assert.equal(least('commodity_charge, bill_minimum'), '53.49');
    refused('unknown-component', () => bill(['taxes: [{component: tax, rate: 10%, on: [bill_minimum]}]']));
  });

  it('is on components as they are billed: after limits, and after their rounding', () => {
    const capped = [
      'limits: [{component: commodity_charge, maximum: 8}]',
      'taxes: [{component: tax, rate: 10%, on: commodity_charge}]',
    ];
    assert.equal(linesOf(bill(capped)).at(-1)?.[2], 80);
    // 0.05 of 2.004 is 0.1002; of 2.00 it is 0.10, rounded up 11 and 10 cents.
    const fields = ['charge: 2.004', 'bill: charge'];
    const tax = (at: string) =>
      priceHome(fields, {}, [
        `rounding: {at: ${at}, how: up}`,
        'lines: [{component: charge}]',
        'taxes: [{component: tax, rate: 5%, on: charge}]',
      ]);
    assert.deepEqual(linesOf(tax('line')), [
      ['charge', 'charge', 201],
      ['tax', 'tax', 11],
    ]);
    assert.equal(tax('component').bill.toFixed(), '2.12');
  });

  it('is nothing, without a line, for who is exempt', () => {
    const settings = ['taxes: [{component: tax, rate: 4%, on: bill, exempt: tax_exempt}]'];
    assert.equal(bill(settings, { tax_exempt: 'yes' }).billCents, 2710);
    assert.equal(linesOf(bill(settings, { tax_exempt: 'yes' })).length, 3);
    assert.equal(bill(settings, { tax_exempt: 'no' }).billCents, 2818);
    assert.equal(bill(settings).billCents, 2818);
    const error = refused('no-map-match', () => bill(settings, { tax_exempt: 'certificate' }));
    assert.match(error.message, /tax has no value for tax_exempt = certificate; it knows yes, no/);
    refused('no-map-match', () => bill(settings, { tax_exempt: 'Yes' }));
  });

  it('of several is each on its own', () => {
    const two = [
      'rounding: {at: line}',
      'taxes: [{component: state, rate: 4%, on: bill}, {component: city, rate: 1%, on: service_charge}]',
    ];
    assert.deepEqual(linesOf(bill(two)).slice(3), [
      ['state', 'tax', 108],
      ['city', 'tax', 10],
    ]);
  });

  it('that is common is on what of it a class has', () => {
    const settings = ['taxes: [{component: tax, rate: 10%, on: [water, fire]}]'];
    const tariff = givenClasses(
      { HOME: ['water: 10', 'bill: water'], SHOP: ['water: 10', 'fire: 5', 'bill: water+fire'] },
      settings,
    );
    assert.equal(priced(tariff, 'HOME').billCents, 1100);
    assert.equal(priced(tariff, 'SHOP').billCents, 1650);
  });

  it('stays a tax, and stays away where it is nothing, when a line names it', () => {
    const settings = [
      'lines: [{component: tax, description: City tax}, {component: bill}]',
      'taxes: [{component: tax, rate: 4%, on: bill, exempt: tax_exempt}]',
    ];
    assert.deepEqual(linesOf(priceHome(['bill: 10'], {}, settings)), [
      ['tax', 'tax', 40],
      ['bill before taxes and fees', 'charge', 1000],
    ]);
    assert.equal(priceHome(['bill: 10'], { tax_exempt: 'yes' }, settings).lines.length, 1);
  });

  it('is told with its rate, its base, its exemption and its rounding', () => {
    const settings = ['rounding: {at: component}', 'taxes: [{component: tax, rate: 4%, on: bill, exempt: tax_exempt}]'];
    const step = stepsOf(bill(settings)).find(([name]) => name === 'tax');
    assert.deepEqual(step, [
      'tax',
      '0.04 * (bill before taxes and fees), rounded half up to 0.01, nothing where tax_exempt is yes',
      '1.08',
    ]);
  });

  it('is refused without rate or base, beyond the whole, on what is not there, or under a name that is taken', () => {
    for (const tax of [
      '{component: tax, on: bill}',
      '{component: tax, rate: 4%}',
      '{component: tax, rate: 4, on: bill}',
      '{component: tax, rate: 4%, on: []}',
      '{component: tax, rate: 4%, on: bill, exempt: }',
      '{rate: 4%, on: bill}',
    ]) {
      refused('wrong-shape', () => bill([`taxes: [${tax}]`]));
    }
    refused('unknown-component', () => bill(['taxes: [{component: tax, rate: 4%, on: sewer}]']));
    for (const taken of ['rental', 'bill']) {
      refused('name-taken', () => bill([`taxes: [{component: ${taken}, rate: 4%, on: bill}]`]));
    }
    refused('name-taken', () =>
      bill(['taxes: [{component: t, rate: 4%, on: bill}, {component: t, rate: 1%, on: bill}]']),
    );
  });
});
