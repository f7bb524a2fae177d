import assert from 'node:assert/strict';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_183;

interface Somebody {
  readonly account_id: string;
  readonly name: string;
  readonly meter_id: string;
}

describe('an account through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;
  let person: Somebody;

  before(async () => {
    desk = await town.open();
    const [found] = await town.read((database) =>
      database.raw<Somebody[]>(
        `SELECT account_id, customer.name, meter_id FROM bill_run JOIN period_read USING (bill_run_id)
         JOIN account USING (account_id) JOIN customer USING (customer_id)
         WHERE bill_run.status = 'open' AND cycle_id = '1'
         GROUP BY account_id HAVING count(*) = 1 ORDER BY account_id LIMIT 1 OFFSET 4`,
      ),
    );
    assert.ok(found);
    person = found;
  });

  after(() => town.close());

  const field = () => desk.pane.getByLabel('Name, address, account or meter number');
  const open = () => desk.pane.getByRole('heading', { name: `Account ${person.account_id}` });

  it('asks for more than a letter, by the keyboard alone', async () => {
    await field().focus();
    await desk.page.keyboard.type('a');
    await desk.page.keyboard.press('Enter');
    await desk.pane.getByText('Type at least 2 letters or digits.').waitFor();
  });

  it('says that nothing is found, and finds by the meter', async () => {
    await field().fill('no such person');
    await field().press('Enter');
    await desk.pane.getByText('Nothing is found for “no such person”').waitFor();
    await field().fill(person.meter_id.toLowerCase());
    await field().press('Enter');
    await desk.pane.getByText(/^\d+ accounts? found$/).waitFor();
    const hit = desk.pane.getByRole('button', { name: new RegExp(`Account ${person.account_id}, active`) });
    await hit.focus();
    await desk.page.keyboard.press('Enter');
    await open().waitFor();
    await desk.pane.getByText(person.name, { exact: true }).waitFor();
    for (const part of ['Balance', 'Services', 'Use', 'Notes', 'Open work orders', 'Last bills', 'Last payments']) {
      await desk.pane.getByRole('region', { name: part, exact: true }).waitFor();
    }
  });

  it('takes a note, shows it on top, and strikes it so that it stays to be read', async () => {
    const { pane } = desk;
    const notes = pane.getByRole('region', { name: 'Notes', exact: true });
    await notes.getByRole('button', { name: 'Add note' }).click();
    await notes.getByText('Type what is to be noted.').waitFor();
    await notes.getByLabel('New note').fill('=Dog in the yard');
    await notes.getByRole('button', { name: 'Add note' }).click();
    await notes.getByText('The note is kept').waitFor();
    const newest = notes.getByRole('listitem').first();
    await newest.getByText('=Dog in the yard').waitFor();
    assert.equal(await notes.getByLabel('New note').inputValue(), '');
    await newest.getByRole('button', { name: 'Strike the note “=Dog in the yard”' }).click();
    await pane.getByRole('alertdialog').getByRole('button', { name: 'Strike', exact: true }).click();
    await newest.getByText(/^Struck .* · Dana Whitlock$/).waitFor();
    await newest.locator('s', { hasText: '=Dog in the yard' }).waitFor();
  });

  it('leads back to what was found', async () => {
    await desk.pane.getByRole('button', { name: 'Back to the search' }).click();
    await desk.pane.getByText(/^\d+ accounts? found$/).waitFor();
    assert.equal(await field().inputValue(), person.meter_id.toLowerCase());
  });

  it('is searched for again by the same text, as somebody may have moved in meanwhile', async () => {
    await field().fill('Yolanda Quillfeather');
    await field().press('Enter');
    await desk.pane.getByText('Nothing is found for “Yolanda Quillfeather”').waitFor();
    await town.read((database) =>
      database.raw(
        `UPDATE customer SET name = 'Quillfeather, Yolanda'
         WHERE customer_id = (SELECT customer_id FROM account WHERE account_id = ?)`,
        [person.account_id],
      ),
    );
    await field().press('Enter');
    await desk.pane.getByText('1 account found').waitFor();
    await desk.pane.getByText('Quillfeather, Yolanda').waitFor();
  });

  it('is opened from the selected row of a sheet, and found in it again', async () => {
    const { pane, page } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Pull Readings' }).click();
    await pane.getByText(/rows pulled into the sheet “Readings”/).waitFor();
    const row = (await desk.rows('Readings')).find(({ cells }) => cells['Account'] === person.account_id);
    assert.ok(row);
    const select = (address: string) =>
      page.evaluate((at) => window.curbstopWorkbench.person.select(at), `Readings!${address}`);
    await select(`D${row.sheetRow}`);
    await pane.getByRole('button', { name: `Open account ${person.account_id}` }).click();
    await open().waitFor();
    await select('D5');
    await pane.getByRole('button', { name: 'Find in this sheet' }).click();
    await pane.getByText(`It is in row ${row.sheetRow}.`).waitFor();
    await pane.getByRole('button', { name: 'Back to the sheet' }).click();
    await pane.getByRole('button', { name: `Open account ${person.account_id}` }).waitFor();
  });

  it('used nothing that Excel lacks', async () => {
    await desk.assertClean();
  });
});
