import assert from 'node:assert/strict';
import axe from 'axe-core';
import { openDesk, pair, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 39_191;
/** The rules of WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What Fluent's keyboard navigation puts at the ends of a group, to pass the focus on at once. */
const FOCUS_RELAYS = '[data-tabster-dummy]';

describe('the pane by the rules of WCAG 2.2 AA', function () {
  this.timeout(300_000);
  const town = new SampleDesk(PORT);
  before(() => town.open());
  after(() => town.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`breaks none on its screens at 320 pixels, ${colorScheme}`, async () => {
      // So high that no button is cut by the edge, which would be measured as too small.
      const desk = await openDesk(town.browser, town.bridge, { viewport: { width: 900, height: 4_000 }, colorScheme });
      const { pane, page } = desk;
      await pane.getByText('Pair this computer').first().waitFor();
      await page.locator('#pane').evaluate((frame) => (frame.style.width = '320px'));
      const found = [await brokenRules(desk, 'pairing')];
      await pair(desk, town.bridge);
      found.push(await brokenRules(desk, 'Home'));
      await pane.getByLabel('Name, address, account or meter number').fill('street');
      await pane.getByLabel('Name, address, account or meter number').press('Enter');
      await pane.getByRole('list', { name: 'Accounts found' }).waitFor();
      found.push(await brokenRules(desk, 'accounts found'));
      await pane.getByRole('list', { name: 'Accounts found' }).getByRole('button').first().click();
      await pane.getByLabel('New note').waitFor();
      found.push(await brokenRules(desk, 'an account'));
      await pane.getByRole('tab', { name: 'Home' }).click();
      await pane.getByRole('button', { name: 'Pull Adjustments', exact: true }).click();
      await pane.getByText('The sheet “Adjustments” is ready.').waitFor();
      await desk.type('Adjustments!B5', 'nobody');
      await pane.getByRole('button', { name: 'Preview', exact: true }).click();
      await pane
        .getByRole('alert')
        .or(pane.getByRole('heading', { name: /issue/i }))
        .first()
        .waitFor();
      found.push(await brokenRules(desk, 'a sheet with issues'));
      for (const tab of ['Receipts', 'Settings']) {
        await pane.getByRole('tab', { name: tab }).click();
        await pane.getByRole('heading', { name: tab, exact: true }).waitFor();
        found.push(await brokenRules(desk, tab));
      }
      assert.deepEqual(found.flat(), []);
      await page.close();
    });
  }
});

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
