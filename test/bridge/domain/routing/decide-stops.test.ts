import assert from 'node:assert/strict';
import { decideStops, type StopRow } from '../../../../bridge/domain/routing/decide-stops.js';
import { givenRoutes } from './given-routes.js';

describe('deciding on stops by a proposal', () => {
  const routes = givenRoutes({ R1: 'abc', R2: 'xyz' });

  function row(premisesId: string, typed: Partial<StopRow>): StopRow {
    const stop = [...routes.values()].flat().find((each) => each.premisesId === premisesId);
    assert.ok(stop, premisesId);
    const nothing = { newRoute: null, newStop: null, proposed: null, isChanged: false, isNumbered: false };
    return { sheetRow: 5, stop, pulled: stop, ...nothing, ...typed };
  }
  const ordersOf = (...rows: StopRow[]) => {
    const { issues, orders } = decideStops('proposal', rows, routes);
    assert.deepEqual(issues, []);
    return Object.fromEntries([...orders].map(([routeId, order]) => [routeId, order.join('')]));
  };

  it('takes the proposed number of a stop that stays on its route', () => {
    assert.deepEqual(ordersOf(row('c', { proposed: 1 })), { R1: 'cab' });
  });

  it('puts a stop that is typed to another route at its end, for the number was proposed for the route that it leaves', () => {
    const moved = row('c', { proposed: 1, newRoute: 'R2', isChanged: true });
    assert.deepEqual(ordersOf(moved), { R1: 'ab', R2: 'xyzc' });
  });

  it('takes the number that is typed beside another route', () => {
    const moved = row('c', { proposed: 3, newRoute: 'R2', newStop: 1, isChanged: true, isNumbered: true });
    assert.deepEqual(ordersOf(moved), { R1: 'ab', R2: 'cxyz' });
  });
});
