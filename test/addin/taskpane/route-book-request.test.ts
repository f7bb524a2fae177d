import assert from 'node:assert/strict';
import { newRouteTroubles, routeBookRequest } from '../../../addin/taskpane/routes/route-book-request.js';
import { routeBookParametersSchema } from '../../../bridge/contract/sheets/route-books.js';

describe('the form of route books', () => {
  it('asks for all routes, those of a cycle, or the chosen ones', () => {
    assert.deepEqual(routeBookRequest('', new Set(), 'none'), { proposal: 'none' });
    assert.deepEqual(routeBookRequest('2', new Set(), 'read-times'), { cycleId: '2', proposal: 'read-times' });
    const chosen = routeBookRequest('1', new Set(['R02', 'R01']), 'none');
    assert.deepEqual(chosen, { cycleId: '1', routeIds: ['R01', 'R02'], proposal: 'none' });
    assert.deepEqual(routeBookParametersSchema.parse(chosen), chosen);
  });

  it('says what is wrong with a new route before it is sent', () => {
    assert.deepEqual(newRouteTroubles(' R27 ', 'Weatherly'), { routeId: null, name: null });
    for (const routeId of ['', 'R 27', 'R27000000', '-R27', 'Rüti']) {
      assert.match(newRouteTroubles(routeId, 'Weatherly').routeId ?? '', /up to 8 letters/);
    }
    assert.match(newRouteTroubles('R27', ' ').name ?? '', /Say where it is/);
  });
});
