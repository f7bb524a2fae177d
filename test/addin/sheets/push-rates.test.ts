import assert from 'node:assert/strict';
import type { PushOptions } from '../../../addin/sheets/sheet-engine.js';
import { closeDesk, lookOf, openDesk, type Desk } from './support/desk.js';
import { rates } from './support/sample-rows.js';

const PREVIEW: PushOptions = { dryRun: true, mode: 'all' };

describe('a sheet of rates', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.rates = rates();
    await desk.engine.pull('rates', { tariffId: 'w', tariffVersionId: 'w@2026-01-01' });
  });
  afterEach(() => closeDesk(desk));

  const sent = async () => {
    await desk.engine.push(PREVIEW);
    return desk.bridge.lastCommand.payload.rows;
  };

  it('shows prices with all their decimals, two at least, and starts as they are', () => {
    assert.deepEqual(desk.office.person.texts('Rates!E5:F9'), [
      ['', '2026-01-01'],
      ['', '21.50'],
      ['0', '0.00'],
      ['3.5', '5.405'],
      ['', '-service_charge'],
    ]);
  });

  it('keeps what is typed over a date or a formula as the text that was typed', async () => {
    assert.equal((await lookOf(desk, 'Rates!F5')).format, '@');
    desk.office.person.type('Rates!F5', '2027-01-01');
    desk.office.person.type('Rates!F9', '=2*3');
    desk.office.person.type('Rates!F6', '22.25');
    const prices = (await sent()).map(({ cells }) => cells[3]);
    assert.deepEqual(prices, ['2027-01-01', 22.25, 0, 5.405, '=2*3']);
  });

  it('sends each row with where it belongs, and gives a row that was inserted a key of its own', async () => {
    desk.office.person.insertRows('Rates', 9);
    desk.office.person.type('Rates!E9', 10);
    desk.office.person.type('Rates!F9', 6);
    const rows = await sent();
    assert.deepEqual(rows[3]?.cells, ['HOME', 'commodity_charge', 3.5, 5.405]);
    assert.deepEqual(rows[4]?.cells, [null, null, 10, 6]);
    assert.match(rows[4]?.key ?? '', /^A1-/);
    assert.deepEqual(desk.office.person.values('Rates!A9'), [[rows[4]?.key]]);
  });

  it('leaves out a row that was emptied, which is then as good as deleted', async () => {
    desk.office.person.clear('Rates!A8:H8');
    assert.deepEqual(
      (await sent()).map(({ key }) => key),
      ['L2C19', 'L5C20', 'L7C20', 'L8C11'],
    );
  });

  it('is pulled anew in its place while nothing was typed, and beside it once a class was', async () => {
    await desk.engine.pull('rates', {});
    assert.equal((await desk.engine.pull('rates', {})).sheetName, 'Rates');
    desk.office.person.type('Rates!B6', 'AWAY');
    assert.equal((await desk.engine.pull('rates', {})).sheetName, 'Rates 2');
  });
});
