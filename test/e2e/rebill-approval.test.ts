import assert from 'node:assert/strict';
import { account as accountOf } from '../../bridge/queries/account.js';
import { narrowPane, pixelsBeyond, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const BILLED = `SELECT account_id FROM standing_bill JOIN bill_charge USING (bill_number)
  WHERE service = 'garbage' AND rate_class = 'RESIDENTIAL' GROUP BY account_id ORDER BY account_id LIMIT 1`;

/** Ninety carts, so that the bill comes to more than the coordinator may charge alone. */
const CARTS = 90;

describe('a rebill above the limit, as the one who asks sees it', function () {
  this.timeout(300_000);

  const town = new SampleDesk(27_171);
  let desk: Desk;
  let accountId: string;

  before(async () => {
    desk = await town.open();
    accountId = await town.read(async (database) => {
      const [row] = await database.raw<{ account_id: string }[]>(BILLED);
      return row?.account_id ?? assert.fail('no bill with garbage');
    });
  });
  after(() => town.close());

  const button = (name: string) => desk.pane.getByRole('button', { name, exact: true });
  const told = (sentence: string | RegExp) => desk.pane.getByText(sentence).first().waitFor();
  const region = (name: string) => desk.pane.getByRole('region', { name, exact: true });
  const owed = () => town.read(async (database) => (await accountOf(database, accountId, null)).balanceCents);

  it('previews every bill by service, the balance, late charges and the journal, and whom it waits for', async () => {
    const before = await owed();
    await desk.pane.getByLabel('Account to put right').fill(accountId);
    await button('Pull Rebill').click();
    await told(/pulled into the sheet “Rebill”/);
    const [header = []] = await desk.cells('Rebill!A4:AJ4');
    const column = (name: string) => {
      const place = header.indexOf(name);
      return place < 26 ? String.fromCharCode(65 + place) : `A${String.fromCharCode(39 + place)}`;
    };
    const last = (await desk.rows('Rebill')).at(-1)?.sheetRow ?? assert.fail('no bills');
    await desk.type(`Rebill!${column('Right carts')}${last}`, CARTS);
    await desk.type(`Rebill!${column('Reason')}${last}`, 'Ninety carts stand there');
    await button('Preview').click();
    await told('1 row would wait for approval');
    await told('Waits for Marcus Ellerbee, who may approve it.');
    await told('What an approval would post');
    await region('Bills made again, once approved')
      .getByText(/^Garbage, bill \d+, /)
      .first()
      .waitFor();
    await region('What the accounts owe, once approved').getByRole('row', { name: accountId }).waitFor();
    await region('Totals, once approved').getByText('Late charges taken back').waitFor();
    await region('Journal, once approved').waitFor();
    assert.equal(await owed(), before);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a pane of 320 pixels without scrolling sideways, ${colorScheme}`, async () => {
      await narrowPane(desk, colorScheme, 2400);
      assert.equal(await pixelsBeyond(desk), 0);
    });
  }

  it('waits once it is pushed, and an edit of it is refused with what to do', async () => {
    await button('Push').click();
    await told(/^Pushed: 1 row/);
    await told(/^Row \d+: Waits for approval as request 1: /);
    const last = (await desk.rows('Rebill')).at(-1);
    const [header = []] = await desk.cells('Rebill!A4:AJ4');
    const carts = String.fromCharCode(65 + header.indexOf('Right carts'));
    await desk.type(`Rebill!${carts}${last?.sheetRow ?? 0}`, CARTS + 1);
    await button('Preview').click();
    await told(/^Request 1 of Dana Whitlock waits to make bills of account/);
    await told(/let Dana Whitlock withdraw it in Pending Approvals/);
    await desk.assertClean();
  });
});
