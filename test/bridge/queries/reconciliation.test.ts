import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { postRemittance } from '../../../bridge/commands/post-remittance.js';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import type { PushRow } from '../../../bridge/contract/commands/push-sheet.js';
import { postedTotals } from '../../../bridge/queries/posted-run.js';
import type { Database } from '../../../bridge/store/database.js';
import { reversePushed, uneven } from '../../support/town/push-reversal.js';
import { adjustmentRow, push, cell, typedRow } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('the Reconciliation sheet', () => {
  const town = useTown();
  const pull = () => town().pull('reconciliation', {});
  const keyed = async () => new Map((await pull()).rows.map((row) => [String(row[0]), row]));
  const value = (row: readonly unknown[] | undefined, column: string) => {
    assert.ok(row);
    return cell('reconciliation', row as never, column);
  };

  /** Changes the books as somebody with a database tool would. */
  async function tamper(statement: string): Promise<void> {
    const { database }: { database: Database } = town();
    for (const { name } of await database.raw<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
    )) {
      await database.raw(`DROP TRIGGER ${name}`);
    }
    await database.raw(statement);
  }

  it('has no exception and no difference in books that prove, whatever was done in them', async () => {
    const accountId = await town().value<string>(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE status = 'active'
       GROUP BY account_id HAVING sum(amount_cents) > 0 ORDER BY account_id LIMIT 1`,
    );
    await town().run(postPayment, {
      ...{ accountId, amountCents: 50_000, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter' },
    });
    const { pullId } = await town().pull('account-entries', {});
    const typed: readonly Readonly<Record<string, string | number>>[] = [
      { account: accountId, what: 'deposit taken', amount: 50 },
      { account: accountId, what: 'credit refund', amount: 10 },
      { account: accountId, what: 'refund paid', amount: 4, reference: 'Check 9' },
    ];
    for (const [index, row] of typed.entries()) {
      const rows = [typedRow('account-entries', `k${index}`, 5, { reason: 'As told', ...row })];
      const answer = await push(town(), pullId, rows, { role: 'supervisor' });
      assert.equal(answer.outcome, 'applied', JSON.stringify(answer.reply.issues));
    }
    const remittance = { service: 'sewer', throughMonth: '2026-10', paidOn: '2026-11-20', reference: 'Check 118' };
    await town().run(postRemittance, remittance, { role: 'supervisor' });
    const totals = await postedTotals(town().database, '2-2026-10');
    await town().run(
      reverseBillRun,
      { billRunId: '2-2026-10', confirmedBills: totals.bills, confirmedTotalCents: totals.totalCents },
      { role: 'supervisor', reason: 'Wrong rates' },
    );
    const { rows } = await pull();
    assert.deepEqual(
      rows.filter(
        (row) => value(row, 'exception') !== null || !['0.00', null].includes(value(row, 'difference') as never),
      ),
      [],
    );
    const byKey = new Map(rows.map((row) => [String(row[0]), row]));
    for (const key of ['water/accounts', 'water/items', 'water/aging', 'deposits', 'unapplied-credit', 'suspense']) {
      assert.ok(byKey.has(key), key);
    }
    assert.equal(value(byKey.get('deposits'), 'ledger'), '-50.00');
    assert.equal(value(byKey.get('refunds-payable'), 'detail'), '-6.00');
    assert.equal(value(byKey.get('cash/refund-paid'), 'detail'), '-4.00');
    assert.match(String(value(byKey.get('run/2-2026-10'), 'what')), /reversed by receipt \d+/);
    assert.match(String(value(byKey.get('chain'), 'against')), /^Receipt \d+, head [0-9a-f]{64}$/);
    assert.ok(Number(value(byKey.get('garbage/due-to-city'), 'ledger')) < 0);
  });

  it('is even after deposits were corrected up and down, and after one of the corrections was reversed', async () => {
    const { pullId } = await town().pull('adjustments', {});
    const correct = async (key: string, amount: number) => {
      const typed = { account: '06-0002-01', kind: 'deposit correction', amount, reason: 'Miscounted' };
      const answer = await push(town(), pullId, [adjustmentRow(key, 5, typed)], { role: 'supervisor' });
      assert.equal(answer.outcome, 'applied', JSON.stringify(answer.reply.issues));
      return answer.receiptNumber;
    };
    await correct('up', 20);
    const down = await correct('down', -5);
    assert.deepEqual(await uneven(town()), []);
    const corrected = (await keyed()).get('cash/adjustment');
    assert.deepEqual([value(corrected, 'ledger'), value(corrected, 'detail')], ['15.00', '15.00']);
    await reversePushed(town(), down);
    assert.deepEqual(await uneven(town()), []);
    const reversed = (await keyed()).get('cash/reversal');
    assert.deepEqual([value(reversed, 'ledger'), value(reversed, 'detail')], ['5.00', '5.00']);
  });

  it('is even where a deposit taken and a correction of it are both reversed', async () => {
    const reversedPush = async (kind: 'adjustments' | 'account-entries', row: (key: string) => PushRow) => {
      const { pullId } = await town().pull(kind, {});
      const { receiptNumber } = await push(town(), pullId, [row('k')], { role: 'supervisor' });
      assert.equal((await reversePushed(town(), receiptNumber)).outcome, 'applied');
    };
    const told = { account: '06-0002-01', reason: 'As told' };
    await reversedPush('account-entries', (key) => {
      return typedRow('account-entries', key, 5, { ...told, what: 'deposit taken', amount: 50 });
    });
    await reversedPush('adjustments', (key) => {
      return adjustmentRow(key, 5, { ...told, kind: 'deposit correction', amount: 20 });
    });
    assert.deepEqual(await uneven(town()), []);
    const reversed = (await keyed()).get('cash/reversal');
    assert.deepEqual([value(reversed, 'ledger'), value(reversed, 'detail')], ['-70.00', '-70.00']);
  });

  it('is pulled also where what is due to the City can not be reckoned, and says so', async () => {
    await town().database.raw('PRAGMA ignore_check_constraints = ON');
    await tamper(`UPDATE bill_charge SET lines = '[{"kind":"tax"' WHERE bill_number = 3`);
    const rows = await keyed();
    const exceptions = [...rows.values()].map((row) => String(value(row, 'exception'))).join();
    assert.match(exceptions, /The rows of bill_charge with bill_number 1 to \d+ are not as receipt 1 left them/);
    assert.match(String(value(rows.get('due-to-city'), 'exception')), /can't be reckoned: the proof above says why/);
    assert.equal(value(rows.get('due-to-city'), 'ledger'), null);
  });

  it('has what is wrong on top: the finding, and the balance that it makes differ', async () => {
    await tamper(
      `UPDATE payment SET amount_cents = amount_cents + 100 WHERE payment_number = (SELECT max(payment_number) FROM payment)`,
    );
    const { rows } = await pull();
    assert.match(String(rows[0]?.[0]), /^finding\/1$/);
    const exceptions = rows.map((row) => value(row, 'exception'));
    const last = exceptions.findLastIndex((text) => text !== null);
    assert.ok(
      exceptions.slice(0, last).every((text) => text !== null),
      'exceptions stand above the rest',
    );
    assert.ok(exceptions.some((text) => /^Payment \d+ .* differs from its entry/.test(String(text))));
    const row = (await keyed()).get('cash/payment');
    assert.deepEqual(
      [value(row, 'difference'), value(row, 'exception')],
      ['-1.00', 'The ledger and the detail differ.'],
    );
  });

  it('compares each receivable with accounts, items and aging, and says where one can not be reckoned', async () => {
    await tamper(
      `UPDATE allocation SET amount_cents = amount_cents - 7 WHERE (entry_number, line_number) =
         (SELECT entry_number, line_number FROM allocation ORDER BY entry_number DESC LIMIT 1)`,
    );
    const rows = [...(await keyed()).values()];
    const items = rows.filter((row) => String(row[0]).endsWith('/items') && value(row, 'exception') !== null);
    assert.deepEqual(
      items.map((row) => value(row, 'difference')),
      ['-0.07'],
    );
    const aging = rows.filter((row) => String(row[0]).endsWith('/aging'));
    assert.ok(
      aging.length > 0 && aging.every((row) => value(row, 'detail') === null && value(row, 'exception') !== null),
    );
  });
});
