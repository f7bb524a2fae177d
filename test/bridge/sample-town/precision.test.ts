import assert from 'node:assert/strict';
import path from 'node:path';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { needsDecision } from '../../../bridge/domain/metering/read-facts.js';
import { fieldFaults } from '../../../bridge/sample-town/handhelds/field-faults.js';
import { loadSampleTown } from '../../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { isFound, judgeTown, type JudgedStop } from '../../support/town/precision.js';
import { inTemporaryFolder } from './temporary-folder.js';

/** A small town at the time of year when gardens are watered; the benchmark does this with large ones in every season. */
const AS_OF = calendarDate('2026-08-23');

describe('the review of what the handhelds of a town bring back', () => {
  let judged: JudgedStop[];
  before(async () => {
    judged = await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'curbstop.db');
      await loadSampleTown({ file, accounts: 400, seed: 11, asOf: AS_OF, now: new Date('2026-08-23T18:00:00Z') });
      const database = await openDatabase(file);
      return judgeTown(database, 11, AS_OF).finally(() => database.destroy());
    });
  });

  it('finds at least 95% of the faults that were planted, of every kind one', () => {
    const planted = judged.filter((each) => each.planted !== null);
    for (const kind of fieldFaults) {
      assert.ok(
        planted.some((each) => each.planted === kind && isFound(each)),
        kind,
      );
    }
    assert.ok(planted.filter(isFound).length >= planted.length * 0.95);
  });

  it('flags at most 3% of the good reads', () => {
    const good = judged.filter(({ planted }) => planted === null);
    const flagged = good.filter(({ state }) => needsDecision(state.exceptions));
    assert.ok(good.length > 250);
    assert.ok(
      flagged.length <= good.length * 0.03,
      flagged.map(({ state }) => state.exceptions[0]?.sentence).join(' '),
    );
  });
});
