import assert from 'node:assert/strict';
import { addDays, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { periodReads, type PeriodRead } from '../../../bridge/queries/period-reads.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { doneWith, newMeterRow, workMeters, type TypedWork } from '../../support/town/meter-work.js';
import { plainHouses, recordOf, beaconFile, stopsOf, unload, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { cell, decide, push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('pushing the Meters sheet', () => {
  const town = useTown();
  let houses: Stop[];
  let house: Stop;
  /** A day within the period that is open, before its end. */
  let on: CalendarDate;

  beforeEach(async () => {
    houses = plainHouses(await stopsOf(town(), BEACON_RUN));
    [house] = houses as [Stop];
    on = addDays(house.read.previousOn, 10);
  });

  const old = () => house.read.meterId;
  const previous = () => house.read.previousValue;
  const reads = async (): Promise<PeriodRead[]> =>
    (await periodReads(town().database, BEACON_RUN)).filter(({ accountId }) => accountId === house.read.accountId);
  const row = async (rowKey: string): Promise<PeriodRead> => {
    const found = (await reads()).find((read) => read.rowKey === rowKey);
    assert.ok(found, `no read ${rowKey}`);
    return found;
  };
  const changeOut = (typed: TypedWork = {}): TypedWork => ({
    action: 'change out',
    meter: old(),
    on,
    reading: previous() + 120,
    newMeter: 'N1',
    newReading: 7,
    reason: 'Dial is fogged',
    ...typed,
  });
  const codesOf = async (...rows: TypedWork[]): Promise<string[]> => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await workMeters(town(), rows);
    assert.equal(outcome, 'refused');
    const sheets = (dump: string) => dump.replace(/"sheet_pull":.*?\],"/, '');
    assert.equal(sheets(JSON.stringify(await town().dump())).length > 0, sheets(before).length > 0);
    for (const { fix } of reply.issues) assert.notEqual(fix, '');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  };
  const proven = async () => assert.deepEqual((await verifyLedger(town().database)).findings, []);
  const stateOf = async (meter: string): Promise<SheetCell[]> => {
    const { rows } = await town().pull('meters', { meterId: meter });
    return ['state', 'premises', 'account', 'lastReading'].map((column) => cell('meters', rows[0] ?? [], column));
  };

  it('changes a meter out within the period: (old final - previous) + (current - new initial), to the gallon', async () => {
    const reply = await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), changeOut());
    assert.equal(
      reply.rows[1]?.text,
      `Out at ${previous() + 120}: 1,200 gallons since ${house.read.previousOn}. Meter N1 in from 7. ` +
        `The run ${BEACON_RUN} expects its reading for account ${house.read.accountId}.`,
    );
    const ended = await row(house.read.rowKey);
    assert.deepEqual(
      [ended.status, ended.value, ended.readOn, ended.removedOn, ended.usageGallons, ended.reason],
      ['accepted', previous() + 120, on, on, 1_200, 'Dial is fogged'],
    );
    const begun = await row('N1/1');
    assert.deepEqual([begun.status, begun.previousValue, begun.previousOn], ['missing', 7, on]);
    const record = recordOf({ ...house, read: begun }, 0, { reading: '0002507', unit: 'GAL' });
    assert.equal((await unload(town(), beaconFile([record]))).outcome, 'applied');
    // 120 counts of 10 gallons, and 2,507 - 7 counts of 1 gallon.
    const gallons = (await reads()).reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0);
    assert.equal(gallons, 120 * 10 + 2_500);
    assert.equal(await town().value('SELECT removed_on FROM meter_installation WHERE meter_id = ?', [old()]), on);
    await proven();
  });
});
