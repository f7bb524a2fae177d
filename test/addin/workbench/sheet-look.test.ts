import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

describe('formats and rules in the workbook host', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
  });

  afterEach(() => {
    assert.deepEqual(office.host.unknownMembers, []);
    office.dispose();
  });

  it('remember fonts, fills, sizes and borders, and give null for what differs within a range', async () => {
    const read = await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      const { format } = sheet.getRange('A1:B2');
      format.font.bold = true;
      format.fill.color = '#ffcc00';
      format.columnWidth = 90;
      format.wrapText = true;
      format.borders.getItem('EdgeBottom').style = 'Continuous';
      sheet.getRange('A1').format.font.bold = false;
      const whole = sheet.getRange('A1:B2').load('format/font/bold,format/fill/color,format/columnWidth');
      const bottom = sheet.getRange('A2').format.borders.getItem('EdgeBottom').load('style');
      await context.sync();
      return [whole.format.font.bold, whole.format.fill.color, whole.format.columnWidth, bottom.style];
    });
    assert.deepEqual(read, [null, '#FFCC00', 90, 'Continuous']);
  });

  it('give whole columns a format that later cells take over', async () => {
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange('A:A').numberFormat = [['@']];
      sheet.getRange('A9').values = [['0042']];
      await context.sync();
    });
    assert.deepEqual(office.person.values('A9'), [['0042']]);
  });

  it('show numbers and dates by their formats', () => {
    office.person.paste('A1', [['1234.5', '2026-01-05', '12%', '-3']]);
    const sheet = office.person.sheet('Sheet1');
    sheet.changeStyle({ row: 0, column: 0, rows: 1, columns: 1 }, () => ({ numberFormat: '$#,##0.00' }));
    sheet.changeStyle({ row: 0, column: 3, rows: 1, columns: 1 }, () => ({ numberFormat: '#,##0.00;(#,##0.00)' }));
    assert.deepEqual(office.person.texts('A1:D1'), [['$1,234.50', '1/5/2026', '12%', '(3.00)']]);
    sheet.changeStyle({ row: 0, column: 1, rows: 1, columns: 1 }, () => ({ numberFormat: 'yyyy\\-mm\\-dd' }));
    assert.deepEqual(office.person.texts('B1'), [['2026-01-05']], 'as other programs write it');
  });

  it('keep data validation, tell its type, and find what does not satisfy it', async () => {
    const read = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:A3');
      range.dataValidation.rule = { list: { inCellDropDown: true, source: 'accept,reread' } };
      range.dataValidation.errorAlert = { showAlert: true, style: 'Stop', title: 'Action', message: 'Choose one.' };
      range.values = [['accept'], ['maybe'], ['']];
      const validation = range.dataValidation.load('type,rule,errorAlert,valid');
      const wider = range.getResizedRange(1, 0).dataValidation.load('type');
      const invalid = range.dataValidation.getInvalidCells().load('address');
      await context.sync();
      const cleared = range.getCell(0, 0);
      cleared.dataValidation.clear();
      cleared.dataValidation.load('type');
      await context.sync();
      return [
        validation.type,
        validation.errorAlert.title,
        validation.valid,
        wider.type,
        invalid.address,
        cleared.dataValidation.type,
      ];
    });
    assert.deepEqual(read, ['List', 'Action', false, 'Inconsistent', 'Sheet1!A2', 'None']);
  });

  it('keep conditional formats by rule and look', async () => {
    const read = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:A9');
      const high = range.conditionalFormats.add('CellValue');
      high.cellValue.rule = { formula1: '=100', operator: 'GreaterThan' };
      high.cellValue.format.fill.color = '#FF0000';
      const custom = range.conditionalFormats.add('Custom');
      custom.custom.rule.formula = '=$A1=""';
      custom.custom.format.font.color = '#808080';
      const text = range.conditionalFormats.add('ContainsText');
      text.textComparison.rule = { operator: 'Contains', text: 'x' };
      const count = range.conditionalFormats.getCount();
      range.conditionalFormats.load('items/type');
      high.cellValue.load('rule');
      await context.sync();
      const types = Array.from(range.conditionalFormats.items, ({ type }) => type);
      range.conditionalFormats.clearAll();
      const after = range.conditionalFormats.getCount();
      await context.sync();
      return [count.value, types, high.cellValue.rule, after.value];
    });
    assert.deepEqual(read, [
      3,
      ['ContainsText', 'Custom', 'CellValue'],
      { formula1: '=100', operator: 'GreaterThan' },
      0,
    ]);
  });

  it('freeze rows and say where', async () => {
    const address = await office.Excel.run(async (context) => {
      const { freezePanes } = context.workbook.worksheets.getActiveWorksheet();
      freezePanes.freezeRows(2);
      const location = freezePanes.getLocationOrNullObject().load('address');
      await context.sync();
      return location.address;
    });
    assert.equal(address, 'Sheet1!1:2');
  });

  it('know how a sheet is printed, and refuse what Excel refuses', async () => {
    const read = await office.Excel.run(async (context) => {
      const { pageLayout } = context.workbook.worksheets.getActiveWorksheet();
      const none = pageLayout.getPrintTitleRowsOrNullObject();
      pageLayout.orientation = 'Landscape';
      pageLayout.zoom = { horizontalFitToPages: 1 };
      pageLayout.headersFooters.defaultForAllPages.rightFooter = 'Page &P of &N';
      await context.sync();
      pageLayout.setPrintTitleRows('$4:$5');
      const rows = pageLayout.getPrintTitleRowsOrNullObject().load('address');
      pageLayout.load('orientation,zoom');
      const pages = pageLayout.headersFooters.defaultForAllPages.load('leftHeader,rightFooter');
      await context.sync();
      const { orientation, zoom } = pageLayout;
      return [none.isNullObject, orientation, zoom, rows.address, pages.leftHeader, pages.rightFooter];
    });
    assert.deepEqual(read, [true, 'Landscape', { horizontalFitToPages: 1 }, 'Sheet1!4:5', '', 'Page &P of &N']);
    for (const change of [
      (layout: Excel.PageLayout) => (layout.zoom = { scale: 500 }),
      (layout: Excel.PageLayout) => (layout.headersFooters.defaultForAllPages.leftHeader = 'x'.repeat(254)),
      (layout: Excel.PageLayout) => layout.setPrintTitleRows('Nowhere!$1:$1'),
    ]) {
      const refused = office.Excel.run(async (context) => {
        change(context.workbook.worksheets.getActiveWorksheet().pageLayout);
        await context.sync();
      });
      await assert.rejects(refused, { code: 'InvalidArgument' });
    }
  });

  it('move formulas, rules and names along with inserted rows', async () => {
    office.person.paste('A1', [[1], [2], ['=SUM(A1:A2)*2']]);
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      context.workbook.names.add('Total', sheet.getRange('A3'));
      sheet.getRange('A2').dataValidation.rule = { wholeNumber: { formula1: 1, operator: 'GreaterThan' } };
      await context.sync();
    });
    office.person.insertRows('Sheet1', 2);
    const sheet = office.person.sheet('Sheet1');
    assert.deepEqual(office.person.formulas('A4'), [['=SUM(A1:A3)*2']]);
    assert.deepEqual(office.person.values('Total'), [[6]]);
    assert.equal(sheet.validations.at(2, 0) !== null, true);
  });

  it('copy cells with their formats and shift relative references', async () => {
    office.person.paste('A1', [
      [2, '=A1*10'],
      [3, ''],
    ]);
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange('B2').copyFrom('B1');
      await context.sync();
    });
    assert.deepEqual(office.person.values('B1:B2'), [[20], [30]]);
    assert.equal(office.person.undo(), true);
    assert.deepEqual(office.person.values('A1'), [['']]);
  });
});
