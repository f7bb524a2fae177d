import assert from 'node:assert/strict';
import { account as accountOf } from '../../bridge/queries/account.js';
import { receipts } from '../../bridge/queries/receipts.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { narrowPane, pixelsBeyond, type Desk } from './support/desk.js';
import { assertEventually } from './support/assert-eventually.js';
import { SampleDesk } from './support/sample-desk.js';

const OWING = `SELECT account_id AS id FROM posting JOIN account USING (account_id) WHERE status = 'active'
  GROUP BY account_id HAVING sum(amount_cents) > 5000 ORDER BY account_id LIMIT 2`;

/** What the coordinator asks for, above her limit of $500, and what she may give by herself. */
const ASKED = -600;
const GIVEN = -12.34;

describe('an adjustment above the limit, from the sheet to the word of another person', function () {
  this.timeout(300_000);

  const town = new SampleDesk(27_165);
  let desk: Desk;
  let asked: string;
  let given: string;
  let owedBefore: number;

  before(async () => {
    desk = await town.open();
    [asked = '', given = ''] = await town.read(async (database) => {
      const rows = await database.raw<{ id: string }[]>(OWING);
      return rows.map(({ id }) => id);
    });
    owedBefore = await owed(asked);
  });
  after(() => town.close());

  const button = (name: string | RegExp) => desk.pane.getByRole('button', { name, exact: true });
  const told = (sentence: string | RegExp) => desk.pane.getByText(sentence).first().waitFor();
  const tab = (name: string) => desk.pane.getByRole('tab', { name }).click();
  const owed = (accountId: string) =>
    town.read(async (database) => (await accountOf(database, accountId, null)).balanceCents);
  const newestReceipt = async () => (await town.read(receipts))[0]?.receiptNumber ?? assert.fail('no receipts');
  const rowsOf = async (sheet: string) => new Map((await desk.rows(sheet)).map((row) => [row.sheetRow, row.cells]));
  const status = async (row: number) => String((await rowsOf('Adjustments')).get(row)?.['Status']);
  const showSheet = (name: string) =>
    desk.page.evaluate((sheet) => window.curbstopWorkbench.person.activate(sheet), name);

  async function typeRow(row: number, cells: readonly (string | number)[]): Promise<void> {
    for (const [index, cell] of cells.entries()) {
      if (cell !== '') await desk.type(`Adjustments!${String.fromCharCode(69 + index)}${row}`, cell);
    }
  }

  it('shows whose account it is as its number is typed', async () => {
    await button('Pull Adjustments').click();
    await told('The sheet “Adjustments” is ready.');
    await typeRow(5, [asked, 'water', 'goodwill', ASKED, 'Long dispute, settled by the manager']);
    await typeRow(6, [given, 'water', 'goodwill', GIVEN, 'Kept waiting for a call']);
    await typeRow(7, ['99-9999', 'water', 'goodwill', -1, 'Mistyped']);
    const names = async () => (await desk.cells('Adjustments!B5:D7')) as [string, number, string][];
    await assertEventually(async () => (await names()).every(([name]) => name !== ''), 'names beside the accounts');
    const [first, , third] = await names();
    assert.equal(first?.[1], owedBefore / 100);
    assert.match(String(first?.[2]), /^\d+ of \d{4}-\d\d-\d\d, \$/);
    assert.equal(third?.[0], 'No such account');
  });

  it('previews what is posted, what waits and what is wrong, above the table, beside the rows and in the pane', async () => {
    await button('Preview').click();
    await told('Nothing was pushed: 1 row refused, 2 valid.');
    await told('1 row would wait for approval');
    await desk.pane.getByRole('region', { name: 'What the accounts owe' }).getByRole('row', { name: given }).waitFor();
    await desk.pane
      .getByRole('region', { name: 'By account of the general ledger' })
      .getByText('$12.34')
      .first()
      .waitFor();
    const top = (await desk.cells('Adjustments!B1:R2')).flat().map(String);
    assert.ok(
      top.some((text) => /^Not posted; the valid rows alone come to: .*Net -\$12\.34/.test(text)),
      top.join(),
    );
    assert.ok(
      top.some((text) => /^General ledger: .*\$12\.34 credit/.test(text)),
      top.join(),
    );
    assert.match(await status(7), /^There is no account "99-9999"/);
    assert.deepEqual((await rowsOf('Adjustments')).get(5)?.['Total'], ASKED);
  });

  it('posts the valid rows, and of what waits nothing', async () => {
    await button('Push the 2 valid rows').click();
    await told(/^Pushed: 2 rows/);
    await told('1 row waits for approval');
    assert.equal(await owed(asked), owedBefore);
    assert.match(await status(5), /^Waits for approval as request 1: /);
    await tab('Home');
    await told('1 of your adjustments waits for another person’s approval');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a pane of 320 pixels without scrolling sideways, ${colorScheme}`, async () => {
      await narrowPane(desk, colorScheme, 1400);
      await tab('Sheet');
      await told('1 row waits for approval');
      assert.equal(await pixelsBeyond(desk), 0);
      await tab('Home');
      assert.equal(await pixelsBeyond(desk), 0);
    });
  }

  it('is on the account as waiting and not in its balance', async () => {
    await showAccount();
    const waiting = desk.pane.getByRole('region', { name: 'Waiting for approval' });
    await waiting.getByText('Goodwill, -$600.00').waitFor();
    await waiting.getByText('Not posted yet, and not in the balance.').waitFor();
  });

  it('is approved by the supervisor, whom Home tells of it, with the effect shown first', async () => {
    await town.changePerson(desk, 'supervisor');
    await told('1 adjustment waits for your approval');
    await button('Decide on approvals').click();
    await told(/(pulled into the sheet|The sheet) “Pending Approvals”/);
    assert.equal((await desk.rows('Pending Approvals')).length, 1);
    assert.match(String((await desk.rows('Pending Approvals'))[0]?.cells['Effect']), /\$600\.00/);
    await desk.type("'Pending Approvals'!H5", 'approve');
    await button('Preview').click();
    await told(/^Preview: 1 row to push/);
    await desk.pane.getByRole('region', { name: 'What the accounts owe' }).getByRole('row', { name: asked }).waitFor();
    await button('Push').click();
    await told(/^Pushed: 1 row/);
    assert.equal(await owed(asked), owedBefore + ASKED * 100);
    await showAccount();
    await desk.pane.getByRole('region', { name: 'Balance' }).waitFor();
    assert.equal(await desk.pane.getByRole('region', { name: 'Waiting for approval' }).count(), 0);
  });

  it('is reversed by its row, which the sheet of who asked says', async () => {
    const approval = await newestReceipt();
    await tab('Receipts');
    await button(`Reverse the push of receipt ${approval}`).click();
    await desk.pane.getByRole('row', { name: new RegExp(`^${asked} `) }).waitFor();
    await desk.pane.getByLabel('Reason for the record').fill('Approved by mistake');
    await button('Reverse 1 row').click();
    await told('Reversed: 1 row.');
    assert.equal(await owed(asked), owedBefore);
    assert.deepEqual((await town.read(verifyLedger)).findings, []);
    await town.changePerson(desk, 'coordinator');
    await showSheet('Adjustments');
    await desk.page.evaluate(() => window.curbstopWorkbench.person.clear('Adjustments!E7:P7'));
    await tab('Sheet');
    await button('Preview').click();
    await told(/^Preview: /);
    await assertEventually(async () => /approved by Marcus/.test(await status(5)), await status(5));
    assert.match(await status(6), /^Done with receipt \d+\.$/);
    await desk.assertClean();
  });

  async function showAccount(): Promise<void> {
    await tab('Home');
    await desk.pane.getByRole('searchbox').fill(asked);
    await button('Find').click();
    await button(new RegExp(`${asked}, `)).click();
    await desk.pane.getByRole('heading', { name: `Account ${asked}` }).waitFor();
  }
});
