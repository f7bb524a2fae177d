import assert from 'node:assert/strict';
import { sheetKindIds, sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { closeDesk, lookOf, openDesk, sheetNamesOf, type Desk } from './support/desk.js';
import {
  accountDatum,
  aged,
  billLine,
  compared,
  comparedLine,
  done,
  explained,
  keyAlone,
  ledgerLine,
  meterPast,
  posted,
  priced,
  problem,
  rates,
  readings,
  remitted,
  reread,
  studied,
  routeChange,
  routeStop,
  suspended,
} from './support/sample-rows.js';

describe('pulling into a worksheet', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(3);
    desk.bridge.rows['bill-preview'] = [billLine('B1-1', '12.30'), billLine('B1-2', '-0.05')];
    const reports = [
      'bill-exceptions',
      'bill-totals',
      'customer-contacts',
      'late-charges',
      'rebill',
      'payment-arrangements',
      'calls',
      'ebill-failures',
      'contact-history',
      'pending-approvals',
      'adjustment-register',
      'adjustment-summary',
      'receipt',
    ] as const;
    for (const kind of reports) {
      desk.bridge.rows[kind] = [keyAlone(sheetKinds[kind], '10-0001')];
    }
    desk.bridge.rows.rereads = [reread];
    desk.bridge.rows.ledger = [ledgerLine(41)];
    desk.bridge.rows.rates = rates();
    desk.bridge.rows['bill-explanation'] = [explained];
    desk.bridge.rows['rate-check'] = [problem];
    desk.bridge.rows['price-cases'] = [priced];
    desk.bridge.rows['account-data'] = [accountDatum('D1', '=1+1')];
    desk.bridge.rows['rate-study'] = [studied];
    desk.bridge.rows.aging = [aged];
    desk.bridge.rows.remittance = [remitted];
    desk.bridge.rows['trial-balance'] = [posted];
    desk.bridge.rows.reconciliation = [compared];
    desk.bridge.rows.commands = [done];
    desk.bridge.rows.suspense = [suspended];
    desk.bridge.rows['route-book'] = [routeStop(1, '=1 Main St')];
    desk.bridge.rows['route-changes'] = [routeChange];
    desk.bridge.rows.comparison = [comparedLine];
    desk.bridge.rows['meter-history'] = [meterPast];
  });
  afterEach(() => closeDesk(desk));

  const pullReadings = () => desk.engine.pull('readings', { billRunId: 'R1' });

  for (const kindId of sheetKindIds) {
    it(`writes the title, what was pulled, "as of" and all columns of ${kindId}, Status last where it is pushed`, async () => {
      const kind = sheetKinds[kindId];
      const { sheetName } = await desk.engine.pull(kindId, {});
      assert.equal(sheetName, kind.title);
      const { person } = desk.office;
      const rowCount = desk.bridge.rows[kindId].length;
      assert.deepEqual(person.values(`${kind.title.includes(' ') ? `'${kind.title}'` : kind.title}!A1:A3`), [
        [kind.title],
        [`=Cycle 1, pull P1   Rows: ${rowCount}   Pull P1`],
        ['As of 2026-11-20'],
      ]);
      const tableName = `Curbstop_${kind.title.replace(/\W/g, '_')}`;
      const status = kind.purpose !== 'read-only' ? ['Status'] : [];
      assert.deepEqual(person.headings(tableName), [...kind.columns.map(({ header }) => header), ...status]);
      assert.equal(person.table(tableName).area.row, 3);
      assert.equal(person.visibleRows(tableName).length, rowCount + (('blankRows' in kind && kind.blankRows) || 0));
    });
  }

  it('makes numbers of money and days of dates, and leaves texts as they are', async () => {
    await desk.engine.pull('ledger', {});
    await desk.engine.pull('bill-preview', {});
    const { person } = desk.office;
    const [entry] = person.visibleRows('Curbstop_Ledger');
    assert.deepEqual(
      [entry?.['Date'], entry?.['Debit'], entry?.['Credit'], entry?.['Memo'], entry?.['By']],
      [46349, 12.34, '', '+1-800', '@Ann'],
    );
    const [first, second] = person.visibleRows('Curbstop_Bill_Preview');
    assert.deepEqual(
      [first?.['Customer'], first?.['Address'], first?.['Tariff version'], first?.['Amount'], second?.['Amount']],
      ["'t Hooft", '1-2 Main St', '=HYPERLINK("http://x")', 12.3, -0.05],
    );
    const formulas = [...person.formulas('Ledger!A5:K9'), ...person.formulas("'Bill Preview'!A5:N9")].flat();
    assert.deepEqual(formulas, [...person.values('Ledger!A5:K9'), ...person.values("'Bill Preview'!A5:N9")].flat());
    assert.equal((await lookOf(desk, 'Ledger!B5')).format, '0');
    assert.equal((await lookOf(desk, 'Ledger!C5')).format, 'yyyy-mm-dd');
    assert.equal((await lookOf(desk, 'Ledger!G5')).format, '#,##0.00');
    assert.equal((await lookOf(desk, 'Ledger!I5')).format, '@');
  });

  it('shows what the person fills in, offers the choices, and helps at the header', async () => {
    await pullReadings();
    const looks = await Promise.all(['C4', 'D4', 'C5', 'D5'].map((cell) => lookOf(desk, `Readings!${cell}`)));
    assert.equal(new Set(looks.map(({ fill }) => fill)).size, 4);
    const facts = await desk.office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Readings');
      const [choices, help] = [sheet.getRange('D5:D7').dataValidation, sheet.getRange('D4').dataValidation];
      const frozen = sheet.freezePanes.getLocationOrNullObject();
      const exceptions = sheet.getRange('B5:B7').conditionalFormats;
      choices.load('rule');
      help.load('prompt');
      frozen.load('address');
      const count = exceptions.getCount();
      await context.sync();
      const source = choices.rule.list?.source;
      return { source, help: help.prompt.message, frozen: frozen.address, exceptions: count.value };
    });
    assert.equal(facts.source, 'accept,reread,estimate,change,hold');
    assert.match(facts.help, /^You fill this in\. accept the read/);
    assert.match(facts.frozen, /A1:A4$/);
    assert.equal(facts.exceptions, 1);
  });

  it('tells which Curbstop sheet is active, and null for any other', async () => {
    assert.equal(await desk.engine.active(), null);
    await pullReadings();
    assert.deepEqual(await desk.engine.active(), {
      isCopy: false,
      sheetName: 'Readings',
      kind: 'readings',
      pullId: 'P1',
      subject: '=Cycle 1, pull P1',
      asOf: '2026-11-20',
      purpose: 'review',
      parameters: { billRunId: 'R1' },
      billRunId: 'R1',
    });
    desk.office.person.activate('Sheet1');
    assert.equal(await desk.engine.active(), null);
  });

  it('tells of a copy which sheet it is a copy of, also where two pulls look alike', async () => {
    await pullReadings();
    desk.office.person.type('Readings!D5', 'accept');
    await pullReadings();
    const { name } = desk.office.person.copySheet('Readings 2');
    assert.deepEqual(await desk.engine.active(), {
      isCopy: true,
      sheetName: name,
      kind: 'readings',
      originalSheetName: 'Readings 2',
      copies: [],
    });
    desk.office.person.activate('Sheet1');
    await desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').tables.add('A1:B2', false);
      await context.sync();
    });
    assert.equal(await desk.engine.active(), null);
  });

  it('tells of a copy also when headings were renamed or columns deleted before', async () => {
    await pullReadings();
    desk.office.person.renameColumn('Curbstop_Readings', 'Action', 'What to do');
    desk.office.person.deleteColumn('Readings', 'A');
    desk.office.person.copySheet('Readings');
    assert.equal((await desk.engine.active())?.isCopy, true);
  });

  it('follows the active sheet, and stops when asked', async () => {
    const seen: (string | undefined)[] = [];
    const stop = await desk.engine.onActiveChanged((active) => seen.push(active?.sheetName));
    await pullReadings();
    await desk.office.settled();
    assert.equal(seen.at(-1), 'Readings');
    desk.office.person.activate('Sheet1');
    await desk.office.settled();
    assert.equal(seen.at(-1), undefined);
    stop();
    await desk.office.settled();
    const count = seen.length;
    desk.office.person.activate('Readings');
    await desk.office.settled();
    assert.equal(seen.length, count);
  });

  it('finds the sheet again after it and its table were renamed', async () => {
    await pullReadings();
    desk.office.person.renameSheet('Readings', 'Mine');
    await desk.office.Excel.run(async (context) => {
      context.workbook.tables.getItem('Curbstop_Readings').name = 'MyTable';
      await context.sync();
    });
    assert.equal((await desk.engine.active())?.sheetName, 'Mine');
    const outcome = await desk.engine.push({ dryRun: true, mode: 'all' });
    assert.equal(outcome.reply.reply.unchanged, 3);
  });

  it('writes over a sheet where nothing was typed, and keeps formulas that use its table', async () => {
    await pullReadings();
    desk.office.person.type('Sheet1!A1', '=SUM(Curbstop_Readings[Reading])');
    for (const count of [5, 1]) {
      desk.bridge.rows.readings = readings(count);
      assert.equal((await pullReadings()).sheetName, 'Readings');
      assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, count);
      const total = readings(count).reduce((sum, row) => sum + Number(row[7]), 0);
      assert.deepEqual(desk.office.person.values('Sheet1!A1'), [[total]]);
    }
    assert.deepEqual(desk.office.person.values('Readings!A6:U7').flat().join(''), '');
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Readings']);
  });

  it('writes over a sorted and filtered sheet without hiding any of the new rows', async () => {
    await pullReadings();
    desk.office.person.sortTable('Curbstop_Readings', 'Key', false);
    desk.office.person.filterTable('Curbstop_Readings', 'Key', ['R00002']);
    await pullReadings();
    assert.deepEqual(
      desk.office.person.visibleRows('Curbstop_Readings').map((row) => row['Key']),
      ['R00001', 'R00002', 'R00003'],
    );
  });

  it('shows every new row, also where the person had hidden rows by hand', async () => {
    await pullReadings();
    await desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Readings').getRange('6:7').rowHidden = true;
      await context.sync();
    });
    assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, 1);
    assert.equal((await pullReadings()).sheetName, 'Readings');
    assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, 3);
  });

  it('never writes over what was typed and not pushed', async () => {
    await pullReadings();
    desk.office.person.type('Readings!F6', 'dog in yard');
    assert.equal((await pullReadings()).sheetName, 'Readings 2');
    assert.deepEqual(desk.office.person.values('Readings!F6'), [['dog in yard']]);
    assert.equal((await desk.engine.active())?.sheetName, 'Readings 2');
    assert.equal((await pullReadings()).sheetName, 'Readings 2');
    desk.office.person.activate('Readings');
    const front = await desk.engine.active();
    assert.equal(front?.isCopy === false && front.pullId, 'P1');
  });

  it('writes over a sheet again once its edits are pushed', async () => {
    await pullReadings();
    desk.office.person.type('Readings!D5', 'accept');
    await desk.engine.push({ dryRun: true, mode: 'all' });
    assert.equal((await pullReadings()).sheetName, 'Readings 2');
    await desk.engine.push({ dryRun: false, mode: 'all', pullId: 'P1' });
    desk.office.person.activate('Readings');
    assert.equal((await pullReadings()).sheetName, 'Readings');
  });

  for (const [what, change] of [
    ['a column', () => desk.office.person.insertColumn('Readings', 'C')],
    ['a note beside the table', () => desk.office.person.type('Readings!X9', 'call Ann')],
    ['a note below the table', () => desk.office.person.type('Readings!A12', 'call Ann')],
    ['a row above the table', () => desk.office.person.insertRows('Readings', 1)],
    ['a formula', () => desk.office.person.type('Readings!E5', '=1+1')],
    ['a note in a cell that is not hers to fill', () => desk.office.person.type('Readings!T5', 'dog')],
    ['another reading in place of the pulled one', () => desk.office.person.type('Readings!H6', 999)],
    ['a formula in place of a pulled number', () => desk.office.person.type('Readings!H6', '=1001')],
    ['another name for the sheet', () => desk.office.person.renameSheet('Readings', 'Readings March')],
  ] as const) {
    it(`leaves a sheet alone to which the person gave ${what}`, async () => {
      await pullReadings();
      change();
      const kept = sheetNamesOf(desk)[1] ?? '';
      assert.notEqual((await pullReadings()).sheetName, kept);
      assert.equal(sheetNamesOf(desk).length, 3);
    });
  }

  it('keeps a note in a cell that is never pushed also after the sheet was pushed', async () => {
    await pullReadings();
    desk.office.person.type('Readings!D5', 'accept');
    desk.office.person.type('Readings!O5', 'call Ann');
    await desk.engine.push({ dryRun: false, mode: 'all' });
    assert.equal((await pullReadings()).sheetName, 'Readings 2');
    assert.deepEqual(desk.office.person.values('Readings!O5'), [['call Ann']]);
  });

  for (const kindId of sheetKindIds) {
    it(`knows a sheet of ${kindId} for untouched, whatever the types of its cells`, async () => {
      const { sheetName } = await desk.engine.pull(kindId, {});
      assert.equal((await desk.engine.pull(kindId, {})).sheetName, sheetName);
    });
  }

  it('takes the sorting off with the rows that were sorted', async () => {
    await pullReadings();
    await desk.office.Excel.run(async (context) => {
      context.workbook.tables.getItem('Curbstop_Readings').sort.apply([{ key: 0, ascending: false }]);
      await context.sync();
    });
    await pullReadings();
    const fields = await desk.office.Excel.run(async (context) => {
      const { sort } = context.workbook.tables.getItem('Curbstop_Readings');
      sort.load('fields');
      await context.sync();
      return sort.fields;
    });
    assert.equal(fields.length, 0);
  });

  it('forgets a sheet that was deleted: its binding goes and its table name is free again', async () => {
    await pullReadings();
    await desk.engine.pull('ledger', {});
    desk.office.person.deleteSheet('Readings');
    await pullReadings();
    assert.equal(desk.office.host.workbook.xmlParts.length, 2);
    assert.equal(desk.office.person.table('Curbstop_Readings').sheet.name, 'Readings');
  });

  it('keeps the binding of a table that may yet come back by undoing', async () => {
    await pullReadings();
    await desk.office.Excel.run(async (context) => {
      context.workbook.tables.getItem('Curbstop_Readings').convertToRange();
      await context.sync();
    });
    await pullReadings();
    assert.equal(desk.office.host.workbook.xmlParts.length, 2);
  });

  it('does not take a sheet of the person for its own', async () => {
    desk.office.person.addSheet('readings');
    assert.equal((await pullReadings()).sheetName, 'Readings 2');
  });

  it('leaves the workbook as it was when the person stops it', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(desk.engine.pull('readings', {}, { signal: stop.signal }), { name: 'AbortError' });
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1']);
  });

  it('waits while the person types in a cell', async () => {
    desk.office.host.beginCellEdit();
    const pulled = pullReadings();
    await desk.office.settled();
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1']);
    desk.office.host.endCellEdit();
    assert.equal((await pulled).sheetName, 'Readings');
  });

  it('does one pull after the other', async () => {
    await Promise.all([pullReadings(), desk.engine.pull('ledger', {}), pullReadings()]);
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Readings', 'Ledger']);
  });
});
