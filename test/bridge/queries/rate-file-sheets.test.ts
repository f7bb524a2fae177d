import assert from 'node:assert/strict';
import { RATE_FILE_LENGTH_MAX } from '../../../bridge/contract/sheets/rate-file.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

const RATES = [
  'metadata: {effective_date: 2026-01-01, bill_unit: kgal}',
  'rate_structure:',
  '  HOME:',
  '    base: 10',
  '    use: usage_ccf*1.005',
  '    bill: base+use',
].join('\n');

describe('a rate file in sheets', () => {
  const town = useTown();
  const pull = (kind: 'rate-check' | 'price-cases', parameters: unknown) =>
    pulls[kind](town().database, parameters, NOW);

  it('has a row for every problem, with its line', async () => {
    const text = RATES.replace('base+use', 'base+').replace('2026-01-01', 'soon');
    const { rows, subject, totals } = await pull('rate-check', { name: 'home.owrs', text });
    const errors = rows.filter(([, severity]) => severity === 'error');
    assert.deepEqual(
      errors.map(([, , line, , , , code]) => [line, code]),
      [[6, 'formula-syntax']],
    );
    assert.ok(rows.some(([, severity, line]) => severity === 'warning' && line === 1));
    assert.match(subject, /^home\.owrs: \d+ problems$/);
    assert.deepEqual(totals[0], { label: 'Errors', value: '1' });
  });

  it('has no row where nothing is wrong, and one where it is no rate file', async () => {
    assert.deepEqual((await pull('rate-check', { name: 'home.owrs', text: RATES })).rows, []);
    const [row, ...others] = (await pull('rate-check', { name: 'x', text: '[1, 2' })).rows;
    assert.deepEqual([row?.[1], row?.[6], others], ['error', 'yaml-syntax', []]);
  });

  it('prices cases with exact text and cents, and goes on after a bad one', async () => {
    const cases = [
      '{"class": "HOME", "inputs": {"usage_ccf": "1"}}',
      '',
      'nonsense',
      '{"class": "FARM"}',
      '{"class": "HOME", "inputs": {"usage_ccf": "-1"}}',
    ].join('\r\n');
    const { rows, totals } = await pull('price-cases', { name: 'home.owrs', text: RATES, cases });
    const heads = rows.filter(([, , , , component]) => component === 'bill' || component === null);
    assert.deepEqual(
      heads.map(([, line, rateClass, , , exact, bill, error]) => [line, rateClass, exact, bill, error === null]),
      [
        [1, 'HOME', '11.005', '11.01', true],
        [3, null, null, null, false],
        [4, 'FARM', null, null, false],
        [5, 'HOME', null, null, false],
      ],
    );
    assert.ok(rows.some(([, , , , component, exact]) => component === 'use' && exact === '1.005'));
    assert.deepEqual(totals[1], { label: 'Without a bill', value: '3' });
  });

  it('is refused without cases, as no rate file, and when it is too long', async () => {
    await assert.rejects(pull('price-cases', { name: 'h', text: RATES, cases: ' \n' }), { code: 'no-cases' });
    await assert.rejects(pull('price-cases', { name: 'h', text: '[1', cases: '{}' }), { code: 'yaml-syntax' });
    const text = 'x'.repeat(RATE_FILE_LENGTH_MAX + 1);
    await assert.rejects(pull('rate-check', { name: 'h', text }), /longer than 200,000 characters/);
  });
});
