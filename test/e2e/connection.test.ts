import assert from 'node:assert/strict';
import type { Page, Route } from 'playwright-core';
import { CONTRACT_VERSION } from '../../bridge/contract/api.js';
import { assertEventually } from './support/assert-eventually.js';
import { pair, reloadPane, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_191;
const ORIGIN = `https://localhost:${PORT}`;
const API = '**/api/**';
const HELLO = '**/api/hello';

describe('the way to the bridge', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.openUnpaired((page) => page.route(API, refuse));
  });

  after(() => town.close());

  const refuse = (route: Route) => route.abort('connectionrefused');
  const retry = () => desk.pane.getByRole('button', { name: 'Retry' }).click();
  const asksToPair = () => desk.pane.getByText('Pair this computer').first().waitFor();

  it('names all that it may be while no answer ever came, and goes on by Retry', async () => {
    await desk.pane.getByText('The bridge can’t be reached').waitFor();
    await desk.pane.getByText(/^If the bridge is not running/).waitFor();
    await desk.pane.getByText(/certificate may not be trusted/).waitFor();
    const ownPage = desk.pane.getByRole('link', { name: 'Open the bridge’s own page' });
    assert.equal(await ownPage.getAttribute('href'), '/');
    await desk.page.unroute(API);
    await retry();
    await asksToPair();
  });

  it('names the browser’s rule for local networks where the person blocked it', async () => {
    await setLocalNetworkAccess(desk.page, 'denied');
    await desk.page.route(API, (route) => route.abort('blockedbyclient'));
    await reloadPane(desk);
    await desk.pane.getByText('The browser may keep this page from the bridge').waitFor();
    await desk.pane.getByText(/set “Local network access” to Allow/).waitFor();
    await desk.page.unroute(API);
    await setLocalNetworkAccess(desk.page, 'granted');
  });

  it('does not work with a bridge of another contract, and reloads the pane to get the one that fits', async () => {
    const other = { product: 'curbstop', version: '7.0.0', contractVersion: CONTRACT_VERSION + 1 };
    await desk.page.route(HELLO, (route) => route.fulfill({ json: other }));
    await reloadPane(desk);
    await desk.pane.getByText('The pane and the bridge are of different versions').waitFor();
    await desk.pane.getByText(/The bridge is version 7\.0\.0/).waitFor();
    await desk.page.unroute(HELLO);
    await desk.pane.getByRole('button', { name: 'Reload the pane' }).click();
    await asksToPair();
    await pair(desk, town.bridge);
  });

  it('goes on with a bridge that was updated meanwhile, and offers to reload the pane', async () => {
    const updated = { product: 'curbstop', version: '7.0.0', contractVersion: CONTRACT_VERSION };
    await desk.page.route(HELLO, (route) => route.fulfill({ json: updated }));
    await desk.pane.getByRole('button', { name: 'Refresh', exact: true }).click();
    await desk.pane.getByText(/^The bridge is version 7\.0\.0 now/).waitFor();
    await desk.page.unroute(HELLO);
    await desk.pane.getByRole('button', { name: 'Reload the pane' }).click();
    // Until it is loaded anew, the old pane is still to be seen.
    const isTold = async () => (await desk.pane.getByText(/^The bridge is version/).count()) > 0;
    await assertEventually(async () => !(await isTold()), 'a pane that is of the version of the bridge');
    await desk.pane.getByRole('button', { name: 'Refresh', exact: true }).waitFor();
    assert.equal(await isTold(), false);
  });

  it('says that the bridge does not answer once it did, and goes on when it is back', async () => {
    await town.bridge.kill();
    await desk.pane.getByRole('button', { name: 'Refresh', exact: true }).click();
    await desk.pane.getByText('The bridge does not answer').first().waitFor();
    await town.startBridge();
    await retry();
    await desk.pane.getByText('The bridge does not answer').first().waitFor({ state: 'detached' });
    await desk.assertClean();
  });
});

/** Answers the browser's question for a page, as the person does. */
async function setLocalNetworkAccess(page: Page, setting: 'denied' | 'granted'): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const { targetInfo } = await browser.send('Target.getTargetInfo');
  const { browserContextId = '' } = targetInfo;
  for (const name of ['loopback-network', 'local-network-access']) {
    const permission = { permission: { name }, setting, origin: ORIGIN, browserContextId };
    // Each Chromium knows one of the names, or both.
    await browser.send('Browser.setPermission', permission).catch(() => undefined);
  }
}
