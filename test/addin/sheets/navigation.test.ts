import assert from 'node:assert/strict';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';
import { readings } from './support/sample-rows.js';

describe('going to a cell', () => {
  let desk: Desk;
  beforeEach(async () => void (desk = await openDesk()));
  afterEach(() => closeDesk(desk));

  const selected = (): Promise<string> =>
    desk.office.Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange();
      range.load('address');
      await context.sync();
      return range.address;
    });

  beforeEach(async () => {
    desk.bridge.rows.readings = readings(4);
    await desk.engine.pull('readings', {});
    desk.office.person.sortTable('Curbstop_Readings', 'Key', false);
    desk.office.person.insertColumn('Readings', 'B');
    desk.office.person.activate('Sheet1');
  });

  const goTo = (rowKey: string, columnId: string, sheetRow?: number) =>
    desk.engine.goTo({ pullId: 'P1', rowKey, columnId, sheetRow });

  it('selects the cell where the row and the column are now', async () => {
    assert.deepEqual(await goTo('R00001', 'reason'), { found: 'shown', sheetRow: 8 });
    assert.equal(await selected(), 'Readings!G8');
  });

  it('selects the key when the issue is about the whole row, and the header when about the sheet', async () => {
    await goTo('R00002', '');
    assert.equal(await selected(), 'Readings!A7');
    await goTo('', 'action');
    assert.equal(await selected(), 'Readings!E4');
  });

  it('says so when the row or the sheet is gone', async () => {
    await assert.rejects(goTo('R9', ''), (error) => {
      return error instanceof CurbstopError && error.code === 'row-gone' && error.message.includes('R9');
    });
    desk.office.person.deleteSheet('Readings');
    await assert.rejects(goTo('R00001', ''), { code: 'no-curbstop-sheet' });
  });

  it('goes to the row that was sent, where rows share a key or have none', async () => {
    desk.office.person.type('Readings!A7', 'R00004');
    await goTo('R00004', '', 7);
    assert.equal(await selected(), 'Readings!A7');
    desk.office.person.type('Readings!A6', '');
    await goTo('', 'reason', 6);
    assert.equal(await selected(), 'Readings!G6');
    await assert.rejects(goTo('', '', 7), (error) => {
      return error instanceof CurbstopError && error.code === 'row-gone' && error.message.includes('row 7');
    });
  });

  it('says that a row is hidden, and shows it when asked', async () => {
    desk.office.person.filterTable('Curbstop_Readings', 'Key', ['R00004']);
    assert.deepEqual(await goTo('R00001', 'reason'), { found: 'hidden', sheetRow: 8 });
    assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, 1);
    const place = { pullId: 'P1', rowKey: 'R00001', columnId: 'reason' };
    assert.deepEqual(await desk.engine.showRow(place), { found: 'shown', sheetRow: 8 });
    assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, 4);
    assert.equal(await selected(), 'Readings!G8');
  });

  it('shows a row that was hidden by hand', async () => {
    await desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Readings').getRange('8:8').rowHidden = true;
      await context.sync();
    });
    const place = { pullId: 'P1', rowKey: 'R00001', columnId: '' };
    assert.equal((await desk.engine.goTo(place)).found, 'hidden');
    assert.equal((await desk.engine.showRow(place)).found, 'shown');
  });
});
