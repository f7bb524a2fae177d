import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { readWorkbookFile } from '../../../../addin/workbench/file/read-workbook.js';
import { workbookFile } from '../../../../addin/workbench/file/write-workbook.js';
import { type OfficeHost, createOfficeHost } from '../../../support/office-host/office-host.js';
import { workbookFacts } from './support/workbook-facts.js';

describe('the .xlsx file of a workbook', () => {
  let office: OfficeHost;
  let other: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
    other = await createOfficeHost();
  });

  afterEach(() => {
    assert.deepEqual(office.host.unknownMembers, []);
    office.dispose();
    other.dispose();
  });

  async function reopened(): Promise<readonly string[]> {
    const { saved, leftOut } = await readWorkbookFile(await workbookFile(office.host.workbook), 'Town.xlsx');
    other.person.open(saved);
    return leftOut;
  }

  function setUp(work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => void): Promise<void> {
    return office.Excel.run(async (context) => {
      work(context.workbook.worksheets.getActiveWorksheet(), context);
      await context.sync();
    });
  }

  async function partsLike(start: string): Promise<string[]> {
    const parts = unzipSync(await workbookFile(office.host.workbook));
    const paths = Object.keys(parts).filter((path) => path.startsWith(start));
    return paths.sort().map((path) => strFromU8(parts[path] ?? new Uint8Array()));
  }

  async function assertKept(): Promise<void> {
    assert.deepEqual(await reopened(), []);
    assert.deepEqual(workbookFacts(other.host.workbook), workbookFacts(office.host.workbook));
  }

  it('keeps values with their types, formulas and number formats', async () => {
    await setUp((sheet) => {
      sheet.getRange('A1:A4').numberFormat = [['@'], ['@'], ['@'], ['@']];
      sheet.getRange('A1:A4').values = [['007'], ['=1+1'], [' a <b> & "c"\nd '], ['_x0041_']];
      sheet.getRange('B1:B4').values = [[0.1], [-12.34], [true], [false]];
      sheet.getRange('C1:C3').numberFormat = [['yyyy-mm-dd'], ['m/d/yyyy h:mm'], ['#,##0.00']];
      sheet.getRange('C1:C3').values = [[46_352], [46_352 + 61 / 1_440], [1_234.5]];
      sheet.getRange('D1:D3').formulas = [['=B1*2'], ['=SUM(B1:B2)&"x"'], ['=1/(B1-0.1)']];
    });
    await assertKept();
  });

  /** Puts texts into cells of texts, one below the other, as they are. */
  function putTexts(texts: readonly string[]): Promise<void> {
    return setUp((sheet) => {
      const cells = sheet.getRange(`A1:A${texts.length}`);
      cells.numberFormat = texts.map(() => ['@']);
      cells.values = texts.map((text) => [text]);
    });
  }

  it('keeps text that looks like the number of a sign in a file, in cells and in headings', async () => {
    await putTexts(['_x0041_', '_X0041_', '__x000a_x000A_', '_x41_']);
    await setUp((sheet) => {
      sheet.getRange('C1:D1').values = [['_X0041_', '_x0042_']];
      sheet.tables.add('C1:D3', true);
    });
    await assertKept();
  });

  it('keeps signs that XML can’t hold, in cells, headings and formulas', async () => {
    const odd = ['a\uFFFFb', '\uFFFE', 'half \uD83D', '\uDE00 half', 'whole \u{1F600}', 'a\u0001b\u000Bc', 'a\r\nb\tc'];
    await putTexts(odd);
    await setUp((sheet) => {
      sheet.getRange('B1:B2').formulas = [['="x\uFFFFy"&A1'], ['=LEN("\uD83D")']];
      sheet.getRange('C1:D1').values = [['one\nline', 'odd \uFFFF']];
      sheet.tables.add('C1:D3', true);
      const { dataValidation } = sheet.getRange('A1');
      dataValidation.rule = { textLength: { formula1: 1, operator: 'GreaterThan' } };
      dataValidation.prompt = { showPrompt: true, title: 'odd \uFFFF', message: 'odd \uD83D' };
    });
    await assertKept();
    const parts = Object.values(unzipSync(await workbookFile(office.host.workbook))).map((part) => strFromU8(part));
    for (const part of parts) assert.doesNotMatch(part, /[\uFFFD-\uFFFF]/);
  });

  it('keeps text that reads like an error as text, and errors as errors', async () => {
    await putTexts(['#REF!', '#N/A', '#DIV/0!', '#NAME?', '#GETTING_DATA', '#1', '# 5']);
    await setUp((sheet) => {
      sheet.getRange('B1:B4').formulas = [['=1/0'], ['="#N/A"'], ['=A1&""'], ['="#"&7']];
      sheet.getRange('C1:C2').values = [['#N/A'], ['#DIV/0!']];
    });
    await assertKept();
    const [sheet = ''] = await partsLike('xl/worksheets/sheet');
    const [strings = ''] = await partsLike('xl/sharedStrings');
    assert.match(strings, /<t>#REF!<\/t>/);
    assert.match(sheet, /<c r="B2" t="str"><f>"#N\/A"<\/f><v>#N\/A<\/v>/);
    assert.match(sheet, /<c r="B1" t="e"><f>1\/0<\/f><v>#DIV\/0!<\/v>/);
    for (const text of ['B2', 'B3', 'B4']) assert.match(sheet, new RegExp(`<c r="${text}" t="str">`));
  });

  it('keeps fonts, fills, borders, alignment, widths, heights and what is hidden', async () => {
    await setUp((sheet) => {
      const { format } = sheet.getRange('B2:C3');
      sheet.getRange('A1:C3').values = [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ];
      format.font.bold = true;
      format.font.color = '#C00000';
      format.font.name = 'Arial';
      format.font.size = 14;
      format.font.underline = 'Single';
      format.fill.color = '#FFF2CC';
      format.horizontalAlignment = 'Center';
      format.verticalAlignment = 'Top';
      format.wrapText = true;
      format.borders.getItem('EdgeBottom').style = 'Dash';
      format.borders.getItem('EdgeBottom').weight = 'Medium';
      format.columnWidth = 90;
      format.rowHeight = 30;
      sheet.getRange('D1').format.protection.locked = false;
      sheet.tabColor = '#00B050';
      sheet.showGridlines = false;
      sheet.freezePanes.freezeAt(sheet.getRange('A1:B2'));
    });
    office.person.hideRows('Sheet1!3:3');
    office.person.hideColumns('Sheet1!C:C');
    await assertKept();
  });

  it('keeps how a sheet is printed: the way, the pages, the rows that repeat and what stands on each page', async () => {
    await setUp((sheet, context) => {
      const { pageLayout } = sheet;
      pageLayout.orientation = 'Landscape';
      pageLayout.zoom = { horizontalFitToPages: 1 };
      pageLayout.setPrintTitleRows('$4:$4');
      const pages = pageLayout.headersFooters.defaultForAllPages;
      pages.leftHeader = 'Receipt 41: Smith &&L Sons';
      pages.rightFooter = 'Page &P of &N';
      pages.centerFooter = '&D';
      const small = context.workbook.worksheets.add('Small').pageLayout;
      small.zoom = { scale: 60 };
      context.workbook.worksheets.add('Plain');
    });
    await assertKept();
  });

  it('keeps the names, the order and the visibility of sheets, and which one shows', async () => {
    await setUp((_, context) => {
      const { worksheets } = context.workbook;
      worksheets.add("O'Brien & Sons").position = 0;
      worksheets.add('Hidden').visibility = 'Hidden';
      worksheets.add('Very hidden').visibility = 'VeryHidden';
      worksheets.add('Last').activate();
    });
    await assertKept();
  });

  it('keeps tables with their names, columns, ids, style, totals and filters', async () => {
    await setUp((sheet, context) => {
      sheet.getRange('A1:C5').values = [
        ['Account', 'Use', 'Twice the use'],
        ['a', 1, ''],
        ['', 2, ''],
        ['c', 3, ''],
        ['d', 4, ''],
      ];
      const table = sheet.tables.add('A1:C5', true);
      table.name = 'Reads';
      table.style = 'TableStyleLight9';
      table.showBandedColumns = true;
      table.columns.getItemAt(2).getDataBodyRange().formulas = Array.from({ length: 4 }, () => ['=[@Use]*2']);
      const plain = context.workbook.worksheets.add('Plain');
      plain.getRange('A1:B2').values = [
        ['x', 'y'],
        [1, 2],
      ];
      plain.tables.add('A1:B2', true).showFilterButton = false;
      const best = context.workbook.worksheets.add('Best');
      best.getRange('A1:B3').values = [
        ['x', 'y'],
        [1, 2],
        [3, 4],
      ];
      const { columns } = best.tables.add('A1:B3', true);
      columns.getItem('x').filter.applyBottomPercentFilter(50);
      columns.getItem('y').filter.applyDynamicFilter('BelowAverage');
    });
    office.person.deleteColumn('Sheet1', 'A');
    office.person.insertColumn('Sheet1', 'A');
    office.person.filterTable('Reads', 'Use', ['1', '3']);
    office.person.filterTable('Reads', 'Twice the use', {
      filterOn: 'Custom',
      criterion1: '>1',
      criterion2: '<=8',
      operator: 'And',
    });
    await setUp((sheet) => void (sheet.tables.getItem('Reads').showTotals = true));
    await assertKept();
    assert.deepEqual(other.person.formulas('Sheet1!C2'), [['=[@Use]*2']]);
  });

  it('keeps validation and conditional formats', async () => {
    await setUp((sheet) => {
      sheet.getRange('A1:B9').values = Array.from({ length: 9 }, (_, row) => [row, 'x']);
      const { dataValidation } = sheet.getRange('A1:A5');
      dataValidation.rule = { list: { inCellDropDown: true, source: 'hold,"bill",estimate' } };
      dataValidation.errorAlert = { showAlert: true, style: 'Warning', title: 'Action', message: 'Choose one.' };
      dataValidation.prompt = { showPrompt: true, title: 'Action', message: 'What to do' };
      sheet.getRange('B1:B5').dataValidation.rule = {
        decimal: { formula1: 1.5, formula2: 20, operator: 'NotBetween' },
      };
      sheet.getRange('C1').dataValidation.rule = { custom: { formula: '=LEN(C1)<5' } };
      const formats = sheet.getRange('A1:B9').conditionalFormats;
      const custom = formats.add('Custom').custom;
      custom.rule.formula = '=$A1>5';
      custom.format.fill.color = '#F4B6B6';
      custom.format.font.bold = true;
      const value = formats.add('CellValue').cellValue;
      value.rule = { formula1: '=2', formula2: '=4', operator: 'Between' };
      value.format.font.color = '#006100';
      const text = formats.add('ContainsText').textComparison;
      text.rule = { operator: 'BeginsWith', text: 'x' };
      text.format.fill.color = '#C6EFCE';
    });
    await assertKept();
  });

  it('keeps comments, as notes', async () => {
    await setUp((sheet) => {
      sheet.getRange('A1').values = [['x']];
      sheet.comments.add('A1', ' two\nlines & <more> _x0041_ \uFFFF');
      sheet.comments.add('C9', 'on no text');
    });
    await assertKept();
  });

  it('keeps defined names, hidden ones and those whose cells are gone', async () => {
    await setUp((sheet, context) => {
      const { names } = context.workbook;
      names.add('Rate', sheet.getRange('A1:B3'), 'of water');
      names.add('Secret', sheet.getRange('C1')).visible = false;
      names.add('Gone', sheet.getRange('D1'));
    });
    office.person.deleteColumn('Sheet1', 'D');
    await assertKept();
  });

  it('keeps custom XML parts with their ids, as they are written', async () => {
    await setUp((_, context) => {
      context.workbook.customXmlParts.add('<pull xmlns="urn:test">{"a":"\\u003c"} ü</pull>');
      context.workbook.customXmlParts.add('<other>\r\n</other>');
    });
    await assertKept();
  });

  it('gives nothing made later the id of what came with the file', async () => {
    await setUp((sheet) => void sheet.tables.add('A1:B2', true));
    await reopened();
    const ids = (): string[] =>
      other.host.workbook.sheets.flatMap(({ id, tables }) => [id, ...tables.map((t) => t.id)]);
    const fromFile = ids();
    other.person.copySheet('Sheet1');
    assert.equal(new Set(ids()).size, fromFile.length * 2);
  });
});
