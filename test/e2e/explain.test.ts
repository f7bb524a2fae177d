import assert from 'node:assert/strict';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_140;

describe('a bill explained, and a rate file tried, through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let bill = { account_id: '', bill_number: 0, total_cents: 0 };
  let desk: Desk;

  before(async () => {
    desk = await town.open();
    [bill = bill] = await town.read((database) =>
      database.raw<(typeof bill)[]>('SELECT * FROM bill ORDER BY total_cents DESC LIMIT 1'),
    );
  });

  after(() => town.close());

  it('asks for the account before it pulls', async () => {
    await desk.pane.getByRole('button', { name: 'Pull Bill Explained' }).click();
    await desk.pane.getByText('Type the account number.').waitFor();
  });

  it('works the bill out again in the sheet, to the cent', async () => {
    const { pane } = desk;
    await pane.getByLabel('Account number of the bill').fill(bill.account_id);
    await pane.getByLabel('Bill number, or empty for the newest').fill(String(bill.bill_number));
    await pane.getByRole('button', { name: 'Pull Bill Explained' }).click();
    await pane.getByText(/rows pulled into the sheet “Bill Explained”/).waitFor();
    const rows = await desk.rows('Bill Explained');
    assert.equal(Math.round(Number(rows.at(-1)?.cells['Amount']) * 100), bill.total_cents);
    assert.ok(rows.some(({ cells }) => cells['What'] === 'Tier 2'));
  });

  it('says that there is no such account, and keeps the sheet', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByLabel('Account number of the bill').fill('nobody');
    await pane.getByRole('button', { name: 'Pull Bill Explained' }).click();
    await pane.getByText(/There is no posted bill|The account "nobody" has no posted bill/).waitFor();
    assert.ok((await desk.rows('Bill Explained')).length > 10);
  });

  it('lists the problems of a rate file, and prices cases with it', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Rates', exact: true }).click();
    const text = 'metadata: {effective_date: 2026-01-01}\nrate_structure:\n  HOME:\n    bill: usage_ccf*(2\n';
    await pane.getByRole('button', { name: 'Pull Rate Check' }).click();
    await pane.getByText('Choose the rate file first.').waitFor();
    const choose = (label: string, name: string, content: string) =>
      pane
        .locator(`input[type="file"][aria-label="${label}"]`)
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
    await choose('Rate file (OWRS)', 'home.owrs', text);
    await pane.getByRole('button', { name: 'Pull Rate Check' }).click();
    await pane.getByText(/row pulled into the sheet “Rate Check”/).waitFor();
    const [problem] = await desk.rows('Rate Check');
    assert.deepEqual([problem?.cells['Kind'], problem?.cells['Line']], ['error', 4]);
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Rates', exact: true }).click();
    await choose('Rate file (OWRS)', 'home.owrs', text.replace('(2', '2'));
    const cases = '{"class": "HOME", "inputs": {"usage_ccf": "1.5"}}\n{"class": "HOME", "inputs": {"usage_ccf": "-1"}}';
    await choose('Cases to price, one JSON object a line', 'cases.jsonl', cases);
    await pane.getByRole('button', { name: 'Pull Priced Cases' }).click();
    await pane.getByText(/rows pulled into the sheet “Priced Cases”/).waitFor();
    const rows = await desk.rows('Priced Cases');
    assert.equal(rows.find(({ cells }) => cells['Component'] === 'bill')?.cells['Bill'], 3);
    assert.match(String(rows.at(-1)?.cells['Error']), /below zero/);
  });

  it('used nothing that Excel lacks', async () => {
    await desk.assertClean();
  });
});
