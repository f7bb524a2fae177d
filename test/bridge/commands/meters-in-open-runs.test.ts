import assert from 'node:assert/strict';
import { addDays, daysBetween } from '../../../bridge/contract/calendar-date.js';
import { fieldState } from '../../../bridge/domain/metering/decide-read.js';
import { usualGallons } from '../../../bridge/domain/metering/read-facts.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun, readFacts, runFacts } from '../../../bridge/queries/run-facts.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow } from '../../support/town/meter-work.js';
import { beaconFile, recordOf, unload, unloadUsual, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('work on meters in an open run', () => {
  const town = useTown();
  let work: HouseAtWork;

  beforeEach(async () => {
    work = await HouseAtWork.of(town());
  });

  it('changes a meter out within the period: (old final - previous) + (current - new initial), to the gallon', async () => {
    const reply = await doneWith(town(), newMeterRow('N1', { multiplier: '1' }), work.changeOut());
    assert.equal(
      reply.rows[1]?.text,
      `Out at ${work.previous + 120}: 1,200 gallons since ${work.house.read.previousOn}. Meter N1 in from 7. ` +
        `The run ${BEACON_RUN} expects its reading for account ${work.house.read.accountId}.`,
    );
    const ended = await work.row(work.house.read.rowKey);
    assert.deepEqual(
      [ended.status, ended.value, ended.readOn, ended.removedOn, ended.usageGallons, ended.reason],
      ['accepted', work.previous + 120, work.on, work.on, 1_200, 'Dial is fogged'],
    );
    const begun = await work.row('N1/1');
    assert.deepEqual([begun.status, begun.previousValue, begun.previousOn], ['missing', 7, work.on]);
    const record = recordOf({ ...work.house, read: begun }, 0, { reading: '0002507', unit: 'GAL' });
    assert.equal((await unload(town(), beaconFile([record]))).outcome, 'applied');
    // 120 counts of 10 gallons, and 2,507 - 7 counts of 1 gallon.
    const gallons = (await work.reads()).reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0);
    assert.equal(gallons, 120 * 10 + 2_500);
    assert.equal(
      await town().value('SELECT removed_on FROM meter_installation WHERE meter_id = ?', [work.old]),
      work.on,
    );
    await work.proven();
  });

  it('ends the period with the final reading when the meter is changed at its end or later, and bills the new one next', async () => {
    const { periodTo } = await billRun(town().database, BEACON_RUN);
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const late = addDays(periodTo, 3);
    // The read of the period's end was taken already; the final reading goes on from it.
    const final = work.previous + work.house.usualCounts + 9;
    const reply = await doneWith(town(), newMeterRow('N1'), work.changeOut({ on: late, reading: final }));
    assert.match(reply.rows[1]?.text ?? '', /is billed for it from the run after 1-2026-11 on/);
    const ended = await work.row(work.house.read.rowKey);
    assert.deepEqual(
      [ended.status, ended.readOn, ended.usageGallons],
      ['accepted', late, (work.house.usualCounts + 9) * 10],
    );
    const begun = await work.row('N1/1');
    assert.deepEqual([begun.status, begun.value, begun.usageGallons], ['accepted', 7, 0]);
    const { reply: posted } = await work.post();
    const next = (await periodReads(town().database, posted.nextBillRunId)).filter(
      ({ accountId }) => accountId === work.house.read.accountId,
    );
    assert.deepEqual(
      next.map(({ rowKey, status, previousValue, previousOn }) => [rowKey, status, previousValue, previousOn]),
      [['N1/1', 'missing', 7, late]],
    );
    await work.proven();
  });

  it('bills a change-out within the period as one account, by the size of the meter that is in place, and goes on with it', async () => {
    await doneWith(town(), newMeterRow('N1', { size: '1"' }), work.changeOut());
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const use = (await work.reads()).reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0);
    const bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
    const bill = bills.find(({ accountId }) => accountId === work.house.read.accountId);
    assert.deepEqual([bill?.usageGallons, bill?.obstacle], [use, null]);
    const { reply: posted } = await work.post();
    assert.equal(
      await town().value(
        `SELECT inputs ->> '$.meter_size' FROM bill_charge JOIN bill USING (bill_number)
         WHERE bill_run_id = ? AND account_id = ? AND service = 'water'`,
        [BEACON_RUN, work.house.read.accountId],
      ),
      '1"',
    );
    const next = await periodReads(town().database, posted.nextBillRunId);
    assert.deepEqual(
      next.filter(({ accountId }) => accountId === work.house.read.accountId).map(({ rowKey }) => rowKey),
      ['N1/1'],
    );
    await work.proven();
  });

  it('ends an estimated read by the real final reading, and a reread that waits', async () => {
    await decide(town(), BEACON_RUN, { [work.house.read.rowKey]: { action: 'estimate', reason: 'Dog' } });
    await doneWith(town(), newMeterRow('N1'), work.changeOut());
    assert.equal((await work.row(work.house.read.rowKey)).usageGallons, 1_200);
    const other = work.houses[1] as Stop;
    await decide(town(), BEACON_RUN, { [other.read.rowKey]: { action: 'reread', reason: 'Look again' } });
    const { meterId: meter, previousValue } = other.read;
    await doneWith(town(), {
      action: 'remove',
      meter,
      on: work.on,
      reading: previousValue + 1,
      reason: 'House burnt down',
    });
    assert.deepEqual(await town().database.raw('SELECT status FROM work_order'), [{ status: 'withdrawn' }]);
    await work.proven();
  });

  it('settles a reread that came back and waited for a decision, and leaves one that was settled', async () => {
    const other = work.houses[1] as Stop;
    const came = (times: number) =>
      unload(town(), beaconFile([work.house, other].map((stop) => recordOf(stop, stop.usualCounts * times))));
    const rereads = async () => {
      const { rows } = await town().pull('rereads', { billRunId: BEACON_RUN });
      return rows.map((each) => ['meter', 'state'].map((id) => cell('rereads', each, id)));
    };
    await came(12);
    const again = { action: 'reread', reason: 'Look again' };
    await decide(town(), BEACON_RUN, { [work.house.read.rowKey]: again, [other.read.rowKey]: again });
    await came(20);
    await decide(town(), BEACON_RUN, { [other.read.rowKey]: { action: 'estimate', reason: 'Nobody can tell' } });
    assert.deepEqual(await rereads(), [
      [work.old, 'returned'],
      [other.read.meterId, 'estimated'],
    ]);
    const { meterId: meter, previousValue } = other.read;
    await doneWith(town(), newMeterRow('N1'), newMeterRow('N2'), work.changeOut(), {
      ...work.changeOut({ meter, reading: previousValue + 120, newMeter: 'N2' }),
    });
    assert.deepEqual(await rereads(), [
      [work.old, 'accepted'],
      [meter, 'estimated'],
    ]);
    await work.proven();
  });

  it('keeps the true final reading below a billed estimate, asks for an adjustment, and starts the new meter clean', async () => {
    await unloadUsual(town(), BEACON_RUN);
    await decide(town(), BEACON_RUN, { [work.house.read.rowKey]: { action: 'estimate', reason: 'Snow' } });
    await acceptTheRest(town(), BEACON_RUN);
    const { nextBillRunId } = (await work.post()).reply;
    const next = async () => periodReads(town().database, nextBillRunId);
    const estimate = (await next()).find(({ meterId }) => meterId === work.old)?.previousValue ?? NaN;
    const day = addDays(work.house.read.previousOn, 40);
    const reply = await doneWith(town(), newMeterRow('N1'), work.changeOut({ on: day, reading: estimate - 10 }));
    assert.match(
      reply.notices.join(),
      /billed 100 gallons too many\. It bills no use; the meter has no next read, so credit them by an adjustment\.$/,
    );
    const ended = (await next()).find(({ meterId }) => meterId === work.old);
    assert.deepEqual([ended?.value, ended?.readOn, ended?.usageGallons], [estimate - 10, day, 0]);
    const facts = await runFacts(town().database, nextBillRunId, TODAY);
    const begun = (await next()).find(({ meterId }) => meterId === 'N1');
    assert.ok(begun);
    const { exceptions } = fieldState(readFacts(facts, begun, { reading: '0000002', date: addDays(day, 3) }));
    const codes = exceptions.map(({ code }) => code);
    assert.ok(codes.includes('negative') && !codes.includes('estimate-too-high'), codes.join());
    await work.proven();
  });

  it('says in a notice what is odd about a final reading', async () => {
    const reply = await doneWith(
      town(),
      newMeterRow('N1'),
      work.changeOut({ reading: work.previous + work.house.usualCounts * 20 }),
    );
    assert.match(reply.notices.join(), /final reading of meter \d+: [\d,]+ gallons in 10 days; usually/);
  });

  it('takes a meter out to the shop and puts it back within one period, each stay with its own use', async () => {
    const back = addDays(work.on, 4);
    await doneWith(
      town(),
      { action: 'remove', meter: work.old, on: work.on, reading: work.previous + 50, reason: 'Test' },
      { action: 'install', meter: work.old, on: back, place: work.house.read.accountId, reading: work.previous + 52 },
    );
    const again = await work.row(`${work.old}/1@${back}`);
    assert.deepEqual([again.previousValue, again.previousOn, again.status], [work.previous + 52, back, 'missing']);
    const record = recordOf({ ...work.house, read: again }, 30);
    assert.equal((await unload(town(), beaconFile([record]))).outcome, 'applied');
    const gallons = (await work.reads()).map(({ usageGallons }) => usageGallons);
    assert.deepEqual(gallons, [500, 300]);
    await work.proven();
  });

  it('changes a compound meter for a simple one and back, both registers, to the gallon', async () => {
    const compound = newMeterRow('C1', { multiplier: '1', highDials: 6, highMultiplier: '100' });
    await doneWith(town(), compound, newMeterRow('N1'));
    assert.deepEqual(await work.codesOf(work.changeOut({ newMeter: 'C1' })), ['newHighReading reading-missing']);
    assert.deepEqual(await work.codesOf(work.changeOut({ newHighReading: 3 })), ['newHighReading stray-reading']);
    await doneWith(town(), work.changeOut({ newMeter: 'C1', newHighReading: 3 }));
    const back = addDays(work.on, 5);
    await doneWith(
      town(),
      work.changeOut({ meter: 'C1', on: back, reading: 507, highReading: 13, newMeter: 'N1', newReading: 0 }),
    );
    await decide(town(), BEACON_RUN, { 'N1/1': { action: 'change', newReading: 40, reason: 'Read by eye' } });
    const use = (await work.reads()).map(({ rowKey, usageGallons }) => [rowKey, usageGallons]);
    assert.deepEqual(Object.fromEntries(use), {
      [work.house.read.rowKey]: 1_200,
      'C1/1': 500,
      'C1/2': 1_000,
      'N1/1': 400,
    });
    await work.proven();
  });

  it('judges the new meter over its own days by the whole use of the account, whatever meter counted it', async () => {
    const compound = newMeterRow('C1', { multiplier: '10', highDials: 6, highMultiplier: '10' });
    await doneWith(town(), compound, work.changeOut({ newMeter: 'C1', newReading: 0, newHighReading: 0 }));
    const facts = () => runFacts(town().database, BEACON_RUN, TODAY);
    const usual = async (rowKey: string) =>
      usualGallons(readFacts(await facts(), await work.row(rowKey), { reading: null, date: addDays(work.on, 20) }));
    assert.deepEqual([await usual('C1/1'), await usual('C1/2')], [null, null], 'what one counted tells nothing of two');
    const back = addDays(work.on, 5);
    const again = { meter: 'C1', on: back, reading: 10, highReading: 10, newMeter: 'N1', newReading: 0 };
    await doneWith(town(), newMeterRow('N1'), work.changeOut(again));
    const { history } = await facts();
    const past = history.of(work.house.read.accountId, 1);
    const [days, gallons] = past
      .filter(({ estimated }) => !estimated)
      .slice(0, 12)
      .reduce(([d, g], { from, to, gallons: used }) => [d + daysBetween(from, to), g + Number(used)], [0, 0]);
    assert.ok(past.length >= 3);
    assert.equal(await usual('N1/1'), Math.round((gallons * 15) / days), '15 days of the account’s daily use');
  });

  it('leaves nothing to decide on a read that ended with its meter', async () => {
    await doneWith(town(), newMeterRow('N1'), work.changeOut());
    for (const typed of [
      { action: 'change', newReading: 5, reason: 'x' },
      { action: null, newReading: null, reason: null },
    ]) {
      const { reply } = await decide(town(), BEACON_RUN, { [work.house.read.rowKey]: typed });
      assert.deepEqual(
        reply.issues.map(({ code }) => code),
        ['read-is-fixed'],
        JSON.stringify(typed),
      );
    }
    const { rows } = await town().pull('readings', { billRunId: BEACON_RUN });
    const ended = rows.find((each) => each[0] === work.house.read.rowKey);
    assert.equal(cell('readings', ended ?? [], 'meter'), `${work.old} (removed ${work.on})`);
  });
});
