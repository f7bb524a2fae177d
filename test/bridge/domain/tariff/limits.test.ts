import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { billOf, centsOf, linesOf, priceHome, refused, stepsOf } from './given-tariff.js';

describe('limits of a component', () => {
  /** The sewer rates of 2002 with their cap. */
  const sewer = ['sewer_charge: 22.92 + 3.19*usage_ccf', 'bill: sewer_charge'];
  const price = (limit: string, usage: string, data: BillInputs = {}, more: readonly string[] = []) =>
    billOf(sewer, { usage_ccf: usage, ...data }, [`limits: [{component: sewer_charge, ${limit}}]`, ...more]);

  it('cap it and hold it up', () => {
    assert.equal(price('maximum: 45', '2'), '29.3');
    assert.equal(price('maximum: 45', '10'), '45');
    assert.equal(price('minimum: 25', '0'), '25');
    assert.equal(price('minimum: 25, maximum: 45', '10'), '45');
    assert.equal(price('minimum: 25, maximum: 45', '2'), '29.3');
  });

  it('may be fields and formulas; a cap below the floor wins', () => {
    const fields = ['cap: {depends_on: city_limits, values: {inside: 45, outside: 60}}', ...sewer];
    const settings = ['limits: [{component: sewer_charge, maximum: cap - 5}]'];
    assert.equal(billOf(fields, { usage_ccf: '99', city_limits: 'outside' }, settings), '55');
    assert.equal(price('minimum: 50, maximum: 45', '2'), '45');
  });

  it('grow by dwelling units and shrink by days only when told', () => {
    const data = { dwelling_units: '3', days_billed: '15', days_full: '30' };
    assert.equal(price('maximum: 45', '99', data, ['proration: {}']), '45');
    assert.equal(price('maximum: 45, per_unit: true', '99', data), '135');
    assert.equal(price('maximum: 45, prorated: true', '99', data, ['proration: {}']), '22.5');
    assert.equal(price('maximum: 45, per_unit: true, prorated: true', '99', data, ['proration: {}']), '67.5');
    assert.equal(price('minimum: 60, per_unit: true', '99', { dwelling_units: '10' }), '600');
  });

  it('are told with what they grow by', () => {
    const settings = ['limits: [{component: sewer_charge, minimum: 20, maximum: 45, per_unit: true}]'];
    const bill = priceHome(sewer, { usage_ccf: '99', dwelling_units: '2' }, settings);
    const step = stepsOf(bill).find(([name]) => name === 'sewer_charge');
    assert.deepEqual(step, [
      'sewer_charge',
      'sewer_charge before its limits, at least 20 * dwelling_units, at most 45 * dwelling_units',
      '90',
    ]);
  });

  it('are refused without a bound, twice, on what is not there, or prorated without proration', () => {
    refused('wrong-shape', () => price('per_unit: true', '2'));
    refused('wrong-shape', () => price('maximum: 45}, {component: sewer_charge, minimum: 1', '2'));
    refused('unknown-component', () => billOf(sewer, {}, ['limits: [{component: sewage, maximum: 45}]']));
    assert.match(
      refused('wrong-shape', () => price('maximum: 45, prorated: true', '2')).fix,
      /Add the setting "proration"/,
    );
    refused('unknown-name', () => price('maximum: 45, per_unit: true', '2'));
    refused('input-out-of-range', () => price('maximum: 45, per_unit: true', '2', { dwelling_units: '1.5' }));
  });
});

describe('the minimum and the maximum of a bill', () => {
  const fields = ['a: 3.00', 'b: usage_ccf*2', 'bill: a+b'];
  const lines = 'lines: [{component: a}, {component: b}]';
  const bill = (usage: string, settings: readonly string[], data: BillInputs = {}) =>
    priceHome(fields, { usage_ccf: usage, ...data }, settings);

  it('add what is missing as a line of its own, where something is missing', () => {
    const settings = [lines, 'bill_minimum: {amount: 10, description: Minimum}'];
    assert.deepEqual(linesOf(bill('2', settings)), [
      ['a', 'charge', 300],
      ['b', 'charge', 400],
      ['bill_minimum', 'charge', 300],
    ]);
    assert.equal(bill('2', settings).lines[2]?.description, 'Minimum');
    assert.deepEqual(centsOf(bill('3.5', settings)), [300, 700]);
    assert.deepEqual(centsOf(bill('8', settings)), [300, 1600]);
  });

  it('take off what is too much as a credit', () => {
    const settings = [lines, 'bill_maximum: {amount: 10}'];
    assert.deepEqual(linesOf(bill('5', settings)), [
      ['a', 'charge', 300],
      ['b', 'charge', 1000],
      ['bill_maximum', 'credit', -300],
    ]);
    assert.deepEqual(centsOf(bill('3.5', settings)), [300, 700]);
  });

  it('may be a field, e.g. by meter size, times units and days', () => {
    const settings = ['bill_minimum: {amount: 10, per_unit: true, prorated: true}', 'proration: {}'];
    const data = { dwelling_units: '3', days_billed: '12', days_full: '30' };
    assert.equal(bill('0', settings, data).billCents, 1200);
    const bySize = ['least: {depends_on: meter_size, values: {3/4": 9, 1": 15}}', ...fields];
    assert.equal(
      priceHome(bySize, { usage_ccf: '0', meter_size: '1"' }, ['bill_minimum: {amount: least}']).billCents,
      1500,
    );
  });

  it('work without lines, and where the bill itself is a line', () => {
    assert.deepEqual(centsOf(bill('2', ['bill_minimum: {amount: 10}'])), [700, 300]);
    const named = bill('2', ['bill_minimum: {amount: 10}', 'lines: [{component: bill, description: Water}]']);
    assert.deepEqual(
      named.lines.map(({ description, cents }) => [description, cents]),
      [
        ['Water', 700],
        ['Minimum bill', 300],
      ],
    );
  });

  it('are kept to the cent when lines are rounded one by one', () => {
    const thirds = ['a: 10/3', 'b: 10/3', 'bill: a+b'];
    const least = priceHome(thirds, {}, [lines, 'rounding: {at: line}', 'bill_minimum: {amount: 10}']);
    assert.deepEqual([centsOf(least), least.billCents], [[333, 333, 334], 1000]);
    const halves = ['a: 3.335', 'b: 3.335', 'bill: a+b'];
    const most = priceHome(halves, {}, [lines, 'rounding: {at: line}', 'bill_maximum: {amount: 6.67}']);
    assert.deepEqual([centsOf(most), most.billCents], [[334, 334, -1], 667]);
    const component = priceHome(thirds, {}, [lines, 'rounding: {at: component}', 'bill_minimum: {amount: 10}']);
    assert.deepEqual([centsOf(component), component.billCents], [[333, 333, 334], 1000]);
  });

  it('are told with what they grow by and how they are rounded', () => {
    const settings = ['bill_minimum: {amount: 10, per_unit: true}', 'rounding: {at: component}'];
    const steps = stepsOf(bill('2', settings, { dwelling_units: '2' }));
    assert.deepEqual(
      steps.find(([name]) => name === 'bill_minimum'),
      ['bill_minimum', 'what is missing to 10 * dwelling_units, rounded half up to 0.01', '13'],
    );
    assert.deepEqual(steps.at(-1), ['bill', 'bill before its minimum and maximum + bill_minimum', '20']);
  });

  it('are refused without an amount, or where the class has a field of that name', () => {
    assert.match(refused('wrong-shape', () => bill('1', ['bill_minimum: {description: x}'])).message, /needs "amount"/);
    refused('name-taken', () => priceHome(['bill_minimum: 3', 'bill: 1'], {}, ['bill_minimum: {amount: 10}']));
  });
});
