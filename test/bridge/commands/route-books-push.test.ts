import assert from 'node:assert/strict';
import { addRoute } from '../../../bridge/commands/add-route.js';
import type { PushRow } from '../../../bridge/contract/commands/push-sheet.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { beaconFile, recordOf, stopsOf, unload } from '../../support/town/reading-files.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from '../../support/town/sheet-rows.js';
import { BEACON_RUN, MVRS_RUN } from '../../support/town/sample-town-file.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

describe('pushing the Route Book sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;

  beforeEach(async () => {
    sheet = await town().pull('route-book', { cycleId: '1' });
  });

  const stop = (route: number, number: number) => `P-0${route}-000${number}`;
  const rowsOf = (edits: Edits = {}) => pushRowsOf('route-book', sheet, edits);
  const send = (edits: Edits, options: PushOptions = {}) => push(town(), sheet.pullId, rowsOf(edits), options);
  const sendRows = (rows: readonly PushRow[], options: PushOptions = {}) =>
    push(town(), sheet.pullId, renumbered(rows), { way: 'rows', ...options });
  /** The rows as they stand: from row 5 on. */
  const renumbered = (rows: readonly PushRow[]) => rows.map((row, index) => ({ ...row, sheetRow: index + 5 }));
  /** The stops of a route by the digits of their premises, such as "1234567"; of another route with its number, "5.1". */
  const walk = async (routeId: string) => {
    const rows = await town().database.raw<{ premises_id: string; sequence: number }[]>(
      'SELECT premises_id, sequence FROM premises WHERE route_id = ? ORDER BY sequence',
      [routeId],
    );
    assert.deepEqual(
      rows.map(({ sequence }) => sequence),
      rows.map((_, index) => index + 1),
      `${routeId} is not numbered 1 to n`,
    );
    return rows
      .map(
        ({ premises_id: id }) =>
          (id.startsWith(`P-${routeId.slice(1)}`) ? '' : `${Number(id.slice(2, 4))}.`) + id.slice(-1),
      )
      .join(' ');
  };
  const refusals = async (edits: Edits, options: PushOptions = {}) => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await send(edits, options);
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await town().dump()) === before, 'a refusal changed something');
    for (const { fix } of reply.issues) assert.notEqual(fix, '');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  };

  it('shows the stops in walking order, with what is there', () => {
    const first = sheet.rows[0] ?? [];
    const cells = ['route', 'stop', 'newRoute', 'newStop', 'proposed', 'accounts', 'state'].map((column) =>
      cell('route-book', first, column),
    );
    assert.deepEqual(cells, ['R01', 1, null, null, null, '01-0001-01', 'active']);
    assert.deepEqual(
      sheet.rows.map((row) => row[0]),
      [1, 2, 3, 4].flatMap((route) => [1, 2, 3, 4, 5, 6, 7].map((number) => stop(route, number))),
    );
  });

  it('changes nothing when the sheet comes back as it was pulled, in either way', async () => {
    const before = JSON.stringify(await town().dump());
    for (const way of ['numbers', 'rows', 'proposal']) {
      const { outcome, reply } = await send({}, { way });
      assert.deepEqual([outcome, reply.applied, reply.unchanged, reply.notices], ['already-applied', 0, 28, []]);
    }
    assert.ok(JSON.stringify(await town().dump()) === before);
  });

  it('gives a stop the number that was typed, and renumbers the others around it', async () => {
    const { reply } = await send({ [stop(1, 6)]: { newStop: 2 } });
    assert.equal(await walk('R01'), '1 6 2 3 4 5 7');
    assert.deepEqual(
      reply.rows.map(({ key, text }) => [key, text]),
      [
        [stop(1, 2), 'Stop 3, was 2, as others moved.'],
        [stop(1, 3), 'Stop 4, was 3, as others moved.'],
        [stop(1, 4), 'Stop 5, was 4, as others moved.'],
        [stop(1, 5), 'Stop 6, was 5, as others moved.'],
        [stop(1, 6), 'Stop 2, was 6.'],
      ],
    );
    assert.deepEqual(
      reply.totals.map(({ value }) => value),
      ['1', '0', '4', '1'],
    );
    const { address, ...move } = reply.moves[0] ?? assert.fail();
    assert.notEqual(address, '');
    assert.deepEqual(move, { premisesId: stop(1, 6), fromRoute: 'R01', fromStop: 6, toRoute: 'R01', toStop: 2 });
    assert.equal(reply.moves.length, 1);
  });

  it('moves stops to another route, to their number or to its end, and closes the gaps', async () => {
    const { reply } = await send({ [stop(1, 2)]: { newRoute: 'r02' }, [stop(1, 5)]: { newRoute: 'R02', newStop: 3 } });
    assert.deepEqual([await walk('R01'), await walk('R02')], ['1 3 4 6 7', '1 2 1.5 3 4 5 6 7 1.2']);
    assert.equal(reply.totals[1]?.value, '2');
    assert.match(
      reply.rows.find(({ key }) => key === stop(1, 2))?.text ?? '',
      /^Route R02, stop 9; was route R01, stop 2\.$/,
    );
  });

  it('makes the order of the rows the walking order, as they stand', async () => {
    const rows = rowsOf();
    const { reply } = await sendRows([...rows.slice(0, 7).reverse(), ...rows.slice(7)]);
    assert.deepEqual([await walk('R01'), await walk('R02')], ['7 6 5 4 3 2 1', '1 2 3 4 5 6 7']);
    assert.equal(reply.applied, 6);
  });

  it('moves a row to another route where it stands, and leaves stops without a row where they are', async () => {
    const [first, second, third, ...rest] = rowsOf({ [stop(1, 2)]: { newRoute: 'R02' } });
    assert.ok(first && second && third);
    const ofR02 = rest.slice(4, 11);
    const kept = [...ofR02.slice(0, 3), second, ...ofR02.slice(3)];
    const { reply } = await sendRows([third, first, ...kept]);
    assert.deepEqual([await walk('R01'), await walk('R02')], ['3 1 4 5 6 7', '1 2 3 1.2 4 5 6 7']);
    assert.match(reply.notices[0] ?? '', /no longer on the sheet. Removing a row from the sheet changes nothing/);
  });

  it('splits a route into a new one, and merges routes', async () => {
    const made = await town().run(addRoute, { routeId: 'R20', cycleId: '1', name: 'Weatherly, phase 2' });
    assert.equal(made.outcome, 'applied');
    const moved = [5, 6, 7].map((number) => [stop(1, number), { newRoute: 'R20' }] as const);
    const { receiptNumber } = await send(Object.fromEntries(moved));
    assert.deepEqual([await walk('R01'), await walk('R20')], ['1 2 3 4', '1.5 1.6 1.7']);
    sheet = await town().pull('route-book', { routeIds: ['R20', 'R01'] });
    assert.equal(sheet.rows.length, 7);
    await send(Object.fromEntries(sheet.rows.slice(0, 3).map((row) => [String(row[0]), { newRoute: 'R01' }])));
    assert.deepEqual([await walk('R01'), await walk('R20')], ['1 2 3 4 5 6 7', '']);
    const history = await town().pull('route-changes', { premisesId: stop(1, 5) });
    assert.deepEqual(
      history.rows.map((row) => row.slice(7)),
      [
        ['R20', 1, 'R01', 5],
        ['R01', 5, 'R20', 1],
      ],
    );
    assert.equal((await town().pull('route-changes', { receiptNumber })).rows.length, 3);
  });

  it('keeps who changed what, when and why, sealed', async () => {
    const { receiptNumber } = await send({ [stop(1, 7)]: { newStop: 6 } }, { reason: 'New fence' });
    const { rows } = await town().pull('route-changes', {});
    assert.deepEqual(
      rows.map((row) => [...row.slice(1, 6), ...row.slice(7)]),
      [
        [receiptNumber, '2026-11-23', 'Dana Whitlock', 'New fence', stop(1, 7), 'R01', 7, 'R01', 6],
        [receiptNumber, '2026-11-23', 'Dana Whitlock', 'New fence', stop(1, 6), 'R01', 6, 'R01', 7],
      ],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    await assert.rejects(town().database.raw('UPDATE route_change SET to_stop = 9'), /never changed/);
    await assert.rejects(town().database.raw('DELETE FROM route_change'), /never changed/);
  });

  it('shows at preview what the push does, and leaves no trace of it', async () => {
    const edits = { [stop(1, 2)]: { newRoute: 'R02', newStop: 1 } };
    const before = JSON.stringify(await town().dump());
    const preview = await send(edits, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    assert.deepEqual((await send(edits)).reply, preview.reply);
  });

  it('pushes once what is pushed again, and goes on from there in the same sheet', async () => {
    const edits = { [stop(1, 6)]: { newStop: 2 } };
    const { receiptNumber } = await send(edits);
    const knownReceipts = [receiptNumber ?? 0];
    const again = await send(edits, { knownReceipts });
    assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
    const more = await send({ ...edits, [stop(1, 2)]: { newStop: 7 } }, { knownReceipts });
    assert.deepEqual([more.outcome, await walk('R01')], ['applied', '1 6 3 4 5 7 2']);
  });

  it('mends gaps and numbers from 1 when the rows are pushed as they stand', async () => {
    await town().database.raw(`UPDATE premises SET sequence = sequence * 10 WHERE route_id = 'R01'`);
    sheet = await town().pull('route-book', { routeIds: ['R01'] });
    const between = await send({ [stop(1, 6)]: { newStop: 15 } }, { dryRun: true });
    assert.equal(between.reply.moves[0]?.toStop, 2, '15 is between 10 and 20');
    const { reply } = await send({}, { way: 'rows' });
    assert.deepEqual([await walk('R01'), reply.moves], ['1 2 3 4 5 6 7', []]);
    assert.equal(reply.totals[2]?.value, '7');
  });

  it('refuses what is no route or no number, row by row', async () => {
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newRoute: 'R99' } }), ['newRoute unknown-route']);
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newStop: 0 } }), ['newStop wrong-stop-number']);
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newStop: -3 } }), ['newStop wrong-stop-number']);
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newStop: 1_000_000 } }), ['newStop wrong-stop-number']);
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newStop: 'first' } }), ['newStop not-integer']);
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newStop: 2.5 } }), ['newStop not-integer']);
    assert.deepEqual(await refusals({ [stop(1, 1)]: { newStop: 2 } }, { way: 'rows' }), ['newStop stray-stop-number']);
    assert.deepEqual(
      await refusals({ [stop(1, 1)]: { newRoute: 'R99', newStop: 0 }, [stop(1, 2)]: { newStop: 'x' } }),
      ['newStop not-integer', 'newRoute unknown-route', 'newStop wrong-stop-number'],
    );
    await assert.rejects(send({}, { way: 'upside-down' }), { code: 'unknown-push-way' });
  });

  it('refuses two rows of one premises, and leaves it where it is when the others are pushed', async () => {
    const [first, second, third, ...rest] = rowsOf();
    assert.ok(first && second && third);
    const rows = [third, first, second, first, ...rest];
    const { outcome, reply } = await sendRows(rows);
    assert.deepEqual(
      [outcome, reply.issues.map(({ code }) => code)],
      ['refused', ['duplicated-key', 'duplicated-key']],
    );
    await sendRows(rows, { mode: 'valid' });
    assert.equal(await walk('R01'), '1 3 2 4 5 6 7');
  });

  it('meets what somebody else moved since the pull as a conflict', async () => {
    const stale = sheet;
    sheet = await town().pull('route-book', { cycleId: '1' });
    await send({ [stop(1, 6)]: { newStop: 2 }, [stop(3, 1)]: { newRoute: 'R04', newStop: 1 } });
    sheet = stale;
    assert.deepEqual(await refusals({ [stop(1, 6)]: { newStop: 7 } }), ['stop changed-since-pull']);
    assert.deepEqual(await refusals({ [stop(3, 1)]: { newStop: 7 } }), ['route changed-since-pull']);
    assert.ok((await refusals({}, { way: 'rows' })).every((found) => found === 'stop moved-since-pull'));
    // A route that nobody touched is pushed all the same.
    const { outcome } = await send({ [stop(2, 1)]: { newStop: 7 } });
    assert.deepEqual([outcome, await walk('R02')], ['applied', '2 3 4 5 6 7 1']);
  });

  it('lets an auditor change nothing', async () => {
    await assert.rejects(send({ [stop(1, 1)]: { newStop: 2 } }, { role: 'auditor' }), { code: 'role-not-allowed' });
  });

  describe('with proposals of the field', () => {
    it('takes the order of the read times', async () => {
      const stops = await stopsOf(town(), BEACON_RUN);
      const times = new Map([
        [stop(1, 1), '09:00'],
        [stop(1, 2), '08:00'],
        [stop(1, 4), '08:30'],
      ]);
      const records = await Promise.all(
        stops.map(async (each) => {
          const premises = await premisesOf(each.read.accountId);
          return recordOf(each, each.usualCounts, { time: times.get(premises) ?? '10:00' });
        }),
      );
      await unload(town(), beaconFile(records));
      sheet = await town().pull('route-book', { routeIds: ['R01'], proposal: 'read-times' });
      const proposed = sheet.rows.map((row) => cell('route-book', row, 'proposed'));
      const { outcome, reply } = await send({}, { way: 'proposal' });
      assert.equal(outcome, 'applied');
      assert.equal(reply.applied, proposed.filter((number) => number !== null).length);
      assert.equal(await walk('R01'), '2 3 4 1 5 6 7', 'nothing is read at stop 3, which follows stop 2');
      const again = await send({}, { way: 'proposal', knownReceipts: await receiptsOf() });
      assert.equal(again.outcome, 'already-applied', 'a proposal is taken once');
    });

    it('takes the numbers that the reader gave', async () => {
      const stops = await stopsOf(town(), BEACON_RUN);
      await unload(town(), beaconFile(stops.map((each) => recordOf(each, each.usualCounts))));
      const account = await town().value<string>(
        'SELECT account_id FROM account WHERE premises_id = ? AND status = ?',
        [...[stop(1, 7), 'active']],
      );
      await changeCodes(account, '$.changedSequence', 2);
      sheet = await town().pull('route-book', { routeIds: ['R01'], proposal: 'changed-numbers' });
      assert.equal(cell('route-book', sheet.rows[6] ?? [], 'proposed'), 2);
      await send({}, { way: 'proposal' });
      assert.equal(await walk('R01'), '1 7 2 3 4 5 6');
    });

    it('lets what was typed go before what is proposed', async () => {
      const stops = await stopsOf(town(), BEACON_RUN);
      await unload(town(), beaconFile(stops.map((each) => recordOf(each, each.usualCounts))));
      const account = await town().value<string>(
        'SELECT account_id FROM account WHERE premises_id = ? AND status = ?',
        [...[stop(1, 7), 'active']],
      );
      await changeCodes(account, '$.changedSequence', 2);
      sheet = await town().pull('route-book', { routeIds: ['R01'], proposal: 'changed-numbers' });
      const edits = Object.fromEntries(sheet.rows.map((row, index) => [String(row[0]), { newStop: index + 1 }]));
      const { outcome } = await send(edits, { way: 'proposal' });
      assert.equal(outcome, 'already-applied');
    });

    const premisesOf = (accountId: string) =>
      town().value<string>('SELECT premises_id FROM account WHERE account_id = ?', [accountId]);
    const receiptsOf = async () => [await town().value<number>('SELECT max(command_number) FROM command')];
    /** As a format that has such numbers keeps them; readings are never changed, so that the trigger is put aside. */
    const changeCodes = async (accountId: string, path: string, value: number) => {
      const trigger = await town().value<string>(`SELECT sql FROM sqlite_master WHERE name = 'reading_refuses_update'`);
      await town().database.raw('DROP TRIGGER reading_refuses_update');
      await town().database.raw(
        `UPDATE reading SET codes = json_set(codes, ?, ?) WHERE import_number IS NOT NULL AND row_key IN
           (SELECT row_key FROM period_read WHERE account_id = ? AND bill_run_id = ?)`,
        [path, value, accountId, BEACON_RUN],
      );
      await town().database.raw(trigger);
    };
  });

  describe('while a run is open', () => {
    const readOrder = async (billRunId: string) => {
      const reads = await periodReads(town().database, billRunId);
      return [...new Set(reads.map(({ accountId }) => accountId.slice(0, 7)))].filter((id) => id.startsWith('01'));
    };

    it('lets the run walk the new order before anything came back', async () => {
      await send({ [stop(1, 7)]: { newStop: 1 } });
      assert.equal((await readOrder(BEACON_RUN))[0], '01-0007');
    });

    it('keeps the order of a run whose readings are coming in, and says so', async () => {
      const [first] = await stopsOf(town(), BEACON_RUN);
      assert.ok(first);
      await unload(town(), beaconFile([recordOf(first, first.usualCounts)]));
      const before = await readOrder(BEACON_RUN);
      const { reply } = await send({ [stop(1, 7)]: { newStop: 1 } });
      assert.match(
        reply.notices.join(' '),
        /open run to 2026-11-05 is begun, with loaded route books or readings, so that it keeps its walking order/,
      );
      assert.deepEqual(await readOrder(BEACON_RUN), before);
      const readings = await town().pull('readings', { billRunId: BEACON_RUN });
      const last = readings.rows.find((row) => String(cell('readings', row, 'account')).startsWith('01-0007'));
      assert.equal(cell('readings', last ?? [], 'sequence'), 7);
      assert.equal(await walk('R01'), '7 1 2 3 4 5 6');
    });

    it('keeps the stops of the open runs when one goes to another cycle, and warns of it', async () => {
      const bills = await billed(BEACON_RUN);
      const others = await billed(MVRS_RUN);
      const { reply } = await send({ [stop(1, 3)]: { newRoute: 'R05' } });
      assert.match(reply.notices.join(' '), /1 stop to another cycle: Cycle 1, .* in its open run to 2026-11-05/);
      assert.deepEqual([await billed(BEACON_RUN), await billed(MVRS_RUN)], [bills, others]);
    });

    const billed = async (billRunId: string) => {
      const { rows } = await town().pull('bill-preview', { billRunId });
      return rows.map((row) => String(row[0])).sort();
    };
  });
});
