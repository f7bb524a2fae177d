import type { Guide } from './guide.js';

/** One that has an open work order. */
const REREAD_ACCOUNT = `SELECT account_id FROM work_order JOIN period_read USING (bill_run_id, row_key) ORDER BY 1 LIMIT 1`;
const LARGEST_BILL = 'SELECT account_id FROM bill JOIN bill_run USING (bill_run_id) ORDER BY total_cents DESC LIMIT 1';

/** An account, found and shown whole. */
export async function lookAtAccount(guide: Guide): Promise<void> {
  const { desk, camera } = guide;
  const search = desk.pane.getByLabel('Name, address, account or meter number');
  const [account = ''] = await guide.ask<string>(REREAD_ACCOUNT);
  await search.fill(account);
  await search.press('Enter');
  await desk.pane.getByRole('list', { name: 'Accounts found' }).waitFor();
  await desk.pane.getByRole('list', { name: 'Accounts found' }).getByRole('button').first().click();
  await desk.pane.getByRole('heading', { name: 'Use', exact: true }).waitFor();
  await camera.pane('account.png', 1_270);
  await guide.home();
}

/** A bill worked out again, the ledger, and the reports of the month's end. */
export async function askTheBooks(guide: Guide): Promise<void> {
  const { desk, camera } = guide;
  const [account = ''] = await guide.ask<string>(LARGEST_BILL);
  await desk.pane.getByLabel('Account number of the bill').fill(account);
  await guide.pull('bill-explanation', 'Pull Bill Explained');
  await guide.photograph('bill-explanation');
  await guide.home();
  await guide.pull('ledger', 'Pull Ledger');
  await guide.photograph('ledger');
  await guide.home();
  for (const [kind, button] of [
    ['aging', 'Pull Aging'],
    ['remittance', 'Pull Remittance'],
    ['trial-balance', 'Pull Trial Balance'],
  ] as const) {
    await guide.press('Month end');
    await guide.told('Ties to the ledger to the cent.');
    await guide.pull(kind, button);
    await guide.photograph(kind);
    await guide.home();
  }
  await guide.pull('reconciliation', 'Pull Reconciliation');
  await guide.photograph('reconciliation');
  await guide.home();
  await guide.pull('adjustment-register', 'Pull Adjustment Register');
  await guide.photograph('adjustment-register');
  await guide.home();
  await guide.pull('adjustment-summary', 'Pull Adjustment Summary');
  await guide.photograph('adjustment-summary');
  await guide.home();
  await guide.pull('commands', 'Pull Commands');
  await guide.photograph('commands');
  await desk.pane.getByRole('tab', { name: 'Receipts' }).click();
  await guide.told(/^Receipt \d+: /);
  await camera.pane('receipts.png', 1_000);
  const adjusted = await desk.pane.getByText(/^Receipt \d+: Sheet pushed: Adjustments$/).textContent();
  await guide.press(`Pull Receipt: ${(adjusted ?? '').replace(/: .*/, '')}`);
  await guide.told(/pulled into the sheet “Receipt”/);
  await guide.photograph('receipt');
}
