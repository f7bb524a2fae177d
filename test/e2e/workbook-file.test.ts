import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { assertEventually } from './support/assert-eventually.js';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_147;
const SHEET = 'Account Data';

describe('the workbench’s file, sorting and filtering', function () {
  this.timeout(300_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-file-'));
    desk = await town.open();
    await press('Pull Account Data');
    await desk.pane.getByText(/rows pulled into the sheet “Account Data”/).waitFor();
  });

  after(async () => {
    await town.close();
    await rm(folder, { recursive: true, force: true });
  });

  const press = (name: string) => desk.pane.getByRole('button', { name, exact: true }).click();
  const select = (address: string) =>
    desk.page.evaluate((at) => window.curbstopWorkbench.person.select(at), `'${SHEET}'!${address}`);
  const firstColumn = async () => (await desk.rows(SHEET)).map(({ cells }) => String(cells['Account']));
  const shownRows = () =>
    desk.page.evaluate((name) => {
      const { person } = window.curbstopWorkbench;
      const [table] = person.sheet(name).tables;
      return table === undefined ? [] : person.visibleRows(table.name).map((row) => row['Account']);
    }, SHEET);
  const saveFile = async (): Promise<string> => {
    const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.keyboard.press('Control+s')]);
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  };

  it('sorts by a heading’s menu and takes it back by Ctrl+Z', async () => {
    const { page } = desk;
    const before = await firstColumn();
    await select('B4');
    await page.getByRole('button', { name: 'Sort and filter' }).click();
    await page.getByRole('button', { name: /Z to A/ }).click();
    assert.deepEqual(await firstColumn(), [...before].sort().reverse());
    await page.keyboard.press('Control+z');
    await page.waitForFunction(([at, first]) => window.curbstopWorkbench.person.values(at)[0]?.[0] === first, [
      `'${SHEET}'!B5`,
      before[0],
    ] as const);
    assert.deepEqual(await firstColumn(), before);
  });

  it('filters by the keyboard alone, and shows all rows again', async () => {
    const { page } = desk;
    const [account] = await firstColumn();
    const all = await shownRows();
    await select('B4');
    await page.getByRole('button', { name: 'Sort and filter' }).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    const menu = page.getByRole('dialog', { name: 'Account' });
    await menu.getByLabel('Show values with').focus();
    await page.keyboard.type(String(account));
    await page.keyboard.press('Enter');
    // The filter comes with the event that the menu was closed, which is a moment after that.
    const isFiltered = async () => (await shownRows()).every((shown) => shown === account);
    await assertEventually(isFiltered, 'the rows of the account alone');
    await page.keyboard.press('Alt+ArrowDown');
    await menu.getByRole('button', { name: 'Clear filter' }).press('Enter');
    await assertEventually(async () => (await shownRows()).length === all.length, 'all rows again');
    assert.deepEqual(await shownRows(), all);
  });

  it('saves a draft by Ctrl+S, opens it again later and pushes it', async () => {
    const { page, pane } = desk;
    const index = (await desk.rows(SHEET)).findIndex(({ cells }) => cells['Value'] === 'inside_city');
    const value = `'${SHEET}'!G${index + 5}`;
    const from = `'${SHEET}'!H${index + 5}`;
    await desk.type(value, 'outside_city');
    await desk.type(from, town.today);
    const file = await saveFile();
    await page.getByText('Workbench.xlsx is saved.').waitFor();
    await desk.type(value, 'lost');
    await page.locator('#chosen-file').setInputFiles(file);
    await page.getByText('Workbench.xlsx is open.').waitFor();
    assert.deepEqual(await desk.cells(value), [['outside_city']]);
    await pane.getByRole('tab', { name: 'Home' }).waitFor();
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await pane.getByText(/^Pushed: 1 row/).waitFor();
  });

  it('refuses a broken file with the reason and keeps what is open', async () => {
    const { page } = desk;
    const file = path.join(folder, 'broken.xlsx');
    await writeFile(file, 'Account,Use\n');
    const before = await firstColumn();
    await page.locator('#chosen-file').setInputFiles(file);
    await page
      .getByRole('alert')
      .getByText(/broken\.xlsx is not an \.xlsx file/)
      .waitFor();
    assert.deepEqual(await firstColumn(), before);
    await desk.assertClean();
  });
});
