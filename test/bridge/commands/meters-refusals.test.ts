import assert from 'node:assert/strict';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow, workMeters, type TypedWork } from '../../support/town/meter-work.js';
import { beaconFile, recordOf, unload, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { decide } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('work on meters that can not be', () => {
  const town = useTown();
  let work: HouseAtWork;

  beforeEach(async () => {
    work = await HouseAtWork.of(town());
  });

  it('refuses what was done before what is billed, after today, or against a read that stands', async () => {
    await doneWith(town(), newMeterRow('N1'));
    assert.deepEqual(await work.codesOf(work.changeOut({ on: work.house.read.previousOn })), ['on already-billed']);
    assert.deepEqual(await work.codesOf(work.changeOut({ on: addDays(TODAY, 1) })), ['on future-date']);
    const { periodTo } = await billRun(town().database, BEACON_RUN);
    await unload(town(), beaconFile([recordOf(work.house, work.house.usualCounts)]));
    assert.deepEqual(await work.codesOf(work.changeOut()), ['on read-after-removal'], `read on ${periodTo}`);
    await decide(town(), BEACON_RUN, { [work.house.read.rowKey]: { action: 'hold', reason: 'Dispute' } });
    assert.deepEqual(await work.codesOf(work.changeOut({ on: periodTo })), ['on read-on-hold']);
  });

  it('refuses a final reading that can not be, and takes one near the top as a rollover', async () => {
    await doneWith(town(), newMeterRow('N1'));
    assert.deepEqual(await work.codesOf(work.changeOut({ reading: work.previous - 1 })), [
      'reading final-not-possible',
    ]);
    assert.deepEqual(await work.codesOf(work.changeOut({ reading: 10 ** work.house.read.register.dials })), [
      'reading not-a-reading',
    ]);
    await town().database.raw('UPDATE period_read SET previous_value = ? WHERE bill_run_id = ? AND row_key = ?', [
      ...[10 ** work.house.read.register.dials - 20, BEACON_RUN, work.house.read.rowKey],
    ]);
    await doneWith(town(), work.changeOut({ reading: 100 }));
    assert.equal((await work.row(work.house.read.rowKey)).usageGallons, 120 * 10);
  });

  it('never has a meter in two places, also not by two rows of one push', async () => {
    const [one, two] = [work.houses[1] as Stop, work.houses[2] as Stop];
    const install = (meter: string, place: string, day = work.on): TypedWork => {
      return { action: 'install', meter, on: day, place, reading: 0 };
    };
    const remove = ({ read }: Stop): TypedWork => {
      return { action: 'remove', meter: read.meterId, on: work.on, reading: read.previousValue + 5, reason: 'Shop' };
    };
    await doneWith(town(), newMeterRow('N1'), newMeterRow('N2'));
    assert.deepEqual(await work.codesOf(install(work.old, one.read.accountId)), [
      'meter meter-in-place',
      'place place-taken',
    ]);
    assert.deepEqual(
      await work.codesOf(
        work.changeOut(),
        work.changeOut({ meter: one.read.meterId, reading: one.read.previousValue }),
      ),
      ['newMeter meter-in-place'],
    );
    assert.deepEqual(await work.codesOf(work.changeOut({ newMeter: one.read.meterId })), ['newMeter meter-in-place']);
    assert.deepEqual(await work.codesOf(install('N1', one.read.accountId)), ['place place-taken']);
    assert.deepEqual(
      await work.codesOf(remove(one), install('N1', one.read.accountId), install('N1', two.read.accountId)),
      ['meter meter-in-place', 'place place-taken'],
    );
    assert.deepEqual(await work.codesOf(remove(one), install(one.read.meterId, two.read.accountId)), [
      'place place-taken',
    ]);
    // Nor on days that are past: it was there until it came out.
    await doneWith(town(), remove(one), remove(two));
    assert.deepEqual(await work.codesOf(install(one.read.meterId, two.read.accountId, addDays(work.on, -1))), [
      ...['on meter-elsewhere', 'on place-taken'],
    ]);
    assert.deepEqual(await work.codesOf(install('N1', two.read.accountId, addDays(work.on, -1))), ['on place-taken']);
    await doneWith(town(), install(one.read.meterId, two.read.accountId), install('N1', one.read.accountId));
    assert.deepEqual((await work.stateOf(one.read.meterId)).slice(0, 3), [
      ...['in place', await premisesOf(two), two.read.accountId],
    ]);
    await work.proven();
  });

  it('needs what an action needs, takes nothing else, and says all of it at once', async () => {
    await doneWith(town(), newMeterRow('N1'));
    assert.deepEqual(await work.codesOf({ action: 'change out', meter: work.old, low: '99' }), [
      'on missing',
      'reading missing',
      'newMeter missing',
      'newReading missing',
      'reason missing',
      'low stray-cell',
    ]);
    assert.deepEqual(
      await work.codesOf(
        { meter: 'N1', on: work.on },
        { action: 'install', meter: 'N7', on: work.on, place: 'nowhere', reading: 0 },
      ),
      ['action action-missing', 'meter unknown-meter'],
    );
    assert.deepEqual(
      await work.codesOf({ action: 'install', meter: 'N1', on: work.on, place: 'nowhere', reading: 0 }),
      ['place unknown-place'],
    );
    assert.deepEqual(await work.codesOf({ action: 'remove', meter: 'N1', on: work.on, reading: 0, reason: 'x' }), [
      'action meter-not-in-place',
    ]);
    assert.deepEqual(await work.codesOf(work.changeOut({ newMeter: work.old })), ['newMeter same-meter']);
    assert.deepEqual(await work.codesOf({ action: 'retire', meter: work.old, on: work.on, reason: 'x' }), [
      'action meter-in-place',
    ]);
  });

  const premisesOf = ({ read }: Stop) =>
    town().value<string>('SELECT premises_id FROM account WHERE account_id = ?', [read.accountId]);

  it('puts no meter in place, by install or change-out, with the endpoint of one that is, and none with that of one in the same push', async () => {
    const second = work.houses[1] ?? assert.fail('one house only');
    const [first, other] = [newMeterRow('N1', { endpoint: 91_000_001 }), newMeterRow('N2', { endpoint: 91_000_001 })];
    const changeSecond = work.changeOut({
      ...{ meter: second.read.meterId, reading: second.read.previousValue + 5, newMeter: 'N2' },
    });
    assert.deepEqual(await work.codesOf(first, other, work.changeOut(), changeSecond), ['newMeter endpoint-taken']);
    await doneWith(town(), first, other, work.changeOut());
    const { reply } = await workMeters(town(), [changeSecond]);
    const [issue] = reply.issues;
    assert.match(issue?.message ?? '', /^Endpoint 91000001 is of meter N1, which is in place at premises /);
    assert.match(issue?.fix ?? '', /moved to meter N2, first correct the endpoint of meter N1/);
    const removed = { ...changeSecond, action: 'remove', newMeter: null, newReading: null };
    await doneWith(town(), removed);
    const install = { action: 'install', meter: 'N2', place: second.read.accountId, on: work.on, reading: 0 };
    assert.deepEqual(await work.codesOf(install), ['meter endpoint-taken']);
  });

  it('changes a meter out for one with the same endpoint, for the radio goes over to it', async () => {
    await doneWith(town(), newMeterRow('N1', { endpoint: 91_000_001 }));
    const own = '91000001';
    await town().database('meter').where('meter_id', work.old).update({ endpoint: own });
    await doneWith(town(), work.changeOut());
    assert.equal(await town().value('SELECT endpoint FROM meter WHERE meter_id = ?', ['N1']), own);
    await work.proven();
  });
});
