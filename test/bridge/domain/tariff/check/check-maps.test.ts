import assert from 'node:assert/strict';
import { checkHome, clean, only, short } from './given-file.js';

const bySize = (name: string, ...keys: string[]) => [
  `${name}:`,
  '  depends_on: meter_size',
  '  values:',
  ...keys.map((key) => `    ${key}: 5`),
];

describe('checking the keys of maps', () => {
  it('warns of keys with too many or too few parts', () => {
    const fields = ['bill:', '  depends_on: [meter_size, city_limits]', '  values:', '    1 1/2"|inside: 1'];
    clean(checkHome(fields));
    const problems = checkHome([...fields, '    2": 3', '    2"|inside|3: 4']);
    assert.deepEqual(short(problems), ['warning wrong-key-parts 10', 'warning wrong-key-parts 11']);
    assert.match(
      problems[0]?.message ?? '',
      /bill of HOME has the key 2" of 1 part, and depends on meter_size, city_limits/,
    );
    only('warning wrong-key-parts 9', checkHome(bySize('bill', 'inside|2"')));
  });

  it('warns of a meter size that one class spells in two ways, and tells whether both are one size', () => {
    const both = (one: string, other: string) => checkHome([...bySize('a', one), ...bySize('b', other), 'bill: a+b']);
    clean(both('1 1/2"', '1 1/2"'));
    assert.match(only('warning two-spellings 13', both('1 1/2"', '1|1/2"')).message, /both are read as one size/);
    for (const [one, other] of [
      ['1 1/2"', '1.5"'],
      ['3/4"', '0.75"'],
      ['3/4"', '3/4'],
      ['2"', '2 inch'],
    ] as const) {
      assert.match(only('warning two-spellings 13', both(one, other)).message, /matches only one of them/);
    }
    clean(both('5/8"', '5/8 x 3/4"'));
    clean(both('small', 'large'));
  });

  it('lets one map give a size in both spellings', () => {
    clean(checkHome([...bySize('a', '1 1/2"'), ...bySize('b', '1 1/2"', '1.5"'), 'bill: a+b']));
  });

  it('does not take other numbers for sizes', () => {
    const byZone = (name: string, key: string) => `${name}: {depends_on: pressure_zone, values: {"${key}": 1}}`;
    clean(checkHome([byZone('a', '1'), byZone('b', '1.0'), 'bill: a+b']));
  });
});

describe('checking seasons', () => {
  const seasons = ['seasons: {summer: {from: 05-01, to: 09-30}, winter: {from: 10-01, to: 04-30}}'];
  const rates = (values: string) => [`bill: {depends_on: season, values: {${values}}}`];

  it('finds a season without a value, and warns of a value without a season', () => {
    clean(checkHome(rates('summer: 2, winter: 1'), seasons));
    assert.match(only('error season-missing 8', checkHome(rates('summer: 2'), seasons)).message, /season winter/);
    const spring = only('warning unknown-season 8', checkHome(rates('summer: 2, winter: 1, spring: 3'), seasons));
    assert.match(spring.message, /"spring", which is none of the seasons summer, winter/);
  });

  it('leaves seasons to the data where the settings name none', () => {
    clean(checkHome(rates('summer: 2')));
  });

  it('finds a year with a gap', () => {
    const { message } = only(
      'error wrong-shape 5',
      checkHome(rates('summer: 2, winter: 1'), [seasons[0]?.replace('09-30', '08-31') ?? '']),
    );
    assert.match(message, /30 days of the year are in no season/);
  });
});
