import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { dateInTimeZone } from '../../bridge/contract/calendar-date.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { openDatabase } from '../../bridge/store/database.js';
import { pdfPages, textOf } from '../support/statement/pdf-text.js';
import { townCopy } from '../support/town/sample-town-file.js';
import { startBridge, type BridgeProcess } from './support/bridge-process.js';
import { openDesk, pair, startChromium, type Desk } from './support/desk.js';
import { writeFieldFile } from './support/field-file.js';

/*
 * One billing cycle as the coordinator does it, in Chromium, through the real pane, against numbers worked by hand.
 *
 * A  01-0004-01, residential, 5/8" meter, one cart, 6,000 gallons (600 counts of ten):
 *    water    21.50 minimum with 2,500 gallons + 3.5 x 5.40 = 18.90            ->  40.40
 *    sewer    22.92 + 6 x 3.19 = 19.14                                         ->  42.06
 *    garbage  20.00                                                            ->  20.00   bill 102.46
 * B  01-0002-02, residential, 5/8" meter, three carts, 12,340 gallons:
 *    water    21.50 + 7.5 x 5.40 = 40.50 + 2.34 x 6.10 = 14.274 -> 76.274      ->  76.27
 *    sewer    22.92 + 12.34 x 3.19 = 39.3646 -> 62.2846                        ->  62.28
 *    garbage  20.00 + 2 x 10.00                                                ->  40.00   bill 178.55
 * C  02-0004-01, business, compound 2" meter, 2,000 gallons low and 10,000 high, so 12,000, no garbage:
 *    water    95.00 + 9.5 x 5.75 = 54.625 -> 149.625, half up                  -> 149.63
 *    sewer    55.88 + (12 - 5) x 12.29 = 86.03                                 -> 141.91   bill 291.54
 * Then a leak credit of 12.34 on A's water.
 */
const A = '01-0004-01';
const B = '01-0002-02';
const C = '02-0004-01';
const HAND_WORKED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [A]: { '1110': 4040, '1120': 4206, '1130': 2000 },
  [B]: { '1110': 7627, '1120': 6228, '1130': 4000 },
  [C]: { '1110': 14963, '1120': 14191 },
};
const UNREAD = '03-0004-01';
const PORT = 27_110;

function fieldUse(accountId: string, registerNumber: number): number | null {
  if (accountId === A) return 600;
  if (accountId === B) return 1_234;
  if (accountId === C) return registerNumber === 1 ? 200 : 100;
  return accountId === UNREAD ? null : 450;
}

describe('one billing cycle through the pane', function () {
  this.timeout(240_000);
  let databaseFile: string;
  const now = new Date();
  let billRunId: string;
  let billCount = 0;
  let readingFile: string;
  let bridge: BridgeProcess;
  let browser: Browser;
  let desk: Desk;

  before(async () => {
    databaseFile = await townCopy(dateInTimeZone(now, 'America/Chicago'), now);
    const folder = path.dirname(databaseFile);
    const database = await openDatabase(databaseFile);
    const [run] = await database.raw<{ bill_run_id: string }[]>(
      `SELECT bill_run_id FROM bill_run WHERE cycle_id = '1' AND status = 'open'`,
    );
    billRunId = run?.bill_run_id ?? '';
    readingFile = await writeFieldFile(database, billRunId, folder, fieldUse);
    await database.destroy();
    bridge = await startBridge(folder, PORT);
    browser = await startChromium();
    desk = await openDesk(browser, bridge);
  });

  after(async () => {
    await browser?.close();
    await bridge?.stop();
  });

  it('pairs by the code in the bridge’s window, and says what to do next', async () => {
    await pair(desk, bridge);
    await desk.pane.getByText('Unload the reading file').waitFor();
  });

  it('unloads the reading file once, and says so the second time', async () => {
    const { pane } = desk;
    await unloadInPane();
    await pane.getByText(/^Unloaded: \d+ records\.$/).waitFor();
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByText(/Review the reads/).waitFor();
    await pane.getByRole('button', { name: 'Unload readings' }).click();
    await pane.locator('input[type=file]').setInputFiles(readingFile);
    await pane.getByText(/unloaded before/).waitFor();
    await pane.getByRole('tab', { name: 'Home' }).click();
  });

  async function unloadInPane(): Promise<void> {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Unload readings' }).click();
    await pane.locator('input[type=file]').setInputFiles(readingFile);
    await pane.getByText(/^Checked: /).waitFor();
    await pane.getByRole('button', { name: 'Unload', exact: true }).click();
  }

  it('pulls the readings with what needs a decision on top, and one can type into the grid', async () => {
    const { pane, page } = desk;
    await pane.getByRole('button', { name: 'Pull Readings' }).click();
    await pane.getByText(/rows pulled into the sheet/).waitFor();
    const [first] = await desk.rows('Readings');
    assert.notEqual(first?.cells['Exception'], '', 'an exception stands on top');
    await typeIntoGrid('D5', 'hold');
    await page.waitForFunction(() => window.curbstopWorkbench.person.values('Readings!D5')[0]?.[0] === 'hold');
  });

  /** Finds the cell as a person does, by eye: the first data row of the Action column. */
  async function typeIntoGrid(address: string, text: string): Promise<void> {
    const { page } = desk;
    await page.evaluate((at) => window.curbstopWorkbench.person.select(`Readings!${at}`), address);
    const box = await page.locator('#grid').boundingBox();
    assert.ok(box);
    for (let x = 580; x < 700; x += 20) {
      await page.mouse.click(box.x + x, box.y + 122);
      if ((await page.locator('#cell-address').textContent()) === address) break;
    }
    assert.equal(await page.locator('#cell-address').textContent(), address);
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }

  it('refuses an action that is none, at its cell, and pushes nothing', async () => {
    const { pane, page } = desk;
    const [first] = await desk.rows('Readings');
    await desk.type(`Readings!D${first?.sheetRow}`, 'acept');
    await pane.getByRole('button', { name: 'Preview', exact: true }).click();
    await pane.getByText(/Nothing was pushed: 1 row refused/).waitFor();
    await page.evaluate(() => window.curbstopWorkbench.person.select('Readings!A1'));
    await pane.getByRole('button', { name: /Row 5, Action/ }).click();
    await page.waitForFunction(() => document.getElementById('cell-address')?.textContent === 'D5');
  });

  it('pushes decisions and makes the cycle ready', async () => {
    const { pane } = desk;
    for (const { sheetRow, cells } of await desk.rows('Readings')) {
      if (cells['State'] !== 'exception' && cells['State'] !== 'missing') continue;
      await desk.type(`Readings!D${sheetRow}`, cells['Reading'] === '' ? 'estimate' : 'accept');
      await desk.type(`Readings!F${sheetRow}`, 'Checked with the field');
    }
    await pane.getByRole('button', { name: 'Preview', exact: true }).click();
    await pane.getByText(/^Preview: \d+ rows? to push/).waitFor();
    await pane.getByRole('button', { name: 'Push', exact: true }).click();
    await pane.getByText(/^Pushed: /).waitFor();
    const [first] = await desk.rows('Readings');
    assert.match(String(first?.cells['Status']), /^(Accepted|Estimated)/);
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByText(/All reads are ready/).waitFor();
    await pane.getByText('Cycle ready', { exact: true }).waitFor();
    const settled = pane.getByRole('progressbar', { name: 'Reads settled' });
    assert.match((await settled.getAttribute('aria-valuetext')) ?? '', /^Settled (\d+) of \1 reads$/);
  });

  it('previews every bill line of the hand-worked accounts to the cent', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Pull Bill Preview' }).click();
    await pane.getByText(/rows pulled into the sheet “Bill Preview”/).waitFor();
    const totals = new Map<unknown, unknown>();
    for (const { cells } of await desk.rows('Bill Preview')) {
      if (cells['Bill total'] !== '') totals.set(cells['Account'], cells['Bill total']);
    }
    assert.deepEqual([totals.get(A), totals.get(B), totals.get(C)], [102.46, 178.55, 291.54]);
    await pane.getByRole('tab', { name: 'Home' }).click();
  });

  it('compares the run with the system in use now, once it is said what that calls a service', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Compare systems' }).click();
    const theirs = `Account,Service,Usage (gal),Charge\n${A},Res Wtr 58,6000,40.40\n${A},Sewer,6000,40.06\n`;
    const file = { name: 'old-system.csv', mimeType: 'text/csv', buffer: Buffer.from(theirs) };
    await pane.locator('input[type=file]').setInputFiles(file);
    await pane.getByRole('combobox', { name: /Res Wtr 58/ }).selectOption({ label: 'Water' });
    await pane.getByRole('button', { name: 'Keep and compare again' }).click();
    await pane.getByRole('button', { name: 'Pull Comparison' }).click();
    await pane.getByText(/rows pulled into the sheet “Comparison”/).waitFor();
    const compared = (await desk.rows('Comparison')).filter(({ cells }) => cells['Account'] === A);
    assert.deepEqual(
      compared.map(({ cells }) => [cells['Service'], cells['Result'], cells['Difference']]),
      [
        ['garbage', 'only ours', -20],
        ['sewer', 'differs', -2],
        ['water', 'equal', 0],
      ],
    );
    await pane.getByRole('tab', { name: 'Home' }).click();
  });

  it('decides what is left of the exceptions in the sheet', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Post the run' }).click();
    await pane.getByRole('button', { name: 'Pull Bill Exceptions' }).click();
    await pane.getByText(/rows? pulled into the sheet “Bill Exceptions”/).waitFor();
    const open = (await desk.rows('Bill Exceptions')).filter(({ cells }) => cells['To do'] !== '');
    for (const { sheetRow } of open) await desk.type(`Bill Exceptions!F${sheetRow}`, 'release');
    if (open.length > 0) {
      await pane.getByRole('button', { name: 'Push', exact: true }).click();
      await pane.getByText(new RegExp(`^Pushed: ${open.length} rows?`)).waitFor();
    }
    await pane.getByRole('tab', { name: 'Home' }).click();
  });

  it('approves the run only when the total is typed as it is, and posts it then', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Post the run' }).click();
    const total = /([\d,]+\.\d{2})$/.exec((await pane.getByRole('row', { name: /^Total/ }).innerText()).trim())?.[1];
    assert.ok(total);
    const confirm = pane.getByLabel('Type the total to confirm');
    await confirm.fill('1.00');
    await confirm.press('Tab');
    await pane.getByText('That is not the total above.').waitFor();
    await confirm.fill(total);
    await pane.getByRole('button', { name: /^Approve \d+ bills$/ }).click();
    await pane.getByText(/^Approved by /).waitFor();
    // The form is gone with its focus: what came of it is said, and has the focus.
    await pane.locator('[data-notice]:focus', { hasText: /^Approved: \d+ bills, \$/ }).waitFor();
    await pane.getByRole('button', { name: /^Post \d+ bills$/ }).click();
    const posted = await pane.getByText(/^Posted: /).innerText();
    billCount = Number(/\d+/.exec(posted)?.[0]);
  });

  it('makes the statements of the posted run, at least a page a bill', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Outputs of the run' }).click();
    await pane.getByRole('button', { name: `Make statements of run ${billRunId}` }).click();
    const said = await pane.getByText(/\.pdf$/).innerText();
    const pages = pdfPages(await readFile(said.trim()));
    assert.ok(pages.length >= billCount, `${pages.length} pages of ${billCount} bills`);
    assert.ok(pages.map(textOf).some((text) => text.includes(A) && text.includes('$102.46')));
    await pane.getByRole('button', { name: `Note that the statements of run ${billRunId} were mailed` }).click();
    await pane.getByRole('status').getByText('Noted: the statements were mailed').waitFor();
  });

  it('sends the file of the run to the mailing service, and says aloud when it is there', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: `Mailing, e-bill and calls of run ${billRunId}` }).click();
    await pane.getByRole('button', { name: 'Send to the mailing service' }).click();
    await pane.getByRole('status').getByText('The file is at the mailing service').waitFor();
    await pane.getByText(/^Sent by Dana Whitlock, /).waitFor();
  });

  it('pulls whom to call of the run, and who is late for a due date that is over', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Pull Calls' }).click();
    await pane.getByText(/(rows? pulled into the sheet “Calls”|The sheet “Calls” is ready)/).waitFor();
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Pull Late Charges' }).click();
    await pane.getByText(/rows? pulled into the sheet “Late Charges”/).waitFor();
    const late = (await desk.rows('Late Charges')).find(({ cells }) => cells['To do'] === 'decide');
    assert.ok(late, 'somebody in the town is late');
    await desk.type(`Late Charges!I${late.sheetRow}`, 'charge');
    await pane.getByRole('button', { name: 'Push', exact: true }).click();
    await pane.getByText(/^Pushed: 1 row/).waitFor();
  });

  it('posts an adjustment that was typed into a sheet, and shows it in the ledger', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Pull Adjustments' }).click();
    await pane.getByText('The sheet “Adjustments” is ready.').waitFor();
    const typed = [A, 'water', 'goodwill', -12.34, 'Service line leak, repaired'];
    for (const [index, value] of typed.entries()) await desk.type(`Adjustments!${'EFGHI'.charAt(index)}5`, value);
    await pane.getByRole('button', { name: 'Preview', exact: true }).click();
    await pane.getByText(/^Preview: 1 row to push/).waitFor();
    await pane.getByRole('button', { name: 'Push', exact: true }).click();
    await pane.getByText(/^Pushed: 1 row/).waitFor();
    await pane.getByRole('button', { name: 'See it in the ledger' }).click();
    await pane.getByText(/rows pulled into the sheet “Ledger”/).waitFor();
    const lines = (await desk.rows('Ledger')).map(({ cells }) => [
      cells['Ledger account'],
      cells['Debit'],
      cells['Credit'],
    ]);
    assert.deepEqual(lines, [
      ['4010 Water revenue', 12.34, ''],
      ['1110 Receivable, water', '', 12.34],
    ]);
  });

  it('used nothing that Excel lacks, and left nothing in the console', async () => {
    await desk.assertClean();
  });

  it('leaves the ledger as worked by hand, to the cent, and proven', async () => {
    await bridge.stop();
    const database = await openDatabase(databaseFile);
    try {
      for (const [accountId, expected] of Object.entries(HAND_WORKED)) {
        const rows = await database.raw<{ ledger_account: string; cents: number }[]>(
          `SELECT ledger_account, amount_cents AS cents FROM posting JOIN bill USING (entry_number)
           WHERE bill.account_id = ? AND bill_run_id = ? AND posting.account_id IS NOT NULL`,
          [accountId, billRunId],
        );
        assert.deepEqual(Object.fromEntries(rows.map((row) => [row.ledger_account, row.cents])), expected, accountId);
      }
      const [credit] = await database.raw<{ cents: number }[]>(
        `SELECT posting.amount_cents AS cents FROM posting JOIN adjustment USING (entry_number)
         WHERE posting.account_id = ? AND ledger_account = '1110'`,
        [A],
      );
      assert.equal(credit?.cents, -1234);
      assert.deepEqual((await verifyLedger(database)).findings, []);
    } finally {
      await database.destroy();
    }
  });
});
