import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

describe('a workbook that is saved', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange('A1:B3').values = [
        ['Account', 'Action'],
        ['AC-01', 'hold'],
        ['AC-02', ''],
      ];
      sheet.tables.add('A1:B3', true).name = 'Reads';
      context.workbook.names.add('First', sheet.getRange('A2'));
      context.workbook.customXmlParts.add('<part xmlns="urn:test">saved</part>');
      await context.sync();
    });
  });

  afterEach(() => {
    assert.deepEqual(office.host.unknownMembers, []);
    office.dispose();
  });

  async function facts(): Promise<unknown> {
    return office.Excel.run(async (context) => {
      const table = context.workbook.tables.getItem('Reads').load('id,name');
      const columns = table.columns.load('items/id,items/name');
      const cells = table.getRange().load('values,address');
      const name = context.workbook.names.getItem('First').getRange().load('address,values');
      const part = context.workbook.customXmlParts.getByNamespace('urn:test').getOnlyItem().getXml();
      await context.sync();
      const named = columns.items.map(({ id, name: heading }) => [id, heading]);
      return [table.id, named, cells.address, cells.values, name.address, name.values, part.value];
    });
  }

  it('comes back whole, with the ids of its sheets, tables and columns, whatever was done since', async () => {
    const before = await facts();
    const saved = office.person.save();
    office.person.moveColumn('Reads', 'Action', 0);
    office.person.renameColumn('Reads', 'Account', 'Who');
    office.person.deleteTableRow('Reads', 0);
    office.person.addSheet('Notes');
    office.host.workbook.xmlParts.length = 0;
    office.person.open(saved);
    assert.deepEqual(await facts(), before);
    office.person.type('Sheet1!B3', 'hold');
    office.person.open(saved);
    assert.deepEqual(await facts(), before, 'what was saved is changed by nothing');
    assert.deepEqual(
      office.host.workbook.sheets.map(({ name }) => name),
      ['Sheet1'],
    );
  });

  it('gives a new column no id that the table had before it was saved', () => {
    office.person.type('Sheet1!C1', 'Note');
    office.person.deleteColumn('Sheet1', 'C');
    office.person.open(office.person.save());
    office.person.type('Sheet1!C1', 'Note');
    assert.deepEqual(
      office.person.table('Reads').columns.map(({ id }) => id),
      [1, 2, 4],
    );
  });

  it('is taken back by undoing without its XML parts', async () => {
    const saved = office.person.save();
    office.person.clear('Sheet1!A2:B3');
    office.host.workbook.xmlParts[0]!.xml = '<part xmlns="urn:test">since</part>';
    saved.takeBackIn(office.host.workbook);
    assert.deepEqual(office.person.values('Sheet1!A2:B2'), [['AC-01', 'hold']]);
    assert.match(JSON.stringify(await facts()), /since/);
  });
});

describe('filling down', () => {
  it('copies the first row over those below it, and passes over what a filter hides', async () => {
    const office = await createOfficeHost();
    office.person.paste('Sheet1!A1', [
      ['Key', 'Action'],
      ['a', 'hold'],
      ['b', ''],
      ['c', ''],
      ['d', 'x'],
    ]);
    await office.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().tables.add('A1:B5', true).name = 'Reads';
      await context.sync();
    });
    office.person.filterTable('Reads', 'Key', ['a', 'c', 'd']);
    office.person.fillDown('Sheet1!B2:B4');
    assert.deepEqual(office.person.values('Sheet1!B2:B5'), [['hold'], [''], ['hold'], ['x']]);
    office.dispose();
  });
});
