import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

/** The code of the error that work is refused with. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'none';
}

describe('the workbook host under office.js', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
  });

  afterEach(() => {
    assert.deepEqual(office.host.unknownMembers, []);
    office.dispose();
  });

  it('tells office.js that it is Excel on the web', () => {
    const { context } = office.Office;
    assert.equal(context.requirements.isSetSupported('ExcelApi', '1.15'), true);
    assert.equal(String(context.platform), 'OfficeOnline');
  });

  it('writes 5,000 rows of 20 values in one round trip and reads them back', async () => {
    const values = Array.from({ length: 5000 }, (_, row) =>
      Array.from({ length: 20 }, (__, column) => row * 20 + column),
    );
    const read = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Sheet1').getRangeByIndexes(0, 0, 5000, 20);
      range.values = values;
      await context.sync();
      range.load('values');
      await context.sync();
      return range.values as number[][];
    });
    assert.deepEqual(read.at(-1), values.at(-1));
    assert.equal(read.length, 5000);
    const [write] = office.host.requests;
    assert.ok(write !== undefined && write.requestBytes < 1_500_000, 'the request stays near 0.9 MB');
  });

  it('reads values as typed text: numbers, dates, truth values and formulas', async () => {
    const [values, formats, types] = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:F1');
      range.values = [['12.50', '2026-01-15', 'true', '=1+2', '-A1', 'meter']];
      range.load('values,numberFormat,valueTypes');
      await context.sync();
      return [range.values, range.numberFormat, range.valueTypes];
    });
    assert.deepEqual(values, [[12.5, 46037, true, 3, -12.5, 'meter']]);
    assert.equal((formats as string[][])[0]?.[1], 'm/d/yyyy');
    assert.deepEqual(types, [['Double', 'Double', 'Boolean', 'Double', 'Double', 'String']]);
  });

  it('keeps "0042" and formula-like text as text under the number format "@"', async () => {
    const [values, formulas] = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:C1');
      range.numberFormat = [['@', '@', '@']];
      range.values = [['0042', '=1+1', '@here']];
      range.load('values,formulas');
      await context.sync();
      return [range.values, range.formulas];
    });
    assert.deepEqual(values, [['0042', '=1+1', '@here']]);
    assert.deepEqual(formulas, values);
  });

  it('shows #NAME? for a function that it does not know, and counts it', () => {
    office.person.type('A1', '=VLOOKUP(1,B1:C2,2)');
    assert.deepEqual(office.person.values('A1'), [['#NAME?']]);
    assert.deepEqual(office.host.unknownFunctions, ['VLOOKUP']);
  });

  it('refuses values whose size is not that of the range', async () => {
    const code = await refusal(() =>
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('A1:B2').values = [[1, 2]];
        await context.sync();
      }),
    );
    assert.equal(code, 'InvalidArgument');
  });

  it("raises office.js's own error with the code ItemNotFound for a missing sheet", async () => {
    await assert.rejects(
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getItem('Nowhere').load('name');
        await context.sync();
      }),
      (error: OfficeExtension.Error) =>
        error.name === 'RichApi.Error' &&
        error.code === 'ItemNotFound' &&
        error.debugInfo.errorLocation === 'WorksheetCollection.getItem',
    );
  });

  it('gives null objects for what is missing, which swallow writes and calls', async () => {
    const isNull = await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject('Nowhere');
      sheet.getRange('A1').values = [[1]];
      sheet.delete();
      const table = context.workbook.tables.getItemOrNullObject('None');
      const used = context.workbook.worksheets.getActiveWorksheet().getUsedRangeOrNullObject(true);
      await context.sync();
      return [sheet.isNullObject, table.isNullObject, used.isNullObject];
    });
    assert.deepEqual(isNull, [true, true, true]);
  });

  it('refuses a request over 5 MB, as Excel on the web does', async () => {
    const long = 'x'.repeat(30_000);
    const code = await refusal(() =>
      office.Excel.run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:A200');
        range.values = Array.from({ length: 200 }, () => [long]);
        await context.sync();
      }),
    );
    assert.equal(code, 'RequestPayloadSizeLimitExceeded');
  });

  it('refuses a response over 5 MB', async () => {
    const long = 'x'.repeat(30_000);
    office.person.paste(
      'A1',
      Array.from({ length: 200 }, () => [long]),
    );
    const code = await refusal(() =>
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('A1:A200').load('values');
        await context.sync();
      }),
    );
    assert.equal(code, 'ResponsePayloadSizeLimitExceeded');
  });

  it('lets a kept range move along when rows are inserted above it', async () => {
    office.person.type('A3', 'here');
    const address = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A3');
      range.load('address');
      await context.sync();
      office.person.insertRows('Sheet1', 1, 2);
      range.load('address,values');
      await context.sync();
      assert.deepEqual(range.values, [['here']]);
      return range.address;
    });
    assert.equal(address, 'Sheet1!A5');
  });

  it('lets go of every kept object when Excel.run ends', async () => {
    await office.Excel.run(async (context) => {
      for (let row = 0; row < 20; row += 1)
        context.workbook.worksheets.getActiveWorksheet().getCell(row, 0).load('values');
      await context.sync();
    });
    await office.settled();
    assert.equal(office.host.keptObjects, 0);
  });

  it('fails requests in cell-edit mode, and holds those with delayForCellEdit until it ends', async () => {
    office.host.beginCellEdit();
    const work = async (context: Excel.RequestContext): Promise<string> => {
      const sheet = context.workbook.worksheets.getActiveWorksheet().load('name');
      await context.sync();
      return sheet.name;
    };
    assert.equal(await refusal(() => office.Excel.run(work)), 'InvalidOperationInCellEditMode');
    const waiting = office.Excel.run({ delayForCellEdit: true }, work);
    await office.settled();
    office.host.endCellEdit();
    assert.equal(await waiting, 'Sheet1');
  });

  it('copies a sheet with its table under another name, its validation and its look', async () => {
    const names = await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      sheet.getRange('A1:B2').values = [
        ['Account', 'Action'],
        ['A-0042', 'accept'],
      ];
      sheet.tables.add('A1:B2', true).name = 'Readings';
      sheet.getRange('B2').dataValidation.rule = { list: { inCellDropDown: true, source: 'accept,reread' } };
      sheet.getRange('A1').format.fill.color = '#FFCC00';
      const copy = sheet.copy(office.Excel.WorksheetPositionType.after, sheet);
      copy.load('name');
      copy.tables.load('items/name');
      const fill = copy.getRange('A1').format.fill.load('color');
      const validation = copy.getRange('B2').dataValidation.load('type');
      await context.sync();
      return [copy.name, copy.tables.items[0]?.name, fill.color, validation.type];
    });
    assert.deepEqual(names, ['Sheet1 (2)', 'Readings1', '#FFCC00', 'List']);
  });

  it('keeps custom XML parts, settings and document settings', async () => {
    const xml = '<pull xmlns="https://curbstop.example/pull"><id>7</id></pull>';
    const read = await office.Excel.run(async (context) => {
      const { customXmlParts, settings } = context.workbook;
      customXmlParts.add(xml);
      settings.add('pull', { id: 7 });
      await context.sync();
      const part = customXmlParts.getByNamespace('https://curbstop.example/pull').getOnlyItemOrNullObject();
      const text = part.getXml();
      const setting = settings.getItem('pull').load('value');
      await context.sync();
      return [text.value, setting.value as unknown];
    });
    assert.deepEqual(read, [xml, { id: 7 }]);
    const { settings } = office.Office.context.document;
    settings.set('route', '12');
    await new Promise((resolve) => settings.saveAsync(resolve));
    assert.deepEqual(office.host.documentSettings, { route: '"12"' });
  });

  it('runs the function that the add-in associated with a ribbon command', async () => {
    const pressed: string[] = [];
    office.Office.actions.associate('push', (event: Office.AddinCommands.Event) => {
      pressed.push(event.source.id);
      event.completed();
    });
    await office.host.runCommand('push');
    assert.deepEqual(pressed, ['push']);
    await assert.rejects(office.host.runCommand('nothing'), /has no command "nothing"/);
  });

  it('makes Excel and Office global for a test, and takes them away again', () => {
    const remove = office.install();
    assert.equal(Reflect.get(globalThis, 'Excel'), office.Excel);
    remove();
    assert.equal(Reflect.has(globalThis, 'Excel'), false);
  });
});

describe('a member that the workbook host lacks', () => {
  it('is answered with an error and counted', async () => {
    const office = await createOfficeHost();
    const code = await refusal(() =>
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().charts.load('items');
        await context.sync();
      }),
    );
    assert.equal(code, 'NotImplemented');
    assert.deepEqual(office.host.unknownMembers, ['Worksheet.charts']);
    office.dispose();
  });

  it('is counted, without an error, when it is only a name in a load', async () => {
    const office = await createOfficeHost();
    await office.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().load('name,colour');
      await context.sync();
    });
    assert.deepEqual(office.host.unknownMembers, ['Worksheet.Colour (load)']);
    office.dispose();
  });
});
