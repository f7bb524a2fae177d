import assert from 'node:assert/strict';
import axe from 'axe-core';
import { narrowPane, pair, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_193;
/** The rules of WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What Fluent's keyboard navigation puts at the ends of a group, to pass the focus on at once. */
const FOCUS_RELAYS = '[data-tabster-dummy]';

describe('the pane by the rules of WCAG 2.2 AA, at 320 pixels, light and dark', function () {
  this.timeout(300_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;
  before(async () => void (desk = await town.openUnpaired()));
  after(() => town.close());

  const found = async (screen: string) => {
    const broken: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      // So high that no button is cut by the edge, which would be measured as too small.
      await narrowPane(desk, colorScheme, 4_000);
      await coloursAtRest(desk);
      broken.push(...(await brokenRules(desk, `${screen}, ${colorScheme}`)));
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

  for (const tab of ['Receipts', 'Settings']) {
    it(`breaks none on ${tab}`, async () => {
      await desk.pane.getByRole('tab', { name: tab }).click();
      await desk.pane.getByRole('heading', { name: tab, exact: true }).waitFor();
      assert.deepEqual(await found(tab), []);
    });
  }
});

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
