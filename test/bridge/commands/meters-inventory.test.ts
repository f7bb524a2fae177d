import assert from 'node:assert/strict';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow, type TypedWork } from '../../support/town/meter-work.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { cell } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('the inventory of meters', () => {
  const town = useTown();
  let work: HouseAtWork;

  beforeEach(async () => {
    work = await HouseAtWork.of(town());
  });

  it('adds meters with all facts of their registers, and refuses what no register is', async () => {
    const facts = {
      unit: 'CUBIC_FEET',
      dials: 6,
      decimals: 2,
      fixedZeros: 1,
      multiplier: '0.50',
      endpoint: 71_000_001,
    };
    await doneWith(town(), newMeterRow('N1', { ...facts, highDials: 5, highMultiplier: 10 }));
    assert.deepEqual(
      await town().database.raw('SELECT * FROM register WHERE meter_id = ? ORDER BY register_number', ['N1']),
      [
        {
          meter_id: 'N1',
          register_number: 1,
          dials: 6,
          multiplier: '0.5',
          unit: 'CUBIC_FEET',
          decimals: 2,
          fixed_zeros: 1,
        },
        {
          meter_id: 'N1',
          register_number: 2,
          dials: 5,
          multiplier: '10',
          unit: 'CUBIC_FEET',
          decimals: 0,
          fixed_zeros: 0,
        },
      ],
    );
    assert.deepEqual(await work.codesOf(newMeterRow('N1')), ['meter meter-known']);
    assert.deepEqual(
      await work.codesOf(
        newMeterRow('N 2', { size: '7"', unit: null, dials: 2, decimals: 7, fixedZeros: -1, multiplier: 0 }),
      ),
      [
        ...['meter not-a-meter-number', 'size unknown-size', 'unit missing', 'dials not-dials', 'decimals not-places'],
        ...['fixedZeros not-places', 'decimals not-places', 'multiplier not-a-multiplier'],
      ],
    );
    assert.deepEqual(await work.codesOf(newMeterRow('N3'), newMeterRow('N3')), ['meter meter-known']);
  });

  it('judges tests by limits that are data, and keeps them', async () => {
    const test = (typed: TypedWork): TypedWork => ({ action: 'test', meter: work.old, on: work.on, ...typed });
    const { rows } = await doneWith(town(), test({ low: '95', medium: '98.5', high: '101.5' }));
    assert.equal(rows[0]?.text, 'Passed: low 95%, medium 98.5%, high 101.5%.');
    const failed = await doneWith(town(), test({ medium: '98.49' }));
    assert.equal(failed.rows[0]?.text, 'Failed: medium 98.49%; medium flow must be 98.5% to 101.5%.');
    const limits = { minimum: '97', maximum: '103' };
    await town().writeSetting('meter-test-limits', '2026-01-01', { low: limits, medium: limits, high: limits });
    assert.match((await doneWith(town(), test({ medium: '98.49' }))).rows[0]?.text ?? '', /^Passed/);
    const { rows: pulled } = await town().pull('meters', { meterId: work.old });
    assert.equal(cell('meters', pulled[0] ?? [], 'lastTest'), `${work.on} passed - / 98.49 / -`);
    assert.deepEqual(await work.codesOf(test({})), ['medium test-missing']);
    assert.deepEqual(await work.codesOf(test({ low: '201' })), ['low not-a-percentage']);
    assert.equal(await town().value('SELECT count(*) FROM meter_test'), 3);
    await assert.rejects(town().database.raw('DELETE FROM meter_test'), /never changed or removed/);
    await work.proven();
  });

  it('retires a meter for good', async () => {
    await doneWith(town(), newMeterRow('N1'), work.changeOut());
    await doneWith(town(), { action: 'retire', meter: work.old, on: addDays(work.on, 1), reason: 'Worn' });
    assert.deepEqual(await work.stateOf(work.old), ['retired', null, null, `${work.previous + 120} on ${work.on}`]);
    const place = work.houses[1]?.read.accountId ?? '';
    assert.deepEqual(
      await work.codesOf({ action: 'install', meter: work.old, on: addDays(work.on, 2), place, reading: 0 }),
      [...['meter meter-retired', 'place place-taken']],
    );
    assert.deepEqual(await work.codesOf({ action: 'test', meter: work.old, on: addDays(work.on, 2), low: '99' }), [
      'action meter-retired',
    ]);
    await work.proven();
  });

  it('keeps the history of a meter: where it was, its tests and its readings, the newest first', async () => {
    await doneWith(town(), newMeterRow('N1'), work.changeOut(), {
      action: 'test',
      meter: work.old,
      on: addDays(work.on, 1),
      low: '99',
    });
    const { rows } = await town().pull('meter-history', { meterId: work.old });
    const shown = rows.map((each) => ['what', 'on', 'reading', 'detail'].map((id) => cell('meter-history', each, id)));
    const final = String(work.previous + 120);
    assert.deepEqual(shown.slice(0, 4), [
      ['tested', addDays(work.on, 1), null, 'Passed: 99 / - / - % at low, medium and high flow'],
      ['removed', work.on, final, 'Its place has meter N1'],
      ['read', work.on, final, `Run ${BEACON_RUN}, open`],
      ['read', work.house.read.previousOn, String(work.previous), 'Run 1-2026-10'],
    ]);
    assert.deepEqual(shown.at(-1)?.[0], 'installed');
    assert.equal(new Set(rows.map(([key]) => key)).size, rows.length);
    await assert.rejects(town().pull('meter-history', { meterId: 'X' }), { code: 'unknown-meter' });
  });

  it('pulls all meters, those in one state, those of a route, or one, and refuses what is not there', async () => {
    await doneWith(town(), newMeterRow('N1'));
    const states = async (parameters: unknown) =>
      [...new Set((await town().pull('meters', parameters)).rows.map((each) => cell('meters', each, 'state')))].sort();
    assert.deepEqual(await states({ state: 'in stock' }), ['in stock']);
    assert.deepEqual(await states({ state: 'in place' }), ['in place']);
    assert.deepEqual(await states({ state: 'retired' }), []);
    assert.deepEqual(await states({}), ['in place', 'in stock']);
    const { rows } = await town().pull('meters', { routeId: 'R01' });
    assert.ok(rows.length > 0 && rows.every((each) => cell('meters', each, 'route') === 'R01'));
    assert.deepEqual((await town().pull('meters', { routeId: 'r01' })).rows, rows);
    await assert.rejects(town().pull('meters', { routeId: 'R99' }), { code: 'unknown-route' });
    await assert.rejects(town().pull('meters', { meterId: 'X' }), { code: 'unknown-meter' });
  });
});
