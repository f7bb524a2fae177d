import assert from 'node:assert/strict';
import { pair, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_187;

describe('the ribbon and the keyboard shortcuts', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.openUnpaired();
  });

  after(() => town.close());

  const ribbon = () => desk.page.getByRole('navigation', { name: 'Curbstop ribbon' });
  const button = (name: string, isDisabled: boolean) =>
    ribbon().getByRole('button', { name, exact: true, disabled: isDisabled });

  it('can press nothing but the pane’s own button before the computer is paired', async () => {
    await desk.pane.getByText('Pair this computer').first().waitFor();
    await button('Pull Readings', true).waitFor();
    const pressable = await ribbon().getByRole('button', { disabled: false }).allTextContents();
    assert.deepEqual(pressable, ['Curbstop']);
    await pair(desk, town.bridge);
  });

  it('pulls by a shortcut from the grid, and lets Preview and Push be pressed for the sheet that came', async () => {
    await button('Pull Readings', false).waitFor();
    await button('Push', true).waitFor();
    await desk.page.locator('#grid').click({ position: { x: 200, y: 200 } });
    await desk.page.keyboard.press('Control+Shift+Alt+KeyA');
    await desk.pane.getByText('The sheet “Adjustments” is ready.').waitFor();
    for (const name of ['Pull again', 'Preview', 'Push']) await button(name, false).waitFor();
  });

  it('opens the receipts, and takes Preview and Push away at a sheet that is not Curbstop’s', async () => {
    await button('Receipts', false).click();
    await desk.pane.getByRole('heading', { name: 'Receipts', exact: true }).waitFor();
    await desk.page.evaluate(() => window.curbstopWorkbench.person.activate('Sheet1'));
    for (const name of ['Pull again', 'Preview', 'Push']) await button(name, true).waitFor();
  });

  it('finds receipts by their number, says when none fits, and shows all again', async () => {
    const { pane } = desk;
    const receipts = () => pane.getByRole('list', { name: 'Receipts' }).getByRole('listitem');
    await receipts().first().waitFor();
    const all = await receipts().count();
    await pane.getByRole('button', { name: 'Find receipts', expanded: false }).click();
    const search = pane.getByRole('search', { name: 'Find receipts' });
    await search.getByLabel('Receipt number').fill('1');
    await search.getByRole('button', { name: 'Find receipts' }).click();
    await receipts().nth(1).waitFor({ state: 'detached' });
    await pane.getByText('Receipt 1: Sample town loaded').waitFor();
    await search.getByLabel('Receipt number').fill('4096');
    await search.getByRole('button', { name: 'Find receipts' }).click();
    await pane.getByText('No receipt fits').waitFor();
    await search.getByRole('button', { name: 'Show all' }).click();
    await receipts()
      .nth(all - 1)
      .waitFor();
    await desk.assertClean();
  });
});
