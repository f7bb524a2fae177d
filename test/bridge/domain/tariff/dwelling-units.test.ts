import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { billOf, refused } from './given-tariff.js';

const FIELDS = [
  'service_charge: 10',
  'tier_starts: [0, 6]',
  'tier_prices: [1, 3]',
  'commodity_charge: Tiered',
  'bill: service_charge+commodity_charge',
];
const price = (setting: string, units: string | null, usage = '12', more: readonly string[] = []) => {
  const data: BillInputs = { usage_ccf: usage, ...(units === null ? {} : { dwelling_units: units }) };
  return billOf(FIELDS, data, [`dwelling_units: {${setting}}`, ...more]);
};

describe('dwelling units', () => {
  it('multiply the fields that are named', () => {
    // 10 + 5*1 + 7*3 = 36 for one.
    assert.equal(price('times: [service_charge]', '1'), '36');
    assert.equal(price('times: [service_charge]', '4'), '66');
    assert.equal(price('times: service_charge', '4'), '66');
  });

  it('widen the tiers: four homes have four times the first five thousand gallons', () => {
    assert.equal(price('tiers: [commodity_charge]', '2'), '26');
    assert.equal(price('tiers: [commodity_charge]', '4'), '22');
    // Twenty-two through four homes: 20*1 + 2*3, as four times 5.5 each.
    assert.equal(price('tiers: [commodity_charge]', '4', '22'), '36');
  });

  it('widen allowances', () => {
    const allowance = ['allowances: [{component: commodity_charge, usage: 2}]'];
    assert.equal(price('allowances: true, tiers: [commodity_charge]', '2', '12', allowance), '22');
    assert.equal(price('allowances: false', '2', '12', allowance), '34');
  });

  it('bill four homes on one meter as four homes', () => {
    const settings = 'times: [service_charge], tiers: [commodity_charge], allowances: true';
    const allowance = ['allowances: [{component: commodity_charge, usage: 2}]'];
    const one = Number(price(settings, '1', '7', allowance));
    assert.equal(price(settings, '4', '28', allowance), String(one * 4));
  });

  it('that are missing, none, a part, or text are refused where they are needed', () => {
    const times = 'times: [service_charge]';
    assert.match(refused('unknown-name', () => price(times, null)).message, /"dwelling_units" is neither/);
    refused('input-out-of-range', () => price(times, '0'));
    refused('input-out-of-range', () => price(times, '-2'));
    assert.match(refused('input-out-of-range', () => price(times, '1.5')).message, /must be a whole number/);
    refused('not-a-number', () => price(times, 'two'));
    refused('not-a-number', () => price(times, ''));
  });

  it('may have a default and a maximum, and stay whole and above zero', () => {
    const limits = ['inputs: {dwelling_units: {default: 1, maximum: 50}}'];
    assert.equal(price('times: [service_charge]', null, '12', limits), '36');
    refused('input-out-of-range', () => price('times: [service_charge]', '1.5', '12', limits));
    refused('input-out-of-range', () => price('times: [service_charge]', '0', '12', limits));
    refused('input-out-of-range', () => price('times: [service_charge]', '51', '12', limits));
  });

  it('are refused on fields that are not there, or that have no tiers', () => {
    refused('unknown-component', () => price('times: [base]', '2'));
    refused('unknown-component', () => price('tiers: [sewer_charge]', '2'));
    assert.match(refused('wrong-shape', () => price('tiers: [service_charge]', '2')).fix, /under "times"/);
  });
});

describe('places in and out of the city', () => {
  const fields = [
    'service_charge: {depends_on: [meter_size, city_limits], values: {3/4"|inside: 22.58, 3/4"|outside: 24.48}}',
    'bill: service_charge',
  ];

  it('are data of a map', () => {
    assert.equal(billOf(fields, { meter_size: '3/4"', city_limits: 'inside' }), '22.58');
    assert.equal(billOf(fields, { meter_size: '3/4"', city_limits: 'outside' }), '24.48');
    const error = refused('no-map-match', () => billOf(fields, { meter_size: '3/4"', city_limits: 'county' }));
    assert.match(error.message, /meter_size\|city_limits = 3\/4"\|county; it knows 3\/4"\|inside, 3\/4"\|outside/);
    assert.match(error.fix, /Correct meter_size or city_limits on the account/);
    refused('unknown-name', () => billOf(fields, { meter_size: '3/4"' }));
  });
});
