import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { CONTRACT_VERSION } from '../../bridge/contract/api.js';
import { openDesk, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 39_191;
const ORIGIN = `https://localhost:${PORT}`;
const API = '**/api/**';

describe('the way to the bridge', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.open();
  });

  after(() => town.close());

  const retry = ({ pane }: Desk) => pane.getByRole('button', { name: 'Retry' }).click();
  const asksToPair = ({ pane }: Desk) => pane.getByText('Pair this computer').first().waitFor();
  const ownPage = ({ pane }: Desk) => pane.getByRole('link', { name: 'Open the bridge’s own page' });

  /** Opens a pane that was never paired, on a page that was prepared. */
  const openPrepared = (prepare: (page: Page) => Promise<unknown>) => openDesk(town.browser, town.bridge, {}, prepare);

  it('names all that it may be while no answer ever came, and goes on by Retry', async () => {
    const prepared = await openPrepared((page) => page.route(API, (route) => route.abort('connectionrefused')));
    await prepared.pane.getByText('The bridge can’t be reached').waitFor();
    await prepared.pane.getByText(/^If the bridge is not running/).waitFor();
    await prepared.pane.getByText(/certificate may not be trusted/).waitFor();
    assert.equal(await ownPage(prepared).getAttribute('href'), '/');
    await prepared.page.unroute(API);
    await retry(prepared);
    await asksToPair(prepared);
    await prepared.page.close();
  });

  it('names the browser’s rule for local networks where the person blocked it', async () => {
    const prepared = await openPrepared(async (page) => {
      const browser = await page.context().newCDPSession(page);
      const { targetInfo } = await browser.send('Target.getTargetInfo');
      const { browserContextId = '' } = targetInfo;
      for (const name of ['loopback-network', 'local-network-access']) {
        const permission = { permission: { name }, setting: 'denied' as const, origin: ORIGIN, browserContextId };
        // Each Chromium knows one of the names, or both.
        await browser.send('Browser.setPermission', permission).catch(() => undefined);
      }
      await page.route(API, (route) => route.abort('blockedbyclient'));
    });
    await prepared.pane.getByText('The browser may keep this page from the bridge').waitFor();
    await prepared.pane.getByText(/set “Local network access” to Allow/).waitFor();
    await prepared.page.close();
  });

  it('does not work with a bridge of another contract, and reloads the pane to get the one that fits', async () => {
    const other = { product: 'curbstop', version: '7.0.0', contractVersion: CONTRACT_VERSION + 1 };
    const prepared = await openPrepared((page) =>
      page.route('**/api/hello', (route) => route.fulfill({ json: other })),
    );
    await prepared.pane.getByText('The pane and the bridge are of different versions').waitFor();
    await prepared.pane.getByText(/The bridge is version 7\.0\.0/).waitFor();
    await prepared.page.unroute('**/api/hello');
    await prepared.pane.getByRole('button', { name: 'Reload the pane' }).click();
    await asksToPair(prepared);
    await prepared.page.close();
  });

  it('goes on with a bridge that was updated meanwhile, and offers to reload the pane', async () => {
    const updated = { product: 'curbstop', version: '7.0.0', contractVersion: CONTRACT_VERSION };
    await desk.page.route('**/api/hello', (route) => route.fulfill({ json: updated }));
    await desk.pane.getByRole('button', { name: 'Refresh', exact: true }).click();
    await desk.pane.getByText(/^The bridge is version 7\.0\.0 now/).waitFor();
    await desk.page.unroute('**/api/hello');
    await desk.pane.getByRole('button', { name: 'Reload the pane' }).click();
    await desk.pane.getByRole('tab', { name: 'Home' }).waitFor();
    assert.equal(await desk.pane.getByText(/^The bridge is version/).count(), 0);
  });

  it('says that the bridge does not answer once it did, and goes on when it is back', async () => {
    await town.bridge.kill();
    await desk.pane.getByRole('button', { name: 'Refresh', exact: true }).click();
    await desk.pane.getByText('The bridge does not answer').first().waitFor();
    await town.startBridge();
    await retry(desk);
    await desk.pane.getByText('The bridge does not answer').first().waitFor({ state: 'detached' });
    await desk.assertClean();
  });
});
