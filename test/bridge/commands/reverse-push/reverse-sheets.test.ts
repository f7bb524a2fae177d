import assert from 'node:assert/strict';
import { importPayments } from '../../../../bridge/commands/import-payments.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import { periodReads } from '../../../../bridge/queries/period-reads.js';
import { verifyLedger } from '../../../../bridge/queries/proof/verify-ledger.js';
import { postRun } from '../../../support/town/bill-run.js';
import { readingCodeList } from '../../../../bridge/queries/reading-settings.js';
import { lockboxFile } from '../../../support/town/payment-files.js';
import { refusedReversal, refusedRows, reversePushed } from '../../../support/town/push-reversal.js';
import {
  beaconFile,
  plainHouses,
  recordOf,
  REPLACE,
  stopsOf,
  unload,
  unloadUsual,
  type Stop,
} from '../../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../../support/town/sample-town-file.js';
import { acceptTheRest, cell, push, pushRowsOf, type Edits } from '../../../support/town/sheet-rows.js';
import { useTown, type PulledSheet } from '../../../support/town/town.js';
import type { SheetKindId } from '../../../../bridge/contract/sheets/index.js';

const REREAD_ON = calendarDate('2026-11-23');

describe('reversing a push of', () => {
  const town = useTown();

  const send = async (kind: SheetKindId, sheet: PulledSheet, edits: Edits, knownReceipts: number[] = []) => {
    const answer = await push(town(), sheet.pullId, pushRowsOf(kind, sheet, edits), { knownReceipts });
    assert.equal(answer.outcome, 'applied', JSON.stringify(answer.reply.issues));
    return answer.receiptNumber;
  };
  const proven = async () => assert.deepEqual((await verifyLedger(town().database)).findings, []);

  describe('Readings', () => {
    let houses: Stop[];
    let sheet: PulledSheet;

    /** The first house leaks, the second is fine. */
    beforeEach(async () => {
      houses = plainHouses(await stopsOf(town(), BEACON_RUN)).slice(0, 2);
      const counts = (house: Stop, index: number) => house.usualCounts * (index === 0 ? 12 : 1);
      await unload(town(), beaconFile(houses.map((house, index) => recordOf(house, counts(house, index)))));
      sheet = await town().pull('readings', { billRunId: BEACON_RUN });
    });

    const key = (index: number) => houses[index]?.read.rowKey ?? '';
    const readOf = async (index: number) => {
      const read = (await periodReads(town().database, BEACON_RUN)).find(({ rowKey }) => rowKey === key(index));
      assert.ok(read);
      const { status, action, reason, value, usageGallons } = read;
      return { status, action, reason, value, usageGallons };
    };
    const rereads = () =>
      town().database.raw<unknown[]>('SELECT work_order_number, status, outcome FROM work_order WHERE row_key = ?', [
        key(0),
      ]);
    const accept = { action: 'accept', reason: 'Pool filled' };

    it('takes decisions back that were none before, and of one row only where one was picked', async () => {
      const before = [await readOf(0), await readOf(1)];
      const hold = { action: 'hold', reason: 'Ask the field' };
      const receipt = await send('readings', sheet, { [key(0)]: accept, [key(1)]: hold });
      const after = await readOf(1);
      assert.notDeepEqual([await readOf(0), after], before);
      await reversePushed(town(), receipt, { rows: [key(0)] });
      assert.deepEqual([await readOf(0), await readOf(1)], [before[0], after]);
      await reversePushed(town(), receipt);
      assert.deepEqual([await readOf(0), await readOf(1)], before);
      await proven();
    });

    it('puts the decision before back, also that of another pull', async () => {
      await send('readings', sheet, { [key(0)]: { action: 'hold', reason: 'Ask the field' } });
      const held = await readOf(0);
      const later = await town().pull('readings', { billRunId: BEACON_RUN });
      const receipt = await send('readings', later, { [key(0)]: accept });
      const { receiptNumber } = await reversePushed(town(), receipt);
      assert.deepEqual(await readOf(0), held);
      const again = await push(town(), later.pullId, pushRowsOf('readings', later, { [key(0)]: accept }), {
        knownReceipts: [receipt ?? 0],
      });
      assert.deepEqual(
        again.reply.rows.map(({ state, text }) => [state, text]),
        [['unchanged', `Reversed by receipt ${receiptNumber ?? ''}.`]],
      );
      assert.deepEqual(again.reply.notices, ['1 row is reversed and stays so: pull again to decide anew.']);
      const fresh = await town().pull('readings', { billRunId: BEACON_RUN });
      const row = fresh.rows.find(([each]) => each === key(0)) ?? [];
      assert.deepEqual([cell('readings', row, 'action'), cell('readings', row, 'reason')], ['hold', 'Ask the field']);
    });

    it('does not put a decision back that a new reading of the field had replaced before the push', async () => {
      const { read, usualCounts } = houses[0] as Stop;
      const changed = { action: 'change', newReading: read.previousValue + 1000, reason: 'Photo of the dial' };
      await send('readings', sheet, { [key(0)]: changed });
      const again = recordOf(houses[0] as Stop, usualCounts, { time: '12:00' });
      await unload(town(), beaconFile([again]), { fileName: 'again.csv', secondReads: REPLACE });
      const replaced = await readOf(0);
      assert.deepEqual(
        [replaced.status, replaced.action, replaced.value],
        ['accepted', null, read.previousValue + usualCounts],
      );
      const later = await town().pull('readings', { billRunId: BEACON_RUN });
      const receipt = await send('readings', later, { [key(0)]: { action: 'hold', reason: 'Ask the field' } });
      assert.equal((await readOf(0)).status, 'hold');
      await reversePushed(town(), receipt);
      assert.deepEqual(await readOf(0), replaced);
      await proven();
    });

    it('does not send the field again for a reread that came back before the push', async () => {
      await send('readings', sheet, { [key(0)]: { action: 'reread', reason: 'Too high' } });
      const { usualCounts } = houses[0] as Stop;
      const reread = recordOf(houses[0] as Stop, usualCounts * 6, { date: REREAD_ON, time: '11:00' });
      await unload(town(), beaconFile([reread]), { fileName: 'rereads.csv' });
      const cameBack = [await readOf(0), await rereads()];
      const later = await town().pull('readings', { billRunId: BEACON_RUN });
      const receipt = await send('readings', later, { [key(0)]: accept });
      await reversePushed(town(), receipt);
      assert.deepEqual([await readOf(0), await rereads()], cameBack);
      await proven();
    });

    it('is refused where the field read again since, though no decision stands on the read', async () => {
      await send('readings', sheet, { [key(1)]: { action: 'hold', reason: 'Ask the field' } });
      const later = await town().pull('readings', { billRunId: BEACON_RUN });
      const receipt = await send('readings', later, { [key(1)]: { action: null, reason: null } });
      const { usualCounts } = houses[1] as Stop;
      const again = recordOf(houses[1] as Stop, usualCounts + 1, { time: '12:00' });
      await unload(town(), beaconFile([again]), { fileName: 'again.csv', secondReads: REPLACE });
      assert.deepEqual(await refusedRows(town(), receipt), [`${key(1)} changed-since`]);
    });

    it('is refused where the push did not keep the decision that it replaced', async () => {
      const receipt = await send('readings', sheet, { [key(0)]: accept });
      await town().database.raw('UPDATE sheet_pull_row SET replaced = NULL');
      assert.deepEqual(await refusedRows(town(), receipt), [`${key(0)} decision-not-kept`]);
    });

    it('is refused where the read was decided again since', async () => {
      const first = await send('readings', sheet, { [key(0)]: { action: 'hold', reason: 'Ask the field' } });
      const later = await town().pull('readings', { billRunId: BEACON_RUN });
      await send('readings', later, { [key(0)]: accept });
      assert.deepEqual(await refusedRows(town(), first), [`${key(0)} changed-since`]);
    });
  });

  it('Readings is refused once the run is posted', async () => {
    await unloadUsual(town(), BEACON_RUN);
    const sheet = await town().pull('readings', { billRunId: BEACON_RUN });
    const [first] = sheet.rows;
    const edits = { [String(first?.[0])]: { action: 'accept', reason: 'Looked at it' } };
    const receipt = await send('readings', sheet, edits);
    await acceptTheRest(town(), BEACON_RUN);
    await postRun(town(), BEACON_RUN);
    await refusedReversal(town(), receipt, 'run-already-posted');
  });

  it('Reading Codes makes the list before the setting again, and is refused while a later change of it stands', async () => {
    const dog = 'mvrs-upload/skip/004';
    const codes = () => readingCodeList(town().database, TODAY);
    const before = await codes();
    const sheet = await town().pull('reading-codes', {});
    const receipt = await send('reading-codes', sheet, { [dog]: { words: 'bad dog' } });
    assert.notDeepEqual(await codes(), before);
    await refusedReversal(town(), receipt, 'reversed-whole-only', { rows: [dog] });
    const later = await town().pull('reading-codes', {});
    const second = await send('reading-codes', later, { [dog]: { words: 'worse dog' } });
    assert.deepEqual(await refusedRows(town(), receipt), [' changed-since']);
    await reversePushed(town(), second);
    assert.equal((await codes()).find(({ code }) => code === '004')?.words, 'bad dog');
    await reversePushed(town(), receipt);
    assert.deepEqual(await codes(), before);
    const { fix } = await refusedReversal(town(), receipt, 'already-reversed');
    assert.match(fix, /pull Reading Codes again and push/);
    await proven();
  });

  it('Route Book puts the stops back, and is refused while later moves on the route stand', async () => {
    const order = () =>
      town().database.raw<unknown[]>('SELECT premises_id, route_id, sequence FROM premises ORDER BY premises_id');
    const before = await order();
    const sheet = await town().pull('route-book', { cycleId: '1' });
    const stop = (route: number, number: number) => `P-0${route}-000${number}`;
    const move = (cells: Readonly<Record<string, SheetCell>>): Edits => ({ [stop(1, 1)]: cells });
    const receipt = await send('route-book', sheet, move({ newStop: 4 }));
    assert.notDeepEqual(await order(), before);
    const later = await town().pull('route-book', { cycleId: '1' });
    const second = await send('route-book', later, move({ newStop: 2 }));
    assert.deepEqual(await refusedRows(town(), receipt), [' changed-since']);
    await reversePushed(town(), second);
    await reversePushed(town(), receipt);
    assert.deepEqual(await order(), before);
    const other = await town().pull('route-book', { cycleId: '1' });
    const third = await send('route-book', other, { [stop(2, 1)]: { newRoute: 'R01', newStop: 1 } });
    await reversePushed(town(), third);
    assert.deepEqual(await order(), before);
    await proven();
  });

  it('Suspense is refused, and says what to do instead', async () => {
    const text = lockboxFile([{ account: 'nobody', cents: 700, date: '112026', time: '090000', reference: 'b' }]);
    const contentBase64 = Buffer.from(text, 'latin1').toString('base64');
    await town().run(importPayments, { fileName: 'LB.TXT', contentBase64, layout: 'lockbox' });
    const sheet = await town().pull('suspense', {});
    const receipt = await send('suspense', sheet, { '1': { action: 'return', reason: 'No customer of ours' } });
    const { message, fix } = await refusedReversal(town(), receipt, 'push-not-reversible');
    assert.match(message, /Suspense/);
    assert.match(fix, /returned payment/);
  });
});
