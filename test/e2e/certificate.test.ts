import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connect } from 'node:tls';
import { request, type APIRequestContext, type Browser, type Page } from 'playwright-core';
import { townCopy } from '../support/town/sample-town-file.js';
import { startBridge, type BridgeProcess } from './support/bridge-process.js';
import { openDesk, startChromium } from './support/desk.js';

const PORT = 27_199;
const ORIGIN = `https://localhost:${PORT}`;

describe('a certificate that the browser does not trust', function () {
  this.timeout(240_000);
  let bridge: BridgeProcess;
  let browser: Browser;
  /** Stands for the browser's cache: it has the pane's files whatever the certificate is. */
  let store: APIRequestContext;

  before(async () => {
    const folder = path.dirname(await townCopy());
    bridge = await startBridge(folder, PORT);
    browser = await startChromium();
    store = await request.newContext({ ignoreHTTPSErrors: true });
  });

  after(async () => {
    await store?.dispose();
    await browser?.close();
    await bridge?.stop();
  });

  const newPage = async () => (await browser.newContext({ ignoreHTTPSErrors: false })).newPage();

  it('keeps the bridge’s own page from showing, by a warning of the browser about security', async () => {
    const page = await newPage();
    await assert.rejects(page.goto(`${ORIGIN}/`), /ERR_CERT_AUTHORITY_INVALID/);
    await page.close();
  });

  it('is named at the bridge’s window with the file to trust and how, and trusting that file is enough', async () => {
    const [, authority = ''] = /does not trust the bridge yet\. [^\n]*?"([^"]+)"/.exec(bridge.output()) ?? [];
    assert.notEqual(authority, '', bridge.output());
    await assert.rejects(handshake([]), /certificate|signature/);
    await handshake([await readFile(authority, 'utf8')]);
  });

  /** Connects as a program that trusts just these authorities. */
  function handshake(authorities: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: PORT, host: 'localhost', servername: 'localhost', ca: [...authorities] }, () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', reject);
    });
  }

  it('is told by a pane that the browser still has as one thing that it may be, with its remedy and a retry', async () => {
    const desk = await openDesk(browser, bridge, { ignoreHTTPSErrors: false }, (prepared) =>
      prepared.route(isKept, async (route) => {
        await route.fulfill({ response: await store.get(route.request().url()) });
      }),
    );
    const { pane, page } = desk;
    await pane.getByText('The bridge can’t be reached').waitFor();
    await pane
      .getByText(/its certificate may not be trusted yet\. Its window says which file to trust and how/)
      .waitFor();
    const opened = page.waitForEvent('popup');
    await pane.getByRole('link', { name: 'Open the bridge’s own page' }).click();
    await (await opened).getByText('ERR_CERT_AUTHORITY_INVALID').waitFor();
    await trust(page);
    await pane.getByRole('button', { name: 'Retry' }).click();
    await pane.getByText('Pair this computer').first().waitFor();
    await page.close();
  });

  it('is told from a bridge that is off by the browser’s own page', async () => {
    await bridge.stop();
    const page = await newPage();
    await assert.rejects(page.goto(`${ORIGIN}/`), /ERR_CONNECTION_REFUSED/);
  });
});

/** All but what is asked of the bridge itself. */
function isKept(url: URL): boolean {
  return !url.pathname.startsWith('/api/') && url.pathname !== '/';
}

/** From now on this page trusts whatever certificate it meets, as when the person has made the computer trust it. */
async function trust(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Security.setIgnoreCertificateErrors', { ignore: true });
}
