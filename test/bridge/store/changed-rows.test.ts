import assert from 'node:assert/strict';
import { writeReadStates, type ReadWrite } from '../../../bridge/store/period-reads.js';
import { writeStops } from '../../../bridge/store/route-stops.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('writing rows of which one is not there', () => {
  const town = useTown();

  const waiting = (rowKey: string): ReadWrite => ({
    ...{ rowKey, readingId: null, value: null, readOn: null, usageGallons: null },
    ...{ status: 'hold', exceptions: [], action: 'hold', reason: 'x' },
  });

  it('fails for reads of a run, and says how many of them are there', async () => {
    const [read] = await periodReads(town().database, BEACON_RUN);
    assert.ok(read);
    await writeReadStates(town().database, BEACON_RUN, [waiting(read.rowKey)]);
    const one = [waiting(read.rowKey), waiting('NOPE/1')];
    await assert.rejects(writeReadStates(town().database, BEACON_RUN, one), {
      message: `2 reads of the run ${BEACON_RUN} were to be written, and 1 are there.`,
    });
  });

  it('fails for stops of routes', async () => {
    const [first] = await town().database<{ premises_id: string; route_id: string; sequence: number }>('premises');
    assert.ok(first);
    const from = { premisesId: first.premises_id, routeId: first.route_id, number: first.sequence };
    const gone = { ...from, premisesId: 'NOPE' };
    const writes = [from, gone].map((stop, index) => ({ from: stop, to: { ...stop, number: 900 + index } }));
    await assert.rejects(writeStops(town().database, writes, 1), {
      message: '2 stops were to be written, and 1 are there.',
    });
  });
});
