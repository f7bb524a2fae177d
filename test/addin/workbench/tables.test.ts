import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

const ROWS = [
  ['Account', 'Reading', 'Action'],
  ['AC-01', 120, 'accept'],
  ['AC-02', 80, 'reread'],
  ['AC-03', 200, 'accept'],
  ['AC-04', '', 'accept'],
];

describe('tables in the workbook host', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      const range = sheet.getRange('A1:C5');
      range.values = ROWS;
      sheet.tables.add(range, true).name = 'Readings';
      await context.sync();
    });
  });

  afterEach(() => {
    assert.deepEqual(office.host.unknownMembers, []);
    office.dispose();
  });

  const table = (context: Excel.RequestContext): Excel.Table => context.workbook.tables.getItem('Readings');

  it('are read by their headings', async () => {
    const values = await office.Excel.run(async (context) => {
      const column = table(context).columns.getItem('Action').getDataBodyRange().load('values');
      const header = table(context).getHeaderRowRange().load('values');
      await context.sync();
      return [header.values, column.values] as unknown[][][];
    });
    assert.deepEqual(values, [[ROWS[0]], [['accept'], ['reread'], ['accept'], ['accept']]]);
  });

  it('sort by a column, with empty cells last in either direction', async () => {
    await office.Excel.run(async (context) => {
      table(context).sort.apply([{ key: 1, ascending: false }]);
      await context.sync();
    });
    assert.deepEqual(office.person.values('A2:A5').flat(), ['AC-03', 'AC-01', 'AC-02', 'AC-04']);
    office.person.sortTable('Readings', 'Reading', true);
    assert.deepEqual(office.person.values('A2:A5').flat(), ['AC-02', 'AC-01', 'AC-03', 'AC-04']);
  });

  it('filter by values and by criteria; a visible view gives the rows that show', async () => {
    const rows = await office.Excel.run(async (context) => {
      table(context).columns.getItem('Action').filter.applyValuesFilter(['accept']);
      table(context).columns.getItem('Reading').filter.applyCustomFilter('>150');
      const view = table(context).getDataBodyRange().getVisibleView().load('values');
      await context.sync();
      return view.values as unknown[][];
    });
    assert.deepEqual(rows, [ROWS[3]]);
    await office.Excel.run(async (context) => {
      table(context).clearFilters();
      await context.sync();
    });
    assert.equal(office.person.visibleRows('Readings').length, 4);
  });

  it('leave the rows that a filter hides in their places when sorted', () => {
    office.person.filterTable('Readings', 'Action', ['accept']);
    office.person.sortTable('Readings', 'Account', false);
    assert.deepEqual(office.person.values('A2:A5').flat(), ['AC-04', 'AC-02', 'AC-03', 'AC-01']);
  });

  it('grow and shrink by rows, and keep one empty row when the last one goes', async () => {
    await office.Excel.run(async (context) => {
      table(context).rows.add(undefined, [['AC-05', 5, 'accept']]);
      table(context).rows.add(0, [['AC-00', 1, 'reread']]);
      await context.sync();
      table(context).rows.deleteRows([0, 2]);
      await context.sync();
    });
    assert.deepEqual(office.person.values('A2:A5').flat(), ['AC-01', 'AC-03', 'AC-04', 'AC-05']);
    office.person.deleteTableRow('Readings', 0, 4);
    assert.deepEqual(office.person.values('A2:C2'), [['', '', '']]);
    assert.equal(office.person.table('Readings').body.rows, 1);
  });

  it('take in what is typed right below them', () => {
    office.person.paste('A6', [['AC-05', 7, 'accept']]);
    assert.equal(office.person.table('Readings').body.rows, 5);
  });

  it('rename a column when its heading is typed over, and keep headings apart', async () => {
    office.person.type('B1', 'Account');
    assert.deepEqual(office.person.headings('Readings'), ['Account', 'Account2', 'Action']);
    const name = await office.Excel.run(async (context) => {
      const column = table(context).columns.getItem('Account2').load('name,index');
      await context.sync();
      return [column.name, column.index];
    });
    assert.deepEqual(name, ['Account2', 1]);
  });

  it('follow their columns when these are moved', () => {
    office.person.moveColumn('Readings', 'Action', 0);
    assert.deepEqual(office.person.headings('Readings'), ['Action', 'Account', 'Reading']);
    assert.deepEqual(office.person.values('A2:C2'), [['accept', 'AC-01', 120]]);
  });

  it('add and delete columns', async () => {
    await office.Excel.run(async (context) => {
      table(context).columns.add(undefined, undefined, 'Status');
      table(context).columns.getItem('Reading').delete();
      await context.sync();
    });
    assert.deepEqual(office.person.headings('Readings'), ['Account', 'Action', 'Status']);
    assert.deepEqual(office.person.values('A2:C2'), [['AC-01', 'accept', '']]);
  });

  it('show totals below the data', async () => {
    const values = await office.Excel.run(async (context) => {
      table(context).showTotals = true;
      const totals = table(context).getTotalRowRange().load('values,address');
      await context.sync();
      return [totals.address, (totals.values as unknown[][])[0]?.[0]];
    });
    assert.deepEqual(values, ['Sheet1!A6:C6', 'Total']);
  });

  it('refuse to overlap one another and to be torn by a deletion', async () => {
    await assert.rejects(
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().tables.add('B2:D3', true);
        await context.sync();
      }),
      { code: 'InvalidArgument' },
    );
    await assert.rejects(
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('A2:B2').delete('Up');
        await context.sync();
      }),
      { code: 'InsertDeleteConflict' },
    );
  });
});
