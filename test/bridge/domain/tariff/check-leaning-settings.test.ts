import assert from 'node:assert/strict';
import { checkTariff } from '../../../../bridge/domain/tariff/check/check-tariff.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';

function problems(...settings: readonly string[]): readonly string[] {
  const head = ['metadata:', '  bill_unit: kgal', '  effective_date: 2026-01-01', '  curbstop:'];
  const rates = ['rate_structure:', '  HOME:', '    charge: usage_ccf*2', '    bill: charge'];
  const text = [...head, ...settings.map((line) => `    ${line}`), ...rates].join('\n');
  return checkTariff(readTariffText(text, 'x.owrs')).map(({ code, line }) => `${code} ${line}`);
}

describe('checking settings that lean on each other', () => {
  const LEANING = [
    'lines: [{component: charge}, {component: tax}, {component: late_fee}, {component: bill_minimum}]',
    'taxes: [{component: tax, rate: 4%, on: [charge, bill_minimum]}]',
    'fees: [{fee: late, amount: 3}]',
    'bill_minimum: {amount: 10, prorated: true}',
    'limits: [{component: charge, maximum: 40, prorated: true}]',
    'proration: {times: [charge]}',
  ];

  it('finds nothing wrong with them, alone or beside another fault', () => {
    assert.deepEqual(problems(...LEANING), []);
    assert.deepEqual(problems(...LEANING, 'rounding: {at: month}'), ['wrong-shape 11']);
  });

  it('finds what leans on nothing', () => {
    const alone = LEANING.filter((line) => !line.startsWith('proration'));
    assert.deepEqual(
      problems(...alone, 'rounding: {at: month}')
        .toSorted()
        .slice(-3),
      ['wrong-shape 10', 'wrong-shape 8', 'wrong-shape 9'],
    );
  });
});
