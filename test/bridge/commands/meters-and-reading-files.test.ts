import assert from 'node:assert/strict';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import { writeAutoreadReturn } from '../../../bridge/files/reading-file/autoread-write.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow } from '../../support/town/meter-work.js';
import {
  beaconFile,
  mvrsFile,
  mvrsRecordOf,
  plainHouses,
  recordOf,
  stopsOf,
  unload,
  type Stop,
  REPLACE,
} from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('reading files beside work on meters', () => {
  const town = useTown();
  let work: HouseAtWork;

  beforeEach(async () => {
    work = await HouseAtWork.of(town());
  });

  it('tells of a file that reads a meter which was taken out, with the numbers, and guesses nothing', async () => {
    await doneWith(town(), newMeterRow('N1'), work.changeOut());
    const file = beaconFile([recordOf(work.house, 130)]);
    const refused = await unload(town(), file);
    assert.deepEqual([refused.outcome, refused.reply.issues.map(({ code }) => code)], ['refused', ['meter-changed']]);
    const [issue] = refused.reply.issues;
    assert.ok(issue);
    assert.ok(
      issue.message.includes(
        `meter ${work.old} was taken out on ${work.on} at ${work.previous + 120}, and meter N1 is in its place`,
      ),
    );
    assert.ok(issue.message.includes(`the file has ${recordOf(work.house, 130).reading}`));
    const before = await work.row('N1/1');
    assert.equal((await unload(town(), file, { setAsideUnknown: true })).reply.setAside, 1);
    assert.deepEqual(await work.row('N1/1'), before);
    const unknown = recordOf(work.house, 1, { meterId: 'N9' });
    const other = work.houses[1]?.read;
    assert.ok(other);
    await unload(town(), beaconFile([{ ...unknown, accountId: other.accountId }]));
    const [held] = await periodReads(town().database, BEACON_RUN, { rowKey: other.rowKey });
    assert.equal(held?.status, 'exception');
    assert.match(
      held.exceptions[0]?.sentence ?? '',
      /has meter N9; this account has meter \d+: correct the number, or record the change-out in the Meters sheet/,
    );
  });

  it('makes a meter that the reader changed on the walk an exception, which the recorded change-out ends', async () => {
    const record = mvrsRecordOf(await mvrsHouse(), 44, { changedOut: true });
    await unload(town(), mvrsFile([record]), { fileName: 'UPLOAD.DAT' });
    const read = (await periodReads(town().database, MVRS_RUN)).find(({ meterId }) => meterId === record.meterId);
    assert.ok(read);
    assert.equal(read.status, 'exception');
    const found = read.exceptions.find(({ code }) => code === 'changed-in-field');
    assert.match(
      found?.sentence ?? '',
      /^The meter was changed in the field: the reading that came is \d+; meter \d+ was last read at \d+ on /,
    );
    assert.equal(found?.proposedAction, 'hold');
    await doneWith(town(), newMeterRow('N1'), {
      ...{
        action: 'change out',
        meter: read.meterId,
        on: addDays(read.previousOn, 3),
        reading: read.previousValue + 2,
      },
      ...{ newMeter: 'N1', newReading: 0, reason: 'As the reader noted' },
    });
    const ended = (await periodReads(town().database, MVRS_RUN, { meterId: read.meterId }))[0];
    assert.deepEqual(
      [ended?.status, ended?.exceptions.map(({ code }) => code).includes('changed-in-field')],
      ['accepted', false],
    );
  });

  it('bills a register with decimals and painted zeros exactly, and takes a point only where the register has it', async () => {
    await doneWith(
      town(),
      newMeterRow('N1', { decimals: 1, fixedZeros: 1, multiplier: '1' }),
      work.changeOut({ newReading: 25 }),
    );
    const begun = await work.row('N1/1');
    const read = async (reading: string) => {
      await unload(town(), beaconFile([recordOf({ ...work.house, read: begun }, 0, { reading })]), {
        secondReads: REPLACE,
      });
      const { value, usageGallons, exceptions } = await work.row('N1/1');
      return [value, usageGallons, exceptions.map(({ code }) => code).includes('not-a-number')];
    };
    // 2.5 to 152.5 with a painted zero: 150 counts of 10 gallons.
    assert.deepEqual(await read('152.5'), [1_525, 1_500, false]);
    assert.deepEqual(await read('0001535'), [1_535, 1_510, false]);
    assert.deepEqual(await read('153.55'), [null, null, true]);
    const whole = recordOf(work.houses[1] as Stop, work.houses[1]?.usualCounts ?? 0);
    await unload(town(), beaconFile([{ ...whole, reading: `${whole.reading}.0` }]));
    const other = (await periodReads(town().database, BEACON_RUN)).find(
      ({ rowKey }) => rowKey === work.houses[1]?.read.rowKey,
    );
    assert.deepEqual([other?.status, other?.value], ['exception', null]);
  });

  async function mvrsHouse(): Promise<Stop> {
    const [found] = plainHouses(await stopsOf(town(), MVRS_RUN));
    assert.ok(found);
    return found;
  }

  it('takes a bare name in an AutoRead file for the high register of a compound meter, also where its low one has no line', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const high = stops.find(({ read }) => read.registerNumber === 2) ?? assert.fail('no compound meter');
    const bytes = writeAutoreadReturn([recordOf(high, high.usualCounts, { readCode: null })]);
    const { outcome, reply } = await unload(town(), bytes, { layout: 'autoread' });
    assert.deepEqual([outcome, reply.issues], ['applied', []]);
    const [low, read] = await periodReads(town().database, BEACON_RUN, { meterId: high.read.meterId });
    assert.deepEqual([low?.fieldReading, read?.value], [null, high.read.previousValue + high.usualCounts]);
    const kept = await town().value('SELECT register_number FROM reading WHERE row_key = ?', [high.read.rowKey]);
    assert.equal(kept, 2);
  });
});
