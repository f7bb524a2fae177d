import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { NEWEST_BILLS, NEWEST_PAYMENTS } from '../../../bridge/contract/account-detail.js';
import { addDays, calendarDate } from '../../../bridge/contract/calendar-date.js';
import { centsToDecimalText, sumCents } from '../../../bridge/contract/money.js';
import { agingBands, totalOfAged } from '../../../bridge/domain/ledger/aging.js';
import { accountDetail } from '../../../bridge/queries/account-detail.js';
import { account } from '../../../bridge/queries/account.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow } from '../../support/town/meter-work.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, NOW, TODAY } from '../../support/town/sample-town-file.js';
import { cell, push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('the whole of an account', () => {
  const town = useTown();
  const db = () => town().database;
  const ask = (accountId: string, day = TODAY) => accountDetail(db(), accountId, day);
  const everyAccount = async () =>
    (await db().raw<{ id: string }[]>('SELECT account_id AS id FROM account ORDER BY 1')).map(({ id }) => id);

  it('owes by age what the Aging sheet says, and in all what its balance says', async () => {
    const { rows } = await pulls.aging(db(), {}, NOW);
    let aged = 0;
    for (const accountId of await everyAccount()) {
      const detail = await ask(accountId);
      const ofSheet = rows.filter((row) => cell('aging', row, 'account') === accountId);
      const shown = [
        ...detail.aging.map((charge) => [
          charge.name,
          ...agingBands.map((band) => (charge[band] === 0 ? null : centsToDecimalText(charge[band]))),
        ]),
        ...(detail.creditCents === 0 ? [] : [['Unapplied credit', null, null, null, null, null]]),
      ];
      const columns = ['charge', ...agingBands];
      assert.deepEqual(
        shown,
        ofSheet.map((row) => columns.map((column) => cell('aging', row, column))),
        accountId,
      );
      const open = sumCents(detail.aging.map(totalOfAged));
      assert.equal(open - detail.creditCents + detail.laterCents, detail.balanceCents, accountId);
      assert.equal(detail.balanceCents, (await account(db(), accountId)).balanceCents, accountId);
      aged += detail.aging.length;
    }
    assert.ok(aged > 0);
  });

  it('tells apart what is dated after the day', async () => {
    const last = calendarDate(await town().value<string>('SELECT max(billed_on) FROM standing_bill'));
    const before = addDays(last, -1);
    let later = 0;
    for (const accountId of await everyAccount()) {
      const { laterCents, balanceCents } = await ask(accountId, before);
      assert.equal(balanceCents - laterCents, (await account(db(), accountId, before)).balanceCents, accountId);
      if (laterCents !== 0) later += 1;
    }
    assert.ok(later > 0);
  });

  it('has the use of every posted period, the newest thirteen, of all registers together', async () => {
    for (const accountId of await everyAccount()) {
      const used = await db().raw<{ gallons: number }[]>(
        `SELECT sum(usage_gallons) AS gallons FROM period_read JOIN standing_run USING (bill_run_id)
         WHERE account_id = ? GROUP BY bill_run_id ORDER BY max(read_on) DESC LIMIT 13`,
        [accountId],
      );
      const { past } = await ask(accountId);
      assert.deepEqual(
        past.map(({ gallons }) => gallons),
        used.map(({ gallons }) => gallons),
        accountId,
      );
    }
  });

  it('names its services by their tariffs in the order of a bill, and its meters while it is open', async () => {
    const { house } = await HouseAtWork.of(town());
    const { accountId, meterId } = house.read;
    const detail = await ask(accountId);
    const titles = await db().raw<{ service: string; title: string }[]>(
      `SELECT service.service, title FROM service JOIN tariff USING (tariff_id) WHERE account_id = ?
       ORDER BY service.service = 'garbage', service.service = 'sewer'`,
      [accountId],
    );
    assert.deepEqual(
      detail.services.map(({ service, tariff }) => ({ service, title: tariff })),
      titles,
    );
    assert.deepEqual(
      detail.meters.map((meter) => meter.meterId),
      [meterId],
    );
    await db().raw(`UPDATE account SET status = 'closed', closed_on = ? WHERE account_id = ?`, [TODAY, accountId]);
    const closed = await ask(accountId);
    assert.deepEqual([closed.status, closed.closedOn, closed.meters], ['closed', TODAY, []]);
  });

  it('tells of each service since when it is there and until when, its carts, and the gallons that no meter counts', async () => {
    const { house } = await HouseAtWork.of(town());
    const { accountId } = house.read;
    const change = (set: string, service: string) =>
      db().raw(`UPDATE service SET ${set} WHERE account_id = ? AND service = ?`, [accountId, service]);
    await change(`carts = 3, started_on = '2020-01-02'`, 'garbage');
    await change(`unmetered_gallons = 4500, ended_on = '${TODAY}', started_on = '2021-03-04'`, 'sewer');
    const [water, sewer, garbage] = (await ask(accountId)).services.map(({ startedOn, endedOn, ...more }) => {
      return [startedOn, endedOn, more.carts, more.unmeteredGallons];
    });
    assert.deepEqual(sewer, ['2021-03-04', TODAY, null, 4500]);
    assert.deepEqual(garbage, ['2020-01-02', null, 3, null]);
    assert.deepEqual(water?.slice(1), [null, null, null]);
  });

  it('tells since when it is the customer’s', async () => {
    const { house } = await HouseAtWork.of(town());
    const { accountId } = house.read;
    await db().raw(`UPDATE account SET opened_on = '2019-05-06' WHERE account_id = ?`, [accountId]);
    const { openedOn, closedOn } = await ask(accountId);
    assert.deepEqual([openedOn, closedOn], ['2019-05-06', null]);
  });

  it('names the meter that is in place, and not the one that it was changed out for', async () => {
    const work = await HouseAtWork.of(town());
    await doneWith(town(), newMeterRow('N1'), work.changeOut());
    const { meters } = await ask(work.house.read.accountId);
    assert.deepEqual(meters, [{ meterId: 'N1', size: '5/8"' }]);
  });

  it('has its rereads while they are open, and no other account’s', async () => {
    const { house, houses } = await HouseAtWork.of(town());
    const { accountId, meterId, rowKey } = house.read;
    await unloadUsual(town(), BEACON_RUN);
    const pulled = await town().pull('readings', { billRunId: BEACON_RUN });
    const edits = { [rowKey]: { action: 'reread', reason: 'Dog in the yard' } };
    await push(town(), pulled.pullId, pushRowsOf('readings', pulled, edits));
    const [order, ...others] = (await ask(accountId)).workOrders;
    assert.deepEqual(
      [order?.kind, order?.meterId, order?.billRunId, order?.reason, order?.openedBy, others.length],
      ['reread', meterId, BEACON_RUN, 'Dog in the yard', 'Dana Whitlock', 0],
    );
    assert.deepEqual((await ask(houses[1]?.read.accountId ?? '')).workOrders, []);
    for (const status of ['withdrawn', 'done']) {
      await db().raw('UPDATE work_order SET status = ?, closed_by_command = opened_by_command', [status]);
      assert.deepEqual((await ask(accountId)).workOrders, [], status);
    }
  });

  it('has its newest bills as they were billed, the newest first', async () => {
    const { house } = await HouseAtWork.of(town());
    const { accountId } = house.read;
    const billed = await db().raw<Record<string, unknown>[]>(
      `SELECT bill_number AS billNumber, billed_on AS billedOn, due_on AS dueOn, usage_gallons AS gallons,
              total_cents AS totalCents
       FROM billed_period WHERE account_id = ?`,
      [accountId],
    );
    assert.ok(billed.length > 1);
    const newestFirst = billed.sort((a, b) => String(b['billedOn']).localeCompare(String(a['billedOn'])));
    assert.deepEqual((await ask(accountId)).bills, newestFirst.slice(0, NEWEST_BILLS));
  });

  it('has its newest payments by the day they came, not by when they were posted, and no more than fit', async () => {
    const { house } = await HouseAtWork.of(town());
    const { accountId } = house.read;
    // The last that is posted came first.
    const daysAgo = Array.from({ length: NEWEST_PAYMENTS + 1 }, (_, posted) => posted);
    for (const days of daysAgo) {
      const receivedAt = `${addDays(TODAY, -days)}T15:00:00.000Z`;
      await town().run(postPayment, { accountId, amountCents: 100 + days, receivedAt, source: 'Drop box' });
    }
    assert.deepEqual(
      (await ask(accountId)).payments.map(({ receivedOn, amountCents }) => [receivedOn, amountCents]),
      daysAgo.slice(0, NEWEST_PAYMENTS).map((days) => [addDays(TODAY, -days), 100 + days]),
    );
  });

  it('has its newest bills and payments, a returned one marked', async () => {
    const { house } = await HouseAtWork.of(town());
    const { accountId } = house.read;
    const { reply } = await town().run(postPayment, {
      ...{ accountId, amountCents: 12_34, receivedAt: NOW.toISOString(), source: 'Drop box' },
    });
    const before = await ask(accountId);
    const [payment] = before.payments;
    assert.deepEqual(
      [payment?.paymentNumber, payment?.receivedOn, payment?.source, payment?.amountCents, payment?.isReturned],
      [reply.paymentNumber, TODAY, 'Drop box', 12_34, false],
    );
    assert.ok(before.bills.length <= NEWEST_BILLS && before.payments.length <= NEWEST_PAYMENTS);
    const newest = await town().value<number>('SELECT max(bill_number) FROM standing_bill WHERE account_id = ?', [
      accountId,
    ]);
    assert.equal(before.bills[0]?.billNumber, newest);
    const typed = { account: accountId, what: 'returned payment', reason: 'No funds', payment: reply.entryNumber };
    const { pullId } = await town().pull('account-entries', {});
    const pushed = await push(town(), pullId, [typedRow('account-entries', 'E1-TEST', 5, typed)]);
    assert.equal(pushed.outcome, 'applied');
    const [after] = (await ask(accountId)).payments;
    assert.deepEqual([after?.paymentNumber, after?.isReturned], [reply.paymentNumber, true]);
  });

  it('is refused for an account that there is not', async () => {
    await assert.rejects(ask('nobody'), { code: 'unknown-account' });
  });
});
