import assert from 'node:assert/strict';
import { registerRibbonCommands } from '../../../addin/ribbon/index.js';
import { buttonOf } from '../../../addin/ribbon/ribbon-buttons.js';
import { ribbonCommandIds, type RibbonCommandId } from '../../../addin/ribbon/ribbon-commands.js';
import type { RibbonButtons } from '../../../addin/ribbon/ribbon-state.js';
import { activities, type Activity } from '../../../addin/sheets/activity.js';
import { closeDesk, openDesk, sheetNamesOf, type Desk } from '../sheets/support/desk.js';
import { readings, routeStop } from '../sheets/support/sample-rows.js';

describe('the ribbon', () => {
  let desk: Desk;
  let heard: Activity[];
  let stop: () => void;
  let following: Promise<() => void>;
  let ribbon: RibbonButtons;
  let paneShown = 0;
  let chosen: string | null = null;

  beforeEach(async () => {
    desk = await openDesk();
    heard = [];
    paneShown = 0;
    chosen = null;
    stop = activities.subscribe((activity) => heard.push(activity));
    desk.bridge.rows.readings = readings(2);
    // Showing the pane is for the page that hosts the add-in; here it is only counted.
    desk.office.Office.addin.showAsTaskpane = () => Promise.resolve(void (paneShown += 1));
    // What follows the sheet in front, and what waits for the first pull, must not do so in the tests after these.
    const follow = desk.engine.onActiveChanged.bind(desk.engine);
    desk.engine.onActiveChanged = (listener) => (following = follow(listener));
    ribbon = registerRibbonCommands(desk.engine, desk.client, () => chosen);
  });
  afterEach(async () => {
    stop();
    (await following)();
    await desk.engine.pull('adjustments', {});
    closeDesk(desk);
  });

  const press = (id: string): Promise<void> => desk.office.host.runCommand(id);
  const types = (): string[] => heard.map(({ type }) => type);

  it('pulls the readings and the preview of the first open run, and adjustments', async () => {
    await press('pullReadings');
    await press('pullPreview');
    await press('pullAdjustments');
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Readings', 'Bill Preview', 'Adjustments']);
    assert.deepEqual(types().filter((type) => type === 'pulled').length, 3);
  });

  it('previews and pushes the active sheet, tells the pane and shows it', async () => {
    await press('pullReadings');
    desk.office.person.type('Readings!D5', 'accept');
    await press('preview');
    assert.equal(desk.bridge.lastCommand.dryRun, true);
    await press('push');
    assert.equal(desk.bridge.lastCommand.dryRun, false);
    assert.equal(desk.bridge.lastCommand.payload.mode, 'all');
    assert.equal(paneShown, 2);
    const pushed = heard.filter((activity) => activity.type === 'pushed');
    assert.deepEqual(
      pushed.map(({ dryRun, outcome }) => [dryRun, outcome.reply.outcome]),
      [
        [true, 'previewed'],
        [false, 'applied'],
      ],
    );
  });

  it('completes every command, and tells the pane what failed', async () => {
    await press('push');
    desk.bridge.openRuns = [];
    await press('pullReadings');
    const failed = heard.filter((activity) => activity.type === 'failed');
    assert.deepEqual(
      failed.map(({ command, error }) => [command, (error as { code: string }).code]),
      [
        ['push', 'no-curbstop-sheet'],
        ['pullReadings', 'no-open-run'],
      ],
    );
    assert.equal(paneShown, 2);
  });

  it('pulls the run that was chosen in the pane, else the one in front, else the first', async () => {
    desk.bridge.openRuns = ['R1', 'R2', 'R3'];
    const pulledRuns = (): unknown[] =>
      heard.flatMap((each) => (each.type === 'pulled' ? [(each.parameters as { billRunId: string }).billRunId] : []));
    await press('pullReadings');
    chosen = 'R2';
    await press('pullPreview');
    chosen = null;
    await press('pullReadings');
    assert.deepEqual(pulledRuns(), ['R1', 'R2', 'R2']);
    desk.bridge.openRuns = ['R1', 'R3'];
    chosen = 'R2';
    await press('pullReadings');
    chosen = 'R3';
    await press('pullReadings');
    assert.deepEqual(pulledRuns().slice(3), ['R1', 'R3']);
  });

  it('says of everything that the ribbon asked for it, while the pane may be at work too', async () => {
    await press('pullReadings');
    await press('preview');
    desk.bridge.openRuns = [];
    await press('pullReadings');
    assert.deepEqual(new Set(heard.map(({ origin }) => origin)), new Set(['ribbon']));
    heard.length = 0;
    await desk.engine.pull('adjustments', {});
    await desk.engine.push({ dryRun: true, mode: 'all' });
    assert.deepEqual([types().length, new Set(heard.map(({ origin }) => origin))], [4, new Set(['pane'])]);
  });

  it('pushes no sheet that has several ways, and no preview of it either, but shows the pane to choose one', async () => {
    desk.bridge.rows['route-book'] = [routeStop(1, '1 Main St')];
    await desk.engine.pull('route-book', {});
    heard.length = 0;
    await press('preview');
    await press('push');
    assert.deepEqual([types(), paneShown], [['way-asked', 'way-asked'], 2]);
    assert.equal(desk.bridge.commands.length, 0);
  });

  it('shows the pane at the tariffs, and at the receipts', async () => {
    await press('showRates');
    await press('showReceipts');
    const asked = heard.map((each) => (each.type === 'screen-asked' ? each.screen : each.type));
    assert.deepEqual([asked, paneShown], [['rates', 'receipts'], 2]);
  });

  it('pulls again what the sheet in front was pulled as, and nothing from any other sheet', async () => {
    await press('pullAgain');
    assert.deepEqual(types(), ['failed']);
    desk.bridge.openRuns = ['R1', 'R2'];
    chosen = 'R2';
    await press('pullReadings');
    chosen = 'R1';
    heard.length = 0;
    await press('pullAgain');
    const pulled = heard.flatMap((each) => (each.type === 'pulled' ? [[each.pull.kind, each.parameters]] : []));
    assert.deepEqual(pulled, [['readings', { billRunId: 'R2' }]]);
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Readings']);
  });

  it('does once what an impatient person presses twice, and again what is pressed after it was done', async () => {
    await Promise.all([press('pullAdjustments'), press('pullAdjustments'), press('pullAdjustments')]);
    const pulls = () => types().filter((type) => type === 'pulled').length;
    assert.equal(pulls(), 1);
    await press('pullAdjustments');
    assert.equal(pulls(), 2);
  });

  it('does by a keyboard shortcut what its button does', async () => {
    await desk.office.host.runShortcut('pullAdjustments');
    while (!types().includes('pulled')) await desk.office.settled();
    assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Adjustments']);
    await desk.office.host.runShortcut('showReceipts');
    while (paneShown === 0) await desk.office.settled();
  });

  it('lets a workbook with a pulled sheet start the add-in, and no other workbook', async () => {
    assert.equal(desk.office.host.pane.startState, 'Inactive');
    await press('pullAdjustments');
    await desk.office.settled();
    assert.equal(desk.office.host.pane.startState, 'Background');
  });

  describe('lets its buttons be pressed only while they apply:', () => {
    const enabled = (command: RibbonCommandId) => desk.office.host.ribbon.get(buttonOf(command));
    const ofSheet = () => (['pullAgain', 'preview', 'push'] as const).map(enabled);

    it('those of a sheet while a sheet is in front that they are for', async () => {
      await desk.office.settled();
      assert.deepEqual(ofSheet(), [false, false, false]);
      await press('pullReadings');
      await desk.office.settled();
      assert.deepEqual(ofSheet(), [true, true, true]);
      await press('pullPreview');
      await desk.office.settled();
      assert.deepEqual(ofSheet(), [true, false, false], 'a sheet that is only read');
      desk.office.person.activate('Sheet1');
      await desk.office.settled();
      assert.deepEqual(ofSheet(), [false, false, false]);
    });

    it('those of a bill run while one is open', async () => {
      ribbon.learn({ hasOpenRun: false });
      await desk.office.settled();
      assert.deepEqual([enabled('pullReadings'), enabled('pullPreview')], [false, false]);
      assert.deepEqual([enabled('pullAdjustments'), enabled('showReceipts')], [true, true]);
    });

    it('none but the pane’s own before the computer is paired', async () => {
      ribbon.learn({ isPaired: false });
      await desk.office.settled();
      const all = ribbonCommandIds.filter((id) => id !== 'showPane').map(enabled);
      assert.deepEqual([...new Set(all), enabled('showPane')], [false, undefined]);
      ribbon.learn({ isPaired: true });
      await desk.office.settled();
      assert.equal(enabled('pullReadings'), true);
    });

    it('asks Excel only when something changed', async () => {
      await desk.office.settled();
      const before = desk.office.host.requests.length;
      ribbon.learn({ isPaired: true, hasOpenRun: true });
      await desk.office.settled();
      assert.equal(desk.office.host.requests.length, before);
    });
  });

  it('shows the pane', async () => {
    await press('showPane');
    assert.equal(paneShown, 1);
  });
});
