import assert from 'node:assert/strict';
import { sheetKinds, type SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';
import { keyAlone, readings } from './support/sample-rows.js';

describe('how a pulled sheet is printed', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(3);
    desk.bridge.rows.receipt = [keyAlone(sheetKinds.receipt, 'k1')];
  });
  afterEach(() => closeDesk(desk));

  const pull = async (kind: SheetKindId, subject: string) => {
    desk.bridge.subject = subject;
    await desk.engine.pull(kind, {});
    return pageOf(sheetKinds[kind].title);
  };
  const pageOf = (sheetName: string) => {
    return desk.office.host.workbook.sheet(sheetName)?.page ?? assert.fail(`no sheet ${sheetName}`);
  };

  it('is landscape, as wide as a page, with the headings on each page, the page of how many and the day', async () => {
    const { orientation, zoom, titleRows, text } = await pull('readings', 'Cycle 1');
    assert.deepEqual([orientation, zoom], ['Landscape', { horizontalFitToPages: 1 }]);
    assert.deepEqual(titleRows, { row: 3, rows: 1 });
    assert.deepEqual(text, {
      ...{ leftHeader: 'Readings: Cycle 1, pull P1', centerHeader: '', rightHeader: '' },
      ...{ leftFooter: 'Printed &D', centerFooter: '', rightFooter: 'Page &P of &N' },
    });
  });

  it('has the number of a receipt on each page, once', async () => {
    const { text } = await pull('receipt', 'Receipt 41: Adjustments');
    assert.equal(text.leftHeader, 'Receipt 41: Adjustments, pull P1');
  });

  it('says an ampersand as it is, and of a long subject as much as a page holds', async () => {
    const { text } = await pull('readings', 'Smith & Sons');
    assert.equal(text.leftHeader, 'Readings: Smith && Sons, pull P1');
    const long = (await pull('receipt', `Receipt 41: ${'&'.repeat(300)}`)).text.leftHeader;
    assert.match(long, /^Receipt 41: (&&)+…$/);
    assert.ok(long.length <= 250, `${long.length} characters`);
  });

  it('stays as a person laid it out when it is pulled again, with what is pulled now on its pages', async () => {
    await pull('readings', 'Cycle 1');
    await desk.office.Excel.run(async (context) => {
      const { pageLayout } = context.workbook.worksheets.getItem('Readings');
      pageLayout.orientation = 'Portrait';
      pageLayout.zoom = { scale: 80 };
      await context.sync();
    });
    const { orientation, zoom, text } = await pull('readings', 'Cycle 2');
    assert.deepEqual([orientation, zoom], ['Portrait', { scale: 80 }]);
    assert.equal(text.leftHeader, 'Readings: Cycle 2, pull P2');
  });
});
