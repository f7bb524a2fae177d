import assert from 'node:assert/strict';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_197;
const ROWS = '**/api/pulls/*/rows*';
const PUSH = '**/api/commands/push-sheet';
const ACCOUNT = '01-0004-01';

describe('on a slow network', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.open();
  });

  after(() => town.close());

  /** Holds what the pane asks of these addresses until it is let go. */
  async function hold(addresses: string): Promise<() => Promise<void>> {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await desk.page.route(addresses, async (route) => {
      await held;
      // What was cancelled meanwhile can't go on.
      await route.continue().catch(() => undefined);
    });
    return async () => {
      letGo();
      await desk.page.unroute(addresses);
    };
  }

  const button = (name: string) => desk.pane.getByRole('button', { name, exact: true });
  const sheetNames = () =>
    desk.page.evaluate(() => window.curbstopWorkbench.host.workbook.sheets.map(({ name }) => name));
  const pushes = (): string[] => {
    const seen: string[] = [];
    desk.page.on('request', (request) => {
      if (request.url().endsWith('/api/commands/push-sheet')) seen.push(request.postData() ?? '');
    });
    return seen;
  };
  const posted = () =>
    town.read(async (database) =>
      (await database.raw<{ cents: number }[]>('SELECT amount_cents AS cents FROM adjustment')).map(
        ({ cents }) => cents,
      ),
    );

  it('shows what is being pulled, and cancels it with nothing written', async () => {
    const letGo = await hold(ROWS);
    await button('Pull Account Data').click();
    const progress = desk.pane.getByRole('progressbar', { name: /^Pulling Account Data/ });
    await progress.waitFor();
    await button('Cancel pull').click();
    await progress.waitFor({ state: 'detached' });
    await letGo();
    assert.deepEqual(await sheetNames(), ['Sheet1']);
    assert.equal(await desk.pane.getByText('The pull did not finish').count(), 0);
  });

  it('pulls the same once the network is quick again', async () => {
    await button('Pull Account Data').click();
    await desk.pane.getByText(/rows pulled into the sheet “Account Data”/).waitFor();
    assert.deepEqual(await sheetNames(), ['Sheet1', 'Account Data']);
  });

  it('pushes once what an impatient person pushes many times, by the pane and by the ribbon', async () => {
    await desk.pane.getByRole('tab', { name: 'Home' }).click();
    await button('Pull Adjustments').click();
    await desk.pane.getByText('The sheet “Adjustments” is ready.').waitFor();
    const typed = [ACCOUNT, 'water', 'goodwill', -4.44, 'Test of a slow network'];
    for (const [index, value] of typed.entries()) await desk.type(`Adjustments!${'EFGHI'.charAt(index)}5`, value);
    const seen = pushes();
    const letGo = await hold(PUSH);
    // A person clicks the button whether or not it looks as if it could be pressed.
    await button('Push').click({ clickCount: 3, force: true });
    await desk.pane.getByRole('progressbar').first().waitFor();
    await button('Push').click({ force: true });
    const ribbon = desk.page.getByRole('navigation', { name: 'Curbstop ribbon' });
    for (let press = 0; press < 3; press += 1) {
      await ribbon.getByRole('button', { name: 'Push', exact: true }).click();
    }
    assert.equal(seen.length, 1, 'one push is on its way, the ribbon’s waits for it');
    await letGo();
    await desk.pane.getByText(/^(Pushed: 1 row|Nothing in this sheet was changed)/).waitFor();
    await ribbon.locator('[data-command="push"]:not([aria-busy])').waitFor();
    assert.deepEqual(await posted(), [-444]);
    await desk.assertClean();
  });
});
