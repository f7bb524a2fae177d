import assert from 'node:assert/strict';
import { waterUnits, type WaterUnit } from '../../../bridge/contract/metering.js';
import { writeRouteBook } from '../../../bridge/files/route-book/write-route-book.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { routeBook } from '../../../bridge/queries/route-book.js';
import { runFacts } from '../../../bridge/queries/run-facts.js';
import { beaconFile, plainHouses, recordOf, stopsOf, unload, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

/** Gallons of a hundred counts of a register that counts single units. */
const GALLONS: Readonly<Record<WaterUnit, number>> = {
  GAL: 100,
  CUBIC_FEET: 748,
  CCF: 74_805,
  CUBIC_METER: 26_417,
  LITER: 26,
};

describe('a register loaded into BEACON and unloaded from it', () => {
  const town = useTown();
  let house: Stop;

  beforeEach(async () => {
    const [first] = plainHouses(await stopsOf(town(), BEACON_RUN));
    assert.ok(first);
    house = first;
  });

  async function countIn(unit: WaterUnit): Promise<void> {
    await town().database('register').where('meter_id', house.read.meterId).update({ unit, multiplier: '1' });
  }

  /** How the import for BEACON names what the register counts: the unit and the size of one count. */
  async function loadedUnit(): Promise<{ unit: string; resolution: string }> {
    const facts = await runFacts(town().database, BEACON_RUN, TODAY);
    const choice = { by: 'accounts' as const, accountIds: [house.read.accountId] };
    const { book } = await routeBook(town().database, facts, { choice, onlyUnread: false, utilityName: 'Town' });
    const [file] = writeRouteBook('beacon-csv', book);
    const [header = [], row = []] = Buffer.from(file?.bytes ?? [])
      .toString('utf8')
      .split('\r\n')
      .map((line) => line.split('\t'));
    const cell = (name: string) => row[header.indexOf(name)] ?? '';
    return { unit: cell('Register_Unit_Of_Measure'), resolution: cell('Register_Resolution') };
  }

  async function cameBack() {
    const read = (await periodReads(town().database, BEACON_RUN)).find(({ rowKey }) => rowKey === house.read.rowKey);
    assert.ok(read);
    return read;
  }

  for (const unit of waterUnits) {
    it(`that counts ${unit} comes back in the unit that it was loaded in, and bills its own`, async () => {
      await countIn(unit);
      const loaded = await loadedUnit();
      assert.deepEqual(loaded, unit === 'CCF' ? { unit: 'CUBIC_FEET', resolution: '100' } : { unit, resolution: '1' });
      await unload(town(), beaconFile([recordOf(house, 100, { unit: loaded.unit })]));
      const { value, usageGallons, exceptions } = await cameBack();
      assert.equal(
        exceptions.find(({ code }) => code === 'unit-differs'),
        undefined,
      );
      assert.deepEqual([value, usageGallons], [house.read.previousValue + 100, GALLONS[unit]]);
    });

    it(`that counts ${unit} is held when the file reads in another unit`, async () => {
      await countIn(unit);
      await unload(town(), beaconFile([recordOf(house, 100, { unit: unit === 'GAL' ? 'CUBIC_FEET' : 'GAL' })]));
      const { status, exceptions } = await cameBack();
      assert.equal(status, 'exception');
      assert.equal(exceptions[0]?.code, 'unit-differs');
    });
  }

  it('that counts CCF is held when its cubic feet are not told to be at the resolution of billing', async () => {
    await countIn('CCF');
    const { accountId, meterId, previousValue } = house.read;
    const lines = [
      'Account_ID,Meter_ID,Read,Read_Unit,Current_Read_Date',
      `${accountId},${meterId},${previousValue + 100},CUBIC_FEET,${house.readOn} 10:15`,
    ];
    await unload(town(), Buffer.from(`${lines.join('\r\n')}\r\n`));
    const { status, exceptions } = await cameBack();
    assert.equal(status, 'exception');
    assert.match(
      exceptions[0]?.sentence ?? '',
      /^The file reads in CUBIC_FEET; the register is set up in CCF, .*Billing_Read/,
    );
  });
});
