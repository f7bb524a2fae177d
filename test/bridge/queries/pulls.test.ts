import assert from 'node:assert/strict';
import { PULL_PAGE_ROWS_MAX } from '../../../bridge/contract/api.js';
import { readSeverities, readyStatuses } from '../../../bridge/contract/metering.js';
import { sumCents } from '../../../bridge/contract/money.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { account } from '../../../bridge/queries/account.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { receipts } from '../../../bridge/queries/receipts.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import {
  advanceBaseline,
  allPulledRows,
  findPull,
  forgetOldPulls,
  keepPull,
  pulledPage,
} from '../../../bridge/store/sheet-pulls.js';
import { postRun } from '../../support/town/bill-run.js';
import { beaconFile, plainHouses, recordOf, stopsOf, unload, unloadUsual } from '../../support/town/reading-files.js';
import { acceptTheRest, cell, decide } from '../../support/town/sheet-rows.js';
import { BEACON_RUN, MVRS_RUN, NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('pulling', () => {
  const town = useTown();

  it('gives rows as wide as the kind has columns, every key once', async () => {
    const parameters = { readings: { billRunId: MVRS_RUN }, 'bill-preview': { billRunId: MVRS_RUN }, ledger: {} };
    for (const [kind, given] of Object.entries(parameters)) {
      const { rows } = await town().pull(kind as keyof typeof parameters, given);
      assert.ok(rows.length > 20, kind);
      const { columns } = sheetKinds[kind as keyof typeof parameters];
      for (const row of rows) assert.equal(row.length, columns.length, kind);
      assert.equal(new Set(rows.map((row) => row[0])).size, rows.length, kind);
    }
  });

  it('pages through what was pulled, every row once and in order, also after the books went on', async () => {
    const { pullId, rows } = await town().pull('readings', { billRunId: BEACON_RUN });
    await unloadUsual(town(), BEACON_RUN);
    const paged: unknown[] = [];
    for (let offset = 0; offset < rows.length + 7; offset += 7) {
      paged.push(...(JSON.parse(String(await pulledPage(town().database, pullId, offset, 7))) as unknown[]));
    }
    assert.deepEqual(paged, rows);
    assert.deepEqual(await allPulledRows(town().database, pullId), rows);
    assert.deepEqual((await findPull(town().database, pullId))?.parameters, { billRunId: BEACON_RUN });
    assert.equal(await findPull(town().database, 'unknown'), null);
  });

  it('pages through more rows than stand in one page, from any row on', async () => {
    const { database } = town();
    const rows = Array.from({ length: 2 * PULL_PAGE_ROWS_MAX + 3 }, (_, index) => [String(index)]);
    const pull = { pullId: 'large', kind: 'ledger', parameters: {}, asOf: NOW.toISOString(), personId: 'coordinator' };
    await keepPull(database, pull, rows);
    const page = async (offset: number, limit: number): Promise<unknown> =>
      JSON.parse(String(await pulledPage(database, 'large', offset, limit)));
    for (const offset of [0, 1, PULL_PAGE_ROWS_MAX - 2, PULL_PAGE_ROWS_MAX, 2 * PULL_PAGE_ROWS_MAX, rows.length]) {
      for (const limit of [1, 5, PULL_PAGE_ROWS_MAX]) {
        assert.deepEqual(await page(offset, limit), rows.slice(offset, offset + limit), `${offset}, ${limit}`);
      }
    }
    assert.deepEqual(await allPulledRows(database, 'large'), rows);
  });

  it('keeps what can be pushed for ninety days, what is only read for one, and what was pushed for good', async () => {
    const { database } = town();
    const keep = async (pullId: string, kind: string, days: number) => {
      const asOf = new Date(NOW.getTime() - days * 86_400_000).toISOString();
      await keepPull(database, { pullId, kind, parameters: {}, asOf, personId: 'coordinator' }, [['k']]);
    };
    for (const kind of ['readings', 'adjustments', 'ledger', 'bill-preview']) {
      for (const days of [0.9, 1.1, 89, 91]) await keep(`${kind} ${days}`, kind, days);
    }
    await keep('pushed', 'readings', 400);
    await advanceBaseline(database, 'pushed', [{ rowKey: 'k', cells: {}, receipt: 1 }]);
    await forgetOldPulls(database, NOW);
    const left = await database.raw<{ pull_id: string }[]>('SELECT pull_id FROM sheet_pull ORDER BY pull_id');
    assert.deepEqual(
      left.map((row) => row.pull_id),
      [
        ...['adjustments 0.9', 'adjustments 1.1', 'adjustments 89', 'bill-preview 0.9', 'ledger 0.9', 'pushed'],
        ...['readings 0.9', 'readings 1.1', 'readings 89'],
      ],
    );
    const rows = await database.raw<{ pull_id: string }[]>('SELECT pull_id FROM sheet_pull_page ORDER BY pull_id');
    assert.deepEqual(rows, left, 'the rows of a pull that is forgotten go with it');
  });

  it('refuses parameters of the wrong shape, and a run that is not there', async () => {
    await assert.rejects(town().pull('readings', {}), { name: 'ZodError' });
    await assert.rejects(town().pull('readings', { billRunId: 'nowhere' }), { code: 'unknown-bill-run' });
  });

  describe('Readings', () => {
    it('puts what must be decided on top, the severest first, and what is ready last', async () => {
      const stops = await stopsOf(town(), BEACON_RUN);
      const [leak, tamper, held] = plainHouses(stops);
      assert.ok(leak && tamper && held);
      const records = stops.slice(0, -1).map((stop) => {
        if (stop === leak) return recordOf(stop, stop.usualCounts * 12);
        return recordOf(stop, stop.usualCounts, stop === tamper ? { tamper: 'Y' } : {});
      });
      await unload(town(), beaconFile(records));
      await decide(town(), BEACON_RUN, { [held.read.rowKey]: { action: 'hold', reason: 'Dispute' } });
      const { rows } = await town().pull('readings', { billRunId: BEACON_RUN });
      const states = rows.map((row) => String(cell('readings', row, 'state')));
      const rank = (state: string) =>
        readyStatuses.some((ready) => ready === state)
          ? 3
          : ['exception', 'missing'].indexOf(state) + (state === 'hold' ? 3 : 0);
      const ranks = states.map(rank);
      assert.deepEqual(
        ranks,
        ranks.toSorted((one, other) => one - other),
        states.join(' '),
      );
      const reads = new Map((await periodReads(town().database, BEACON_RUN)).map((read) => [read.rowKey, read]));
      const severities = rows
        .filter((row) => cell('readings', row, 'state') === 'exception')
        .map(
          (row) => reads.get(String(row[0]))?.exceptions.map(({ severity }) => readSeverities.indexOf(severity)) ?? [],
        )
        .map((found) => Math.min(...found));
      assert.deepEqual(severities, severities.toSorted());
      const first = rows.find((row) => row[0] === leak.read.rowKey);
      assert.ok(first);
      assert.match(String(cell('readings', first, 'exception')), /gallons in 31 days; usually/);
      assert.equal(cell('readings', first, 'suggestion'), 'reread');
    });

    it('shows a decision with its new reading and reason', async () => {
      const [house] = plainHouses(await stopsOf(town(), BEACON_RUN));
      assert.ok(house);
      const newReading = house.read.previousValue + 400;
      await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'change', newReading, reason: 'Phoned in' } });
      const { rows } = await town().pull('readings', { billRunId: BEACON_RUN });
      const row = rows.find((candidate) => candidate[0] === house.read.rowKey) ?? [];
      const shown = ['action', 'newReading', 'reason', 'state', 'reading', 'usage', 'days', 'suggestion'];
      assert.deepEqual(
        shown.map((column) => cell('readings', row, column)),
        ['change', newReading, 'Phoned in', 'changed', newReading, 4000, 31, null],
      );
    });
  });

  describe('Bill Preview', () => {
    it('has lines that add up to the bills that would be posted, and what is in the way on top', async () => {
      await unloadUsual(town(), BEACON_RUN);
      await acceptTheRest(town(), BEACON_RUN);
      const [house] = (await periodReads(town().database, BEACON_RUN)).filter(({ accountActive }) => accountActive);
      assert.ok(house);
      await decide(town(), BEACON_RUN, { [house.rowKey]: { action: 'hold', reason: 'Dispute' } });
      const { rows } = await town().pull('bill-preview', { billRunId: BEACON_RUN });
      assert.equal(rows[0]?.[0], `${house.accountId}/0`);
      const sum = (column: string) =>
        rows.reduce((total, row) => total + Math.round(Number(cell('bill-preview', row, column) ?? 0) * 100), 0);
      const bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
      const total = sumCents(bills.flatMap(({ bill }) => bill?.totalCents ?? []));
      assert.deepEqual([sum('amount'), sum('billTotal')], [total, total]);
    });
  });

  describe('the Ledger', () => {
    it('of an account adds up to what it owes', async () => {
      const accountId = await town().value<string>('SELECT max(account_id) FROM bill');
      const { rows } = await town().pull('ledger', { accountId });
      const control = rows.filter((row) => /^(11|24)/.test(String(cell('ledger', row, 'ledgerAccount'))));
      const amount = (row: (typeof rows)[number], column: string) =>
        Math.round(Number(cell('ledger', row, column) ?? 0) * 100);
      const owed = control.reduce((sum, row) => sum + amount(row, 'debit') - amount(row, 'credit'), 0);
      assert.equal(owed, (await account(town().database, accountId)).balanceCents);
      assert.ok(rows.every((row) => cell('ledger', row, 'account') === accountId));
    });

    it('of a receipt holds what that command posted, and nothing else', async () => {
      await unloadUsual(town(), BEACON_RUN);
      await acceptTheRest(town(), BEACON_RUN);
      const { receiptNumber, reply } = await postRun(town(), BEACON_RUN);
      const { rows } = await town().pull('ledger', { receiptNumber });
      const entries = new Set(rows.map((row) => Number(cell('ledger', row, 'entry'))));
      assert.equal(entries.size, (reply.lastEntryNumber ?? 0) - (reply.firstEntryNumber ?? 0) + 1);
      assert.ok(rows.every((row) => cell('ledger', row, 'receipt') === receiptNumber));
      assert.ok(rows.every((row) => cell('ledger', row, 'person') === 'Dana Whitlock'));
    });

    it('adds up its debits and its credits, each by itself, so that a lost posting shows', async () => {
      const { database } = town();
      const parameters = { accountId: await town().value<string>('SELECT max(account_id) FROM bill') };
      const totals = async () => (await pulls.ledger(database, parameters, NOW)).totals.map(({ value }) => value);
      const [lines, debits, credits] = await totals();
      assert.equal(debits, credits);
      await database.raw('DROP TRIGGER posting_refuses_delete');
      await database.raw(
        `DELETE FROM posting WHERE amount_cents < 0 AND entry_number = (SELECT max(entry_number) FROM bill WHERE account_id = ?)`,
        [parameters.accountId],
      );
      const [fewer, sameDebits, otherCredits] = await totals();
      assert.ok(fewer !== lines && otherCredits !== credits && sameDebits === debits);
    });

    it('of an account or a receipt that is not there is empty', async () => {
      assert.deepEqual((await town().pull('ledger', { accountId: 'nobody' })).rows, []);
      assert.deepEqual((await town().pull('ledger', { receiptNumber: 999 })).rows, []);
    });
  });
});

describe('what the pane shows', () => {
  const town = useTown();

  it('refuses an account that is not there', () =>
    assert.rejects(account(town().database, 'nobody'), { code: 'unknown-account', status: 404 }));

  it('lists the newest receipts first, with who, what and why', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    await unload(town(), beaconFile(stops.map((stop) => recordOf(stop, 300))), { reason: 'Monday' });
    const [newest, ...older] = await receipts(town().database);
    assert.deepEqual(newest, {
      receiptNumber: 2,
      kind: 'unload-readings',
      title: 'Readings unloaded',
      personName: 'Dana Whitlock',
      appliedAt: NOW.toISOString(),
      reason: 'Monday',
      hasEntries: false,
      hasRouteChanges: false,
      hasLetters: false,
      postedRunId: null,
      standingRows: null,
      reversals: [],
      reversedReceipt: null,
    });
    assert.deepEqual(
      older.map(({ title }) => title),
      ['Sample town loaded'],
    );
  });
});
