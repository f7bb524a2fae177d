import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Locator } from 'playwright-core';
import { assertEventually } from './support/assert-eventually.js';
import { narrowPane, pair, reloadPane, type Desk, type Look } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_193;
/** The rules of WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const ACTIVE = `SELECT account_id AS id FROM account WHERE status = 'active' ORDER BY account_id LIMIT 1`;
const LOOKS: readonly Look[] = ['light', 'dark', 'high-contrast'];
/** The titles of screens that Home leads to, by the button of each. */
const SCREENS = {
  'Load route books': 'Load route books',
  'Unload readings': 'Unload readings',
  'Post payments': 'Post payments',
  'Route books': 'Route books',
  Rates: 'Rates',
  'Month end': 'Month end',
  'Compare systems': 'Compare systems',
  'Steps of the run': 'Bill run',
} as const;
/** What Fluent's keyboard navigation puts at the ends of a group, to pass the focus on at once. */
const FOCUS_RELAYS = '[data-tabster-dummy]';

describe('the pane by the rules of WCAG 2.2 AA, at 320 pixels, light, dark and in high contrast', function () {
  this.timeout(300_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;
  before(async () => void (desk = await town.openUnpaired()));
  after(() => town.close());

  const found = async (screen: string) => {
    const broken: string[] = [];
    for (const look of LOOKS) {
      // So high that no button is cut by the edge, which would be measured as too small.
      await narrowPane(desk, look, 4_000);
      await coloursAtRest(desk);
      broken.push(...(await brokenRules(desk, `${screen}, ${look}`)));
    }
    return broken;
  };

  it('breaks none while the computer is to be paired', async () => {
    await desk.pane.getByText('Pair this computer').first().waitFor();
    assert.deepEqual(await found('pairing'), []);
  });

  it('breaks none on Home', async () => {
    await pair(desk, town.bridge);
    assert.deepEqual(await found('Home'), []);
  });

  it('breaks none on accounts that were found, and on one of them', async () => {
    const { pane } = desk;
    await pane.getByLabel('Name, address, account or meter number').fill('street');
    await pane.getByLabel('Name, address, account or meter number').press('Enter');
    const accounts = pane.getByRole('list', { name: 'Accounts found' });
    await accounts.waitFor();
    assert.deepEqual(await found('accounts found'), []);
    await accounts.getByRole('button').first().click();
    await pane.getByLabel('New note').waitFor();
    assert.deepEqual(await found('an account'), []);
  });

  it('breaks none on a sheet with issues', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Pull Adjustments', exact: true }).click();
    await pane.getByText('The sheet “Adjustments” is ready.').waitFor();
    await desk.type('Adjustments!E5', 'nobody');
    await pane.getByRole('button', { name: 'Preview', exact: true }).click();
    await pane
      .getByRole('alert')
      .or(pane.getByRole('heading', { name: /issue/i }))
      .first()
      .waitFor();
    assert.deepEqual(await found('a sheet with issues'), []);
  });

  it('breaks none on what leaves the office of a run, with what was sent and a form that is open', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Steps of the run', exact: true }).click();
    await pane.getByRole('button', { name: /^Outputs of the run before/ }).click();
    await pane.getByRole('button', { name: /^Mailing, e-bill and calls of run/ }).click();
    await pane.getByRole('button', { name: 'Send to the mailing service' }).click();
    await pane.getByText('The file is at the mailing service').waitFor();
    await pane.getByRole('button', { name: 'Send the run again', exact: true }).click();
    await pane.getByLabel('Reason', { exact: true }).waitFor();
    assert.deepEqual(await found('outputs'), []);
  });

  for (const [opener, title] of Object.entries(SCREENS)) {
    it(`breaks none on ${title}`, async () => {
      const { pane } = desk;
      await pane.getByRole('tab', { name: 'Home' }).click();
      await pane.getByRole('button', { name: opener, exact: true }).click();
      await pane.getByRole('heading', { name: title, exact: true, level: 1 }).waitFor();
      await pane.getByRole('progressbar').first().waitFor({ state: 'detached' });
      assert.deepEqual(await found(title), []);
    });
  }

  for (const tab of ['Receipts', 'Settings']) {
    it(`breaks none on ${tab}`, async () => {
      await desk.pane.getByRole('tab', { name: tab }).click();
      await desk.pane.getByRole('heading', { name: tab, exact: true }).waitFor();
      assert.deepEqual(await found(tab), []);
    });
  }

  it('leads by Tab from the heading of a screen that opened to what can be done there, and back', async () => {
    const { pane, page } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    await pane.getByRole('button', { name: 'Month end', exact: true }).press('Enter');
    const heading = pane.getByRole('heading', { name: 'Month end', exact: true, level: 1 });
    await assertEventually(() => hasFocus(heading), 'the heading has the focus');
    await page.keyboard.press('Tab');
    const first = pane.getByRole('button', { name: 'Refresh', exact: true });
    await assertEventually(() => hasFocus(first), 'what comes after the heading has the focus');
    await page.keyboard.press('Shift+Tab');
    const back = pane.getByRole('button', { name: 'Back to Home', exact: true });
    await assertEventually(() => hasFocus(back), 'what can be done before it has the focus');
  });

  it('breaks none where a dialog asks before a computer is revoked, and gives the focus back when it closes', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Settings' }).click();
    const revoke = pane.getByRole('button', { name: /^Revoke / });
    await revoke.click();
    const dialog = pane.getByRole('alertdialog');
    await dialog.waitFor();
    assert.deepEqual(await found('the dialog'), []);
    await desk.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await assertEventually(() => hasFocus(revoke), 'focus');
  });

  it('breaks none on the reversal of a push', async () => {
    const { pane } = desk;
    const account = await town.read(async (database) => {
      const [row] = await database.raw<{ id: string }[]>(ACTIVE);
      return row?.id ?? assert.fail('no account is active');
    });
    await pane.getByRole('tab', { name: 'Sheet' }).click();
    for (const [place, cell] of [account, 'water', 'goodwill', -1, 'As told'].entries()) {
      await desk.type(`Adjustments!${'EFGHI'.charAt(place)}5`, cell);
    }
    await pane.getByRole('button', { name: 'Push', exact: true }).click();
    await pane.getByText(/^Pushed: 1 row/).waitFor();
    assert.deepEqual(await found('a push'), []);
    await town.changePerson(desk, 'supervisor');
    await pane.getByRole('tab', { name: 'Receipts' }).click();
    await pane
      .getByRole('button', { name: /^Reverse the push of receipt/ })
      .first()
      .click();
    await pane.getByRole('heading', { name: 'Reverse a push' }).waitFor();
    await pane.getByLabel('Reason for the record').waitFor();
    assert.deepEqual(await found('the reversal of a push'), []);
  });

  it('breaks none where the bridge does not answer', async () => {
    await desk.page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await reloadPane(desk);
    await desk.pane.getByRole('button', { name: 'Retry' }).waitFor();
    assert.deepEqual(await found('no bridge'), []);
  });
});

async function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each.ownerDocument.activeElement === each);
}

/** Waits until nothing fades any more: colours on the way from one theme to the other are nobody's to read. */
async function coloursAtRest({ pane }: Desk): Promise<void> {
  await pane.locator('body').evaluate(async ({ ownerDocument }) => {
    const fading = ownerDocument.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
}

/** A line for each element that breaks a rule. */
async function brokenRules({ page }: Desk, screen: string): Promise<string[]> {
  const frame = page.frames().find((each) => each.url().includes('/taskpane.html'));
  if (frame === undefined) throw new Error('There is no pane.');
  await frame.evaluate(axe.source);
  const { violations, passes } = await frame.evaluate(
    ([values, exclude]) => window.axe.run({ exclude: [exclude] }, { runOnly: { type: 'tag', values } }),
    [RULES, FOCUS_RELAYS] as const,
  );
  assert.notEqual(passes.length, 0, `Nothing was looked at on ${screen}.`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${screen}: ${id}: ${html.slice(0, 160)}`));
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
