import assert from 'node:assert/strict';
import { addDays } from '../../bridge/contract/calendar-date.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import type { Database } from '../../bridge/store/database.js';
import { lockboxFile } from '../support/town/payment-files.js';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_137;

describe('payments through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  const [year = '', month = '', day = ''] = addDays(town.today, -3).split('-');
  let desk: Desk;
  /** One that owes, and one that is closed and owes nothing. */
  let debtor = '';
  let closed = '';

  before(async () => {
    desk = await town.open();
    debtor = await town.read((database) => accountOf(database, 'sum(amount_cents) > 10000'));
    closed = await town.read(async (database) => {
      const clear = await accountOf(database, 'sum(amount_cents) = 0');
      await database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [clear]);
      return clear;
    });
  });

  after(() => town.close());

  async function accountOf(database: Database, having: string): Promise<string> {
    const [row] = await database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM posting WHERE account_id IS NOT NULL GROUP BY account_id HAVING ${having} LIMIT 1`,
    );
    return row?.account_id ?? '';
  }

  const press = (name: string | RegExp) => desk.pane.getByRole('button', { name, exact: true }).click();
  const choose = (name: string, text: string) =>
    desk.pane.getByLabel('Payment file', { exact: true }).setInputFiles({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
  const fact = (label: string) =>
    desk.pane
      .locator('dl > div', { has: desk.pane.getByText(label, { exact: true }) })
      .locator('dd')
      .innerText();
  const suspense = () =>
    town.read(async (database) => {
      const [row] = await database.raw<{ cents: number }[]>(
        `SELECT -sum(amount_cents) AS cents FROM posting WHERE ledger_account = '2410'`,
      );
      return row?.cents ?? 0;
    });

  it('asks for the layout of a file that does not name its columns', async () => {
    const plain = { date: `${month}${day}${year.slice(2)}`, time: '101500' };
    const lines = [
      { ...plain, account: debtor, cents: 2500, reference: '1' },
      { ...plain, account: debtor, cents: 2500, reference: '1' },
      { ...plain, account: '00-123', cents: 4000, reference: '2', payer: 'R. DOE' },
      { ...plain, account: closed, cents: 700, reference: '3' },
    ];
    await press('Post payments');
    await choose('LB1123.TXT', lockboxFile(lines));
    await desk.pane.getByText(/does not name the columns of any payment layout/).waitFor();
  });

  it('says what stands in the way, and posts the file once each of it is decided', async () => {
    const { pane } = desk;
    await pane.getByLabel('Layout', { exact: true }).selectOption('lockbox');
    await pane.getByText('The file cannot be posted: 2 issues. Nothing was changed.').waitFor();
    await pane.getByText(new RegExp(`Line 5: the account "${closed}" is closed and owes nothing`)).waitFor();
    await pane.getByLabel('Set aside closed accounts').check();
    await pane.getByText('The file cannot be posted: 1 issue. Nothing was changed.').waitFor();
    await pane.getByLabel('Post line 3', { exact: true }).check();
    await pane.getByText('Checked: 4 payments, $97.00. Nothing has changed yet.').waitFor();
    assert.deepEqual(
      [await fact('Into suspense'), await fact('To accounts'), await fact('The total ties to'), await suspense()],
      ['2, $47.00', '2', 'the trailer', 0],
    );
    await press('Post 4 payments, $97.00');
    await pane.getByText('Posted: 4 payments, $97.00.').waitFor();
    assert.equal(await suspense(), 4700);
  });

  it('pulls what went into suspense, refuses what is not decided, and pushes the rest', async () => {
    const { pane } = desk;
    await press('Pull Suspense');
    await pane.getByText('2 rows pulled into the sheet “Suspense”.').waitFor();
    const rows = await desk.rows('Suspense');
    const rowOf = (given: string) => rows.find(({ cells }) => String(cells['Account given']) === given)?.sheetRow ?? 0;
    const [unknown, set] = [rowOf('00-123'), rowOf(closed)];
    await desk.type(`Suspense!G${unknown}`, 'apply');
    await desk.type(`Suspense!H${unknown}`, 'nobody');
    await desk.type(`Suspense!I${unknown}`, 'Digits swapped');
    await desk.type(`Suspense!G${set}`, 'return');
    await press('Preview');
    await pane.getByText(/Nothing was pushed: 2 rows refused/).waitFor();
    await pane.getByRole('button', { name: new RegExp(`Row ${unknown}, Account`) }).waitFor();
    await pane.getByRole('button', { name: new RegExp(`Row ${set}, Reason`) }).waitFor();
    await desk.type(`Suspense!H${unknown}`, debtor);
    await desk.type(`Suspense!I${set}`, 'Check 4711 sent back');
    await press('Preview');
    await pane.getByText(/^Preview: 2 rows to push/).waitFor();
    await press('Push');
    await pane.getByText(/^Pushed: 2 rows/).waitFor();
    assert.equal(await suspense(), 0);
    const states = (await desk.rows('Suspense')).map(({ cells }) => String(cells['Status']));
    assert.ok(states.some((state) => state.startsWith(`$40.00 to account ${debtor}`)));
    assert.ok(states.some((state) => state.startsWith('$7.00 returned')));
  });

  it('finds the layout by the first line, asks for the control total, and posts', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await press('Post payments');
    const header = 'Account,Amount,Date,Time,Receipt,Method,Payer';
    await choose('counter.csv', `${header}\n${debtor},12.50,${month}/${day}/${year},10:15 am,R1,Check,Doe\n`);
    await pane.getByText(/takes the total that you counted/).waitFor();
    await pane.getByLabel('Control total').fill('12.60');
    await press('Check');
    await pane.getByText(/the control total is \$12\.60: a difference of -\$0\.10/).waitFor();
    await pane.getByLabel('Control total').fill('12.50');
    await press('Check');
    await press('Post 1 payment, $12.50');
    await pane.getByText('Posted: 1 payment, $12.50.').waitFor();
    await desk.assertClean();
    assert.deepEqual(await town.read(async (database) => (await verifyLedger(database)).findings), []);
  });
});
