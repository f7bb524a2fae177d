import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

const ROWS = [
  ['Key', 'City', 'Use'],
  ['a', 'Alabaster', 5],
  ['b', 'Pelham', 1],
  ['c', 'alabaster park', 9],
  ['d', 'Pelham', 5],
];

describe('finding, comparing and filtering in the workbook host', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
    office.person.paste('B2', ROWS);
  });

  afterEach(() => {
    assert.deepEqual([office.host.unknownMembers, office.host.unknownFunctions], [[], []]);
    office.dispose();
  });

  it('finds formulas that were not worked out yet, also those that give empty text', async () => {
    const found = await ask((sheet) => {
      sheet.getRange('F3:F5').formulas = [['=D3*2'], ['=""'], ['="x"']];
      const formulas = sheet.getRange('B2:H9').getSpecialCells('Formulas').load('address');
      const texts = sheet.getRange('B2:H9').getSpecialCells('Formulas', 'Text').load('address');
      return () => [formulas.address, texts.address];
    });
    assert.deepEqual(found, ['Sheet1!F3:F5', 'Sheet1!F4:F5']);
  });

  function ask<T>(work: (sheet: Excel.Worksheet) => () => T): Promise<T> {
    return office.Excel.run(async (context) => {
      const read = work(context.workbook.worksheets.getActiveWorksheet());
      await context.sync();
      return read();
    });
  }

  it('finds texts within cells or whole, in any case of letters unless it is told', async () => {
    const find = (text: string, criteria: Excel.WorksheetSearchCriteria): Promise<string> =>
      ask((sheet) => {
        const found = sheet.findAllOrNullObject(text, criteria).load('address');
        return () => (found.isNullObject ? '' : found.address);
      });
    assert.equal(await find('ALABASTER', {}), 'Sheet1!C3,Sheet1!C5');
    assert.equal(await find('alabaster', { completeMatch: true }), 'Sheet1!C3');
    assert.equal(await find('alabaster', { matchCase: true }), 'Sheet1!C5');
    assert.equal(await find('Hoover', {}), '');
  });

  it('finds the next cell behind the first, or the last when it looks backwards', async () => {
    const find = (searchDirection: 'Forward' | 'Backwards'): Promise<string> =>
      ask((sheet) => {
        const found = sheet.getRange('C4:C6').find('Pelham', { searchDirection }).load('address');
        return () => found.address;
      });
    assert.equal(await find('Forward'), 'Sheet1!C6');
    assert.equal(await find('Backwards'), 'Sheet1!C6');
    await assert.rejects(ask((sheet) => () => sheet.getRange('A1:A9').find('nobody', {}).load('address').address));
  });

  it('goes to the edge of a block, over a gap to the next one, and to the end of the sheet', async () => {
    const edge = (from: string, direction: 'Down' | 'Up' | 'Left' | 'Right'): Promise<string> =>
      ask((sheet) => {
        const found = sheet.getRange(from).getRangeEdge(direction).load('address');
        return () => found.address;
      });
    office.person.type('B9', 'below');
    assert.equal(await edge('B2', 'Down'), 'Sheet1!B6');
    assert.equal(await edge('B6', 'Down'), 'Sheet1!B9');
    assert.equal(await edge('B9', 'Down'), 'Sheet1!B1048576');
    assert.equal(await edge('D4', 'Left'), 'Sheet1!B4');
    assert.equal(await edge('B2', 'Up'), 'Sheet1!B1');
    const extended = await ask((sheet) => {
      const range = sheet.getRange('B2').getExtendedRange('Right').load('address');
      return () => range.address;
    });
    assert.equal(extended, 'Sheet1!B2:D2');
  });

  it('takes out rows that are like one above, and says how many', async () => {
    const counts = await ask((sheet) => {
      const result = sheet.getRange('B2:D6').removeDuplicates([1], true).load('removed,uniqueRemaining');
      return () => [result.removed, result.uniqueRemaining];
    });
    assert.deepEqual(counts, [1, 3]);
    assert.deepEqual(office.person.values('B5:B6'), [['c'], ['']]);
  });

  it('formats several ranges at once, and gives null for what differs between them', async () => {
    const read = await ask((sheet) => {
      const ranges = sheet.getRanges('B3,D3');
      ranges.format.fill.color = 'LightGreen';
      ranges.format.font.bold = true;
      sheet.getRange('D3').format.font.bold = false;
      ranges.load('format/fill/color,format/font/bold,isEntireRow');
      return () => [ranges.format.fill.color, ranges.format.font.bold, ranges.isEntireRow];
    });
    assert.deepEqual(read, ['#90EE90', null, false]);
    assert.equal(office.person.sheet('Sheet1').style(2, 2).fill, '', 'what lies between them stays');
  });

  it('filters by the most, the least and the average of a column', async () => {
    await ask((sheet) => {
      sheet.tables.add('B2:D6', true).name = 'Reads';
      return () => undefined;
    });
    const shown = async (criteria: Partial<Excel.FilterCriteria>): Promise<unknown[]> => {
      await ask((sheet) => {
        sheet.tables
          .getItem('Reads')
          .columns.getItem('Use')
          .filter.apply(criteria as Excel.FilterCriteria);
        return () => undefined;
      });
      return office.person.visibleRows('Reads').map(({ Key: key }) => key);
    };
    assert.deepEqual(await shown({ filterOn: 'TopItems', criterion1: '1' }), ['c']);
    assert.deepEqual(
      await shown({ filterOn: 'TopItems', criterion1: '2' }),
      ['a', 'c', 'd'],
      'equal ones stay together',
    );
    assert.deepEqual(await shown({ filterOn: 'BottomPercent', criterion1: '25' }), ['b']);
    assert.deepEqual(await shown({ filterOn: 'Dynamic', dynamicCriteria: 'AboveAverage' }), ['c']);
    await assert.rejects(shown({ filterOn: 'Dynamic', dynamicCriteria: 'Tomorrow' }), /cannot filter on Tomorrow/);
  });

  it('gives the first rows to the empty row of a table that has none', async () => {
    await ask((sheet) => {
      const table = sheet.tables.add('F1:G1', true);
      table.name = 'New';
      table.rows.add(undefined, [
        ['x', 1],
        ['y', 2],
      ]);
      table.rows.add(undefined, [['z', 3]]);
      return () => undefined;
    });
    assert.deepEqual(office.person.values('F2:G5'), [
      ['x', 1],
      ['y', 2],
      ['z', 3],
      ['', ''],
    ]);
    assert.equal(office.person.table('New').body.rows, 3);
  });

  it('takes the choices of a list from a range', async () => {
    const source = await ask((sheet) => {
      const { dataValidation } = sheet.getRange('H1');
      dataValidation.rule = { list: { inCellDropDown: true, source: sheet.getRange('C3:C6') as unknown as string } };
      dataValidation.load('rule');
      return () => dataValidation.rule.list?.source;
    });
    assert.equal(source, '=Sheet1!$C$3:$C$6');
  });

  it('writes values as text by a format', () => {
    office.person.type('H1', '=TEXT(D3,"0.00")&TEXT(46027," dddd")');
    assert.deepEqual(office.person.values('H1'), [['5.00 Monday']]);
  });

  it('tells of clicks on one cell and of calculation', async () => {
    const heard: string[] = [];
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.onSingleClicked.add(({ address }) => Promise.resolve(void heard.push(address)));
      sheet.onCalculated.add(() => Promise.resolve(void heard.push('calculated')));
      await context.sync();
    });
    office.person.select('B3');
    office.person.select('B3:C4');
    office.person.type('H1', '=D3*2');
    await office.settled();
    assert.deepEqual(heard, ['B3', 'calculated']);
  });
});
