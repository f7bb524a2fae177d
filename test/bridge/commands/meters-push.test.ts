import assert from 'node:assert/strict';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { addDays, daysBetween, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { sumCents } from '../../../bridge/contract/money.js';
import { fieldState } from '../../../bridge/domain/metering/decide-read.js';
import { usualGallons } from '../../../bridge/domain/metering/read-facts.js';
import { periodReads, type PeriodRead } from '../../../bridge/queries/period-reads.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun, readFacts, runFacts } from '../../../bridge/queries/run-facts.js';
import { doneWith, newMeterRow, workMeters, type TypedWork } from '../../support/town/meter-work.js';
import {
  beaconFile,
  mvrsFile,
  mvrsRecordOf,
  plainHouses,
  recordOf,
  stopsOf,
  unload,
  unloadUsual,
  type Stop,
  REPLACE,
} from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide, push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
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
  const tables = async () => {
    const others = Object.entries(await town().dump()).filter(([table]) => !table.startsWith('sheet_pull'));
    return JSON.stringify(others);
  };
  /** What is wrong with rows, of which nothing may be done. */
  const codesOf = async (...rows: TypedWork[]): Promise<string[]> => {
    const before = await tables();
    const { outcome, reply } = await workMeters(town(), rows);
    assert.equal(outcome, 'refused');
    assert.ok((await tables()) === before, 'a refusal changed something');
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

  it('ends the period with the final reading when the meter is changed at its end or later, and bills the new one next', async () => {
    const { periodTo } = await billRun(town().database, BEACON_RUN);
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const late = addDays(periodTo, 3);
    // The read of the period's end was taken already; the final reading goes on from it.
    const final = previous() + house.usualCounts + 9;
    const reply = await doneWith(town(), newMeterRow('N1'), changeOut({ on: late, reading: final }));
    assert.match(reply.rows[1]?.text ?? '', /is billed for it from the run after 1-2026-11 on/);
    const ended = await row(house.read.rowKey);
    assert.deepEqual(
      [ended.status, ended.readOn, ended.usageGallons],
      ['accepted', late, (house.usualCounts + 9) * 10],
    );
    const begun = await row('N1/1');
    assert.deepEqual([begun.status, begun.value, begun.usageGallons], ['accepted', 7, 0]);
    const { reply: posted } = await post();
    const next = (await periodReads(town().database, posted.nextBillRunId)).filter(
      ({ accountId }) => accountId === house.read.accountId,
    );
    assert.deepEqual(
      next.map(({ rowKey, status, previousValue, previousOn }) => [rowKey, status, previousValue, previousOn]),
      [['N1/1', 'missing', 7, late]],
    );
    await proven();
  });

  it('bills a change-out within the period as one account, by the size of the meter that is in place, and goes on with it', async () => {
    await doneWith(town(), newMeterRow('N1', { size: '1"' }), changeOut());
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const use = (await reads()).reduce((sum, { usageGallons }) => sum + (usageGallons ?? 0), 0);
    const bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
    const bill = bills.find(({ accountId }) => accountId === house.read.accountId);
    assert.deepEqual([bill?.usageGallons, bill?.obstacle], [use, null]);
    const { reply: posted } = await post();
    assert.equal(
      await town().value(
        `SELECT inputs ->> '$.meter_size' FROM bill_charge JOIN bill USING (bill_number)
         WHERE bill_run_id = ? AND account_id = ? AND service = 'water'`,
        [BEACON_RUN, house.read.accountId],
      ),
      '1"',
    );
    const next = await periodReads(town().database, posted.nextBillRunId);
    assert.deepEqual(
      next.filter(({ accountId }) => accountId === house.read.accountId).map(({ rowKey }) => rowKey),
      ['N1/1'],
    );
    await proven();
  });

  it('ends an estimated read by the real final reading, and a reread that waits', async () => {
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'estimate', reason: 'Dog' } });
    await doneWith(town(), newMeterRow('N1'), changeOut());
    assert.equal((await row(house.read.rowKey)).usageGallons, 1_200);
    const other = houses[1] as Stop;
    await decide(town(), BEACON_RUN, { [other.read.rowKey]: { action: 'reread', reason: 'Look again' } });
    const { meterId: meter, previousValue } = other.read;
    await doneWith(town(), { action: 'remove', meter, on, reading: previousValue + 1, reason: 'House burnt down' });
    assert.deepEqual(await town().database.raw('SELECT status FROM work_order'), [{ status: 'withdrawn' }]);
    await proven();
  });

  it('settles a reread that came back and waited for a decision, and leaves one that was settled', async () => {
    const other = houses[1] as Stop;
    const came = (times: number) =>
      unload(town(), beaconFile([house, other].map((stop) => recordOf(stop, stop.usualCounts * times))));
    const rereads = async () => {
      const { rows } = await town().pull('rereads', { billRunId: BEACON_RUN });
      return rows.map((each) => ['meter', 'state'].map((id) => cell('rereads', each, id)));
    };
    await came(12);
    const again = { action: 'reread', reason: 'Look again' };
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: again, [other.read.rowKey]: again });
    await came(20);
    await decide(town(), BEACON_RUN, { [other.read.rowKey]: { action: 'estimate', reason: 'Nobody can tell' } });
    assert.deepEqual(await rereads(), [
      [old(), 'returned'],
      [other.read.meterId, 'estimated'],
    ]);
    const { meterId: meter, previousValue } = other.read;
    await doneWith(town(), newMeterRow('N1'), newMeterRow('N2'), changeOut(), {
      ...changeOut({ meter, reading: previousValue + 120, newMeter: 'N2' }),
    });
    assert.deepEqual(await rereads(), [
      [old(), 'accepted'],
      [meter, 'estimated'],
    ]);
    await proven();
  });

  it('keeps the true final reading below a billed estimate, asks for an adjustment, and starts the new meter clean', async () => {
    await unloadUsual(town(), BEACON_RUN);
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'estimate', reason: 'Snow' } });
    await acceptTheRest(town(), BEACON_RUN);
    const { nextBillRunId } = (await post()).reply;
    const next = async () => periodReads(town().database, nextBillRunId);
    const estimate = (await next()).find(({ meterId }) => meterId === old())?.previousValue ?? NaN;
    const day = addDays(house.read.previousOn, 40);
    const reply = await doneWith(town(), newMeterRow('N1'), changeOut({ on: day, reading: estimate - 10 }));
    assert.match(
      reply.notices.join(),
      /billed 100 gallons too many\. It bills no use; the meter has no next read, so credit them by an adjustment\.$/,
    );
    const ended = (await next()).find(({ meterId }) => meterId === old());
    assert.deepEqual([ended?.value, ended?.readOn, ended?.usageGallons], [estimate - 10, day, 0]);
    const facts = await runFacts(town().database, nextBillRunId, TODAY);
    const begun = (await next()).find(({ meterId }) => meterId === 'N1');
    assert.ok(begun);
    const { exceptions } = fieldState(readFacts(facts, begun, { reading: '0000002', date: addDays(day, 3) }));
    const codes = exceptions.map(({ code }) => code);
    assert.ok(codes.includes('negative') && !codes.includes('estimate-too-high'), codes.join());
    await proven();
  });

  it('refuses what was done before what is billed, after today, or against a read that stands', async () => {
    await doneWith(town(), newMeterRow('N1'));
    assert.deepEqual(await codesOf(changeOut({ on: house.read.previousOn })), ['on already-billed']);
    assert.deepEqual(await codesOf(changeOut({ on: addDays(TODAY, 1) })), ['on future-date']);
    const { periodTo } = await billRun(town().database, BEACON_RUN);
    await unload(town(), beaconFile([recordOf(house, house.usualCounts)]));
    assert.deepEqual(await codesOf(changeOut()), ['on read-after-removal'], `read on ${periodTo}`);
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'hold', reason: 'Dispute' } });
    assert.deepEqual(await codesOf(changeOut({ on: periodTo })), ['on read-on-hold']);
  });

  it('refuses a final reading that can not be, and takes one near the top as a rollover', async () => {
    await doneWith(town(), newMeterRow('N1'));
    assert.deepEqual(await codesOf(changeOut({ reading: previous() - 1 })), ['reading final-not-possible']);
    assert.deepEqual(await codesOf(changeOut({ reading: 10 ** house.read.register.dials })), ['reading not-a-reading']);
    await town().database.raw('UPDATE period_read SET previous_value = ? WHERE bill_run_id = ? AND row_key = ?', [
      ...[10 ** house.read.register.dials - 20, BEACON_RUN, house.read.rowKey],
    ]);
    await doneWith(town(), changeOut({ reading: 100 }));
    assert.equal((await row(house.read.rowKey)).usageGallons, 120 * 10);
  });

  it('says in a notice what is odd about a final reading', async () => {
    const reply = await doneWith(
      town(),
      newMeterRow('N1'),
      changeOut({ reading: previous() + house.usualCounts * 20 }),
    );
    assert.match(reply.notices.join(), /final reading of meter \d+: [\d,]+ gallons in 10 days; usually/);
  });

  it('never has a meter in two places, also not by two rows of one push', async () => {
    const [one, two] = [houses[1] as Stop, houses[2] as Stop];
    const install = (meter: string, place: string, day = on): TypedWork => {
      return { action: 'install', meter, on: day, place, reading: 0 };
    };
    const remove = ({ read }: Stop): TypedWork => {
      return { action: 'remove', meter: read.meterId, on, reading: read.previousValue + 5, reason: 'Shop' };
    };
    await doneWith(town(), newMeterRow('N1'), newMeterRow('N2'));
    assert.deepEqual(await codesOf(install(old(), one.read.accountId)), ['meter meter-in-place', 'place place-taken']);
    assert.deepEqual(
      await codesOf(changeOut(), changeOut({ meter: one.read.meterId, reading: one.read.previousValue })),
      ['newMeter meter-in-place'],
    );
    assert.deepEqual(await codesOf(changeOut({ newMeter: one.read.meterId })), ['newMeter meter-in-place']);
    assert.deepEqual(await codesOf(install('N1', one.read.accountId)), ['place place-taken']);
    assert.deepEqual(await codesOf(remove(one), install('N1', one.read.accountId), install('N1', two.read.accountId)), [
      'meter meter-in-place',
      'place place-taken',
    ]);
    assert.deepEqual(await codesOf(remove(one), install(one.read.meterId, two.read.accountId)), ['place place-taken']);
    // Nor on days that are past: it was there until it came out.
    await doneWith(town(), remove(one), remove(two));
    assert.deepEqual(await codesOf(install(one.read.meterId, two.read.accountId, addDays(on, -1))), [
      ...['on meter-elsewhere', 'on place-taken'],
    ]);
    assert.deepEqual(await codesOf(install('N1', two.read.accountId, addDays(on, -1))), ['on place-taken']);
    await doneWith(town(), install(one.read.meterId, two.read.accountId), install('N1', one.read.accountId));
    assert.deepEqual((await stateOf(one.read.meterId)).slice(0, 3), [
      ...['in place', await premisesOf(two), two.read.accountId],
    ]);
    await proven();
  });

  it('takes a meter out to the shop and puts it back within one period, each stay with its own use', async () => {
    const back = addDays(on, 4);
    await doneWith(
      town(),
      { action: 'remove', meter: old(), on, reading: previous() + 50, reason: 'Test' },
      { action: 'install', meter: old(), on: back, place: house.read.accountId, reading: previous() + 52 },
    );
    const again = await row(`${old()}/1@${back}`);
    assert.deepEqual([again.previousValue, again.previousOn, again.status], [previous() + 52, back, 'missing']);
    const record = recordOf({ ...house, read: again }, 30);
    assert.equal((await unload(town(), beaconFile([record]))).outcome, 'applied');
    const gallons = (await reads()).map(({ usageGallons }) => usageGallons);
    assert.deepEqual(gallons, [500, 300]);
    await proven();
  });

  it('changes a compound meter for a simple one and back, both registers, to the gallon', async () => {
    const compound = newMeterRow('C1', { multiplier: '1', highDials: 6, highMultiplier: '100' });
    await doneWith(town(), compound, newMeterRow('N1'));
    assert.deepEqual(await codesOf(changeOut({ newMeter: 'C1' })), ['newHighReading reading-missing']);
    assert.deepEqual(await codesOf(changeOut({ newHighReading: 3 })), ['newHighReading stray-reading']);
    await doneWith(town(), changeOut({ newMeter: 'C1', newHighReading: 3 }));
    const back = addDays(on, 5);
    await doneWith(
      town(),
      changeOut({ meter: 'C1', on: back, reading: 507, highReading: 13, newMeter: 'N1', newReading: 0 }),
    );
    await decide(town(), BEACON_RUN, { 'N1/1': { action: 'change', newReading: 40, reason: 'Read by eye' } });
    const use = (await reads()).map(({ rowKey, usageGallons }) => [rowKey, usageGallons]);
    assert.deepEqual(Object.fromEntries(use), { [house.read.rowKey]: 1_200, 'C1/1': 500, 'C1/2': 1_000, 'N1/1': 400 });
    await proven();
  });

  it('judges the new meter over its own days by the whole use of the account, whatever meter counted it', async () => {
    const compound = newMeterRow('C1', { multiplier: '10', highDials: 6, highMultiplier: '10' });
    await doneWith(town(), compound, changeOut({ newMeter: 'C1', newReading: 0, newHighReading: 0 }));
    const facts = () => runFacts(town().database, BEACON_RUN, TODAY);
    const usual = async (rowKey: string) =>
      usualGallons(readFacts(await facts(), await row(rowKey), { reading: null, date: addDays(on, 20) }));
    assert.deepEqual([await usual('C1/1'), await usual('C1/2')], [null, null], 'what one counted tells nothing of two');
    const back = addDays(on, 5);
    const again = { meter: 'C1', on: back, reading: 10, highReading: 10, newMeter: 'N1', newReading: 0 };
    await doneWith(town(), newMeterRow('N1'), changeOut(again));
    const { history } = await facts();
    const past = history.of(house.read.accountId, 1);
    const [days, gallons] = past
      .filter(({ estimated }) => !estimated)
      .slice(0, 12)
      .reduce(([d, g], { from, to, gallons: used }) => [d + daysBetween(from, to), g + Number(used)], [0, 0]);
    assert.ok(past.length >= 3);
    assert.equal(await usual('N1/1'), Math.round((gallons * 15) / days), '15 days of the account’s daily use');
  });

  it('tells of a file that reads a meter which was taken out, with the numbers, and guesses nothing', async () => {
    await doneWith(town(), newMeterRow('N1'), changeOut());
    const file = beaconFile([recordOf(house, 130)]);
    const refused = await unload(town(), file);
    assert.deepEqual([refused.outcome, refused.reply.issues.map(({ code }) => code)], ['refused', ['meter-changed']]);
    const [issue] = refused.reply.issues;
    assert.ok(issue);
    assert.ok(
      issue.message.includes(
        `meter ${old()} was taken out on ${on} at ${previous() + 120}, and meter N1 is in its place`,
      ),
    );
    assert.ok(issue.message.includes(`the file has ${recordOf(house, 130).reading}`));
    const before = await row('N1/1');
    assert.equal((await unload(town(), file, { setAsideUnknown: true })).reply.setAside, 1);
    assert.deepEqual(await row('N1/1'), before);
    const unknown = recordOf(house, 1, { meterId: 'N9' });
    const other = houses[1]?.read;
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

  it('leaves nothing to decide on a read that ended with its meter', async () => {
    await doneWith(town(), newMeterRow('N1'), changeOut());
    for (const typed of [
      { action: 'change', newReading: 5, reason: 'x' },
      { action: null, newReading: null, reason: null },
    ]) {
      const { reply } = await decide(town(), BEACON_RUN, { [house.read.rowKey]: typed });
      assert.deepEqual(
        reply.issues.map(({ code }) => code),
        ['read-is-fixed'],
        JSON.stringify(typed),
      );
    }
    const { rows } = await town().pull('readings', { billRunId: BEACON_RUN });
    const ended = rows.find((each) => each[0] === house.read.rowKey);
    assert.equal(cell('readings', ended ?? [], 'meter'), `${old()} (removed ${on})`);
  });

  it('needs what an action needs, takes nothing else, and says all of it at once', async () => {
    await doneWith(town(), newMeterRow('N1'));
    assert.deepEqual(await codesOf({ action: 'change out', meter: old(), low: '99' }), [
      'on missing',
      'reading missing',
      'newMeter missing',
      'newReading missing',
      'reason missing',
      'low stray-cell',
    ]);
    assert.deepEqual(
      await codesOf({ meter: 'N1', on }, { action: 'install', meter: 'N7', on, place: 'nowhere', reading: 0 }),
      ['action action-missing', 'meter unknown-meter'],
    );
    assert.deepEqual(await codesOf({ action: 'install', meter: 'N1', on, place: 'nowhere', reading: 0 }), [
      'place unknown-place',
    ]);
    assert.deepEqual(await codesOf({ action: 'remove', meter: 'N1', on, reading: 0, reason: 'x' }), [
      'action meter-not-in-place',
    ]);
    assert.deepEqual(await codesOf(changeOut({ newMeter: old() })), ['newMeter same-meter']);
    assert.deepEqual(await codesOf({ action: 'retire', meter: old(), on, reason: 'x' }), ['action meter-in-place']);
  });

  it('adds meters with all facts of their registers, and refuses what no register is', async () => {
    const facts = {
      unit: 'CUBIC_FEET',
      dials: 6,
      decimals: 2,
      fixedZeros: 1,
      multiplier: '0.50',
      endpoint: 71_000_001,
    };
    await doneWith(town(), newMeterRow('N1', { ...facts, highDials: 5, highMultiplier: 10 }));
    assert.deepEqual(
      await town().database.raw('SELECT * FROM register WHERE meter_id = ? ORDER BY register_number', ['N1']),
      [
        {
          meter_id: 'N1',
          register_number: 1,
          dials: 6,
          multiplier: '0.5',
          unit: 'CUBIC_FEET',
          decimals: 2,
          fixed_zeros: 1,
        },
        {
          meter_id: 'N1',
          register_number: 2,
          dials: 5,
          multiplier: '10',
          unit: 'CUBIC_FEET',
          decimals: 0,
          fixed_zeros: 0,
        },
      ],
    );
    assert.deepEqual(await codesOf(newMeterRow('N1')), ['meter meter-known']);
    assert.deepEqual(
      await codesOf(
        newMeterRow('N 2', { size: '7"', unit: null, dials: 2, decimals: 7, fixedZeros: -1, multiplier: 0 }),
      ),
      [
        ...['meter not-a-meter-number', 'size unknown-size', 'unit missing', 'dials not-dials', 'decimals not-places'],
        ...['fixedZeros not-places', 'decimals not-places', 'multiplier not-a-multiplier'],
      ],
    );
    assert.deepEqual(await codesOf(newMeterRow('N3'), newMeterRow('N3')), ['meter meter-known']);
  });

  it('bills a register with decimals and painted zeros exactly, and takes a point only where the register has it', async () => {
    await doneWith(
      town(),
      newMeterRow('N1', { decimals: 1, fixedZeros: 1, multiplier: '1' }),
      changeOut({ newReading: 25 }),
    );
    const begun = await row('N1/1');
    const read = async (reading: string) => {
      await unload(town(), beaconFile([recordOf({ ...house, read: begun }, 0, { reading })]), { secondReads: REPLACE });
      const { value, usageGallons, exceptions } = await row('N1/1');
      return [value, usageGallons, exceptions.map(({ code }) => code).includes('not-a-number')];
    };
    // 2.5 to 152.5 with a painted zero: 150 counts of 10 gallons.
    assert.deepEqual(await read('152.5'), [1_525, 1_500, false]);
    assert.deepEqual(await read('0001535'), [1_535, 1_510, false]);
    assert.deepEqual(await read('153.55'), [null, null, true]);
    const whole = recordOf(houses[1] as Stop, houses[1]?.usualCounts ?? 0);
    await unload(town(), beaconFile([{ ...whole, reading: `${whole.reading}.0` }]));
    const other = (await periodReads(town().database, BEACON_RUN)).find(
      ({ rowKey }) => rowKey === houses[1]?.read.rowKey,
    );
    assert.deepEqual([other?.status, other?.value], ['exception', null]);
  });

  it('judges tests by limits that are data, and keeps them', async () => {
    const test = (typed: TypedWork): TypedWork => ({ action: 'test', meter: old(), on, ...typed });
    const { rows } = await doneWith(town(), test({ low: '95', medium: '98.5', high: '101.5' }));
    assert.equal(rows[0]?.text, 'Passed: low 95%, medium 98.5%, high 101.5%.');
    const failed = await doneWith(town(), test({ medium: '98.49' }));
    assert.equal(failed.rows[0]?.text, 'Failed: medium 98.49%; medium flow must be 98.5% to 101.5%.');
    const limits = { minimum: '97', maximum: '103' };
    await town().writeSetting('meter-test-limits', '2026-01-01', { low: limits, medium: limits, high: limits });
    assert.match((await doneWith(town(), test({ medium: '98.49' }))).rows[0]?.text ?? '', /^Passed/);
    const { rows: pulled } = await town().pull('meters', { meterId: old() });
    assert.equal(cell('meters', pulled[0] ?? [], 'lastTest'), `${on} passed - / 98.49 / -`);
    assert.deepEqual(await codesOf(test({})), ['medium test-missing']);
    assert.deepEqual(await codesOf(test({ low: '201' })), ['low not-a-percentage']);
    assert.equal(await town().value('SELECT count(*) FROM meter_test'), 3);
    await assert.rejects(town().database.raw('DELETE FROM meter_test'), /never changed or removed/);
    await proven();
  });

  it('retires a meter for good', async () => {
    await doneWith(town(), newMeterRow('N1'), changeOut());
    await doneWith(town(), { action: 'retire', meter: old(), on: addDays(on, 1), reason: 'Worn' });
    assert.deepEqual(await stateOf(old()), ['retired', null, null, `${previous() + 120} on ${on}`]);
    const place = houses[1]?.read.accountId ?? '';
    assert.deepEqual(await codesOf({ action: 'install', meter: old(), on: addDays(on, 2), place, reading: 0 }), [
      ...['meter meter-retired', 'place place-taken'],
    ]);
    assert.deepEqual(await codesOf({ action: 'test', meter: old(), on: addDays(on, 2), low: '99' }), [
      'action meter-retired',
    ]);
    await proven();
  });

  it('finds a conflict when the meter was worked on since the pull, and does nothing twice', async () => {
    await doneWith(town(), newMeterRow('N1'), newMeterRow('N2'));
    const sheet = await town().pull('meters', {});
    const edits = { [`M-${old()}`]: changeOut({ newMeter: 'N2' }) };
    const rows = pushRowsOf('meters', sheet, edits);
    const other = houses[1] as Stop;
    const theirs = { ...changeOut(), meter: other.read.meterId, reading: other.read.previousValue };
    await doneWith(town(), { ...theirs, newMeter: 'N1' });
    const first = await push(town(), sheet.pullId, rows);
    assert.equal(first.outcome, 'applied');
    const known = await push(town(), sheet.pullId, rows, { knownReceipts: [first.receiptNumber ?? 0] });
    assert.equal(known.outcome, 'already-applied');
    const forgotten = await push(town(), sheet.pullId, rows);
    assert.equal(forgotten.outcome, 'refused');
    const stale = { [`M-${other.read.meterId}`]: { ...theirs, newMeter: 'N2' } };
    const late = await push(town(), sheet.pullId, pushRowsOf('meters', sheet, stale), { mode: 'valid' });
    assert.deepEqual(late.reply.conflicts.map(({ column, pulled, now }) => [column, pulled, now]).slice(0, 1), [
      ['state', 'in place', 'in stock'],
    ]);
    const typed = typedRow('meters', 'A1-TEST', 900, { action: 'test', meter: 'N2', on, low: '99' });
    await push(town(), sheet.pullId, [typed]);
    const twice = await push(town(), sheet.pullId, [typed]);
    assert.deepEqual(
      twice.reply.issues.map(({ code }) => code),
      ['already-done'],
    );
    assert.equal(await town().value('SELECT count(*) FROM meter_test'), 1);
  });

  it('keeps the history of a meter: where it was, its tests and its readings, the newest first', async () => {
    await doneWith(town(), newMeterRow('N1'), changeOut(), {
      action: 'test',
      meter: old(),
      on: addDays(on, 1),
      low: '99',
    });
    const { rows } = await town().pull('meter-history', { meterId: old() });
    const shown = rows.map((each) => ['what', 'on', 'reading', 'detail'].map((id) => cell('meter-history', each, id)));
    const final = String(previous() + 120);
    assert.deepEqual(shown.slice(0, 4), [
      ['tested', addDays(on, 1), null, 'Passed: 99 / - / - % at low, medium and high flow'],
      ['removed', on, final, 'Its place has meter N1'],
      ['read', on, final, `Run ${BEACON_RUN}, open`],
      ['read', house.read.previousOn, String(previous()), 'Run 1-2026-10'],
    ]);
    assert.deepEqual(shown.at(-1)?.[0], 'installed');
    assert.equal(new Set(rows.map(([key]) => key)).size, rows.length);
    await assert.rejects(town().pull('meter-history', { meterId: 'X' }), { code: 'unknown-meter' });
  });

  it('never changes what a meter is by a pulled row', async () => {
    const sheet = await town().pull('meters', { meterId: old() });
    const edits = { [`M-${old()}`]: { multiplier: '100', action: 'test', on, low: '99' } };
    const { reply } = await push(town(), sheet.pullId, pushRowsOf('meters', sheet, edits));
    assert.deepEqual(
      reply.issues.map(({ column, code }) => `${column} ${code}`),
      ['multiplier fixed-cell'],
    );
  });

  it('says at preview what it will say at the push, and leaves no trace of it', async () => {
    const rows = [newMeterRow('N1'), changeOut()];
    const before = await tables();
    const preview = await workMeters(town(), rows, { dryRun: true });
    assert.ok((await tables()) === before);
    const pushed = await workMeters(town(), rows);
    assert.deepEqual({ ...preview.reply, pullId: '' }, { ...pushed.reply, pullId: '' });
  });

  it('does the valid rows alone when that is asked for', async () => {
    const rows = [newMeterRow('N1'), changeOut({ newMeter: 'N9' }), changeOut({ reading: previous() + 3 })];
    const { outcome, reply } = await workMeters(town(), rows, { mode: 'valid' });
    assert.deepEqual([outcome, reply.applied, reply.refused], ['applied', 2, 1]);
    assert.equal((await row(house.read.rowKey)).usageGallons, 30);
  });

  it('pulls all meters, those in one state, those of a route, or one, and refuses what is not there', async () => {
    await doneWith(town(), newMeterRow('N1'));
    const states = async (parameters: unknown) =>
      [...new Set((await town().pull('meters', parameters)).rows.map((each) => cell('meters', each, 'state')))].sort();
    assert.deepEqual(await states({ state: 'in stock' }), ['in stock']);
    assert.deepEqual(await states({ state: 'in place' }), ['in place']);
    assert.deepEqual(await states({ state: 'retired' }), []);
    assert.deepEqual(await states({}), ['in place', 'in stock']);
    const { rows } = await town().pull('meters', { routeId: 'R01' });
    assert.ok(rows.length > 0 && rows.every((each) => cell('meters', each, 'route') === 'R01'));
    await assert.rejects(town().pull('meters', { routeId: 'R99' }), { code: 'unknown-route' });
    await assert.rejects(town().pull('meters', { meterId: 'X' }), { code: 'unknown-meter' });
  });

  const premisesOf = ({ read }: Stop) =>
    town().value<string>('SELECT premises_id FROM account WHERE account_id = ?', [read.accountId]);

  async function mvrsHouse(): Promise<Stop> {
    const [found] = plainHouses(await stopsOf(town(), MVRS_RUN));
    assert.ok(found);
    return found;
  }

  async function post() {
    const bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
    const totals = bills.flatMap(({ bill, obstacle }) => bill?.totalCents ?? assert.fail(obstacle ?? ''));
    return town().run(postBillRun, {
      ...{ billRunId: BEACON_RUN, confirmedBills: totals.length, confirmedTotalCents: sumCents(totals) },
    });
  }
});
