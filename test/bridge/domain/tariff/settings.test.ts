import assert from 'node:assert/strict';
import { givenClasses, givenHome, linesOf, priced, refused } from './given-tariff.js';

const FIELDS = ['charge: 1', 'bill: charge'];

/** The settings begin in line 4 of the file, column 5. */
function refusedAt(code: string, setting: string, line: number, text: string): void {
  const error = refused(code, () => givenHome(FIELDS, setting.split('\n')));
  const source = `    ${setting.split('\n')[line - 4] ?? ''}`;
  assert.deepEqual([error.line, error.column], [line, source.indexOf(text) + 1], error.message);
}

describe('a wrong setting', () => {
  it('is refused where its value stands', () => {
    refusedAt('wrong-shape', 'title: x\nrounding: {at: month}', 5, 'month');
    refusedAt('wrong-shape', 'rounding: {how: nearest}', 4, 'nearest');
    refusedAt('wrong-shape', 'gallons_per_ccf: 750', 4, '750');
    refusedAt('wrong-shape', 'crossing: sometimes', 4, 'sometimes');
    refusedAt('wrong-shape', 'sample: yes', 4, 'yes');
    refusedAt('wrong-shape', 'usage:\n  share: 90', 5, '90');
    refusedAt('wrong-shape', 'usage:\n  rounding: {to: -1}', 5, '-1');
    refusedAt('wrong-shape', 'usage: {decimals: 2.5}', 4, '2.5');
    refusedAt('wrong-shape', 'usage: {decimals: 13}', 4, '13');
    refusedAt('wrong-shape', 'inputs: {carts: {minimum: one}}', 4, 'one');
    refusedAt('wrong-shape', 'inputs: {carts: {whole: 1}}', 4, '1}');
    refusedAt('wrong-shape', 'proration: {period_days: 0}', 4, '0');
    refusedAt('wrong-shape', 'taxes: [{component: tax, on: bill, rate: four}]', 4, 'four');
    refusedAt('wrong-shape', 'lines: [{component: charge, kind: discount}]', 4, 'discount');
    refusedAt('wrong-shape', 'seasons: {summer: {from: 5-1, to: 04-30}}', 4, '5-1');
  });

  it('is refused where it is a list, a map or a text in place of another', () => {
    for (const setting of [
      'rounding: bill',
      'inputs: [carts]',
      'usage: 3',
      'allowances: {component: charge}',
      'limits: charge',
      'taxes: 4%',
      'fees: 3',
      'lines: charge',
      'lines: []',
      'dwelling_units: true',
      'proration: days',
      'bill_minimum: 10',
      'seasons: summer',
      'classes: [HOME]',
      'dwelling_units: {times: {charge: 2}}',
      'title: [x]',
    ]) {
      refused('wrong-shape', () => givenHome(FIELDS, [setting]));
    }
  });

  it('that is unknown is never ignored, at any depth', () => {
    refusedAt('unknown-setting', 'title: x\nroundng: {at: bill}', 5, 'roundng');
    refusedAt('unknown-setting', 'rounding: {where: bill}', 4, 'where');
    refusedAt('unknown-setting', 'usage: {winter_average: {month: 1}}', 4, 'month');
    refusedAt('unknown-setting', 'limits: [{component: charge, max: 1}]', 4, 'max');
    refusedAt('unknown-setting', 'classes: {HOME: {seasons: {}}}', 4, 'seasons');
    assert.match(
      refused('unknown-setting', () => givenHome(FIELDS, ['rounding: {where: bill}'])).message,
      /the setting "where" is unknown; known here are at, how/,
    );
  });

  it('that leaves out what is needed says what', () => {
    const message = (setting: string) => refused('wrong-shape', () => givenHome(FIELDS, [setting])).message;
    assert.match(message('allowances: [{usage: 2}]'), /an allowance needs "component"/);
    assert.match(message('allowances: [{component: charge}]'), /an allowance needs "usage"/);
    assert.match(message('limits: [{component: charge}]'), /a limit needs "minimum" or "maximum"/);
    assert.match(message('limits: [{component: charge, minimum: }]'), /minimum is empty/);
    assert.match(message('usage: {rounding: {how: up}}'), /rounding of usage needs "to"/);
    assert.match(message('fees: [{amount: 2}]'), /a fee needs "fee"/);
    assert.match(message('lines: [{description: x}]'), /a line needs "component"/);
    assert.match(message('dwelling_units: {times: [charge, ""]}'), /times names nothing/);
  });

  it('names a component that no class has', () => {
    refusedAt('unknown-component', 'lines: [{component: charge}, {component: chrge}]', 4, '{component: chrge');
    refusedAt('unknown-component', 'dwelling_units: {times: [chrge]}', 4, 'chrge');
    refusedAt('unknown-component', 'limits: [{component: chrge, minimum: 1}]', 4, '{component');
    refusedAt('unknown-component', 'taxes: [{component: t, rate: 4%, on: [charge, chrge]}]', 4, 'chrge');
    refusedAt('unknown-class', 'classes: {FARM: {rounding: {at: bill}}}', 4, 'FARM');
  });

  it('that names one thing twice is refused, since one of the two would be lost', () => {
    for (const setting of [
      'lines: [{component: charge}, {component: charge}]',
      'limits: [{component: charge, minimum: 1}, {component: charge, maximum: 2}]',
    ]) {
      assert.match(refused('wrong-shape', () => givenHome(FIELDS, [setting])).message, /names charge twice/);
    }
  });
});

describe('settings of a class', () => {
  const classes = {
    HOME: ['charge: 1.005', 'bill: charge'],
    SHOP: ['charge: 1.005', 'extra: 1', 'bill: charge+extra'],
  };

  it('stand in place of the common ones whole, each by itself', () => {
    const tariff = givenClasses(classes, [
      'rounding: {at: line, how: down}',
      'fees: [{fee: x, amount: 2}]',
      'classes: {SHOP: {rounding: {how: up}}}',
    ]);
    assert.deepEqual(tariff.plan('HOME').settings.rounding, { at: 'line', how: 'down' });
    assert.deepEqual(tariff.plan('SHOP').settings.rounding, { at: 'bill', how: 'up' });
    assert.equal(priced(tariff, 'HOME', { fee_x: '1' }).billCents, 300);
    assert.equal(priced(tariff, 'SHOP', { fee_x: '1' }).billCents, 401);
  });

  it('may take a common list away', () => {
    const tariff = givenClasses(classes, ['fees: [{fee: x, amount: 2}]', 'classes: {SHOP: {fees: []}}']);
    assert.equal(priced(tariff, 'SHOP', { fee_x: '1' }).billCents, 201);
  });

  it('that are common may name what only some classes have', () => {
    const tariff = givenClasses(classes, [
      'lines: [{component: charge}, {component: extra}]',
      'limits: [{component: extra, maximum: 0.5}]',
    ]);
    assert.deepEqual(linesOf(priced(tariff, 'HOME')), [['charge', 'charge', 101]]);
    assert.deepEqual(linesOf(priced(tariff, 'SHOP')), [
      ['charge', 'charge', 101],
      ['extra', 'charge', 50],
    ]);
  });

  it('may name only what the class itself has', () => {
    refused('unknown-component', () => givenClasses(classes, ['classes: {HOME: {lines: [{component: extra}]}}']));
    refused('unknown-component', () =>
      givenClasses(classes, ['classes: {HOME: {limits: [{component: extra, minimum: 1}]}}']),
    );
  });
});
