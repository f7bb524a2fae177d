import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { setSetting } from '../../../bridge/commands/set-setting.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { Statement } from '../../../bridge/domain/statement/statement.js';
import { accountBalances } from '../../../bridge/queries/balances.js';
import { statementRun } from '../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../bridge/queries/statement/statements.js';
import { SETTING } from '../../support/statement/given-statement.js';
import { BEFORE_IT, enter, LAST_POSTED, postCurrent, reverse } from '../../support/town/run-reversal.js';
import { postRun } from '../../support/town/bill-run.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

const YEAR = 13;

describe('statements of a posted run', () => {
  const town = useTown();

  async function made(billRunId: string): Promise<Statement[]> {
    const { database } = town();
    const all: Statement[] = [];
    for await (const statement of statements(database, await statementRun(database, billRunId))) all.push(statement);
    return all;
  }

  const first = async (billRunId: string): Promise<Statement> => {
    const [statement] = await made(billRunId);
    assert.ok(statement);
    return statement;
  };

  it('add up to the cent to what the ledger says was owed on their day, each from what the last one asked for', async () => {
    const runs = await town().database.raw<{ id: string; on: string; bills: number }[]>(
      `SELECT bill_run_id AS id, billed_on AS "on", (SELECT count(*) FROM bill WHERE bill.bill_run_id = bill_run.bill_run_id) AS bills
       FROM bill_run WHERE status = 'posted' ORDER BY billed_on`,
    );
    assert.equal(runs.length, 2 * YEAR);
    const asked = new Map<string, number>();
    for (const { id, on, bills } of runs) {
      const owed = new Map(
        (await accountBalances(town().database, calendarDate(on))).map(({ accountId, balanceCents }) => [
          accountId,
          balanceCents,
        ]),
      );
      const all = await made(id);
      assert.equal(all.length, bills);
      for (const { account, bill, previousCents, activity, balanceCents, history } of all) {
        const { accountId } = account;
        const services = bill.services.reduce((sum, { amountCents }) => sum + amountCents, 0);
        const lines = bill.services
          .flatMap((service) => service.lines)
          .reduce((sum, { amountCents }) => sum + amountCents, 0);
        const entered = activity.reduce((sum, { amountCents }) => sum + amountCents, 0);
        assert.deepEqual([lines, services], [bill.totalCents, bill.totalCents], accountId);
        assert.equal(previousCents + entered + bill.totalCents, balanceCents, accountId);
        assert.equal(balanceCents, owed.get(accountId) ?? 0, `${accountId} on ${on}`);
        assert.equal(previousCents, asked.get(accountId) ?? 0, `${accountId} before ${on}`);
        assert.equal(history.at(-1)?.gallons ?? 0, bill.usageGallons);
        asked.set(accountId, balanceCents);
      }
    }
    assert.equal(
      (await made(LAST_POSTED)).some(({ history }) => history.length === YEAR),
      true,
    );
  });

  it('go on from the statement before also where a run was billed again on a later day than the next one was to be', async () => {
    const { reply } = await reverse(town());
    await decide(town(), reply.openRunId, await changes(reply.openRunId));
    await postRun(town(), reply.openRunId);
    const asked = new Map((await made(reply.openRunId)).map((each) => [each.account.accountId, each.balanceCents]));
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    await postRun(town(), MVRS_RUN);
    const next = await made(MVRS_RUN);
    const owed = new Map(
      (await accountBalances(town().database, TODAY)).map((row) => [row.accountId, row.balanceCents]),
    );
    for (const { account, previousCents, balanceCents } of next) {
      assert.equal(previousCents, asked.get(account.accountId) ?? 0, account.accountId);
      assert.equal(balanceCents, owed.get(account.accountId) ?? 0, account.accountId);
    }
  });

  /** A few reads that were taken wrongly. */
  async function changes(billRunId: string): Promise<Edits> {
    const { rows } = await town().pull('readings', { billRunId });
    const wrong = rows.filter((row) => typeof cell('readings', row, 'previous') === 'number').slice(0, 5);
    return Object.fromEntries(
      wrong.map((row) => {
        const newReading = Number(cell('readings', row, 'previous')) + 2;
        return [String(row[0]), { action: 'change', newReading, reason: 'Misread' }];
      }),
    );
  }

  it('are the same whatever was posted since: payments of days before, entries, new rules, other routes, a later run', async () => {
    const before = JSON.stringify(await made(LAST_POSTED));
    const { account } = await first(LAST_POSTED);
    const paid = {
      accountId: account.accountId,
      amountCents: 777,
      receivedAt: '2026-10-20T15:00:00.000Z',
      source: 'Mail',
    };
    assert.equal((await town().run(postPayment, paid)).outcome, 'applied');
    await enter(town(), { account: account.accountId, what: 'fee', amount: 12 });
    const value = { ...SETTING, messages: ['Another one.'] };
    await town().run(
      setSetting,
      { name: 'statement', effectiveFrom: TODAY, value },
      { role: 'supervisor', reason: 'New' },
    );
    await postCurrent(town());
    assert.equal(JSON.stringify(await made(LAST_POSTED)), before);
  });

  it('tell the payment that was entered after the last statement, though it was of a day before that', async () => {
    const { account, balanceCents } = await first('1-2026-10');
    const paid = {
      accountId: account.accountId,
      amountCents: 777,
      receivedAt: '2026-10-01T15:00:00.000Z',
      source: 'Mail',
    };
    await town().run(postPayment, paid);
    await postCurrent(town());
    const statement = (await made(BEACON_RUN)).find((each) => each.account.accountId === account.accountId);
    assert.equal(statement?.previousCents, balanceCents);
    assert.ok(statement.activity.some(({ on, amountCents }) => on === '2026-10-01' && amountCents === -777));
  });

  it('go where the customer wanted mail when the run was posted, else to the place that is served', async () => {
    const sheet = await town().pull('customer-contacts', {});
    const said = new Set(
      sheet.rows.flatMap((row) => (cell('customer-contacts', row, 'address1') === null ? [] : row[0])),
    );
    const before = (await made('1-2026-10')).find(({ account }) => !said.has(account.accountId))?.account;
    assert.equal(before?.mailingAddress[0], before?.serviceAddress);
    const lines = { address1: 'PO Box 12', address2: 'Calera, AL 35040' };
    const rows = pushRowsOf('customer-contacts', sheet, { [before?.accountId ?? '']: lines });
    assert.equal((await push(town(), sheet.pullId, rows)).outcome, 'applied');
    await postCurrent(town());
    const accountIn = async (run: string) =>
      (await made(run)).find(({ account }) => account.accountId === before?.accountId)?.account;
    assert.deepEqual(await accountIn('1-2026-10'), before);
    assert.deepEqual(await accountIn(BEACON_RUN), { ...before, mailingAddress: ['PO Box 12', 'Calera, AL 35040'] });
  });

  it('have no scan line of two accounts whose numbers are the same without hyphens', async () => {
    const { accountId } = (await first(LAST_POSTED)).account;
    const withoutLine = async () =>
      (await made(LAST_POSTED)).flatMap(({ scanLine, account }) => (scanLine === null ? account.accountId : []));
    assert.deepEqual(await withoutLine(), []);
    await town().database.raw(
      `INSERT INTO account SELECT replace(account_id, '-', ''), customer_id, premises_id, rate_class, 'closed', opened_on, opened_on
       FROM account WHERE account_id = ?`,
      [accountId],
    );
    assert.deepEqual(await withoutLine(), [accountId]);
  });

  it('are refused of a run that is open, unknown, or reversed; the run before a reversed one still has its own', async () => {
    const before = JSON.stringify(await made(BEFORE_IT));
    await assert.rejects(made(BEACON_RUN), { code: 'run-not-posted' });
    await assert.rejects(made('9-2026-10'), { code: 'unknown-bill-run' });
    await reverse(town());
    await assert.rejects(made(LAST_POSTED), { code: 'run-already-reversed' });
    assert.equal(JSON.stringify(await made(BEFORE_IT)), before);
  });

  it('come by the ZIP code of the envelope, and within it as the routes were walked when the run was posted', async () => {
    const { database } = town();
    const order = async () => (await statementRun(database, LAST_POSTED)).accountIds;
    // As if the first one had said so before anything was billed.
    await database.raw(
      `INSERT INTO account_contact (account_id, e_bill, email, mailing_address, phone, calls, command_number)
       VALUES (?, 0, '', '["PO Box 12","Calera, AL 35040-0012"]', '', 'unsaid', 1)`,
      [(await order())[0] ?? ''],
    );
    const before = await order();
    const walked = await database.raw<{ id: string; zip: string }[]>(
      `SELECT account_id AS id, zip FROM bill JOIN account USING (account_id) JOIN premises USING (premises_id)
       WHERE bill_run_id = ? ORDER BY route_id, sequence, account_id`,
      [LAST_POSTED],
    );
    const envelopes = new Map(
      (await made(LAST_POSTED)).map(({ account }) => [account.accountId, account.mailingAddress.at(-1) ?? '']),
    );
    const byZip = walked.map(({ id, zip }) => ({ id, zip, mailed: /\d{5}/.exec(envelopes.get(id) ?? '')?.[0] ?? '' }));
    assert.ok(byZip.some(({ zip, mailed }) => zip !== mailed));
    assert.deepEqual(
      before,
      byZip.toSorted((one, other) => one.mailed.localeCompare(other.mailed)).map(({ id }) => id),
    );
    const [moved = ''] = before;
    const paid = { accountId: moved, amountCents: 777, receivedAt: '2026-10-20T15:00:00.000Z', source: 'Mail' };
    const { receiptNumber } = await town().run(postPayment, paid);
    await database.raw(
      `INSERT INTO route_change (premises_id, from_route, from_stop, to_route, to_stop, command_number)
       SELECT premises_id, route_id, sequence, route_id, 9999, ? FROM account JOIN premises USING (premises_id) WHERE account_id = ?`,
      [receiptNumber, moved],
    );
    await database.raw(
      'UPDATE premises SET sequence = 9999 WHERE premises_id = (SELECT premises_id FROM account WHERE account_id = ?)',
      [moved],
    );
    assert.deepEqual(await order(), before);
  });
});
