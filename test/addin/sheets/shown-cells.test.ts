import assert from 'node:assert/strict';
import type { PushOptions } from '../../../addin/sheets/sheet-engine.js';
import { shownCells } from '../../../addin/sheets/shown-cells.js';
import type { CellInput } from '../../../addin/workbench/host/model/writing.js';
import { conditionalLookAt } from '../../../addin/workbench/host/model/conditional-look.js';
import { adjustmentsSheet } from '../../../bridge/contract/sheets/adjustments.js';
import { closeDesk, lookOf, openDesk, statusOf, type Desk } from './support/desk.js';

const PREVIEW: PushOptions = { dryRun: true, mode: 'all' };
const PUSH: PushOptions = { dryRun: false, mode: 'all' };

const shownOf = (name: string, balance: string) => {
  return {
    name,
    balance,
    lastBill: '7 of 2026-10-20, $45.00',
    tax: '-1.05',
    total: '-13.39',
    corrects: '7 of 2026-10-20',
  };
};

describe('what the bridge shows beside typed rows', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.shown.set('10-1', shownOf('Ann Lee', '45.00'));
    desk.bridge.shown.set('10-2', shownOf('=HYPERLINK("http://x")', '0.00'));
    await desk.engine.pull('adjustments', {});
  });
  afterEach(() => closeDesk(desk));

  const TABLE = 'Curbstop_Adjustments';
  const typeRow = (row: number, account: string, amount: CellInput) =>
    desk.office.person.paste(`Adjustments!E${row}`, [[account, 'water', 'goodwill', amount, 'leak fixed']]);
  /** Name, balance, last bill, tax, total and the bill that it corrects. */
  const shown = (row: number) => [
    ...(desk.office.person.values(`Adjustments!B${row}:D${row}`)[0] ?? []),
    ...(desk.office.person.values(`Adjustments!Q${row}:S${row}`)[0] ?? []),
  ];
  const NOTHING = ['', '', '', '', '', ''];
  const ANN = ['Ann Lee', 45, '7 of 2026-10-20, $45.00', -1.05, -13.39, '7 of 2026-10-20'];

  it('stands in the columns that nobody types into, after a preview and after a push, money with two decimals', async () => {
    typeRow(5, '10-1', -12.34);
    await desk.engine.push(PREVIEW);
    assert.deepEqual(shown(5), ANN);
    assert.equal((await lookOf(desk, 'Adjustments!C5')).format, '#,##0.00');
    await desk.engine.push(PUSH);
    assert.deepEqual(shown(5), ANN);
  });

  it('stands beside refused rows too', async () => {
    typeRow(5, '10-1', 'twelve');
    await desk.engine.push(PREVIEW);
    assert.match(String(statusOf(desk, TABLE)[0]), /^not-a-number/);
    assert.deepEqual(shown(5), ANN);
  });

  it('is of the account alone where a refused row lacks too much to be worked out', async () => {
    desk.bridge.accountFacts.set('10-3', { name: 'Bo Day', balance: '9.10', lastBill: 'never billed' });
    typeRow(5, '10-3', 'twelve');
    typeRow(6, '10-4', 'twelve');
    await desk.engine.push(PREVIEW);
    assert.deepEqual(shown(5), ['Bo Day', 9.1, 'never billed', '', '', '']);
    assert.deepEqual(shown(6), ['No such account', '', '', '', '', '']);
  });

  it('never is a formula', async () => {
    typeRow(5, '10-2', -12.34);
    await desk.engine.push(PREVIEW);
    assert.equal(shown(5)?.[0], '=HYPERLINK("http://x")');
    assert.equal(desk.office.person.table(TABLE).sheet.formula(4, 1), '=HYPERLINK("http://x")');
    assert.equal((await lookOf(desk, 'Adjustments!B5')).format, '@');
  });

  it('goes to its row by the key where the rows were sorted meanwhile', async () => {
    typeRow(5, '10-2', -2);
    typeRow(6, '10-1', -1);
    desk.bridge.whileAnswering = () => desk.office.person.sortTable(TABLE, 'Account');
    await desk.engine.push(PREVIEW);
    const rows = desk.office.person.values('Adjustments!B5:M29').filter(([, , , account]) => account !== '');
    assert.deepEqual(
      rows.map((row) => [row[3], row[0]]),
      [
        ['10-1', 'Ann Lee'],
        ['10-2', '=HYPERLINK("http://x")'],
      ],
    );
  });

  it('is taken away where the row says nothing more', async () => {
    typeRow(5, '10-1', -12.34);
    await desk.engine.push(PREVIEW);
    desk.office.person.clear('Adjustments!E5:P5');
    await desk.engine.push(PREVIEW);
    assert.deepEqual(shown(5), NOTHING);
  });

  it('stays as it was beside a row that was pushed before', () => {
    const columns = new Map([['name', { tableColumnId: 1, name: 'Name', index: 12 }]]);
    const row = { key: 'A1', sheetRow: 5, text: 'Done with receipt 1.' };
    const cellsBeside = (state: 'unchanged' | 'refused') =>
      shownCells({ kind: adjustmentsSheet, columns }, [{ ...row, state }]).map(({ cells }) => cells);
    assert.deepEqual(cellsBeside('unchanged'), [[null]]);
    assert.deepEqual(cellsBeside('refused'), [['']]);
  });

  it('has a colour of its own where the Status says that the row waits', () => {
    const { workbook } = desk.office.host;
    const { sheet, columns } = desk.office.person.table(TABLE);
    const status = columns.findIndex(({ name }) => name === 'Status');
    const fillOf = (text: string) => {
      desk.office.person.type('Adjustments!T5', text);
      return conditionalLookAt(workbook, sheet, 4, status).fill;
    };
    const waits = 'Waits for approval as request 3: above the limit.';
    for (const text of [waits, `Preview: ${waits}`, 'Request 3: waits.']) assert.equal(fillOf(text), '#DDEBF7', text);
    for (const text of ['', 'Request 3: approved by Sam.', 'Credit $5.00']) assert.equal(fillOf(text), undefined, text);
  });

  it('is no edit of the person: nothing is said to be unsent, and the pushed sheet is used again', async () => {
    typeRow(5, '10-1', -12.34);
    const { reply } = await desk.engine.push(PUSH);
    assert.deepEqual(reply.reply.notices, []);
    await desk.engine.pull('adjustments', {});
    assert.deepEqual(
      desk.office.host.workbook.sheets.map(({ name }) => name),
      ['Sheet1', 'Adjustments'],
    );
    assert.deepEqual(shown(5), NOTHING);
  });
});
