import assert from 'node:assert/strict';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { RATE_FILE_LENGTH_MAX } from '../../../bridge/contract/sheets/rate-file.js';
import { useTown } from '../../support/town/town.js';

const HEAD = 'metadata:\n  effective_date: 2026-01-01\nrate_structure:\n  HOME:\n';
const RATES = `${HEAD}    rate: 1.0005\n    bill: rate*usage_ccf\n`;

describe('pulling from a rate file', () => {
  const town = useTown();

  it('lists every problem of the file by line, with its place and what to do', async () => {
    const text = `${HEAD}    rate: 2+\n    bill: rate*swimming_pools\n`;
    const { rows } = await town().pull('rate-check', { name: 'x.owrs', text });
    const { columns } = sheetKinds['rate-check'];
    assert.ok(rows.every((row) => row.length === columns.length));
    assert.deepEqual(
      rows.map(([key, severity, line, column]) => [key, severity, line, column]),
      [
        ['problem-1', 'error', 5, 13],
        ['problem-2', 'warning', 6, 16],
      ],
    );
    assert.match(String(rows[0]?.[4]), /^rate of HOME: the formula "2\+" is wrong/);
    assert.deepEqual((await town().pull('rate-check', { name: 'x.owrs', text: RATES })).rows, []);
  });

  it('lists the one problem of a file that can not be read', async () => {
    const { rows } = await town().pull('rate-check', { name: 'x.owrs', text: 'a: 1\na: 2\n' });
    assert.deepEqual(
      rows.map((row) => [row[1], row[2], row[6]]),
      [['error', 2, 'duplicate-key']],
    );
  });

  it('prices cases in their order, goes on after a bad one, and shows the bill before its components', async () => {
    const cases = ['{"class": "HOME", "inputs": {"usage_ccf": "10"}}', '', '{"class": "NOBODY"}', '{', ''].join('\n');
    const { rows } = await town().pull('price-cases', { name: 'x.owrs', text: RATES, cases });
    assert.ok(rows.every((row) => row.length === sheetKinds['price-cases'].columns.length));
    assert.deepEqual(
      rows.map(([key, number, , , component, exact, amount]) => [key, number, component, exact, amount]),
      [
        ['1', 1, 'bill', '10.005', '10.01'],
        ['1-1', 1, 'rate', '1.0005', null],
        ['3', 3, null, null, null],
        ['4', 4, null, null, null],
      ],
    );
    assert.match(String(rows[2]?.at(-1)), /no class "NOBODY"/);
  });

  it('refuses to price by a file that can not be read, and without a case', async () => {
    const price = (text: string, cases: string) => town().pull('price-cases', { name: 'x.owrs', text, cases });
    await assert.rejects(price('a: 1\na: 2\n', '{"class": "HOME"}'), { code: 'duplicate-key' });
    await assert.rejects(price(RATES, '\n'), { code: 'no-cases' });
  });

  it('refuses a file that is longer than a pull keeps', async () => {
    const text = `#${'x'.repeat(RATE_FILE_LENGTH_MAX)}`;
    await assert.rejects(town().pull('rate-check', { name: 'x.owrs', text }), /longer than 200,000 characters/);
    await assert.rejects(town().pull('price-cases', { name: 'x.owrs', text, cases: '{}' }), /longer than 200,000/);
  });
});
