import assert from 'node:assert/strict';
import { assertEventually } from './support/assert-eventually.js';
import { narrowPane, pixelsBeyond, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const BILLED = `SELECT account_id AS account, bill_number AS bill, period_to AS "to" FROM billed_period JOIN account USING (account_id)
  WHERE status = 'active' AND total_cents > 3000 AND bill_number IN (SELECT bill_number FROM bill_charge WHERE service = 'water')
  ORDER BY period_to DESC, account_id LIMIT 1`;

/** The columns that a person fills, from the account on. */
const FIRST = 'E'.charCodeAt(0);

describe('adjustments that are typed badly, and corrections that are worked out by a rebill', function () {
  this.timeout(300_000);

  const town = new SampleDesk(27_193);
  let desk: Desk;
  let account: string;
  let bill: number;
  let month: string;

  before(async () => {
    desk = await town.open();
    const [row] = await town.read((database) => database.raw<{ account: string; bill: number; to: string }[]>(BILLED));
    assert.ok(row);
    ({ account, bill } = row);
    month = row.to.slice(0, 7);
  });
  after(() => town.close());

  const button = (name: string | RegExp) => desk.pane.getByRole('button', { name, exact: true });
  const told = (sentence: string | RegExp) => desk.pane.getByText(sentence).first().waitFor();
  const rowOf = async (sheetRow: number) =>
    (await desk.rows('Adjustments')).find((row) => row.sheetRow === sheetRow)?.cells ?? {};

  async function typeRow(row: number, cells: readonly (string | number)[]): Promise<void> {
    for (const [index, cell] of cells.entries()) {
      if (cell !== '') await desk.type(`Adjustments!${String.fromCharCode(FIRST + index)}${row}`, cell);
    }
  }

  it('tells all that is wrong with every row at once, with what to do, and loses nothing', async () => {
    await button('Pull Adjustments').click();
    await told('The sheet “Adjustments” is ready.');
    await typeRow(5, [account, 'water', 'goodwill', -1, 'A formula for a note', '=1+1']);
    await typeRow(6, [account, 'water', 'goodwill', "'($12.34)", 'In parentheses']);
    await typeRow(7, [account, 'water', 'goodwill', -2, 'A pasted date', '', '', '', '', "'11/20/2026"]);
    await typeRow(8, [account, 'water', 'misread', 'calculate', 'Misread', 'Two digits turned', bill, '', 'WO 17']);
    await typeRow(9, [account, '', 'rebill', '', 'Misread', '', `${month}`]);
    await typeRow(10, [account, 'water', 'billing error', -1, 'By its month', 'Second reading', `${month}`]);
    await assertEventually(async () => String((await rowOf(10))['Name']) !== '', 'names beside the accounts');
    await button('Preview').click();
    await told(/^Nothing was pushed: 4 rows refused, 2 valid\.$/);
    await told('If that is what it means, type -12.34. (1)');
    await told('If that is what it means, type 2026-11-20. (1)');
    assert.equal((await rowOf(5))['Note'], '=1+1', 'a note is a text, whatever it begins with');
  });

  it('offers the Rebill sheet for the account beside the rows that need it, in a pane of any width', async () => {
    assert.equal(await button(`Pull Rebill for ${account}`).count(), 2);
    for (const colorScheme of ['light', 'dark'] as const) {
      await narrowPane(desk, colorScheme, 1400);
      assert.equal(await pixelsBeyond(desk), 0);
    }
  });

  it('opens the Rebill sheet by one click, with the bill that the row names', async () => {
    await button(`Pull Rebill for ${account}`).first().click();
    await told(/“Rebill/);
    const rows = await desk.rows('Rebill');
    assert.match(String(rows[0]?.cells['Key']), new RegExp(`^${bill} `), 'the bill that the row names is the first');
    const said = ['Reason', 'Note', 'Document'].map((header) => rows[0]?.cells[header]);
    assert.deepEqual(said, ['Misread', 'Two digits turned', 'WO 17'], 'what the row says goes along');
    await desk.assertClean();
  });
});
