import assert from 'node:assert/strict';
import fc from 'fast-check';
import { billOf, priceHome, refused } from './given-tariff.js';

const value = (formula: string) => billOf([`bill: ${formula}`]);
const component = (formula: string) =>
  priceHome(['bill: 0', `it: ${formula}`])
    .components.get('it')
    ?.toFixed();

describe('tariff formulas', () => {
  it('bind * and / before + and -, from left to right', () => {
    assert.equal(value('2+3*4'), '14');
    assert.equal(value('10-4-3'), '3');
    assert.equal(value('8/4/2'), '1');
    assert.equal(value('(2+3)*4'), '20');
  });

  it('bind a power tighter than a sign, and to the right', () => {
    assert.equal(value('-2^2'), '-4');
    assert.equal(value('2^3^2'), '512');
    assert.equal(value('2^-1'), '0.5');
  });

  it('are exact: tenths add up and a third comes back', () => {
    assert.equal(value('0.1+0.2'), '0.3');
    assert.equal(value('(1/3)*3'), '1');
    assert.equal(value('74.8*5*25*(1/748)'), '12.5');
    assert.equal(value('1/3').length, 62);
  });

  it('keep every digit of a long product', () => {
    assert.equal(value('1.00000000000000000001*1.00000000000000000001'), '1.0000000000000000000200000000000000000001');
  });

  it('give what whole-number arithmetic gives', () => {
    const whole = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        assert.equal(component(`${a}*${b}-${c}+(${b}-${a})`), String(a * b - c + (b - a)));
      }),
      { numRuns: 50 },
    );
  });

  it('are refused with the place where they go wrong', () => {
    const error = refused('formula-syntax', () => value('2+*3'));
    assert.equal(error.line, 5);
    assert.equal(error.column, 13);
    for (const formula of ['2+', '(2', '2)', '2 3', '1.2.16', '3x', 'a%b', 'max(1,2)', '"  "']) {
      refused('formula-syntax', () => value(formula));
    }
  });

  it('are refused when they nest or grow beyond the limit', () => {
    assert.equal(value(`${'('.repeat(99)}1${')'.repeat(99)}`), '1');
    refused('formula-too-deep', () => value(`${'('.repeat(101)}1${')'.repeat(101)}`));
    refused('formula-too-deep', () => value(`0${'-'.repeat(300)}1`));
    refused('formula-too-long', () => value(`1${'+1'.repeat(2500)}`));
    assert.equal(value(`1${'+1'.repeat(1500)}`), '1501');
  });

  it('never divide by zero nor raise beyond reason', () => {
    refused('division-by-zero', () => value('1/(2-2)'));
    refused('no-power', () => value('9^9^9'));
    refused('no-power', () => value('(0-1)^0.5'));
  });
});

describe('names in a tariff', () => {
  it('are found in any order and each is computed once', () => {
    assert.equal(billOf(['bill: a+b', 'a: b*2', 'b: c+1', 'c: 3']), '12');
  });

  it('mean the data before the field of the class', () => {
    const fields = ['bill: days_in_period*0.5', 'days_in_period: 30'];
    assert.equal(billOf(fields), '15');
    assert.equal(billOf(fields, { days_in_period: '61' }), '30.5');
  });

  it('are case-sensitive, and inherited names of objects mean nothing', () => {
    refused('unknown-name', () => billOf(['bill: Rate', 'rate: 1']));
    refused('unknown-name', () => billOf(['bill: constructor+1']));
  });

  it('that need themselves are refused with the circle', () => {
    const error = refused('cycle', () => billOf(['bill: a', 'a: b', 'b: a']));
    assert.match(error.message, /a -> b -> a/);
  });

  it('chained beyond the limit are refused instead of breaking the program', () => {
    const chain = Array.from({ length: 5000 }, (_, n) => `f${n}: f${n + 1}`);
    refused('fields-too-deep', () => billOf(['bill: f0', ...chain, 'f5000: 1']));
  });

  it('of a suffix family mean the sibling that fits the field', () => {
    assert.equal(billOf(['bill: flat_rate*2', 'flat_rate_commodity: 3']), '6');
    assert.equal(billOf(['bill: flat_rate*2', 'flat_rate: 5', 'flat_rate_commodity: 3']), '10');
    const drought = ['bill: variable_drought_surcharge', 'variable_drought_surcharge: flat_rate*2'];
    assert.equal(billOf([...drought, 'flat_rate_drought: 7', 'flat_rate: 5']), '14');
    assert.equal(billOf([...drought, 'flat_rate_commodity: 3']), '6');
    assert.equal(billOf(['bill: gpcd_drought', 'gpcd_drought: gpcd*0.5', 'gpcd: 60']), '30');
    refused('unknown-name', () => billOf(['bill: flat_rate_commodity', 'flat_rate: 3']));
    refused('unknown-name', () => billOf(['bill: other', 'other_commodity: 3']));
  });

  it('that fail do not spoil a bill that does not need them', () => {
    const bill = priceHome(['bill: 5', 'surcharge: nothing*2', 'broken: 2+', 'typed: Tiered']);
    assert.equal(bill.billCents, 500);
    assert.deepEqual([...bill.components.keys()], ['bill']);
    assert.deepEqual(
      [...bill.componentErrors].map(([name, error]) => [name, error.code]),
      [
        ['surcharge', 'unknown-name'],
        ['broken', 'formula-syntax'],
        ['typed', 'charge-type-misplaced'],
      ],
    );
  });
});

describe('a rate file made to exhaust the program', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => `f${i}: f${i + 1}+1`);

  it('is refused for a chain of 10,000 fields, in either order', () => {
    refused('fields-too-deep', () => billOf([...chain, 'f10000: 1', 'bill: f0']));
    refused('fields-too-deep', () => billOf(['f10000: 1', ...chain.toReversed(), 'bill: f0']));
  });

  it('is refused for a formula 10,000 deep or 10,000 long, with its place', () => {
    const deep = `bill: ${'('.repeat(10_000)}1${')'.repeat(10_000)}`;
    assert.match(refused('formula-too-long', () => billOf([deep])).message, /line 5, column 11: .* 20001 characters/);
    refused('formula-too-long', () => billOf([`bill: 1${'+1'.repeat(10_000)}`]));
    refused('formula-too-deep', () => billOf([`bill: ${'('.repeat(101)}1${')'.repeat(101)}`]));
    refused('formula-too-deep', () => billOf([`bill: 1${'^1'.repeat(1000)}`]));
    refused('formula-too-deep', () => billOf([`bill: ${'-'.repeat(1000)}1`]));
  });

  it('is refused for numbers that grow without bound, and says which field does', () => {
    const squares = (first: string, more = '') =>
      billOf([`f0: ${first}`, ...Array.from({ length: 100 }, (_, i) => `f${i + 1}: f${i}*f${i}${more}`), 'bill: f100']);
    assert.match(refused('number-too-large', () => squares('1.5')).message, /f\d+ grows beyond what can be worked out/);
    refused('number-too-large', () => squares('7/3', '+1/7'));
    refused('amount-too-large', () => billOf(['bill: 9^99']));
  });

  it('knows no hexadecimal, NaN or Infinity', () => {
    refused('formula-syntax', () => billOf(['bill: 0x10']));
    refused('formula-syntax', () => billOf(['bill: 1e999']));
    refused('unknown-name', () => billOf(['bill: NaN']));
    refused('unknown-name', () => billOf(['bill: Infinity*0']));
  });

  it('prices from a map and from tiers of tens of thousands', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `zone${i}: ${i}`);
    const map = ['bill:', '  depends_on: zone', '  values:', ...keys.map((key) => `    ${key}`)];
    assert.equal(billOf(map, { zone: 'zone19999' }), '19999');
    const { message } = refused('no-map-match', () => billOf(map, { zone: 'x'.repeat(5000) }));
    assert.ok(message.length < 500, message);
  });
});
