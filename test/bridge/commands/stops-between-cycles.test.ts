import assert from 'node:assert/strict';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { readPlaceAt } from '../../../bridge/queries/meters.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { postedTotals } from '../../../bridge/queries/posted-run.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { postRun } from '../../support/town/bill-run.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { doneWith, newMeterRow, workMeters } from '../../support/town/meter-work.js';
import {
  beaconFile,
  mvrsFile,
  mvrsRecordOf,
  plainHouses,
  recordOf,
  stopsOf,
  unload,
} from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest, decide, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('a stop that goes to another cycle', () => {
  const town = useTown();
  const db = () => town().database;
  let accountId = '';
  let premisesId = '';

  /** A house of cycle 1 goes to a route of cycle 2 while both have a run open. */
  beforeEach(async () => {
    const [house] = plainHouses(await stopsOf(town(), BEACON_RUN));
    accountId = house?.read.accountId ?? '';
    premisesId = await town().value('SELECT premises_id FROM account WHERE account_id = ?', [accountId]);
    await move('R05');
  });

  const move = async (newRoute: string) => {
    const sheet = await town().pull('route-book', {});
    const rows = pushRowsOf('route-book', sheet, { [premisesId]: { newRoute } });
    const { outcome } = await push(town(), sheet.pullId, rows);
    assert.equal(outcome, 'applied');
  };
  const post = async (billRunId: string) => {
    // The reads of December can't be there in November.
    const isToCome = billRunId > '2-2026-11' || billRunId === '1-2026-12';
    await (isToCome ? estimateAll(billRunId) : readAll(billRunId));
    assert.equal((await postRun(town(), billRunId)).outcome, 'applied');
  };
  const readAll = async (billRunId: string) => {
    const stops = await stopsOf(town(), billRunId);
    const bytes = billRunId.startsWith('1')
      ? beaconFile(stops.map((stop) => recordOf(stop, stop.usualCounts)))
      : mvrsFile(stops.map((stop) => mvrsRecordOf(stop, stop.usualCounts)));
    await unload(town(), bytes);
    await acceptTheRest(town(), billRunId);
  };
  const estimateAll = async (billRunId: string) => {
    const reads = await periodReads(db(), billRunId);
    const edits = reads.map(({ rowKey }) => [rowKey, { action: 'estimate', reason: 'Snow' }] as const);
    const { reply } = await decide(town(), billRunId, Object.fromEntries(edits));
    assert.deepEqual(reply.issues, []);
  };
  /** The open runs that expect its read, each with the day that the read goes on from. */
  const expected = async () =>
    (
      await db().raw<{ run: string; since: string }[]>(
        `SELECT bill_run_id AS run, previous_on AS since FROM period_read JOIN bill_run USING (bill_run_id)
         WHERE account_id = ? AND bill_run.status = 'open' ORDER BY bill_run_id`,
        [accountId],
      )
    ).map(({ run, since }) => `${run} since ${since}`);
  const meterInPlace = () =>
    town().value<string>('SELECT meter_id FROM meter_installation WHERE premises_id = ? AND removed_on IS NULL', [
      premisesId,
    ]);
  const runOfNewMeter = async () => (await readPlaceAt(db(), premisesId, calendarDate('2026-11-15')))?.billRunId;
  const billed = async (billRunId: string) => {
    const bills = await runBills(db(), await billRun(db(), billRunId));
    return bills.some((bill) => bill.accountId === accountId);
  };
  const bills = () =>
    db().raw<Record<string, string>[]>(
      `SELECT bill_run_id AS run, period_from AS "from", period_to AS "to" FROM standing_bill
       WHERE account_id = ? AND period_to >= '2026-11-01' ORDER BY period_to`,
      [accountId],
    );

  it('is read and billed with the run that is open, and joins the next one of its new cycle from its last read on', async () => {
    assert.deepEqual([await billed(BEACON_RUN), await billed(MVRS_RUN)], [true, false]);
    assert.deepEqual(await expected(), [`${BEACON_RUN} since 2026-10-05`]);
    await post(BEACON_RUN);
    assert.deepEqual([await expected(), await billed('1-2026-12'), await billed(MVRS_RUN)], [[], false, false]);
    await post(MVRS_RUN);
    assert.deepEqual(await expected(), ['2-2026-12 since 2026-11-05']);
    await post('2-2026-12');
    assert.deepEqual(await bills(), [
      { run: BEACON_RUN, from: '2026-10-05', to: '2026-11-05' },
      { run: '2-2026-12', from: '2026-11-05', to: '2026-12-18' },
    ]);
    assert.deepEqual((await verifyLedger(db())).findings, []);
  });

  it('waits one run more where the new cycle’s next one opens before it is billed in the old', async () => {
    await post(MVRS_RUN);
    assert.deepEqual([await expected(), await billed('2-2026-12')], [[`${BEACON_RUN} since 2026-10-05`], false]);
    await post(BEACON_RUN);
    assert.deepEqual([await expected(), await billed('2-2026-12'), await billed('1-2026-12')], [[], false, false]);
    await post('2-2026-12');
    assert.deepEqual(await expected(), ['2-2027-01 since 2026-11-05']);
  });

  it('never left when it comes back before its run is posted', async () => {
    await move('R01');
    await post(BEACON_RUN);
    await post(MVRS_RUN);
    assert.deepEqual(await expected(), ['1-2026-12 since 2026-11-05']);
    assert.deepEqual([await billed('1-2026-12'), await billed('2-2026-12')], [true, false]);
  });

  it('comes back to its old cycle after it missed a run there, from its last read on', async () => {
    await post(BEACON_RUN);
    await move('R01');
    assert.deepEqual([await expected(), await billed('1-2026-12')], [[], false]);
    await post('1-2026-12');
    assert.deepEqual(await expected(), ['1-2027-01 since 2026-11-05']);
  });

  it('takes no work on its meters while it waits, and bills all of it once the run that takes it in is open', async () => {
    const meter = await meterInPlace();
    await doneWith(town(), newMeterRow('N1'));
    await post(BEACON_RUN);
    const lastRead = await town().value<number>(
      'SELECT value FROM period_read WHERE bill_run_id = ? AND account_id = ?',
      [BEACON_RUN, accountId],
    );
    const out = { meter, on: '2026-11-15', reading: lastRead + 50, reason: 'Dial is fogged' };
    const changeOut = { ...out, action: 'change out', newMeter: 'N1', newReading: 7 };
    for (const work of [changeOut, { ...out, action: 'remove' }]) {
      const { outcome, reply } = await workMeters(town(), [work]);
      assert.equal(outcome, 'refused');
      assert.deepEqual(
        reply.issues.map(({ column, code, message, fix }) => [column, code, message, fix]),
        [
          [
            ...['meter', 'waits-between-cycles'],
            `The stop of account ${accountId} waits between cycles: no open run expects its reads.`,
            'Record it once the run that takes it in is open.',
          ],
        ],
      );
    }
    await post(MVRS_RUN);
    await doneWith(town(), changeOut);
    const reads = (await periodReads(db(), '2-2026-12')).filter((read) => read.accountId === accountId);
    assert.deepEqual(
      reads.map(({ rowKey, previousValue, previousOn, value, usageGallons }) => [
        ...[rowKey, previousValue, previousOn, value, usageGallons],
      ]),
      [
        [`${meter}/1`, lastRead, '2026-11-05', lastRead + 50, 500],
        ['N1/1', 7, '2026-11-15', null, null],
      ],
    );
    assert.deepEqual((await verifyLedger(db())).findings, []);
  });

  it('takes no new meter while it waits, also where the old one came out before', async () => {
    const meter = await meterInPlace();
    const previous = (await periodReads(db(), BEACON_RUN, { meterId: meter }))[0]?.previousValue ?? NaN;
    const out = { meter, on: '2026-10-20', reading: previous + 50, reason: 'Shop' };
    await doneWith(town(), newMeterRow('N1'), { ...out, action: 'remove' });
    await post(BEACON_RUN);
    const into = { action: 'install', meter: 'N1', on: '2026-11-15', place: accountId, reading: 7 };
    const { outcome, reply } = await workMeters(town(), [into]);
    assert.deepEqual(
      [outcome, reply.issues.map(({ column, code }) => `${column} ${code}`)],
      ['refused', ['place waits-between-cycles']],
    );
    await post(MVRS_RUN);
    await doneWith(town(), into);
    assert.deepEqual(await expected(), ['2-2026-12 since 2026-11-15']);
  });

  it('has the reads of a new meter in no run while it waits, and then in the run that took it in', async () => {
    await post(BEACON_RUN);
    assert.equal(await runOfNewMeter(), null);
    await post(MVRS_RUN);
    assert.equal(await runOfNewMeter(), '2-2026-12');
  });

  it('has the reads of a new meter in the run that holds it, also where no other read is in it', async () => {
    await db()('period_read').where({ bill_run_id: BEACON_RUN, account_id: accountId }).delete();
    assert.equal(await runOfNewMeter(), BEACON_RUN);
  });

  it('is of the old run again when that is reversed', async () => {
    await post(BEACON_RUN);
    const { bills: confirmedBills, totalCents: confirmedTotalCents } = await postedTotals(db(), BEACON_RUN);
    const payload = { billRunId: BEACON_RUN, confirmedBills, confirmedTotalCents };
    const { reply } = await town().run(reverseBillRun, payload, { role: 'supervisor', reason: 'Wrong rates' });
    assert.equal(await billed(reply.openRunId), true);
    const reads = await periodReads(db(), reply.openRunId);
    assert.ok(reads.some((read) => read.accountId === accountId));
    assert.deepEqual((await verifyLedger(db())).findings, []);
  });
});
