import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { periodReads } from '../../bridge/queries/period-reads.js';
import { emptyFolder } from '../support/town/sample-town-file.js';
import type { Desk } from './support/desk.js';
import { writeFieldFile } from './support/field-file.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_181;

describe('a second reading file for routes, through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;
  let billRunId: string;
  let first: string;
  let second: string;

  before(async () => {
    desk = await town.open();
    const folder = await emptyFolder();
    await town.read(async (database) => {
      const [run] = await database.raw<{ bill_run_id: string }[]>(
        `SELECT bill_run_id FROM bill_run WHERE cycle_id = '1' AND status = 'open'`,
      );
      billRunId = run?.bill_run_id ?? '';
      const write = async (name: string, counts: number) => {
        const place = path.join(folder, name);
        await mkdir(place);
        return writeFieldFile(database, billRunId, place, () => counts);
      };
      first = await write('first', 450);
      second = await write('second', 470);
    });
  });

  after(() => town.close());

  const choose = (file: string) => desk.pane.locator('input[type=file]').setInputFiles(file);
  const unload = () => desk.pane.getByRole('button', { name: 'Unload', exact: true }).click();
  /** How many registers of a route's accounts made so many counts. */
  const readsOf = async (route: string, counts: number) => {
    const reads = await town.read((database) => periodReads(database, billRunId));
    return reads.filter(
      ({ accountId, value, previousValue }) => accountId.startsWith(route) && value === previousValue + counts,
    ).length;
  };

  it('can not be unloaded until it is chosen for each route what becomes of what was read', async () => {
    const { pane } = desk;
    await pane.getByRole('button', { name: 'Unload readings' }).click();
    await choose(first);
    await pane.getByText(/^Checked: /).waitFor();
    await unload();
    await pane.getByText(/^Unloaded: /).waitFor();
    await choose(second);
    await pane.getByRole('heading', { name: 'Read before' }).waitFor();
    await pane.getByLabel(/^All \d routes$/).selectOption('Keep what was read, add the rest');
    await pane.getByText(/^Checked: /).waitFor();
    await pane.getByLabel(/^Route R02: /).selectOption('Choose…');
    await pane.getByText(/^The file cannot be unloaded: /).waitFor();
    assert.equal(await pane.getByRole('button', { name: 'Unload', exact: true }).count(), 0);
  });

  it('adds to one route and replaces another, as chosen', async () => {
    const { pane } = desk;
    await pane.getByLabel(/^Route R02: /).selectOption('Replace what is not billed yet');
    await pane.getByText(/^Checked: /).waitFor();
    await unload();
    await pane.getByText(/^Unloaded: /).waitFor();
    assert.ok((await readsOf('01-', 450)) > 3 && (await readsOf('02-', 470)) > 3);
    assert.deepEqual([await readsOf('01-', 470), await readsOf('02-', 450)], [0, 0]);
    assert.equal(await pane.getByRole('heading', { name: 'Read before' }).count(), 0);
    await desk.assertClean();
  });
});
