import assert from 'node:assert/strict';
import { receipts } from '../../bridge/queries/receipts.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { narrowPane, pixelsBeyond, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

describe('reversing a push in the pane', function () {
  this.timeout(300_000);

  const town = new SampleDesk(27_169, 'supervisor');
  let desk: Desk;
  let account: string;
  let receipt: number;

  before(async () => {
    desk = await town.open();
    account = await town.read(async (database) => {
      const [row] = await database.raw<{ id: string }[]>(
        `SELECT account_id AS id FROM posting JOIN account USING (account_id) WHERE status = 'active'
         GROUP BY account_id HAVING sum(amount_cents) = 0 ORDER BY account_id LIMIT 1`,
      );
      return row?.id ?? assert.fail('every account owes something');
    });
  });
  after(() => town.close());

  const button = (name: string) => desk.pane.getByRole('button', { name, exact: true });
  const statuses = async () => (await desk.rows('Account Entries')).slice(0, 2).map(({ cells }) => cells['Status']);
  const newest = async () => (await town.read(receipts))[0] ?? assert.fail('no receipts');

  it('offers each push of the receipts to the supervisor', async () => {
    await button('Pull Account Entries').click();
    await desk.pane.getByText('The sheet “Account Entries” is ready.').waitFor();
    for (const [row, amount] of [25, 10].entries()) {
      await desk.type(`'Account Entries'!B${row + 5}`, account);
      await desk.type(`'Account Entries'!C${row + 5}`, 'fee');
      await desk.type(`'Account Entries'!E${row + 5}`, amount);
      await desk.type(`'Account Entries'!J${row + 5}`, 'As told');
    }
    await button('Preview').click();
    await desk.pane.getByText(/^Preview: 2 rows to push/).waitFor();
    await button('Push').click();
    await desk.pane.getByText(/^Pushed: 2 rows/).waitFor();
    receipt = (await newest()).receiptNumber;
    await button(`Pull Receipt: Receipt ${receipt}`).waitFor();
    await desk.pane.getByRole('tab', { name: 'Receipts' }).click();
    await button(`Reverse the push of receipt ${receipt}`).click();
    await desk.pane.getByRole('heading', { name: 'Reverse a push' }).waitFor();
  });

  it('shows what reversing the picked rows does, and asks for a reason', async () => {
    await desk.pane.getByRole('row', { name: `${account} $35.00 $0.00` }).waitFor();
    await desk.pane.getByRole('checkbox', { name: /^Row 6: / }).click();
    await button('Preview 1 row').click();
    await desk.pane.getByRole('row', { name: `${account} $35.00 $10.00` }).waitFor();
    await button('Reverse 1 row').click();
    await desk.pane.getByText('Say why it is reversed.').waitFor();
    assert.equal((await newest()).receiptNumber, receipt);
  });

  it('reverses them, and the sheet that is open says so beside the row', async () => {
    await desk.pane.getByLabel('Reason for the record').fill('Typed twice');
    await button('Reverse 1 row').click();
    await desk.pane.getByText('Reversed: 1 row.').waitFor();
    const reversal = (await newest()).receiptNumber;
    await assertEventually(async () => (await statuses())[0] === `Reversed by receipt ${reversal}.`);
    assert.match(String((await statuses())[1]), /^Fee, entry \d+\.$/);
    await button('Back to Receipts').first().click();
    await desk.pane.getByText(`Reversed in part, 1 row, by receipt ${reversal}: Marcus Ellerbee`).waitFor();
    assert.deepEqual((await town.read(verifyLedger)).findings, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a pane of 320 pixels without scrolling sideways, ${colorScheme}`, async () => {
      await narrowPane(desk, colorScheme, 1400);
      await desk.pane.getByRole('tab', { name: 'Receipts' }).click();
      await button(`Reverse the push of receipt ${receipt}`).click();
      await desk.pane.getByRole('table').first().waitFor();
      assert.equal(await pixelsBeyond(desk), 0);
    });
  }

  it('lists a row that is reversed with its receipt, and reverses the rest', async () => {
    await desk.pane.getByRole('tab', { name: 'Receipts' }).click();
    await button(`Reverse the push of receipt ${receipt}`).click();
    assert.ok(await desk.pane.getByRole('checkbox', { name: /^Row 5: / }).isDisabled());
    await desk.pane.getByLabel('Reason for the record').fill('The rest, too');
    await button('Reverse 1 row').click();
    await desk.pane.getByText('Reversed: 1 row.').waitFor();
    await assertEventually(async () => (await statuses()).every((text) => /^Reversed by receipt/.test(String(text))));
    await button('Back to Receipts').first().click();
    await desk.pane
      .getByText(/^Receipt \d+: Push reversed/)
      .first()
      .waitFor();
    assert.equal(await button(`Reverse the push of receipt ${receipt}`).count(), 0);
    await desk.assertClean();
  });

  it('pulls the receipt from Receipts, each row with what it posted and what reversed it', async () => {
    await button(`Pull Receipt: Receipt ${receipt}`).click();
    await desk.pane.getByText('2 rows pulled into the sheet “Receipt”').waitFor();
    const last = (await newest()).receiptNumber;
    const [first] = (await town.read(receipts)).filter(
      ({ reversedReceipt, receiptNumber }) => reversedReceipt === receipt && receiptNumber < last,
    );
    const pulled = (await desk.rows('Receipt')).map(({ cells }) =>
      ['Row', 'Account', 'Debit', 'Reversed by'].map((heading) => cells[heading]),
    );
    assert.deepEqual(pulled, [
      [5, account, 25, first?.receiptNumber],
      [6, account, 10, last],
    ]);
    await desk.assertClean();
  });

  it('goes on telling what is worth knowing of a rebill that was taken back, once it is', async () => {
    const billed = await town.read(async (database) => {
      const [row] = await database.raw<{ id: string; read: number }[]>(
        `SELECT account_id AS id, value AS read FROM period_read JOIN bill USING (bill_run_id, account_id)
         WHERE bill_run_id IN (SELECT bill_run_id FROM bill_run WHERE status = 'posted')
         GROUP BY account_id HAVING max(register_number) = 1 AND count(*) >= 13
         ORDER BY account_id LIMIT 1`,
      );
      return row ?? assert.fail('no account has thirteen bills');
    });
    await desk.pane.getByRole('tab', { name: 'Home' }).click();
    await desk.pane.getByLabel('Account to put right').fill(billed.id);
    await button('Pull Rebill').click();
    await desk.pane.getByText(/pulled into the sheet “Rebill”/).waitFor();
    const bills = await desk.rows('Rebill');
    const last = bills.at(-1) ?? assert.fail('no bills');
    await typeUnder('Rebill', 'Right read', last.sheetRow, Number(last.cells['Read']) - 20);
    await typeUnder('Rebill', 'Reason', last.sheetRow, 'Misread; her picture shows it');
    await button('Push').click();
    await desk.pane.getByText(/^Pushed: 1 row/).waitFor();
    const { receiptNumber } = await newest();
    await desk.pane.getByRole('tab', { name: 'Receipts' }).click();
    await button(`Reverse the push of receipt ${receiptNumber}`).click();
    const told = desk.pane.getByRole('region', { name: 'Worth knowing' }).getByRole('listitem');
    await told.first().waitFor();
    const before = await told.allTextContents();
    await desk.pane.getByLabel('Reason for the record').fill('It was right at first');
    await button('Reverse 1 row').click();
    await desk.pane.getByText('Reversed: 1 row.').waitFor();
    assert.deepEqual(await told.allTextContents(), before);
  });

  /** Types into the row of a sheet, below a heading. */
  async function typeUnder(sheet: string, header: string, row: number, value: string | number): Promise<void> {
    const [headers = []] = await desk.cells(`${sheet}!A4:AJ4`);
    const place = headers.indexOf(header);
    assert.notEqual(place, -1, header);
    const letter = place < 26 ? String.fromCharCode(65 + place) : `A${String.fromCharCode(39 + place)}`;
    await desk.type(`${sheet}!${letter}${row}`, value);
  }

  /** The Status is written after the pane has shown the receipt. */
  async function assertEventually(holds: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 60; tries++) {
      if (await holds()) return;
      await desk.page.waitForTimeout(250);
    }
    assert.fail('It did not come about.');
  }
});
