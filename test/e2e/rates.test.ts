import assert from 'node:assert/strict';
import { addDays } from '../../bridge/contract/calendar-date.js';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_130;

describe('a new version of a tariff through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  const { today } = town;
  const newDate = addDays(today, 60);
  let desk: Desk;

  before(async () => {
    desk = await town.open();
  });

  after(() => town.close());

  /** The row of the Rates sheet with these texts. */
  async function rowOf(className: string, item: string): Promise<number> {
    const rows = await desk.rows('Rates');
    const row = rows.find(({ cells }) => cells['Class'] === className && cells['Item'] === item);
    assert.ok(row, `${className}, ${item}`);
    return row.sheetRow;
  }

  const changeRates = () => desk.pane.getByRole('region', { name: 'Change rates in a sheet' });
  const preview = () => desk.pane.getByRole('button', { name: 'Preview', exact: true }).click();

  it('lists the tariffs with their versions, and pulls one into a sheet', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Rates', exact: true }).click();
    await changeRates().getByLabel('Tariff').selectOption('water-sample');
    await pane.getByRole('radio', { name: /From Jan 1, 2000/ }).waitFor();
    await pane.getByRole('button', { name: 'Pull Rates' }).click();
    await pane.getByText(/rows pulled into the sheet “Rates”/).waitFor();
    const [first] = await desk.rows('Rates');
    assert.deepEqual([first?.cells['Item'], first?.cells['Price']], ['Effective date', '2000-01-01']);
  });

  it('asks at its cell for the new date', async () => {
    const { pane, page } = desk;
    await desk.type(`Rates!F${await rowOf('RESIDENTIAL', 'Base, meter 5/8"')}`, 23);
    await preview();
    await pane.getByText(/Nothing was pushed: 1 row refused/).waitFor();
    await page.evaluate(() => window.curbstopWorkbench.person.select('Rates!A1'));
    await pane.getByRole('button', { name: /Row 5, Price/ }).click();
    await page.waitForFunction(() => document.getElementById('cell-address')?.textContent === 'F5');
  });

  it('previews whose bills change, by how much in all, by class, and the largest', async () => {
    const { pane } = desk;
    await desk.type('Rates!F5', newDate);
    await preview();
    await pane.getByText(/^Preview: 2 rows to push/).waitFor();
    await pane.getByRole('heading', { name: 'What changes in bills' }).waitFor();
    const [, changed = '', bills = ''] = /^(\d+) of (\d+)$/.exec(await fact('Bills that change')) ?? [];
    assert.ok(Number(changed) > 0 && Number(changed) < Number(bills), `${changed} of ${bills}`);
    // The base goes from 21.50 to 23.00 on every residential bill with a 5/8" meter, and nothing else does.
    const dollars = (Number(changed) * 1.5).toFixed(2);
    assert.match(await fact('Difference'), new RegExp(`^\\+\\$${dollars.replace('.', '\\.')} \\(\\+\\d`));
    await pane.getByRole('row', { name: new RegExp(`Residential ${changed} of \\d+ .*\\+\\$${dollars}`) }).waitFor();
    const largest = pane.getByRole('table', { name: 'The 10 largest changes' }).getByRole('row');
    assert.equal(await largest.count(), 11);
    assert.match(await largest.nth(1).innerText(), /residential[\s\S]*\+\$1\.50/);
  });

  function fact(label: string): Promise<string> {
    return desk.pane
      .locator('dl > div', { has: desk.pane.getByText(label, { exact: true }) })
      .locator('dd')
      .innerText();
  }

  it('pushes it as a new version, which is then in the list', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Push', exact: true }).click();
    await pane.getByText(/^Pushed: 2 rows/).waitFor();
    assert.deepEqual(
      (await desk.rows('Rates')).flatMap(({ cells }) => cells['Status'] || []),
      [`Effective date 2000-01-01 becomes ${newDate}.`, 'Price 21.5 becomes 23.'],
    );
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Rates', exact: true }).click();
    await changeRates().getByLabel('Tariff').selectOption('water-sample');
    await pane.getByRole('radio').nth(1).waitFor();
    assert.match(await pane.getByRole('radiogroup').innerText(), /to come[\s\S]*Jan 1, 2000\s+in force/);
  });

  it('studies a version over the last 12 months: in all, by class and month, and by use', async () => {
    const { pane } = desk;
    const form = pane.getByRole('region', { name: 'Study rates' });
    await form.getByLabel('Tariff').selectOption('water-sample');
    assert.match(await form.getByLabel('Rates to study').locator('option').first().innerText(), /\(to come\)/);
    await form.getByRole('button', { name: 'Study', exact: true }).click();
    const result = pane.getByRole('region', { name: /^Study of / });
    await result.waitFor();
    const total = (label: string) => result.locator('dl > div', { hasText: label }).locator('dd').last().innerText();
    const before = await total('Before');
    assert.match(before, /^\$[\d,]+\.\d\d$/);
    assert.match(await total('Difference'), /^\+\$/);
    for (const name of ['Revenue by class', 'Revenue by month']) {
      const last = pane.getByRole('table', { name }).getByRole('row').last();
      assert.ok((await last.innerText()).includes(before), name);
    }
    // The base goes up by 1.50 on bills of every use with a 5/8" meter.
    await pane
      .getByRole('table', { name: 'Mean bill by use' })
      .getByRole('row', { name: /\+\$1\.50/ })
      .first()
      .waitFor();
  });

  it('draws two bars for each month that the table has', async () => {
    const { pane } = desk;
    const months = pane.getByRole('table', { name: 'Revenue by month' }).locator('tbody tr');
    const bars = pane.getByRole('group', { name: 'Revenue by month' }).locator('svg rect[aria-label*=": $"]');
    await bars.first().waitFor();
    assert.equal(await bars.count(), 2 * (await months.count()));
  });

  it('says where a rate file to study is wrong', async () => {
    const { pane } = desk;
    const form = pane.getByRole('region', { name: 'Study rates' });
    await form.getByLabel('Rates to study').selectOption('A rate file');
    await form.getByRole('button', { name: 'Study', exact: true }).click();
    await form.getByText('Choose the rate file first.').waitFor();
    const buffer = Buffer.from('metadata: [');
    await form.locator('input[type=file]').setInputFiles({ name: 'broken.owrs', mimeType: 'text/yaml', buffer });
    await form.getByRole('button', { name: 'Study', exact: true }).click();
    await form.getByText('The study did not finish').waitFor();
  });

  it('used nothing that Excel lacks, and left nothing in the console', async () => {
    await desk.assertClean();
  });

  it('keeps the rate file as it was but for the two values', async () => {
    await town.bridge.stop();
    const rows = await town.read((database) =>
      database.raw<{ source: string }[]>(
        `SELECT source FROM tariff_version WHERE tariff_id = 'water-sample' ORDER BY effective_from`,
      ),
    );
    const [before, after] = rows.map(({ source }) => source);
    assert.equal(rows.length, 2);
    assert.equal(after, before?.replace('2000-01-01', newDate).replace('21.50', '23.00'));
  });
});
