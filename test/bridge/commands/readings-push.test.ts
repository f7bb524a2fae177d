import assert from 'node:assert/strict';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import {
  beaconFile,
  plainHouses,
  recordOf,
  REPLACE,
  stopsOf,
  unload,
  type Stop,
} from '../../support/town/reading-files.js';
import { decide, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

describe('pushing the Readings sheet', () => {
  const town = useTown();
  let houses: Stop[];

  /** The first house leaks, the second and third are fine; nothing came from the others. */
  beforeEach(async () => {
    houses = plainHouses(await stopsOf(town(), BEACON_RUN));
    const leak = recordOf(at(0), at(0).usualCounts * 12);
    await unload(town(), beaconFile([leak, ...[1, 2].map((index) => recordOf(at(index), at(index).usualCounts))]));
  });

  function at(index: number): Stop {
    const house = houses[index];
    assert.ok(house, 'the town has too few houses');
    return house;
  }
  const key = (index: number) => at(index).read.rowKey;
  const typed = (index: number, cells: Readonly<Record<string, SheetCell>>): Edits => ({ [key(index)]: cells });
  const readOf = async (index: number) => {
    const read = (await periodReads(town().database, BEACON_RUN)).find(({ rowKey }) => rowKey === key(index));
    assert.ok(read);
    return read;
  };
  const pull = () => town().pull('readings', { billRunId: BEACON_RUN });
  const send = (sheet: PulledSheet, edits: Edits, mode: 'all' | 'valid' = 'all') =>
    push(town(), sheet.pullId, pushRowsOf('readings', sheet, edits), { mode });
  const tables = async () => JSON.stringify(await town().dump());

  it('changes nothing when the sheet comes back as it was pulled', async () => {
    const sheet = await pull();
    const before = await tables();
    const { outcome, reply } = await send(sheet, {});
    assert.deepEqual([outcome, reply.applied, reply.refused, reply.rows], ['already-applied', 0, 0, []]);
    assert.equal(reply.unchanged, sheet.rows.length);
    assert.ok((await tables()) === before);
  });

  it('gathers what the reads are judged by once, however many rows are pushed', async () => {
    const sheet = await pull();
    let gathered = 0;
    town().database.on(
      'query',
      ({ sql }: { sql: string }) => (gathered += sql.includes('FROM standing_run LEFT JOIN bill_run_seal') ? 1 : 0),
    );
    await send(
      sheet,
      { ...typed(0, { action: 'accept', reason: 'Pool' }), ...typed(3, { action: 'estimate' }) },
      'valid',
    );
    assert.equal((await readOf(0)).status, 'accepted');
    assert.equal(gathered, 1);
  });

  it('accepts a read that stops billing with a reason only', async () => {
    assert.equal((await readOf(0)).status, 'exception');
    const refused = await decide(town(), BEACON_RUN, typed(0, { action: 'accept' }));
    assert.deepEqual([refused.outcome, refused.reply.issues[0]?.code], ['refused', 'reason-missing']);
    const { outcome } = await decide(town(), BEACON_RUN, typed(0, { action: 'accept', reason: 'Pool' }));
    const { status, reason, action, version } = await readOf(0);
    assert.deepEqual([outcome, status, action, reason], ['applied', 'accepted', 'accept', 'Pool']);
    assert.ok(version > 1);
  });

  it('changes a read to the typed reading and bills its use', async () => {
    const newReading = at(0).read.previousValue + 321;
    await decide(town(), BEACON_RUN, typed(0, { action: 'change', newReading, reason: 'Misread' }));
    const { status, value, usageGallons, fieldReading } = await readOf(0);
    assert.deepEqual([status, value, usageGallons], ['changed', newReading, 3210]);
    assert.equal(fieldReading?.raw, recordOf(at(0), at(0).usualCounts * 12).reading, 'what came stays as it came');
  });

  it('estimates a read that never came', async () => {
    await decide(town(), BEACON_RUN, typed(3, { action: 'estimate', reason: 'Dog' }));
    const { status, usageGallons, value } = await readOf(3);
    assert.equal(status, 'estimated');
    assert.equal(usageGallons, ((value ?? 0) - at(3).read.previousValue) * 10);
  });

  describe('beyond the limit of estimates in a row', () => {
    /** The last three periods of two houses were estimated, of which the first has no reading. */
    beforeEach(async () => {
      await town().database.raw('DROP TRIGGER period_read_refuses_update_once_billed');
      // What a seal covers is remembered by it: reads that are forged have none.
      await town().database.raw('DROP TRIGGER bill_run_seal_refuses_delete');
      await town().database.raw('DELETE FROM bill_run_seal');
      await town().database.raw(
        `UPDATE period_read SET status = 'estimated' WHERE account_id IN (?, ?) AND bill_run_id IN
           (SELECT bill_run_id FROM standing_run WHERE cycle_id = '1' ORDER BY period_to DESC LIMIT 3)`,
        [at(3).read.accountId, at(4).read.accountId],
      );
    });
    const estimated = () => typed(3, { action: 'estimate', reason: 'Dog' });

    it('leaves an estimate to a supervisor, by an issue of its row that says what else can be done', async () => {
      const sheet = await pull();
      const edits = { ...estimated(), ...typed(5, { action: 'estimate', reason: 'Dog' }) };
      const { reply } = await send(sheet, edits, 'valid');
      assert.deepEqual(
        reply.issues.map(({ rowKey, column, code }) => [rowKey, column, code]),
        [[key(3), 'action', 'estimated-too-often']],
      );
      assert.equal(reply.issues[0]?.message, 'This would be estimate 4 in a row; the limit is 3.');
      assert.match(reply.issues[0]?.fix ?? '', /^Choose reread or change, or ask a supervisor/);
      assert.deepEqual([(await readOf(3)).status, (await readOf(5)).status], ['missing', 'estimated']);
      await decide(town(), BEACON_RUN, estimated(), { role: 'supervisor' });
      assert.equal((await readOf(3)).status, 'estimated');
    });

    it('leaves a reading that is an estimate to a supervisor as well, and takes a real one', async () => {
      const came = (counts: number, readCode: string) =>
        unload(town(), beaconFile([recordOf(at(4), counts, { readCode })]), { secondReads: REPLACE });
      await came(at(4).usualCounts, 'EST');
      const accept = typed(4, { action: 'accept', reason: 'Fine' });
      const { reply } = await decide(town(), BEACON_RUN, accept);
      assert.deepEqual(
        reply.issues.map(({ code }) => code),
        ['estimated-too-often'],
      );
      await came(at(4).usualCounts + 1, 'R');
      assert.equal((await readOf(4)).status, 'accepted');
    });
  });

  it('opens a work order for a reread, and withdraws it when decided otherwise', async () => {
    const orders = () =>
      town().database.raw<{ status: string; reason: string }[]>('SELECT status, reason FROM work_order');
    await decide(town(), BEACON_RUN, typed(0, { action: 'reread', reason: 'Look again' }));
    assert.deepEqual(
      [await orders(), (await readOf(0)).status],
      [[{ status: 'open', reason: 'Look again' }], 'reread'],
    );
    await decide(town(), BEACON_RUN, typed(0, { action: 'accept', reason: 'Called, it is right' }));
    assert.deepEqual(await orders(), [{ status: 'withdrawn', reason: 'Look again' }]);
  });

  it('holds a good read back from billing, and takes it back when the action is cleared', async () => {
    await decide(town(), BEACON_RUN, typed(1, { action: 'hold', reason: 'Dispute' }));
    assert.equal((await readOf(1)).status, 'hold');
    await decide(town(), BEACON_RUN, typed(1, { action: null, reason: null }));
    const { status, action, reason } = await readOf(1);
    assert.deepEqual([status, action, reason], ['accepted', null, '']);
  });

  it('refuses what makes no sense, cell by cell', async () => {
    const cases: [Readonly<Record<string, SheetCell>>, string][] = [
      [{ action: 'estimate' }, 'reason reason-missing'],
      [{ action: 'change', reason: 'x' }, 'newReading reading-missing'],
      [{ newReading: 5 }, 'newReading stray-reading'],
      [{ action: 'change', newReading: 0, reason: 'x' }, 'newReading reading-not-possible'],
      [{ action: 'change', newReading: 9_999_999, reason: 'x' }, 'newReading reading-not-possible'],
      [{ action: 'change', newReading: 12.5, reason: 'x' }, 'newReading not-integer'],
      [{ action: 'change', newReading: '051H05', reason: 'x' }, 'newReading not-integer'],
      [{ action: 'approve' }, 'action not-a-choice'],
      [{ action: true }, 'action not-choice'],
      [{ reason: '#REF!' }, 'reason not-text'],
    ];
    const before = await readOf(0);
    for (const [cells, expected] of cases) {
      const { outcome, reply } = await decide(town(), BEACON_RUN, typed(0, cells));
      const found = reply.issues.map(({ column, code }) => `${column} ${code}`);
      assert.deepEqual([outcome, found], ['refused', [expected]], JSON.stringify(cells));
    }
    assert.deepEqual(await readOf(0), before);
  });

  it('applies all or nothing in mode all, and the good rows in mode valid', async () => {
    const edits = { ...typed(0, { action: 'accept' }), ...typed(3, { action: 'estimate', reason: 'Dog' }) };
    const sheet = await pull();
    const before = await tables();
    const all = await send(sheet, edits, 'all');
    assert.deepEqual([all.outcome, all.reply.refused, all.receiptNumber], ['refused', 1, null]);
    assert.ok((await tables()) === before);
    const valid = await send(sheet, edits, 'valid');
    assert.deepEqual([valid.outcome, valid.reply.applied, valid.reply.refused], ['applied', 1, 1]);
    assert.deepEqual([(await readOf(0)).status, (await readOf(3)).status], ['exception', 'estimated']);
  });

  it('says at preview what it will say at the push, and leaves no trace of it', async () => {
    const sheet = await pull();
    const rows = pushRowsOf('readings', sheet, typed(3, { action: 'estimate', reason: 'Dog' }));
    const before = await tables();
    const preview = await push(town(), sheet.pullId, rows, { dryRun: true });
    assert.ok((await tables()) === before);
    const pushed = await push(town(), sheet.pullId, rows);
    assert.deepEqual([preview.outcome, preview.reply], ['previewed', pushed.reply]);
  });

  it('does nothing for rows that an earlier push of the same sheet has done', async () => {
    const sheet = await pull();
    const edits = typed(3, { action: 'estimate', reason: 'Dog' });
    const { receiptNumber } = await send(sheet, edits);
    const again = await push(town(), sheet.pullId, pushRowsOf('readings', sheet, edits), {
      knownReceipts: [receiptNumber ?? 0],
    });
    assert.equal(again.outcome, 'already-applied');
    assert.deepEqual(
      again.reply.rows.map(({ state, text }) => [state, text]),
      [['unchanged', `Done with receipt ${receiptNumber}.`]],
    );
  });

  it('takes no decision back when the workbook was closed without saving and knows less than the bridge', async () => {
    const sheet = await pull();
    await send(sheet, typed(3, { action: 'estimate', reason: 'Dog' }));
    const { outcome, reply } = await send(sheet, {});
    assert.deepEqual([outcome, reply.applied, reply.issues], ['already-applied', 0, []]);
    const other = await send(sheet, typed(4, { action: 'hold', reason: 'From the old state' }));
    const rows = pushRowsOf('readings', sheet, typed(4, { action: 'hold', reason: 'Another word' }));
    await push(town(), sheet.pullId, rows, { knownReceipts: [other.receiptNumber ?? 0] });
    assert.equal((await readOf(3)).status, 'estimated');
  });

  it('finds a conflict when someone took a decision back that another only adds a reason to', async () => {
    await decide(town(), BEACON_RUN, typed(0, { action: 'accept', reason: 'First' }));
    const mine = await pull();
    const theirs = await decide(town(), BEACON_RUN, typed(0, { action: null, reason: null }), { role: 'supervisor' });
    assert.equal(theirs.outcome, 'applied');
    const { outcome, reply } = await send(mine, typed(0, { reason: 'Second' }));
    assert.equal(outcome, 'refused');
    assert.deepEqual(reply.conflicts.map(({ column }) => column).sort(), ['action', 'reason']);
    assert.notEqual((await readOf(0)).status, 'accepted');
  });

  it('finds a conflict when someone decided the same read since the pull, and loses neither decision', async () => {
    const mine = await pull();
    await decide(town(), BEACON_RUN, typed(0, { action: 'hold', reason: 'Theirs' }), { role: 'supervisor' });
    const { outcome, reply } = await send(mine, typed(0, { action: 'accept', reason: 'Mine' }));
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      reply.conflicts.map(({ column, yours, pulled, now }) => [column, yours, pulled, now]),
      [
        ['action', 'accept', null, 'hold'],
        ['reason', 'Mine', null, 'Theirs'],
      ],
    );
    const { status, reason } = await readOf(0);
    assert.deepEqual([status, reason], ['hold', 'Theirs']);
  });

  it('finds a conflict when another reading came since the pull', async () => {
    const mine = await pull();
    await unload(town(), beaconFile([recordOf(at(0), at(0).usualCounts)]), { secondReads: REPLACE });
    const { reply } = await send(mine, typed(0, { action: 'accept', reason: 'Pool' }));
    assert.deepEqual(
      reply.conflicts.map(({ column }) => column),
      ['reading'],
    );
  });

  it('lets two people decide different reads of stale pulls', async () => {
    const [mine, theirs] = [await pull(), await pull()];
    await send(theirs, typed(0, { action: 'hold', reason: 'Theirs' }));
    assert.equal((await send(mine, typed(3, { action: 'estimate', reason: 'Mine' }))).outcome, 'applied');
    assert.deepEqual([(await readOf(0)).reason, (await readOf(3)).reason], ['Theirs', 'Mine']);
  });

  it('refuses a pull that the bridge does not know, and a sheet that is for reading only', async () => {
    await assert.rejects(push(town(), 'unknown', []), { code: 'unknown-pull', status: 404 });
    const ledger = await town().pull('ledger', {});
    await assert.rejects(push(town(), ledger.pullId, []), { code: 'sheet-not-pushable' });
  });

  it('refuses auditors, who pull only', async () => {
    const { pullId } = await pull();
    await assert.rejects(push(town(), pullId, [], { role: 'auditor' }), { code: 'role-not-allowed' });
  });

  it('refuses the reads of a posted run', async () => {
    const posted = await town().value<string>(`SELECT bill_run_id FROM bill_run WHERE status = 'posted' LIMIT 1`);
    const sheet = await town().pull('readings', { billRunId: posted });
    const [first] = sheet.rows;
    const edits = { [String(first?.[0])]: { action: 'hold', reason: 'Late' } };
    await assert.rejects(send(sheet, edits), { code: 'run-already-posted' });
  });
});
