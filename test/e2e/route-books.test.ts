import assert from 'node:assert/strict';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_151;
const SHEET = 'Route Book';
const TABLE = 'Curbstop_Route_Book';

describe('route books through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;

  before(async () => {
    desk = await town.open();
  });

  after(() => town.close());

  const press = (name: string) => desk.pane.getByRole('button', { name, exact: true }).click();
  const home = () => desk.pane.getByRole('tab', { name: 'Home' }).click();
  const walk = async (routeId: string) =>
    (
      await town.read((database) =>
        database.raw<{ premises_id: string }[]>(
          'SELECT premises_id FROM premises WHERE route_id = ? ORDER BY sequence',
          [routeId],
        ),
      )
    ).map(({ premises_id: premisesId }) => premisesId);
  const pullRoutes = async (...routeIds: string[]) => {
    await home();
    await press('Route books');
    for (const routeId of routeIds) await desk.pane.getByRole('checkbox', { name: new RegExp(`^${routeId},`) }).check();
    await press('Pull Route Book');
    await desk.pane.getByText(/rows? pulled into the sheet “Route Book/).waitFor();
  };

  it('makes a route for a development', async () => {
    const { pane } = desk;
    await press('Route books');
    await press('Make the route');
    await pane.getByText('A route has up to 8 letters, digits and dashes, such as R27.').waitFor();
    await pane.getByLabel('Route, such as R27').fill('R20');
    await pane.getByLabel('Name', { exact: true }).fill('Weatherly, phase 2');
    await press('Make the route');
    await pane.getByText('Route R20 is made, in Cycle 1, north and west.').waitFor();
    await pane.getByRole('checkbox', { name: 'R20, Weatherly, phase 2: 0 stops' }).waitFor();
  });

  it('shows at preview who moves from where to where, and pushes typed numbers and routes', async () => {
    const { pane } = desk;
    await pullRoutes('R01', 'R02');
    await desk.type(`'${SHEET}'!E10`, 2);
    await desk.type(`'${SHEET}'!D11`, 'R20');
    await press('Preview');
    const moves = pane.getByRole('region', { name: 'Stops that move' });
    await moves.waitFor();
    assert.deepEqual(
      (await moves.getByRole('row').allInnerTexts())
        .slice(1)
        .map((row) => row.replace(/\s+/g, ' ').replace(/^.*?(R)/, '$1')),
      ['R01 / 6 R01 / 2', 'R01 / 7 R20 / 1'],
    );
    assert.equal((await walk('R01'))[1], 'P-01-0002', 'a preview changed something');
    await press('Push');
    await pane.getByText(/^Pushed: 6 rows/).waitFor();
    assert.deepEqual(
      [(await walk('R01')).map((id) => id.slice(-1)).join(''), await walk('R20')],
      ['162345', ['P-01-0007']],
    );
  });

  it('makes the order of sorted rows the walking order when they are pushed as they stand', async () => {
    const { pane, page } = desk;
    await pullRoutes('R02');
    await page.evaluate((table) => window.curbstopWorkbench.person.sortTable(table, 'Key', false), TABLE);
    await pane.getByLabel('How to push').selectOption('As the rows stand');
    await press('Push');
    await pane.getByText(/^Pushed: 6 rows/).waitFor();
    assert.equal((await walk('R02')).map((id) => id.slice(-1)).join(''), '7654321');
  });

  it('tells of it on the receipt, by whom and when', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Receipts' }).click();
    await pane.getByRole('button', { name: 'See which stops moved' }).first().click();
    await pane.getByText(/6 rows pulled into the sheet “Route Changes”/).waitFor();
    const [first] = await desk.rows('Route Changes');
    assert.deepEqual(
      ['By', 'From route', 'From stop', 'To route', 'To stop'].map((header) => first?.cells[header]),
      ['Dana Whitlock', 'R02', 7, 'R02', 1],
    );
  });

  it('used nothing that Excel lacks, and left nothing in the console', async () => {
    await desk.assertClean();
  });
});
