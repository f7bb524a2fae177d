import assert from 'node:assert/strict';
import { registerRibbonCommands } from '../../../addin/ribbon/index.js';
import { activities, type Activity } from '../../../addin/sheets/activity.js';
import { closeDesk, openDesk, sheetNamesOf, type Desk } from '../sheets/support/desk.js';
import { readings, routeStop } from '../sheets/support/sample-rows.js';

describe('the ribbon', () => {
  let desk: Desk;
  let heard: Activity[];
  let stop: () => void;
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
    registerRibbonCommands(desk.engine, desk.client, () => chosen);
  });
  afterEach(() => {
    stop();
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

  it('shows the pane at the tariffs', async () => {
    await press('showRates');
    assert.deepEqual([types(), paneShown], [['rates-asked'], 1]);
  });

  it('shows the pane', async () => {
    await press('showPane');
    assert.equal(paneShown, 1);
  });
});
