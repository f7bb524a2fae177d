import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_173;

describe('loading route books and looking at a read, through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.open();
  });

  after(() => town.close());

  const press = (name: string) => desk.pane.getByRole('button', { name, exact: true }).click();

  it('says what is missing in the form, and what is not of the run', async () => {
    const { pane } = desk;
    await press('Load route books');
    await pane.getByLabel('Which stops').selectOption('range');
    await press('Check');
    await pane.getByText('Type one route, such as R01.').waitFor();
    assert.equal(await pane.getByText('Type a stop number.').count(), 2);
    await pane.getByLabel('Which stops').selectOption('routes');
    await pane.getByLabel('Routes, one a line or apart by commas').fill('R99');
    await press('Check');
    await pane.getByText('There is no route "R99" in the run', { exact: false }).waitFor();
  });

  it('checks first, then writes the files where it says, and writes them again when asked', async () => {
    const { pane } = desk;
    await pane.getByLabel('Which stops').selectOption('cycle');
    await press('Check');
    await pane.getByText(/^\d+ stops would be loaded\. Nothing has changed yet\.$/).waitFor();
    const count = () => town.read((database) => database('route_book_load').count({ loads: '*' }));
    assert.deepEqual(await count(), [{ loads: 0 }]);
    await press('Write the files');
    await pane.getByText('1 file written on the bridge’s computer').waitFor();
    const folder = await pane.getByText(/route-books.load-1-/).innerText();
    const files = readdirSync(folder);
    assert.equal(files.length, 1);
    assert.deepEqual(await count(), [{ loads: 1 }]);
    const again = desk.page.waitForResponse((response) => response.url().endsWith('/api/loads/1/files'));
    await press('Write the files of load 1 again');
    assert.equal((await again).status(), 200);
    assert.deepEqual(readdirSync(folder), files);
    assert.deepEqual(await count(), [{ loads: 1 }]);
  });

  it('shows the reads, the limits and the trail of the row that is selected', async () => {
    const { pane, page } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await press('Pull Readings');
    await pane.getByText(/rows? pulled into the sheet “Readings/).waitFor();
    const [, row] = await desk.rows('Readings');
    assert.ok(row);
    await page.evaluate((at) => window.curbstopWorkbench.person.select(at), `Readings!D${row.sheetRow}`);
    await pane.getByRole('heading', { name: `Account ${String(row.cells['Account'])}` }).waitFor();
    await pane.getByRole('group', { name: 'Gallons used by period' }).waitFor();
    await pane.getByRole('table', { name: 'Past reads' }).waitFor();
    await desk.assertClean();
  });
});
