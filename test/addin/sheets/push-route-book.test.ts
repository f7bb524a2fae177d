import assert from 'node:assert/strict';
import { closeDesk, openDesk, sheetNamesOf, type Desk } from './support/desk.js';
import { routeStop } from './support/sample-rows.js';

describe('a route book', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows['route-book'] = [routeStop(1, 'C St'), routeStop(2, 'A St'), routeStop(3, 'B St')];
    await desk.engine.pull('route-book', {});
  });
  afterEach(() => closeDesk(desk));

  const sortByAddress = () => desk.office.person.sortTable('Curbstop_Route_Book', 'Service address', true);
  const sent = async (way?: string) => {
    await desk.engine.push({ dryRun: true, mode: 'all', ...(way === undefined ? {} : { way }) });
    return desk.bridge.lastCommand.payload;
  };

  it('sends its rows in the order in which they stand, and the way that was chosen', async () => {
    sortByAddress();
    const { rows, way } = await sent('rows');
    assert.equal(way, 'rows');
    assert.deepEqual(
      rows.map(({ key, sheetRow, cells }) => [key, sheetRow, cells]),
      [
        ['P-01-0002', 5, [null, null]],
        ['P-01-0003', 6, [null, null]],
        ['P-01-0001', 7, [null, null]],
      ],
    );
    assert.equal((await sent()).way, undefined);
  });

  it('is written over by the next pull while nothing was done to it', async () => {
    await desk.engine.pull('route-book', {});
    assert.deepEqual(
      sheetNamesOf(desk).filter((name) => name.startsWith('Route')),
      ['Route Book'],
    );
  });

  it('is not written over once its rows were sorted, for that is an edit', async () => {
    sortByAddress();
    await desk.engine.pull('route-book', {});
    assert.deepEqual(
      sheetNamesOf(desk).filter((name) => name.startsWith('Route')),
      ['Route Book', 'Route Book 2'],
    );
  });
});
