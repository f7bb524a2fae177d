import assert from 'node:assert/strict';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { cell } from '../../support/town/sheet-rows.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('pulling Account Data', () => {
  const town = useTown();
  let reduced = '';
  beforeEach(async () => {
    reduced = await town().value(
      `SELECT min(account_id) FROM account JOIN service USING (account_id)
       WHERE rate_class = 'REDUCED' AND status = 'active' AND service = 'garbage'`,
    );
  });

  const pull = (parameters: unknown = {}) => pulls['account-data'](town().database, parameters, NOW);
  const set = (name: string, value: string | null, effectiveFrom: string, service: string | null = null) =>
    town().run(setAccountInput, { accountId: reduced, service, name, value, effectiveFrom });
  const shown = async (name: string) =>
    (await pull({ accountId: reduced, name })).rows.map((row) =>
      ['value', 'from', 'state'].map((column) => cell('account-data', row, column)),
    );

  it('has the data of every open account, with its customer and place', async () => {
    const { rows, subject } = await pull();
    const expected = await town().value<number>(
      `SELECT count(*) FROM account_input JOIN account USING (account_id) WHERE status <> 'closed'`,
    );
    assert.deepEqual([rows.length, subject], [expected, 'All open accounts']);
    const row = rows.find((each) => cell('account-data', each, 'account') === reduced);
    const [place] = await town().database.raw<{ name: string; address: string }[]>(
      `SELECT customer.name, address FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
       WHERE account_id = ?`,
      [reduced],
    );
    assert.ok(row && place);
    assert.deepEqual(
      ['customer', 'address'].map((column) => cell('account-data', row, column)),
      [place.name, place.address],
    );
    assert.equal(new Set(rows.map(([key]) => key)).size, rows.length);
  });

  it('names the account’s tariffs that ask for each', async () => {
    const { rows } = await pull({ accountId: reduced });
    const asked = new Map(
      rows.map((row) => [cell('account-data', row, 'datum'), cell('account-data', row, 'askedBy')]),
    );
    assert.equal(asked.get('city_limits'), null);
    const titles = await town().database.raw<{ title: string }[]>(
      `SELECT title FROM service JOIN tariff USING (tariff_id) WHERE account_id = ? ORDER BY service.service DESC`,
      [reduced],
    );
    assert.equal(asked.get('programme_ends'), titles.map(({ title }) => title).join(', '));
    await set('fee_garbage_set_up', '1', addDays(TODAY, 3));
    const [fee] = (await pull({ accountId: reduced, name: 'fee_garbage_set_up' })).rows;
    assert.ok(fee);
    assert.match(String(cell('account-data', fee, 'askedBy')), /arbage/);
  });

  it('shows what is in force and what is to come, not what was before or is over', async () => {
    assert.deepEqual(await shown('pressure_zone'), []);
    await set('pressure_zone', 'low', '2026-01-01');
    await set('pressure_zone', 'mid', '2026-06-01');
    await set('pressure_zone', 'high', '2027-01-01');
    assert.deepEqual(await shown('pressure_zone'), [
      ['mid', '2026-06-01', 'in force'],
      ['high', '2027-01-01', 'to come'],
    ]);
    await set('pressure_zone', null, '2026-11-01');
    assert.deepEqual(await shown('pressure_zone'), [['high', '2027-01-01', 'to come']]);
    await set('pressure_zone', null, '2027-01-01');
    assert.deepEqual(await shown('pressure_zone'), [[null, '2027-01-01', 'to come']]);
  });

  it('shows a datum of one service beside that of all', async () => {
    await set('pressure_zone', 'low', '2026-01-01');
    await set('pressure_zone', 'high', '2026-01-01', 'garbage');
    const { rows } = await pull({ accountId: reduced, name: 'pressure_zone' });
    assert.deepEqual(rows.map((row) => cell('account-data', row, 'service')).sort(), ['all', 'garbage']);
  });

  it('shows each fee that is to be billed, and none that was taken back', async () => {
    await set('fee_broken_lock', '1', addDays(TODAY, 3));
    await set('fee_broken_lock', '2', addDays(TODAY, 9));
    assert.deepEqual(await shown('fee_broken_lock'), [
      ['1', addDays(TODAY, 3), 'to be billed'],
      ['2', addDays(TODAY, 9), 'to be billed'],
    ]);
    await set('fee_broken_lock', null, addDays(TODAY, 9));
    assert.equal((await shown('fee_broken_lock')).length, 1);
  });

  it('may be of one account, of one route, of one datum', async () => {
    const route = await town().value<string>(
      'SELECT route_id FROM account JOIN premises USING (premises_id) WHERE account_id = ?',
      [reduced],
    );
    const { rows, subject } = await pull({ routeId: route, name: 'city_limits' });
    const expected = await town().value<number>(
      `SELECT count(*) FROM account_input JOIN account USING (account_id) JOIN premises USING (premises_id)
       WHERE route_id = ? AND name = 'city_limits' AND status <> 'closed'`,
      [route],
    );
    assert.deepEqual([rows.length, subject], [expected, `Route ${route}, city_limits`]);
  });

  it('is refused for what there is not, naming what there is', async () => {
    await assert.rejects(pull({ accountId: 'nobody' }), { code: 'unknown-account' });
    await assert.rejects(pull({ routeId: 'nowhere' }), { code: 'unknown-route', fix: /^Choose one of \w/ });
    await assert.rejects(pull({ name: 'shoe_size' }), { code: 'unknown-account-input', fix: /programme_ends/ });
  });
});
