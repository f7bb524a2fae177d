import assert from 'node:assert/strict';
import { loadRouteBooks } from '../../../bridge/commands/load-route-books.js';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply } from '../../../bridge/contract/commands/push-sheet.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow, workMeters, type TypedWork } from '../../support/town/meter-work.js';
import { beaconFile, recordOf, REPLACE, unload, unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('correcting what a meter is taken for', () => {
  const town = useTown();
  let work: HouseAtWork;

  beforeEach(async () => {
    work = await HouseAtWork.of(town());
  });

  /** Writes over cells of a meter's own row, and pushes it. */
  async function correct(meter: string, typed: TypedWork): Promise<CommandReply<PushSheetReply>> {
    const sheet = await town().pull('meters', { meterId: meter });
    const edits = { [`M-${meter}`]: { action: 'correct', on: work.on, reason: 'Seen in the field', ...typed } };
    return push(town(), sheet.pullId, pushRowsOf('meters', sheet, edits));
  }

  async function refused(meter: string, typed: TypedWork): Promise<string[]> {
    const before = await work.tables();
    const { outcome, reply } = await correct(meter, typed);
    assert.equal(outcome, 'refused');
    assert.ok((await work.tables()) === before, 'a refusal changed something');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  }

  const said = ({ reply }: CommandReply<PushSheetReply>) => reply.rows[0]?.text;

  it('takes another endpoint, size and maker of a meter that is billed, and keeps what they were in its history', async () => {
    const { meter_id: meterId, ...was } = (await town().database('meter').where('meter_id', work.old).first()) as {
      meter_id: string;
      size: string;
      maker: string;
      endpoint: string;
    };
    const words = `Size ${was.size} is now 1", Maker ${was.maker} is now Neptune, Endpoint ${was.endpoint} is now 91000001.`;
    const reply = await correct(meterId, { size: '1"', maker: 'Neptune', endpoint: 91_000_001 });
    assert.equal(said(reply), `Corrected: ${words}`);
    assert.deepEqual(await town().database('meter').where('meter_id', meterId).first('size', 'maker', 'endpoint'), {
      size: '1"',
      maker: 'Neptune',
      endpoint: '91000001',
    });
    const { rows } = await town().pull('meter-history', { meterId });
    const corrected = rows.filter((row) => cell('meter-history', row, 'what') === 'corrected');
    assert.deepEqual(
      corrected.map((row) => ['on', 'detail', 'reason', 'receipt'].map((id) => cell('meter-history', row, id))),
      [[work.on, words, 'Seen in the field', reply.receiptNumber]],
    );
    await work.proven();
  });

  it('takes no endpoint of another meter that is in place, of a meter that is added or corrected', async () => {
    const other = work.houses[1]?.read.meterId ?? assert.fail('one house only');
    const taken = await town().value<string>('SELECT endpoint FROM meter WHERE meter_id = ?', [other]);
    assert.deepEqual(await refused(work.old, { endpoint: taken }), ['endpoint endpoint-taken']);
    assert.deepEqual(await work.codesOf(newMeterRow('N1', { endpoint: taken })), ['endpoint endpoint-taken']);
    const { reply } = await correct(work.old, { endpoint: taken });
    const [issue] = reply.issues;
    assert.match(issue?.message ?? '', new RegExp(`^Endpoint ${taken} is of meter ${other}, which is in place at `));
    assert.match(issue?.fix ?? '', new RegExp(`first correct the endpoint of meter ${other}, or clear it\\.$`));
    assert.equal((await correct(other, { endpoint: null })).outcome, 'applied');
    assert.equal((await correct(work.old, { endpoint: taken })).outcome, 'applied');
    assert.equal((await correct(work.old, { endpoint: null })).outcome, 'applied', 'two meters may have none');
  });

  it('says which devices still hold the meter as it was, while its stop is still to be read', async () => {
    const choice = { by: 'accounts' as const, accountIds: [work.house.read.accountId] };
    await town().run(loadRouteBooks, { billRunId: BEACON_RUN, choice, onlyUnread: false, format: null });
    let endpoint = 91_000_000;
    const isToBeLoaded = async () => {
      const { outcome, reply } = await correct(work.old, { endpoint: (endpoint += 1) });
      assert.equal(outcome, 'applied');
      return reply.notices.some((notice) => notice.includes('load its stop again'));
    };
    assert.ok(await isToBeLoaded(), 'nothing came back');
    await unload(town(), beaconFile([recordOf(work.house, 0, { reading: null })]));
    assert.ok(await isToBeLoaded(), 'it came back unread');
    await unload(town(), beaconFile([recordOf(work.house, 300)]), { secondReads: REPLACE });
    assert.ok(!(await isToBeLoaded()), 'its reading came back');
    await decide(town(), BEACON_RUN, { [work.house.read.rowKey]: { action: 'reread', reason: 'Looks odd' } });
    assert.ok(await isToBeLoaded(), 'it is to be read again');
    await decide(town(), BEACON_RUN, {
      [work.house.read.rowKey]: { action: 'estimate', reason: 'Nobody goes again' },
    });
    assert.ok(!(await isToBeLoaded()), 'it is estimated');
  });

  it('refuses a register that bills count on, and says what to do instead', async () => {
    const tries: TypedWork[] = [{ multiplier: 100 }, { dials: 5 }, { unit: 'CCF' }, { decimals: 1 }, { fixedZeros: 1 }];
    for (const typed of tries) {
      assert.deepEqual(await refused(work.old, typed), [`${Object.keys(typed)[0] ?? ''} billed-by-register`]);
    }
    const { reply } = await correct(work.old, { multiplier: 100 });
    assert.match(reply.issues[0]?.message ?? '', /its reads up to \S+ were billed by it, last in the run 1-2026-10\.$/);
    assert.match(reply.issues[0]?.fix ?? '', /change it out at its last reading, and put past bills right in Rebill/);
  });

  it('corrects a register that nothing was billed by, and judges its reading again', async () => {
    await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), work.changeOut());
    const begun = await work.row('N1/1');
    await unload(town(), beaconFile([recordOf({ ...work.house, read: begun }, 0, { reading: '0000107' })]));
    assert.equal((await work.row('N1/1')).usageGallons, 100);
    const reply = await correct('N1', { multiplier: 10 });
    assert.match(
      said(reply) ?? '',
      /^Corrected: Multiplier 1 is now 10\. Its reading 0000107 is judged again: 1,000 gallons\. /,
    );
    assert.equal((await work.row('N1/1')).usageGallons, 1_000);
    await work.proven();
  });

  it('corrects a register also where the reading that waits is too long for it, unless it is the digits that are corrected', async () => {
    await doneWith(town(), newMeterRow('N1', { multiplier: '1', dials: 6 }), work.changeOut());
    const house = { ...work.house, read: await work.row('N1/1') };
    await unload(town(), beaconFile([recordOf(house, 0, { reading: '1234567' })]));
    const codes = async () => (await work.row('N1/1')).exceptions.map(({ code }) => code);
    assert.deepEqual(await codes(), ['over-capacity']);
    const tries: TypedWork[] = [{ multiplier: 10 }, { dials: 5 }];
    for (const typed of tries) {
      assert.equal((await correct('N1', typed)).outcome, 'applied');
      assert.deepEqual(await codes(), ['over-capacity']);
    }
    await unload(town(), beaconFile([recordOf(house, 0, { reading: '12345' })]), { secondReads: REPLACE });
    await decide(town(), BEACON_RUN, { 'N1/1': { action: 'accept', reason: 'Seen' } });
    await decide(town(), BEACON_RUN, { 'N1/1': { action: 'hold', reason: 'Asked' } });
    await decide(town(), BEACON_RUN, { 'N1/1': { action: null, reason: null } });
    assert.equal((await correct('N1', { dials: 4 })).outcome, 'applied', 'it waits again');
  });

  it('refuses a register of a meter that came out within the open run, where nothing can be taken back', async () => {
    const later = addDays(work.on, 5);
    await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), newMeterRow('N2'), work.changeOut());
    await doneWith(town(), work.changeOut({ meter: 'N1', on: later, reading: 107, newMeter: 'N2', newReading: 0 }));
    assert.deepEqual(await refused('N1', { multiplier: 10 }), ['multiplier read-ended']);
    const { reply } = await correct('N1', { multiplier: 10 });
    assert.deepEqual(
      reply.issues.map(({ message, fix }) => [message, fix]),
      [
        [
          `Multiplier of meter N1 can't be corrected: its read in the run ${BEACON_RUN} ended with its final reading of ${later}.`,
          'Make its use good by an adjustment once the run is posted.',
        ],
      ],
    );
  });

  it('holds a reading whose billing resolution was of the unit before', async () => {
    await doneWith(town(), newMeterRow('N1', { unit: 'CUBIC_FEET', multiplier: '1' }), work.changeOut());
    const house = { ...work.house, read: await work.row('N1/1') };
    await unload(town(), beaconFile([recordOf(house, 0, { reading: '0000107' })]));
    assert.equal((await work.row('N1/1')).usageGallons, 748);
    assert.match(said(await correct('N1', { unit: 'CCF' })) ?? '', /Waits for your decision\.$/);
    const { status, exceptions } = await work.row('N1/1');
    assert.equal(status, 'exception');
    assert.ok(exceptions.some(({ code, severity }) => code === 'unit-differs' && severity === 'stop'));
    await unload(town(), beaconFile([recordOf(house, 0, { reading: '0000108' })]), { secondReads: REPLACE });
    const again = (await work.row('N1/1')).exceptions.map(({ code }) => code);
    assert.ok(!again.includes('unit-differs'), 'what is exported since is set to the unit of now');
  });

  describe('whose unit is corrected to hundreds after its reading came', () => {
    const unitHolds = async (billRunId = BEACON_RUN) => {
      const [read] = await periodReads(town().database, billRunId, { meterId: 'N1' });
      assert.equal(read?.status, 'exception', 'a person decides');
      const stops = read.exceptions.filter(({ severity }) => severity === 'stop').map(({ code }) => code);
      assert.ok(stops.includes('unit-differs'), stops.join());
    };

    beforeEach(async () => {
      await doneWith(town(), newMeterRow('N1', { unit: 'CUBIC_FEET', multiplier: '1' }), work.changeOut());
      const house = { ...work.house, read: await work.row('N1/1') };
      await unload(town(), beaconFile([recordOf(house, 0, { reading: '0000017' })]));
      await correct('N1', { unit: 'CCF' });
      await unitHolds();
    });

    it('holds the reading again once it was put on hold and the hold is taken back', async () => {
      await decide(town(), BEACON_RUN, { 'N1/1': { action: 'hold', reason: 'Asked the shop' } });
      await decide(town(), BEACON_RUN, { 'N1/1': { action: null, reason: null } });
      await unitHolds();
    });

    it('holds the reading also after something else of the register is corrected', async () => {
      await correct('N1', { dials: 6 });
      await unitHolds();
    });

    it('takes the reading with a reason only, and holds it again in the run that bills a reversed period', async () => {
      const refusal = await decide(town(), BEACON_RUN, { 'N1/1': { action: 'accept' } });
      assert.deepEqual(
        refusal.reply.issues.map(({ code }) => code),
        ['reason-missing'],
      );
      await decide(town(), BEACON_RUN, { 'N1/1': { action: 'accept', reason: 'It counts hundreds' } });
      assert.equal((await work.row('N1/1')).usageGallons, 7_481);
      await unloadUsual(town(), BEACON_RUN);
      await acceptTheRest(town(), BEACON_RUN);
      await work.post();
      const again = await work.reverse();
      await decide(town(), again, { 'N1/1': { action: null, reason: null } });
      await unitHolds(again);
    });
  });

  it('refuses a register by which a person decided a read, until the decision is taken back', async () => {
    await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), work.changeOut());
    await decide(town(), BEACON_RUN, { 'N1/1': { action: 'change', newReading: 107, reason: 'By eye' } });
    assert.deepEqual(await refused('N1', { multiplier: 10 }), ['multiplier read-decided']);
    await decide(town(), BEACON_RUN, { 'N1/1': { action: null, newReading: null, reason: null } });
    assert.equal((await correct('N1', { multiplier: 10 })).outcome, 'applied');
  });

  it('corrects a register whose bills were all reversed, once the decisions that were taken by it are taken back', async () => {
    await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), work.changeOut());
    const begun = await work.row('N1/1');
    await unload(town(), beaconFile([recordOf({ ...work.house, read: begun }, 0, { reading: '0000107' })]));
    await decide(town(), BEACON_RUN, { 'N1/1': { action: 'accept', reason: 'Looked at it' } });
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    await work.post();
    assert.deepEqual(await refused('N1', { multiplier: 10 }), ['multiplier billed-by-register']);
    const again = await work.reverse();
    assert.deepEqual(await refused('N1', { multiplier: 10 }), ['multiplier read-decided']);
    await decide(town(), again, { 'N1/1': { action: null, reason: null } });
    assert.match(said(await correct('N1', { multiplier: 10 })) ?? '', /is judged again: 1,000 gallons\. /);
    const [read] = await periodReads(town().database, again, { meterId: 'N1' });
    assert.equal(read?.usageGallons, 1_000);
    await work.proven();
  });

  it('refuses a register that can not show what was read, and what no register or size is', async () => {
    await doneWith(town(), newMeterRow('N1'), work.changeOut({ newReading: 12_345 }));
    assert.deepEqual(await refused('N1', { dials: 4 }), ['dials reading-too-long']);
    assert.deepEqual(await refused('N1', { dials: 2, size: '7"' }), ['size unknown-size', 'dials not-dials']);
    assert.deepEqual(await refused('N1', { highDials: 6 }), ['highDials other-kind']);
  });

  it('needs a reason and something to correct, in the row of the meter itself, and never another number', async () => {
    assert.deepEqual(await refused(work.old, { endpoint: 91_000_001, reason: null }), ['reason missing']);
    assert.deepEqual(await refused(work.old, {}), ['action nothing-corrected']);
    assert.deepEqual(await refused(work.old, { meter: 'N9', endpoint: 91_000_001 }), ['meter fixed-cell']);
    assert.deepEqual(await work.codesOf({ action: 'correct', meter: work.old, reason: 'x', endpoint: 91_000_001 }), [
      'action not-the-row',
    ]);
    const { reply } = await workMeters(town(), [{ action: 'correct', meter: work.old, reason: 'x', reading: 5 }]);
    assert.ok(reply.issues.some(({ code }) => code === 'stray-cell'));
  });

  it('keeps every correction for good, and the proof finds a meter that is another than it was corrected to', async () => {
    await correct(work.old, { endpoint: 91_000_001 });
    await correct(work.old, { endpoint: 91_000_002 });
    await work.proven();
    await assert.rejects(town().database.raw('DELETE FROM meter_correction'), /never changed or removed/);
    await town().database('meter').where('meter_id', work.old).update({ endpoint: '91000003' });
    const { findings } = await verifyLedger(town().database);
    assert.deepEqual(
      findings.map(({ message }) => message),
      [`Meter ${work.old} is not what its correction of ${work.on} made it.`],
    );
  });
});
