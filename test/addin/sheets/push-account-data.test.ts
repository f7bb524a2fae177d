import assert from 'node:assert/strict';
import { closeDesk, lookOf, openDesk, type Desk } from './support/desk.js';
import { accountDatum } from './support/sample-rows.js';

describe('a sheet of account data', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows['account-data'] = [accountDatum('D1', 'inside_city'), accountDatum('D2', 'edge')];
    await desk.engine.pull('account-data', {});
  });
  afterEach(() => closeDesk(desk));

  const sent = async () => {
    await desk.engine.push({ dryRun: true, mode: 'all' });
    return desk.bridge.lastCommand.payload.rows;
  };

  it('sends every pulled row with whose datum it is, and no blank row', async () => {
    assert.deepEqual(await sent(), [
      { key: 'D1', sheetRow: 5, cells: ['01-0001-01', 'all', 'city_limits', 'inside_city', '2020-01-01'] },
      { key: 'D2', sheetRow: 6, cells: ['01-0001-01', 'all', 'city_limits', 'edge', '2020-01-01'] },
    ]);
  });

  it('sends a value that was cleared, which ends it', async () => {
    desk.office.person.clear("'Account Data'!G5");
    assert.deepEqual((await sent())[0]?.cells[3], null);
  });

  it('gives a row that was typed a key of its own', async () => {
    desk.office.person.type("'Account Data'!B7", '01-0002-01');
    desk.office.person.type("'Account Data'!F7", 'fee_meter_box');
    desk.office.person.type("'Account Data'!G7", 1);
    desk.office.person.type("'Account Data'!H7", '2026-12-01');
    const row = (await sent())[2];
    assert.match(row?.key ?? '', /^A1-/);
    assert.deepEqual(row?.cells, ['01-0002-01', null, 'fee_meter_box', '1', '2026-12-01']);
  });

  it('colours what is to be filled in: value and date everywhere, whose it is in the blank rows only', async () => {
    const fill = async (cell: string) => (await lookOf(desk, `Account Data!${cell}`)).fill;
    const yellow = await fill('G5');
    assert.notEqual(await fill('B5'), yellow);
    assert.deepEqual(
      [await fill('H5'), await fill('B7'), await fill('E7'), await fill('F31')],
      [yellow, yellow, yellow, yellow],
    );
    assert.notEqual(await fill('C7'), yellow);
  });
});
