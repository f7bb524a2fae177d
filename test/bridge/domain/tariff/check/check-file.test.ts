import assert from 'node:assert/strict';
import { loadShippedTariffs } from '../../../../../bridge/files/owrs/shipped-tariffs.js';
import { checkTariff } from '../../../../../bridge/domain/tariff/index.js';
import { checkHome, checkLines, clean, only, short } from './given-file.js';

const HOME = ['rate_structure:', '  HOME:', '    bill: 3'];
const DATED = ['metadata:', '  effective_date: 2026-01-01'];

describe('checking a rate file as a whole', () => {
  it('finds no problem in any tariff that ships with the product', async () => {
    for (const document of await loadShippedTariffs()) assert.deepEqual(checkTariff(document), [], document.name);
  });

  it('warns of an effective date that is missing or unreadable', () => {
    clean(checkLines([...DATED, ...HOME]));
    only('warning no-effective-date 1', checkLines(HOME));
    only('warning no-effective-date 2', checkLines(['metadata:', '  effective_date: soon', ...HOME]));
    only('warning no-effective-date 2', checkLines(['metadata:', '  effective_date: 2026-02-30', ...HOME]));
  });

  it('warns of a unit and a frequency that are unknown; the unit is an error where a bill needs use', () => {
    const file = (line: string) => checkLines([...DATED, `  ${line}`, ...HOME]);
    for (const known of ['bill_unit: kgal', 'bill_unit: HCF', 'bill_frequency: Bi-Monthly', 'bill_frequency: Annually'])
      clean(file(known));
    only('warning unknown-bill-unit 3', file('bill_unit: barrel'));
    const using = ['rate_structure:', '  HOME:', '    bill: usage_ccf', '  SHOP:', '    bill: 2*usage_ccf'];
    only('error unknown-bill-unit 3', checkLines([...DATED, '  bill_unit: barrel', ...using]));
    only('warning unknown-bill-frequency 3', file('bill_frequency: sometimes'));
  });

  it('warns of a class and of settings where nothing reads them', () => {
    const stray = ['IRRIGATION:', '  bill: 3', 'author_info:', '  name: x', 'curbstop:', '  title: Water'];
    const problems = checkLines([...DATED, ...HOME, ...stray]);
    assert.deepEqual(short(problems), ['warning class-outside-structure 6', 'warning settings-outside-metadata 10']);
  });

  it('warns of classes whose names look the same', () => {
    const names = ['RESIDENTIAL_SINGLE', 'Residential Single'].flatMap((name) => [`  ${name}:`, '    bill: 3']);
    const { message } = only('warning similar-classes 6', checkLines([...DATED, 'rate_structure:', ...names]));
    assert.match(message, /"RESIDENTIAL_SINGLE" and "Residential Single"/);
  });

  it('finds a file without rates', () => {
    only('error no-rate-structure 1', checkLines(DATED));
    only('error wrong-shape 3', checkLines([...DATED, 'rate_structure: 3']));
  });

  it('finds a class without a bill, and checks its fields and the other classes all the same', () => {
    const file = ['  A:', '    rate: 2+', '  B: 3', '  C:', '    bill: 3*'];
    const problems = checkLines([...DATED, 'rate_structure:', ...file]);
    assert.deepEqual(short(problems), [
      'error no-bill 4',
      'error formula-syntax 5',
      'error wrong-shape 6',
      'error formula-syntax 8',
    ]);
    assert.match(problems[0]?.message ?? '', /the class A has no bill/);
  });

  it('tells of one fault in each class that has it, in the order of lines and columns', () => {
    const classes = ['A', 'B', 'C'].flatMap((name) => [`  ${name}:`, '    bill: (1+)*(2']);
    const problems = checkLines([...DATED, 'rate_structure:', ...classes]);
    assert.deepEqual(
      problems.map(({ line, message }) => [line, message.slice(0, 9)]),
      [
        [5, 'bill of A'],
        [7, 'bill of B'],
        [9, 'bill of C'],
      ],
    );
  });
});

describe('checking Curbstop’s settings', () => {
  it('finds every fault of the settings, not only the first', () => {
    const settings = [
      'titel: Water',
      'rounding: {at: never}',
      'limits:',
      '  - {component: beer, minimum: 1}',
      '  - {component: base}',
      '  - {component: base, maximum: 9}',
      'usage: {decimals: many, share: lots}',
      'dwelling_units: {times: [wine], tiers: [rum]}',
      'classes:',
      '  HOEM: {rounding: {how: up}}',
      '  HOME: {allowances: [{component: gin, usage: 2}], colour: blue}',
    ];
    const problems = checkHome(['base: 3', 'bill: base'], settings);
    assert.deepEqual(short(problems), [
      'error unknown-setting 5',
      'error wrong-shape 6',
      'error unknown-component 8',
      'error wrong-shape 9',
      'error wrong-shape 11',
      'error wrong-shape 11',
      'error unknown-component 12',
      'error unknown-component 12',
      'error unknown-class 14',
      'error unknown-component 15',
      'error unknown-setting 15',
    ]);
  });

  it('checks the classes with the settings that are good', () => {
    const settings = ['titel: Water', 'inputs: {hydrants: {whole: true}}'];
    only('error unknown-setting 5', checkHome(['bill: 2*hydrants'], settings));
    only('error wrong-shape 3', checkLines([...DATED, '  curbstop: 3', ...HOME]));
  });

  it('holds settings against each other only where both are there', () => {
    const settings = [
      'proration: {times: [base]}',
      'limits: [{component: base, minimum: 2, prorated: true}]',
      'colour: blue',
    ];
    const fields = ['base: 3', 'bill: base'];
    only('error unknown-setting 7', checkHome(fields, settings));
    assert.deepEqual(short(checkHome(fields, settings.slice(1))), ['error wrong-shape 5', 'error unknown-setting 6']);
    const circle = ['  HOME: {programme: {then: NEXT}}', '  NEXT: {programme: {then: HOME}}'];
    const head = [...DATED, '  curbstop:', '    colour: blue', '    classes:', ...circle.map((line) => `    ${line}`)];
    assert.deepEqual(short(checkLines([...head, ...HOME, '  NEXT:', '    bill: 4'])), [
      'error unknown-setting 4',
      'error programme-circle 6',
    ]);
  });

  it('finds settings that do not fit a class, and checks its fields all the same', () => {
    const settings = ['allowances: [{component: base, usage: 2}]'];
    assert.deepEqual(short(checkHome(['base: 3', 'debt: 2+', 'bill: base+debt'], settings)), [
      'error allowance-without-usage 5',
      'error formula-syntax 9',
    ]);
  });

  it('finds faults in the amounts of settings once', () => {
    only('error formula-syntax 5', checkHome(['bill: 2'], ['bill_minimum: {amount: 3*}']));
  });

  it('has nothing to say about settings that are in order', () => {
    const settings = [
      'allowances: [{component: use, usage: 2}]',
      'limits: [{component: use, maximum: 9, per_unit: true}]',
      'usage: {share: 90%, rounding: {to: 1, how: down}, winter_average: {use: lesser}}',
      'proration: {times: [base], allowances: true}',
      'taxes: [{component: tax, rate: 4%, on: [bill], exempt: church}]',
    ];
    clean(checkHome(['base: 3', 'use: 2*usage_ccf', 'bill: base+use'], settings));
  });
});
