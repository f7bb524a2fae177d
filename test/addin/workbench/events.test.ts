import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

describe('events of the workbook host', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
  });

  afterEach(() => {
    assert.deepEqual(office.host.unknownMembers, []);
    office.dispose();
  });

  it('tell a handler of an edit of one cell, with the values around it', async () => {
    const heard: unknown[] = [];
    await office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').onChanged.add((event) => {
        heard.push([event.address, event.changeType, event.details?.valueAfter]);
        return Promise.resolve();
      });
      await context.sync();
    });
    office.person.type('B2', 'reread');
    await office.settled();
    assert.deepEqual(heard, [['B2', 'RangeEdited', 'reread']]);
  });

  it('give no details of a pasted block', async () => {
    const heard: Excel.WorksheetChangedEventArgs[] = [];
    await office.Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add((event) => {
        heard.push(event);
        return Promise.resolve();
      });
      await context.sync();
    });
    office.person.paste('A1', [
      [1, 2],
      [3, 4],
    ]);
    await office.settled();
    assert.equal(heard[0]?.address, 'A1:B2');
    assert.equal(heard[0]?.details, undefined);
  });

  it("tell the add-in's own large write once, and say that it was the add-in's", async () => {
    const heard: Excel.WorksheetChangedEventArgs[] = [];
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      sheet.onChanged.add((event) => {
        heard.push(event);
        return Promise.resolve();
      });
      await context.sync();
      sheet.getRange('A1:J1000').values = Array.from({ length: 1000 }, () => Array.from({ length: 10 }, () => 1));
      await context.sync();
    });
    await office.settled();
    assert.deepEqual(
      heard.map((event) => [event.address, event.triggerSource]),
      [['A1:J1000', 'ThisLocalAddin']],
    );
  });

  it('tell of selection, of sheets shown, added and deleted, and of tables changed', async () => {
    const heard: string[] = [];
    const note = (name: string) => (): Promise<void> => {
      heard.push(name);
      return Promise.resolve();
    };
    office.person.paste('A1', [['Account'], ['10-01']]);
    await office.Excel.run(async (context) => {
      const { worksheets, tables } = context.workbook;
      tables.add('Sheet1!A1:A2', true).name = 'Accounts';
      worksheets.onSelectionChanged.add(note('selected'));
      worksheets.onActivated.add(note('activated'));
      worksheets.onAdded.add(note('added'));
      worksheets.onDeleted.add(note('deleted'));
      tables.getItem('Accounts').onChanged.add(note('table'));
      await context.sync();
    });
    office.person.select('B7');
    office.person.type('A2', '10-02');
    office.person.addSheet('Notes');
    office.person.deleteSheet('Notes');
    await office.settled();
    assert.deepEqual(heard, ['selected', 'table', 'added', 'activated', 'deleted', 'activated']);
  });

  it('tell where a sheet was moved, and nothing of one that stays where it is', async () => {
    const heard: unknown[] = [];
    await office.Excel.run(async (context) => {
      context.workbook.worksheets.onMoved.add(({ positionBefore, positionAfter }) => {
        heard.push([positionBefore, positionAfter]);
        return Promise.resolve();
      });
      context.workbook.worksheets.add('Last');
      await context.sync();
      const first = context.workbook.worksheets.getItem('Sheet1');
      first.position = 0;
      first.position = 1;
      await context.sync();
    });
    await office.settled();
    assert.deepEqual(heard, [[0, 1]]);
  });

  it('stop when the handler is removed, and while events are switched off', async () => {
    let heard = 0;
    const handler = await office.Excel.run(async (context) => {
      const added = context.workbook.worksheets.getItem('Sheet1').onChanged.add(() => {
        heard += 1;
        return Promise.resolve();
      });
      context.runtime.enableEvents = false;
      await context.sync();
      return added;
    });
    office.person.type('A1', 1);
    await office.settled();
    assert.equal(heard, 0);
    await office.Excel.run(async (context) => {
      context.runtime.enableEvents = true;
      await context.sync();
    });
    office.person.type('A1', 2);
    await office.settled();
    assert.equal(heard, 1);
    await office.Excel.run(handler.context as Excel.RequestContext, async (context) => {
      handler.remove();
      await context.sync();
    });
    office.person.type('A1', 3);
    await office.settled();
    assert.equal(heard, 1);
  });
});
