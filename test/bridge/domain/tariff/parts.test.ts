import assert from 'node:assert/strict';
import { billOf, priceHome, refused } from './given-tariff.js';

const bySize = (...values: string[]) => [
  'bill:',
  '  depends_on: meter_size',
  '  values:',
  ...values.map((v) => `    ${v}`),
];

describe('a depends_on map', () => {
  it('takes the value of the account’s key', () => {
    assert.equal(billOf(bySize('3/4": 9', '1": 12.5'), { meter_size: '1"' }), '12.5');
  });

  it('joins several keys with | in the order given', () => {
    const fields = ['bill:', '  depends_on: [zone, season]', '  values: {2|dry: 7, dry|2: 8}'];
    assert.equal(billOf(fields, { zone: '2', season: 'dry' }), '7');
  });

  it('knows one meter size in every spelling, also inside a joined key', () => {
    for (const spelt of ['1 1/2"', '1|1/2"', '1_1/2"']) {
      for (const asked of ['1 1/2"', '1|1/2"', '1_1/2"', ' 1 1/2"']) {
        assert.equal(billOf(bySize(`${spelt}: 4`, '1": 1'), { meter_size: asked }), '4');
      }
    }
    const joined = ['bill:', '  depends_on: [meter_size, place]', '  values:', '    1|1/2"|inside: 3'];
    assert.equal(billOf(joined, { meter_size: '1 1/2"', place: 'inside' }), '3');
  });

  it('refuses a key that it does not know, and names those that it knows', () => {
    const error = refused('no-map-match', () => billOf(bySize('3/4": 9'), { meter_size: '7"' }));
    assert.match(error.message, /meter_size = 7"; it knows 3\/4"/);
    assert.equal(error.line, 6);
  });

  it('refuses one key in two spellings', () => {
    refused('repeated-key', () => billOf(bySize('1 1/2": 9', '1|1/2": 9'), { meter_size: '1 1/2"' }));
  });

  it('may be keyed by a field, and may hold formulas and negative numbers', () => {
    assert.equal(billOf(['zone: 2', 'bill:', '  depends_on: zone', '  values: {1: 5, 2: zone*-8.5}']), '-17');
  });

  it('keeps keys such as No and 1 as they are spelt', () => {
    assert.equal(billOf(['bill:', '  depends_on: low', '  values: {No: 1, Yes: 2}'], { low: 'No' }), '1');
  });

  it('is refused without values, or with a list of values', () => {
    refused('wrong-shape', () => billOf(['bill: {depends_on: zone}'], { zone: '1' }));
    refused('wrong-shape', () => billOf(['bill: {depends_on: zone, values: [1, 2]}'], { zone: '1' }));
    refused('unknown-name', () => billOf(['bill: {depends_on: zone, values: {1: 2}}']));
  });
});

const tiered = (starts: string, prices: string) => [
  `tier_starts: [${starts}]`,
  `tier_prices: [${prices}]`,
  'commodity_charge: Tiered',
  'bill: commodity_charge',
];

describe('a Tiered charge', () => {
  const fields = tiered('0, 15, 41', '1, 2, 3');

  it('ends a tier one unit before the next start, and keeps fractions', () => {
    assert.equal(billOf(fields, { usage_ccf: '14' }), '14');
    assert.equal(billOf(fields, { usage_ccf: '14.5' }), '15');
    assert.equal(billOf(fields, { usage_ccf: '27.3' }), '40.6');
    assert.equal(billOf(fields, { usage_ccf: '40' }), '66');
    assert.equal(billOf(fields, { usage_ccf: '50' }), '96');
    assert.equal(billOf(fields, { usage_ccf: '0' }), '0');
  });

  it('ignores the first start, whatever it is', () => {
    assert.equal(billOf(tiered('7, 15', '1, 2'), { usage_ccf: '10' }), '10');
    assert.equal(billOf(tiered('nonsense, 15', '1, 2'), { usage_ccf: '10' }), '10');
  });

  it('gives nothing to a tier that starts too low', () => {
    assert.equal(billOf(tiered('0, 11, 6, 21', '1, 2, 3, 4'), { usage_ccf: '25' }), '60');
  });

  it('takes all usage into a single tier', () => {
    assert.equal(billOf(tiered('0', '2'), { usage_ccf: '25' }), '50');
  });

  it('takes formulas as starts', () => {
    assert.equal(billOf(tiered('0, units*10+1', '1, 2'), { usage_ccf: '25', units: '2' }), '30');
  });

  it('finds the tiers of its suffix; the drought surcharge has only its own', () => {
    const own = ['tier_starts_commodity: [0, 11]', 'tier_prices_commodity: [1, 2]'];
    assert.equal(billOf([...own, 'commodity_charge: Tiered', 'bill: commodity_charge'], { usage_ccf: '12' }), '14');
    const drought = ['variable_drought_surcharge: Tiered', 'bill: variable_drought_surcharge'];
    refused('unknown-name', () => billOf([...own, ...drought], { usage_ccf: '12' }));
    const dry = ['tier_starts_drought: [0, 6]', 'tier_prices_drought: [0, 1]'];
    assert.equal(billOf([...own, ...dry, ...drought], { usage_ccf: '12' }), '7');
  });

  it('is refused when starts and prices differ in number, or are shares of a budget', () => {
    refused('tier-lengths-differ', () => billOf(tiered('0, 15', '1, 2, 3'), { usage_ccf: '1' }));
    refused('not-a-number', () => billOf(tiered('0, 100%', '1, 2'), { usage_ccf: '1' }));
    refused('not-a-number', () => billOf(tiered('0, indoor', '1, 2'), { usage_ccf: '1', indoor: '4' }));
    refused('not-a-number', () => billOf(['bill: tier_prices+1', 'tier_prices: [1, 2]']));
  });
});

describe('a Budget charge', () => {
  const fields = [
    'indoor_commodity: hhsize*2',
    'outdoor_commodity: area',
    'budget_commodity: indoor+outdoor',
    'tier_starts_commodity: [0, indoor, 100%, 150%]',
    'tier_prices_commodity: [1, 10, 100, 1000]',
    'commodity_charge: Budget',
    'bill: commodity_charge',
  ];

  it('of one tier prices all use at its price, whatever share its start is', () => {
    for (const start of ['50%', 'indoor', '0']) {
      const fields = [`tier_starts: [${start}]`, 'tier_prices: [1]', 'budget: 10', 'commodity_charge: Budget'];
      assert.equal(billOf([...fields, 'bill: commodity_charge'], { usage_ccf: '5' }), '5');
    }
  });

  it('ends a tier at the next start itself: indoor, then shares of the budget', () => {
    const inputs = { hhsize: '2', area: '6' };
    assert.equal(billOf(fields, { ...inputs, usage_ccf: '4' }), '4');
    assert.equal(billOf(fields, { ...inputs, usage_ccf: '10' }), '64');
    assert.equal(billOf(fields, { ...inputs, usage_ccf: '16' }), '1564');
  });

  it('rounds indoor and shares to whole units, halves to the even neighbour', () => {
    const inputs = { hhsize: '1.25', area: '0' };
    // indoor 2.5 is 2; the budget is 2; 150 % of it is 3.
    assert.equal(billOf(fields, { ...inputs, usage_ccf: '4' }), '1102');
  });

  it('needs a budget even when no start is a share of it', () => {
    const noBudget = [
      'tier_starts: [0, 5]',
      'tier_prices: [1, 2]',
      'commodity_charge: Budget',
      'bill: commodity_charge',
    ];
    refused('unknown-name', () => billOf(noBudget, { usage_ccf: '7' }));
    assert.equal(billOf(noBudget, { usage_ccf: '7', budget: '0' }), '9');
  });

  it('refuses an amount as text', () => {
    refused('not-a-number', () => billOf(fields, { usage_ccf: '7', hhsize: 'two', area: '0' }));
  });
});

describe('a field whose name contains "budget"', () => {
  const budget = (formula: string) =>
    priceHome(['bill: 0', `my_budget: ${formula}`, 'a: 2.5', 'b: 3.5'])
      .components.get('my_budget')
      ?.toFixed();

  it('rounds each operand of + * ^ first, halves to even, and a lone operand too', () => {
    assert.equal(budget('a+b'), '6');
    assert.equal(budget('b*0.93'), '4');
    assert.equal(budget('a'), '2');
    assert.equal(budget('10.5'), '10');
    assert.equal(budget('b/2+a'), '4');
  });

  it('takes a tie as a tie, also after a division that does not end', () => {
    assert.equal(budget('hours*74.8*(1/748)'), undefined);
    const fields = ['bill: budget', 'budget: indoor', 'indoor: n*74.8*(1/748)'];
    assert.equal(billOf(fields, { n: '125' }), '12');
    assert.equal(billOf(fields, { n: '135' }), '14');
  });
});

describe('a list', () => {
  it('of one element is that element', () => {
    assert.equal(billOf(['bill: rate*2', 'rate: [2.4441]']), '4.8882');
    refused('wrong-shape', () => billOf(['bill: []']));
  });
});
