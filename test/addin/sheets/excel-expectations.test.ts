import assert from 'node:assert/strict';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { sentColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { closeDesk, openDesk, sheetNamesOf, type Desk } from './support/desk.js';
import { aged, ledgerLine, readings } from './support/sample-rows.js';

const PUSH = { dryRun: false, mode: 'all' } as const;

describe('a pulled sheet, as people know Excel', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(3);
    desk.bridge.rows.ledger = [1, 2, 3].map(ledgerLine);
    desk.bridge.rows.aging = [aged];
  });
  afterEach(() => closeDesk(desk));

  const rulesOf = (addresses: readonly string[]) =>
    desk.office.Excel.run(async (context) => {
      const found = addresses.map((address) => {
        const [sheet = '', cells = ''] = address.split('!');
        const range = context.workbook.worksheets.getItem(sheet).getRange(cells);
        range.load('format/font/color');
        return { range, validation: range.dataValidation.load('type,errorAlert,valid') };
      });
      await context.sync();
      return found.map(({ range, validation: { type, errorAlert, valid } }) => {
        return { type, style: errorAlert.style, message: errorAlert.message, valid, font: range.format.font.color };
      });
    });

  describe('columns', () => {
    const headings = (address: string) =>
      desk.office.Excel.run(async (context) => {
        const [sheet = '', cells = ''] = address.split('!');
        const row = context.workbook.worksheets
          .getItem(sheet)
          .getRange(cells)
          .load('values,columnCount,format/rowHeight');
        await context.sync();
        const formats = Array.from({ length: row.columnCount }, (_, index) => ({
          heading: String(row.values[0]?.[index]),
          width: row.getColumn(index).format.load('columnWidth'),
          body: row.getColumn(index).getOffsetRange(1, 0).format.load('horizontalAlignment,indentLevel'),
        }));
        await context.sync();
        return formats.map(({ heading, width, body }) => {
          return { heading, points: width.columnWidth, align: body.horizontalAlignment, indent: body.indentLevel };
        });
      });

    it('are as wide as their bold headings beside a filter button', async () => {
      await desk.engine.pull('readings', {});
      await desk.engine.pull('aging', {});
      const found = [...(await headings('Readings!A4:U4')), ...(await headings('Aging!A4:N4'))];
      const pixels = (points: number) => (points * 96) / 72;
      const cut = found.filter(({ heading, points }) => pixels(points) < heading.length * 7.5 + 20);
      assert.deepEqual(cut, []);
    });

    it('have dates and numbers that name something at the left, and amounts apart from what stands right of them', async () => {
      await desk.engine.pull('ledger', {});
      const looks = Object.fromEntries(
        (await headings('Ledger!A4:H4')).map(({ heading, align, indent }) => [heading, [align, indent]]),
      );
      assert.deepEqual(
        [looks['Entry'], looks['Date'], looks['Debit'], looks['Kind']],
        [
          ['Left', 0],
          ['Left', 0],
          ['Right', 1],
          ['General', 0],
        ],
      );
    });
  });

  describe('sums of money', () => {
    it('stand above their headings and follow the filter', async () => {
      await desk.engine.pull('ledger', {});
      const { person } = desk.office;
      assert.deepEqual(person.formulas('Ledger!G3:H3'), [
        ['=ROUND(SUBTOTAL(109,Curbstop_Ledger[Debit]),2)', '=ROUND(SUBTOTAL(109,Curbstop_Ledger[Credit]),2)'],
      ]);
      assert.deepEqual(person.values('Ledger!G3:H3'), [[37.02, 0]]);
      person.filterTable('Curbstop_Ledger', 'Entry', ['1', '3']);
      assert.deepEqual(person.values('Ledger!G3'), [[24.68]]);
      person.filterTable('Curbstop_Ledger', 'Entry', ['2']);
      assert.deepEqual(person.values('Ledger!G3'), [[12.34]]);
    });

    it('name columns whose headings have signs', async () => {
      await desk.engine.pull('aging', {});
      const formulas = desk.office.person.formulas('Aging!G3:N3').flat();
      assert.ok(formulas.includes('=ROUND(SUBTOTAL(109,Curbstop_Aging[[1-30 days]]),2)'), String(formulas));
      assert.ok(
        desk.office.person
          .values('Aging!G3:N3')
          .flat()
          .every((sum) => typeof sum === 'number'),
      );
    });

    it('take rows that are typed below, and are in the way of nothing: of pushing, pulling again, or typing below', async () => {
      await desk.engine.pull('adjustments', {});
      const { person } = desk.office;
      const { body } = person.table('Curbstop_Adjustments');
      const next = body.row + body.rows + 1;
      person.paste('Adjustments!E5', [['10-00001-01', 'water', 'goodwill', -12.5, 'pipe broke']]);
      person.paste(`Adjustments!E${next}`, [['10-00002-01', 'water', 'goodwill', -0.25, 'pipe broke']]);
      assert.deepEqual(person.values('Adjustments!H3'), [[-12.75]]);
      const { reply } = await desk.engine.push(PUSH);
      assert.equal(reply.reply.applied, 2);
      assert.deepEqual(reply.reply.notices, []);
      assert.equal((await desk.engine.pull('adjustments', {})).sheetName, 'Adjustments');
      assert.deepEqual(person.values('Adjustments!H3'), [[0]]);
    });

    it('are worked out in a workbook that is calculated by hand', async () => {
      await desk.office.Excel.run(async (context) => {
        context.workbook.application.calculationMode = 'Manual';
        await context.sync();
      });
      await desk.engine.pull('ledger', {});
      assert.deepEqual(desk.office.person.values('Ledger!G3'), [[37.02]]);
      desk.bridge.rows.ledger = [ledgerLine(1)];
      await desk.engine.pull('ledger', {});
      assert.deepEqual(desk.office.person.values('Ledger!G3'), [[12.34]]);
    });
  });

  describe('the names of columns', () => {
    const NAMES = [
      ...['Account', 'Amount', 'Bill', 'Document', 'Documents_on'],
      ...['Kind', 'Leak_on', 'Note', 'Reason', 'Reason_code', 'Service', 'To_account', 'Total'],
    ].map((header) => `Curbstop_Adjustments_${header}`);

    /** What each name of the workbook stands for. */
    function names(): Promise<Record<string, string>> {
      return desk.office.Excel.run(async (context) => {
        const all = context.workbook.names.load('items/name,items/formula');
        await context.sync();
        return Object.fromEntries(
          all.items.map(({ name, formula }): [string, string] => [name, String(formula)]).sort(),
        );
      });
    }

    async function deleteSheet(name: string): Promise<void> {
      await desk.office.Excel.run(async (context) => {
        context.workbook.worksheets.getItem(name).delete();
        await context.sync();
      });
    }

    it('are given to each that is filled or summed', async () => {
      await desk.engine.pull('adjustments', {});
      const given = await names();
      assert.deepEqual(Object.keys(given), NAMES);
      assert.match(given.Curbstop_Adjustments_Amount ?? '', /^=Adjustments!\$?H\$?5:\$?H\$?\d+$/);
    });

    it('are taken over from a deleted sheet, which leaves them naming nothing', async () => {
      await desk.engine.pull('adjustments', {});
      const before = await names();
      await deleteSheet('Adjustments');
      assert.deepEqual(await names(), Object.fromEntries(NAMES.map((name) => [name, '=#REF!'])));
      await desk.engine.pull('adjustments', {});
      assert.deepEqual(await names(), before);
    });

    it('leave a name alone that the person gave to something else', async () => {
      await desk.office.Excel.run(async (context) => {
        context.workbook.names.add('curbstop_adjustments_AMOUNT', 'Sheet1!A1');
        await context.sync();
      });
      await desk.engine.pull('adjustments', {});
      const { curbstop_adjustments_AMOUNT: own, ...given } = await names();
      assert.match(own ?? '', /^=Sheet1!\$?A\$?1$/);
      assert.deepEqual(
        Object.keys(given),
        NAMES.filter((name) => name !== 'Curbstop_Adjustments_Amount'),
      );
    });

    it('are gone with the sheet when the pull is stopped at the last moment', async () => {
      const stop = new AbortController();
      const onProgress = ({ done, total }: { done: number; total: number }): void => {
        if (total > 0 && done === total) stop.abort();
      };
      const pulling = desk.engine.pull('readings', { billRunId: 'R1' }, { signal: stop.signal, onProgress });
      await assert.rejects(pulling, { name: 'AbortError' });
      assert.deepEqual([sheetNamesOf(desk), await names()], [['Sheet1'], {}]);
    });
  });

  it('asks about values of another type in cells to fill, and lets the person keep them', async () => {
    await desk.engine.pull('readings', { billRunId: 'R1' });
    await desk.engine.pull('account-entries', {});
    const headings = desk.office.person.headings('Curbstop_Account_Entries');
    const cellOf = (heading: string) => `Account Entries!${String.fromCharCode(65 + headings.indexOf(heading))}5`;
    const [reading, choice, fixed, amount, date] = await rulesOf([
      ...['Readings!E5:E7', 'Readings!D5', 'Readings!H5'],
      ...[cellOf('Amount'), cellOf('Due date')],
    ]);
    assert.deepEqual([reading?.type, reading?.style], ['WholeNumber', 'Warning']);
    assert.deepEqual([choice?.type, choice?.style], ['List', 'Stop']);
    assert.equal(fixed?.type, 'None');
    assert.deepEqual([amount?.type, amount?.style], ['Decimal', 'Warning']);
    assert.deepEqual([date?.type, date?.style], ['Date', 'Warning']);
    assert.match(reading?.message ?? '', /whole number/);
    assert.match(amount?.message ?? '', /credit is negative/);
    desk.office.person.type('Readings!E5', 1200);
    assert.equal((await rulesOf(['Readings!E5:E7']))[0]?.valid, true);
    desk.office.person.type('Readings!E6', 12.5);
    desk.office.person.type('Readings!E7', 'about 1,300');
    assert.equal((await rulesOf(['Readings!E6']))[0]?.valid, false);
    assert.equal((await rulesOf(['Readings!E7']))[0]?.valid, false);
  });

  it('has dark text by name on its pale cells, for where Excel shows its cells dark', async () => {
    await desk.engine.pull('readings', { billRunId: 'R1' });
    await desk.engine.pull('adjustments', {});
    const looks = await rulesOf(['Readings!D5', 'Readings!F7', 'Adjustments!H9', 'Readings!H5']);
    assert.deepEqual(
      looks.map(({ font }) => font),
      ['#1F1F1F', '#1F1F1F', '#1F1F1F', '#000000'],
    );
  });
});

for (const { locale, amount, credit, day, count } of [
  { locale: 'de-DE', amount: '1.234,56', credit: '-0,05', day: '3.12.2026', count: '1.250' },
  { locale: 'fr-FR', amount: '1 234,56', credit: '-0,05', day: '03/12/2026', count: '1 250' },
  { locale: 'en-GB', amount: '1,234.56', credit: '-0.05', day: '3/12/2026', count: '1,250' },
  { locale: 'en-US', amount: '1,234.56', credit: '-0.05', day: '12/3/2026', count: '1,250' },
]) {
  describe(`a workbook by the customs of ${locale}`, () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk({ locale });
    });
    afterEach(() => closeDesk(desk));

    it('pulls money to the cent and days to the day, whatever the customs', async () => {
      desk.bridge.rows.ledger = [ledgerLine(41), ledgerLine(42)];
      await desk.engine.pull('ledger', {});
      const [line] = desk.office.person.visibleRows('Curbstop_Ledger');
      assert.deepEqual([line?.['Date'], line?.['Debit'], line?.['Memo']], [46349, 12.34, '+1-800']);
      assert.deepEqual(desk.office.person.values('Ledger!G3'), [[24.68]]);
      assert.equal((await desk.engine.pull('ledger', {})).sheetName, 'Ledger');
    });

    it('sends amounts, days and whole numbers as they were meant', async () => {
      await desk.engine.pull('account-entries', {});
      const { person } = desk.office;
      const headings = person.headings('Curbstop_Account_Entries');
      const type = (heading: string, row: number, text: string): void =>
        person.type(`'Account Entries'!${String.fromCharCode(65 + headings.indexOf(heading))}${row}`, text);
      type('Amount', 5, amount);
      type('Due date', 5, day);
      type('Payment entry', 5, count);
      type('Amount', 6, credit);
      await desk.engine.push({ dryRun: true, mode: 'all' });
      const [first, second] = desk.bridge.lastCommand.payload.rows;
      const sent = sentColumns(sheetKinds['account-entries']).map(({ header }) => header);
      const cellOf = (row: typeof first, heading: string) => row?.cells[sent.indexOf(heading)];
      assert.deepEqual(
        [cellOf(first, 'Amount'), cellOf(first, 'Due date'), cellOf(first, 'Payment entry'), cellOf(second, 'Amount')],
        [1234.56, '2026-12-03', 1250, -0.05],
      );
    });

    it('tells separators as they are', async () => {
      const told = await desk.office.Excel.run(async (context) => {
        const application = context.workbook.application.load('decimalSeparator');
        const culture = application.cultureInfo.load('name');
        await context.sync();
        return [culture.name, application.decimalSeparator];
      });
      assert.deepEqual(told, [locale, locale.startsWith('en') ? '.' : ',']);
    });
  });
}
