import type { Guide } from './guide.js';

const LARGEST_BILL = 'SELECT account_id FROM bill JOIN bill_run USING (bill_run_id) ORDER BY total_cents DESC LIMIT 1';

/** An account, found and shown whole. */
export async function lookAtAccount(guide: Guide): Promise<void> {
  const { desk, camera } = guide;
  const search = desk.pane.getByLabel('Name, address, account or meter number');
  await search.fill('01-00');
  await search.press('Enter');
  await desk.pane.getByRole('list', { name: 'Accounts found' }).waitFor();
  await camera.pane('accounts.png', 700);
  await desk.pane.getByRole('list', { name: 'Accounts found' }).getByRole('button').first().click();
  await desk.pane.getByRole('heading', { name: 'Use', exact: true }).waitFor();
  await camera.pane('account.png', 1_700);
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
    if (kind === 'aging') await camera.pane('month-end.png', 1_100);
    await guide.pull(kind, button);
    await guide.photograph(kind);
    await guide.home();
  }
  await guide.pull('reconciliation', 'Pull Reconciliation');
  await guide.photograph('reconciliation');
  await guide.home();
  await guide.pull('commands', 'Pull Commands');
  await guide.photograph('commands');
  await desk.pane.getByRole('tab', { name: 'Receipts' }).click();
  await guide.told(/^Receipt \d+: /);
  await camera.pane('receipts.png', 1_000);
}
