import assert from 'node:assert/strict';
import { centsToDecimalText, centsToDollars, type Cents } from '../../bridge/contract/money.js';
import { monthEnd } from '../../bridge/queries/month-end.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

describe('the end of a month in the pane', function () {
  this.timeout(240_000);

  const town = new SampleDesk(27_141, 'supervisor');
  let desk: Desk;

  before(async () => {
    desk = await town.open();
    await openScreen();
  });
  after(() => town.close());

  const state = () => town.read((database) => monthEnd(database, new Date()));
  const openScreen = () => desk.pane.getByRole('button', { name: 'Month end', exact: true }).click();

  const form = () => desk.pane.getByRole('region', { name: 'Post a remittance' });
  const row = (service: string) => desk.pane.getByRole('row', { name: new RegExp(`^${service}`) });
  const sewer = async () => {
    const share = (await state()).services.find(({ service }) => service === 'sewer');
    assert.ok(share);
    return share;
  };

  it('shows what is due to the City through last month, and that it ties to the ledger', async () => {
    const { dueCents, toRemitCents } = await sewer();
    assert.ok(dueCents > 0 && toRemitCents === dueCents);
    await row('Sewer').getByText(centsToDollars(dueCents)).first().waitFor();
    await desk.pane.getByText('Ties to the ledger to the cent.').waitFor();
  });

  it('refuses an amount that is none or too much, and a reference that is missing, beside the field', async () => {
    const { toRemitCents } = await sewer();
    await form().getByRole('button', { name: 'Post the remittance' }).click();
    await form().getByText('Type the amount as dollars, such as 1,234.56.').waitFor();
    await form().getByText('Type the number of the check or transfer.').waitFor();
    await form()
      .getByLabel('Amount paid')
      .fill(centsToDecimalText((toRemitCents + 1) as Cents));
    await form()
      .getByText(`No more than ${centsToDollars(toRemitCents)} is due.`)
      .waitFor();
    assert.deepEqual((await sewer()).remittedSinceCents, 0);
  });

  it('posts what was paid, a part and then the rest, with a receipt, and shows what is left', async () => {
    const { toRemitCents } = await sewer();
    await form().getByLabel('Amount paid').fill('1.00');
    await form()
      .getByText(`${centsToDollars((toRemitCents - 100) as Cents)} stays due.`)
      .waitFor();
    await form().getByLabel('Check or transfer number').fill('118');
    await form().getByRole('button', { name: 'Post the remittance' }).click();
    await form().getByText('$1.00 remitted for sewer').waitFor();
    await form()
      .getByText(/^Receipt \d+/)
      .waitFor();
    await row('Sewer')
      .getByText(centsToDollars((toRemitCents - 100) as Cents))
      .waitFor();
    await form()
      .getByLabel('Amount paid')
      .fill(centsToDollars((toRemitCents - 100) as Cents));
    await form().getByLabel('Check or transfer number').fill('119');
    await form().getByRole('button', { name: 'Post the remittance' }).click();
    await form()
      .getByText(`${centsToDollars((toRemitCents - 100) as Cents)} remitted for sewer`)
      .waitFor();
    assert.equal((await sewer()).toRemitCents, 0);
  });

  it('closes the month, once it is confirmed', async () => {
    const closing = desk.pane.getByRole('region', { name: 'Close the month' });
    await closing.getByRole('button', { name: /^Close / }).click();
    const dialog = desk.pane.getByRole('alertdialog');
    await dialog.getByText(/due to the City through this month and not remitted/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await state()).closedThrough, null);
    await closing.getByRole('button', { name: /^Close / }).click();
    await dialog.getByRole('button', { name: /^Close / }).click();
    await closing.getByText(/^Closed through/).waitFor();
    await closing.getByText(/^The books are closed through/).waitFor();
    assert.equal((await state()).closedThrough?.slice(0, 7), (await state()).month);
    assert.deepEqual((await town.read(verifyLedger)).findings, []);
  });

  it('pulls the aging of a day, the remittance and the trial balance of months', async () => {
    const reports = desk.pane.getByRole('region', { name: 'Reports' });
    const { month, firstMonth } = await state();
    for (const [button, sheet] of [
      ['Pull Aging', 'Aging'],
      ['Pull Remittance', 'Remittance'],
      ['Pull Trial Balance', 'Trial Balance'],
    ] as const) {
      await reports.getByLabel('From month').selectOption(button === 'Pull Remittance' ? firstMonth : month);
      await reports.getByRole('button', { name: button }).click();
      await desk.pane.getByText(new RegExp(`pulled into the sheet “${sheet}”`)).waitFor();
      await desk.pane.getByRole('tab', { name: 'Home' }).click();
      await openScreen();
    }
    const months = (await desk.rows('Remittance')).map(({ cells }) => cells['Month']);
    assert.deepEqual([months.includes(firstMonth), months.includes(month)], [true, true]);
    assert.ok((await desk.rows('Remittance')).every(({ cells }) => Number(cells['Difference']) === 0));
    await desk.assertClean();
  });

  it('shows the coordinator what is due, and says who may remit and close', async () => {
    await town.changePerson(desk, 'coordinator');
    await openScreen();
    await desk.pane.getByText(/Dana Whitlock is paired as coordinator\. A supervisor posts remittances/).waitFor();
    await desk.pane.getByText('Ties to the ledger to the cent.').waitFor();
    assert.equal(await desk.pane.getByRole('button', { name: 'Post the remittance' }).count(), 0);
    assert.equal(await desk.pane.getByRole('button', { name: /^Close / }).count(), 0);
    await desk.pane.getByRole('button', { name: 'Pull Aging' }).waitFor();
  });
});
