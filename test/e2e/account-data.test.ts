import assert from 'node:assert/strict';
import { addDays } from '../../bridge/contract/calendar-date.js';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_133;
const SHEET = 'Account Data';

describe('account data and a rate study through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  const { today } = town;
  let desk: Desk;

  before(async () => {
    desk = await town.open();
  });

  after(() => town.close());

  const press = (name: string) => desk.pane.getByRole('button', { name, exact: true }).click();

  it('pulls the items of all open accounts, and refuses a wrong value at its cell', async () => {
    const { pane } = desk;
    await press('Pull Account Data');
    await pane.getByText(/rows pulled into the sheet “Account Data”/).waitFor();
    await desk.type(`'${SHEET}'!G5`, 'edge of town!');
    await press('Preview');
    await pane.getByText(/Nothing was pushed: 1 row refused/).waitFor();
    await pane.getByRole('button', { name: /Row 5, Value/ }).waitFor();
  });

  it('pushes a changed value and a fee in a row of her own', async () => {
    const { pane } = desk;
    const rows = await desk.rows(SHEET);
    const free = rows.length + 5;
    const account = String(rows[0]?.cells['Account']);
    await desk.type(`'${SHEET}'!G5`, 'outside_city');
    await desk.type(`'${SHEET}'!H5`, addDays(today, 30));
    await desk.type(`'${SHEET}'!B${free}`, account);
    await desk.type(`'${SHEET}'!F${free}`, 'fee_returned_item');
    await desk.type(`'${SHEET}'!G${free}`, 1);
    await desk.type(`'${SHEET}'!H${free}`, addDays(today, 5));
    await press('Push');
    await pane.getByText(/^Pushed: 2 rows/).waitFor();
    const states = (await desk.rows(SHEET)).flatMap(({ cells }) => cells['Status'] || []);
    assert.deepEqual(states, [
      `city_limits from ${addDays(today, 30)}: outside_city; until now inside_city.`,
      `fee_returned_item from ${addDays(today, 5)}: 1; until now not said.`,
    ]);
  });

  it('shows it when the account is pulled again, with the tariff that asks for the fee', async () => {
    const { pane } = desk;
    const account = String((await desk.rows(SHEET))[0]?.cells['Account']);
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByLabel('Which accounts').selectOption('One account');
    const form = pane.getByRole('region', { name: 'Account data' });
    await form.getByLabel('Account number').fill(account);
    await press('Pull Account Data');
    await pane.getByText(`Account ${account}`, { exact: true }).waitFor();
    const rows = (await desk.rows(SHEET))
      .map(({ cells }) => [cells['Item'], cells['State'], cells['Asked for by']])
      .filter(([item]) => item === 'city_limits' || item === 'fee_returned_item');
    assert.deepEqual(rows, [
      ['city_limits', 'in force', ''],
      ['city_limits', 'to come', ''],
      ['fee_returned_item', 'to be billed', 'Water (SAMPLE rates)'],
    ]);
  });

  it('opens the tariffs from the ribbon, and brings a study into a sheet', async () => {
    const { pane, page } = desk;
    await page.getByRole('button', { name: 'Rates', exact: true }).click();
    const form = pane.getByRole('region', { name: 'Study rates' });
    await form.getByLabel('Tariff').selectOption('sewer-alabaster');
    await form.getByRole('button', { name: 'Study', exact: true }).click();
    await press('Pull Rate Study');
    await pane.getByRole('tab', { name: 'Sheet' }).click();
    await pane.getByText(/rows pulled into the sheet “Rate Study”/).waitFor();
    const tables = new Set((await desk.rows('Rate Study')).map(({ cells }) => cells['Table']));
    assert.deepEqual([...tables], ['Revenue by class', 'Revenue by month', 'Bills by use', 'Largest changes']);
  });

  it('used nothing that Excel lacks, and left nothing in the console', async () => {
    await desk.assertClean();
  });
});
