import assert from 'node:assert/strict';
import { narrowPane, pair, pixelsBeyond, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_120;
const ACCOUNT = '01-0004-01';

describe('when something fails under the coordinator', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.open();
    await desk.pane.getByRole('button', { name: 'Pull Adjustments' }).click();
    await desk.pane.getByText('The sheet “Adjustments” is ready.').waitFor();
  });

  after(() => town.close());

  async function typeAdjustment(row: number, amount: number): Promise<void> {
    const typed = [ACCOUNT, 'water', 'goodwill', amount, 'Test of a failure'];
    for (const [index, value] of typed.entries()) await desk.type(`Adjustments!${'EFGHI'.charAt(index)}${row}`, value);
  }

  async function postedAmounts(): Promise<number[]> {
    const rows = await town.read((database) =>
      database.raw<{ cents: number }[]>('SELECT amount_cents AS cents FROM adjustment ORDER BY 1'),
    );
    return rows.map((row) => row.cents);
  }

  async function eventually(check: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await check();
      } catch (error) {
        if (attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  const push = () => desk.pane.getByRole('button', { name: 'Push', exact: true }).click();

  it('says that the bridge does not answer, keeps what was typed, and pushes it once the bridge is back', async () => {
    await typeAdjustment(5, -1.11);
    await town.bridge.kill();
    await push();
    await desk.pane
      .getByText(/does not answer|did not get through/)
      .first()
      .waitFor();
    assert.deepEqual((await desk.cells('Adjustments!E5:H5'))[0], [ACCOUNT, 'water', 'goodwill', -1.11]);
    await town.startBridge();
    await push();
    await desk.pane.getByText(/^Pushed: 1 row/).waitFor();
    assert.deepEqual(await postedAmounts(), [-111]);
  });

  it('applies a push once when its reply is lost and it is pushed again', async () => {
    await typeAdjustment(6, -2.22);
    await desk.page.route('**/api/commands/push-sheet', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await push();
    await desk.pane
      .getByText(/does not answer|did not get through/)
      .first()
      .waitFor();
    assert.deepEqual(await postedAmounts(), [-222, -111], 'the bridge had applied it');
    await desk.page.unroute('**/api/commands/push-sheet');
    await push();
    await desk.pane.getByText(/^This push was already received/).waitFor();
    assert.deepEqual(await postedAmounts(), [-222, -111]);
  });

  it('loses nothing and applies at most once when the bridge is killed in the middle of a push', async () => {
    await typeAdjustment(7, -3.33);
    await desk.page.route('**/api/commands/push-sheet', async (route) => {
      void route.continue().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 4));
      await town.bridge.kill();
    });
    await push();
    await desk.pane
      .getByText(/does not answer|did not get through|^Pushed/)
      .first()
      .waitFor();
    await desk.page.unroute('**/api/commands/push-sheet');
    await town.startBridge();
    await push();
    await eventually(async () => assert.deepEqual(await postedAmounts(), [-333, -222, -111]));
    await push();
    await desk.pane.getByText(/^Nothing in this sheet was changed/).waitFor();
    assert.deepEqual(await postedAmounts(), [-333, -222, -111]);
  });

  it('asks to pair again once the client was revoked, and does not lose the sheet', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Settings' }).click();
    await pane.getByRole('button', { name: /^Revoke/ }).click();
    await pane.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await pane.getByText('Pair this computer').first().waitFor();
    assert.equal((await desk.cells('Adjustments!E5:E5'))[0]?.[0], ACCOUNT);
    await pair(desk, town.bridge);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a pane of 320 pixels without scrolling sideways, ${colorScheme}`, async () => {
      await narrowPane(desk, colorScheme);
      for (const tab of ['Home', 'Sheet', 'Receipts', 'Settings']) {
        await desk.pane.getByRole('tab', { name: tab }).click();
        assert.equal(await pixelsBeyond(desk), 0, tab);
      }
      await desk.assertClean();
    });
  }
});
