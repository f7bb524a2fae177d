import assert from 'node:assert/strict';
import { dateOfCell } from '../../../addin/sheets/cell-values.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';

describe('the date that a cell shows by its number format', () => {
  it('is told by letters for days, months and years, in any language and look', () => {
    for (const format of ['yyyy-mm-dd', 'm/d/yyyy', 'mmm-yy', '[$-409]mmmm d, yyyy', '[$-F800]dddd\\, mmmm dd']) {
      assert.equal(dateOfCell(46_296, format), '2026-10-01', format);
    }
  });

  it('is none of a plain number, a text, or a number too large', () => {
    for (const format of ['General', '0', '#,##0.00', '@', '0 "day"', '[Red]0', '\\d0']) {
      assert.equal(dateOfCell(46_296, format), null, format);
    }
    assert.equal(dateOfCell('46296', 'yyyy-mm-dd'), null);
    assert.equal(dateOfCell(99_999_999, 'yyyy-mm-dd'), null);
    assert.equal(dateOfCell(46_296, undefined), null);
  });
});

describe('the cell for a bill', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.engine.pull('adjustments', {});
  });
  afterEach(() => closeDesk(desk));

  const sent = async (bill: string | number) => {
    desk.office.person.paste('Adjustments!E5', [['10-1', 'water', 'misread', -1, 'why', '', bill]]);
    await desk.engine.push({ dryRun: false, mode: 'all' });
    return desk.bridge.applied[0]?.cells[6];
  };

  it('sends a number as it is, and a date as a date, so that neither is taken for the other', async () => {
    assert.equal(await sent(46_296), 46_296);
  });

  it('sends a date that was typed as a date', async () => {
    desk.office.person.type('Adjustments!K5', '10/15/2026');
    desk.office.person.paste('Adjustments!E5', [['10-1', 'water', 'misread', -1, 'why', '']]);
    await desk.engine.push({ dryRun: false, mode: 'all' });
    assert.equal(desk.bridge.applied[0]?.cells[6], '2026-10-15');
  });

  it('sends a month as it was written, or as the day that Excel made of it', async () => {
    assert.match(String(await sent('October 2026')), /^(October 2026|2026-10-01)$/);
  });
});
