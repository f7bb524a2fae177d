import assert from 'node:assert/strict';
import { registerRibbonCommands } from '../../../addin/ribbon/index.js';
import { activities, type Activity } from '../../../addin/sheets/activity.js';
import { closeDesk, openDesk, sheetNamesOf, type Desk } from '../sheets/support/desk.js';
import { readings } from '../sheets/support/sample-rows.js';

describe('the ribbon', () => {
  let desk: Desk;
  let heard: Activity[];
  let stop: () => void;
  let paneShown = 0;

  beforeEach(async () => {
    desk = await openDesk();
    heard = [];
    paneShown = 0;
    stop = activities.subscribe((activity) => heard.push(activity));
    desk.bridge.rows.readings = readings(2);
    // Showing the pane is for the page that hosts the add-in; here it is only counted.
    desk.office.Office.addin.showAsTaskpane = () => Promise.resolve(void (paneShown += 1));
    registerRibbonCommands(desk.engine, desk.client);
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
    desk.bridge.hasOpenRun = false;
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

  it('shows the pane', async () => {
    await press('showPane');
    assert.equal(paneShown, 1);
  });
});
