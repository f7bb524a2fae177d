import assert from 'node:assert/strict';
import type { PushOptions } from '../../../addin/sheets/sheet-engine.js';
import { closeDesk, openDesk, statusOf, type Desk } from './support/desk.js';
import { readings } from './support/sample-rows.js';

const PREVIEW: PushOptions = { dryRun: true, mode: 'all' };

describe('what a push leaves out, and says', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(3);
    await desk.engine.pull('readings', {});
  });
  afterEach(() => closeDesk(desk));

  const notices = async (): Promise<readonly string[]> => (await desk.engine.push(PREVIEW)).reply.reply.notices;

  it('is nothing in a sheet as pulled, sorted, filtered, with columns moved and others added', async () => {
    desk.office.person.sortTable('Curbstop_Readings', 'Key', false);
    desk.office.person.filterTable('Curbstop_Readings', 'Key', ['R00002']);
    desk.office.person.moveColumn('Curbstop_Readings', 'Customer', 1);
    desk.office.person.insertColumn('Readings', 'C');
    desk.office.person.type('Readings!C5', 'mine');
    assert.deepEqual(await notices(), []);
  });

  it('is what was typed over a fact: the cell is named, and what is typed elsewhere is pushed all the same', async () => {
    desk.office.person.type('Readings!H6', 7);
    desk.office.person.type('Readings!D5', 'hold');
    const { reply } = await desk.engine.push({ dryRun: false, mode: 'all' });
    assert.equal(reply.reply.applied, 1);
    assert.deepEqual(reply.reply.notices, [
      'Reading in row 6 is not yours to fill in: it was changed since the pull, and not pushed.',
    ]);
  });

  it('names three cells and counts the others, also where a column of facts was deleted', async () => {
    desk.office.person.deleteColumn('Readings', 'J');
    desk.office.person.paste('Readings!H5', [
      [1, 2],
      ['', 4],
    ]);
    assert.deepEqual(await notices(), [
      'Reading in row 5, Previous in row 5, Reading in row 6 and 1 more cell are not yours to fill in: they were changed since the pull, and not pushed.',
    ]);
  });

  it('is said without places where the bridge does not tell what was pulled', async () => {
    desk.office.person.type('Readings!H6', 7);
    desk.client.pullRows = () => Promise.reject(new Error('gone'));
    assert.match((await notices()).join(), /^Cells that are not yours to fill in may differ/);
  });

  it('is looked up after the results are written, and given up where the push is cancelled meanwhile', async () => {
    desk.office.person.type('Readings!H6', 7);
    desk.office.person.type('Readings!D5', 'hold');
    const stop = new AbortController();
    let status: unknown;
    desk.client.pullRows = (_pullId, _offset, _limit, signal) => {
      [status] = statusOf(desk, 'Curbstop_Readings');
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError')));
        stop.abort();
      });
    };
    const { reply } = await desk.engine.push({ dryRun: false, mode: 'all', signal: stop.signal });
    assert.deepEqual([reply.outcome, status], ['applied', '=Done, R00001.']);
    assert.match(reply.reply.notices.join(), /^Cells that are not yours to fill in may differ/);
  });

  it('is what stands below the table, in its columns only', async () => {
    desk.office.person.type('Readings!AZ20', 'a note');
    assert.deepEqual(await notices(), []);
    desk.office.person.type('Readings!D10', 'hold');
    assert.match((await notices()).join(), /^What stands in row 10, below the table, is no part of it/);
    desk.office.person.type('Readings!F12', 'leak');
    assert.match((await notices()).join(), /^What stands in rows 10 to 12, below the table/);
  });

  it('is rows that the table was drawn off', async () => {
    desk.office.person.type('Readings!D7', 'hold');
    await desk.office.Excel.run(async (context) => {
      context.workbook.tables.getItem('Curbstop_Readings').resize('A4:V6');
      await context.sync();
    });
    assert.match((await notices()).join(), /row 7, below the table/);
  });
});
