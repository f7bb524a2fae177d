import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { hasAccountColumn } from '../../../addin/sheets/account-column.js';
import type { SelectedRow } from '../../../addin/sheets/sheet-engine.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';
import { readings } from './support/sample-rows.js';

const ACCOUNT = sheetKinds.readings.columns.findIndex(({ id }) => id === 'account');

describe('rows and their accounts', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    const accounts = ['A1', 'A2', 'A1', 'A3'];
    desk.bridge.rows.readings = readings(4).map((row, index) => row.with(ACCOUNT, accounts[index] ?? null));
    await desk.engine.pull('readings', { billRunId: '1-2026-11' });
  });
  afterEach(() => closeDesk(desk));

  const select = (address: string) =>
    desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Readings').getRange(address).select();
      await context.sync();
    });
  const next = (accountId: string) => desk.engine.nextRowOfAccount('P1', accountId);

  it('are told together for the selected row, wherever the column is now', async () => {
    const told: (string | null)[] = [];
    const stop = await desk.engine.onRowSelected((row: SelectedRow | null) => told.push(row?.accountId ?? null));
    await select('D6');
    await wait(50);
    assert.equal(told.at(-1), 'A2');
    desk.office.person.insertColumn('Readings', 'B');
    desk.office.person.sortTable('Curbstop_Readings', 'Account', false);
    await select('C5');
    await wait(50);
    assert.equal(told.at(-1), 'A3');
    stop();
  });

  it('are none for an empty account cell, but the row is told, also without its key', async () => {
    const told: (SelectedRow | null)[] = [];
    const stop = await desk.engine.onRowSelected((row) => told.push(row));
    const letter = String.fromCharCode(65 + ACCOUNT);
    desk.office.person.type(`Readings!${letter}5`, '');
    await select('D5');
    await wait(50);
    assert.deepEqual([told.at(-1)?.rowKey, told.at(-1)?.accountId], ['R00001', null]);
    desk.office.person.type('Readings!A6', '');
    await select('D6');
    await wait(50);
    assert.deepEqual([told.at(-1)?.rowKey, told.at(-1)?.accountId], ['', 'A2']);
    stop();
  });

  it('are found from the account, the next below the active cell and then the first again', async () => {
    await select('D5');
    assert.deepEqual(await next('A1'), { rowKey: 'R00003', sheetRow: 7, place: 2, count: 2 });
    await select('D7');
    assert.deepEqual(await next('A1'), { rowKey: 'R00001', sheetRow: 5, place: 1, count: 2 });
    assert.deepEqual(await next('A2'), { rowKey: 'R00002', sheetRow: 6, place: 1, count: 1 });
  });

  it('are found where they are after sorting, and a row without a key can be gone to', async () => {
    desk.office.person.sortTable('Curbstop_Readings', 'Key', false);
    await select('D5');
    desk.office.person.type('Readings!A7', '');
    const row = await next('A2');
    assert.deepEqual(row, { rowKey: '', sheetRow: 7, place: 1, count: 1 });
    const place = { pullId: 'P1', rowKey: row.rowKey, sheetRow: row.sheetRow, columnId: 'account' };
    assert.deepEqual(await desk.engine.goTo(place), { found: 'shown', sheetRow: 7 });
  });

  it('are not found for a part of a number; the sheet is named', async () => {
    await assert.rejects(next('A'), {
      code: 'account-not-in-sheet',
      message: 'Account A is not in the sheet "Readings".',
    });
    desk.office.person.deleteSheet('Readings');
    await assert.rejects(next('A1'), { code: 'no-curbstop-sheet' });
  });

  it('are of kinds whose rows name a customer’s account, not an account of the ledger', () => {
    const kinds = ['readings', 'bill-preview', 'aging', 'ledger', 'adjustments', 'meters'] as const;
    for (const kind of kinds) assert.ok(hasAccountColumn(kind), kind);
    assert.deepEqual([hasAccountColumn('trial-balance'), hasAccountColumn('rates')], [false, false]);
  });
});
