import assert from 'node:assert/strict';
import { reviewedRead } from '../../../bridge/queries/reviewed-read.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { beaconFile, recordOf, unload, unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('the trail of a read whose bill run was reversed', () => {
  const town = useTown();
  let rowKey: string;

  /** A read with a reread, billed and reversed; the run that bills its period again. */
  async function reversedRun(): Promise<string> {
    const work = await HouseAtWork.of(town());
    const { house } = work;
    ({ rowKey } = house.read);
    await unloadUsual(town(), BEACON_RUN);
    await decide(town(), BEACON_RUN, { [rowKey]: { action: 'reread', reason: 'Looks odd' } });
    await unload(town(), beaconFile([recordOf(house, house.usualCounts + 1)]));
    await acceptTheRest(town(), BEACON_RUN);
    await work.post();
    return work.reverse();
  }

  it('goes on in the run that bills the period again, and says what was in the run that was reversed', async () => {
    const again = await reversedRun();
    const { trail } = await reviewedRead(town().database, { billRunId: again, rowKey }, TODAY);
    const mark = ` (In the run ${BEACON_RUN}, which was reversed.)`;
    assert.deepEqual(
      trail.map(({ what }) => what.replace(/Reading \d+ came back with \S+\.csv\./, 'Reading came back.')),
      [
        `Reading came back.${mark}`,
        `A reread was asked for.${mark}`,
        `The reread came back.${mark}`,
        `Reading came back.${mark}`,
        `The reread was settled: accepted.${mark}`,
      ],
    );
    const first = await reviewedRead(town().database, { billRunId: BEACON_RUN, rowKey }, TODAY);
    assert.ok(first.trail.length === trail.length && first.trail.every(({ what }) => !what.includes('reversed')));
  });

  it('has the rereads of the run that was reversed beside its own', async () => {
    const again = await reversedRun();
    const shown = async (billRunId: string) => {
      const { rows } = await town().pull('rereads', { billRunId });
      return rows.map((row) => ['state', 'reason', 'run'].map((id) => cell('rereads', row, id)));
    };
    assert.deepEqual(await shown(again), [['accepted', 'Looks odd', `${BEACON_RUN}, reversed`]]);
    assert.deepEqual(await shown(BEACON_RUN), [['accepted', 'Looks odd', BEACON_RUN]]);
    await decide(town(), again, { [rowKey]: { action: 'reread', reason: 'Once more' } });
    assert.deepEqual(await shown(again), [
      ['open', 'Once more', again],
      ['accepted', 'Looks odd', `${BEACON_RUN}, reversed`],
    ]);
  });
});
