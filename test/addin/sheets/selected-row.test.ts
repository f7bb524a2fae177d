import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { SelectedRow } from '../../../addin/sheets/sheet-engine.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';
import { readings } from './support/sample-rows.js';

describe('the selected row', () => {
  let desk: Desk;
  let told: (string | null)[];
  let stop: () => void;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(4);
    await desk.engine.pull('readings', { billRunId: '1-2026-11' });
    told = [];
    stop = await desk.engine.onRowSelected((row: SelectedRow | null) => told.push(row?.rowKey ?? null));
  });
  afterEach(() => {
    stop();
    closeDesk(desk);
  });

  const select = async (address: string) => {
    await desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Readings').getRange(address).select();
      await context.sync();
    });
    await wait(50);
    return told.at(-1);
  };

  it('is told by its key, wherever the row and the key column are now', async () => {
    assert.equal(await select('D5'), 'R00001');
    desk.office.person.sortTable('Curbstop_Readings', 'Key', false);
    assert.equal(await select('F5'), 'R00004');
    desk.office.person.insertColumn('Readings', 'A');
    assert.equal(await select('C6'), 'R00003');
  });

  it('is that of the active cell where several are selected', async () => {
    assert.equal(await select('B6:D8'), 'R00002');
  });

  it('is none on the header, below the table and on a sheet that is not of Curbstop', async () => {
    assert.equal(await select('D5'), 'R00001');
    assert.equal(await select('D4'), null);
    assert.equal(await select('D5'), 'R00001');
    assert.equal(await select('D40'), null);
    assert.equal(await select('D5'), 'R00001');
    desk.office.person.activate('Sheet1');
    await desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('B2').select();
      await context.sync();
    });
    await wait(50);
    assert.equal(told.at(-1), null);
  });

  it('is told no more once it is stopped', async () => {
    await select('D5');
    const before = told.length;
    stop();
    await select('D6');
    assert.equal(told.length, before);
  });
});
