import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { closePeriod } from '../../../bridge/commands/close-period.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import type { Month } from '../../../bridge/contract/month.js';
import { equalTotals } from '../../../bridge/domain/ledger/trial-balance.js';
import { generalLedgerCsv } from '../../../bridge/files/general-ledger/gl-csv.js';
import { postedTotals, trialBalance } from '../../../bridge/queries/trial-balance.js';
import { useTown } from '../../support/town/town.js';

const FROM = '2026-08' as Month;
const THROUGH = '2026-10' as Month;

describe('the general ledger by month', () => {
  const town = useTown();
  const exported = async () => {
    const rows = await postedTotals(town().database, FROM, THROUGH);
    return generalLedgerCsv(rows, equalTotals(rows));
  };
  const close = (throughDate: string, role: 'supervisor' | 'coordinator' = 'supervisor') =>
    town().run(closePeriod, { throughDate }, { role });

  it('exports debits that are the credits, and the months of an account add up to its trial balance', async () => {
    const rows = parse<Record<string, string>>(await exported(), { columns: true });
    const total = rows.pop();
    assert.deepEqual([total?.['period'], total?.['net']], ['TOTAL', '0.00']);
    assert.equal(total?.['debit'], total?.['credit']);
    const cents = (row: Record<string, string>, column: string) => Math.round(Number(row[column]) * 100);
    const balance = await trialBalance(town().database, FROM, THROUGH);
    assert.ok(rows.length > balance.length);
    for (const { ledgerAccount, openingCents, debitCents, creditCents, closingCents } of balance) {
      const months = rows.filter((row) => row['account'] === ledgerAccount);
      const sum = (column: string) => months.reduce((all, row) => all + cents(row, column), 0);
      assert.deepEqual([sum('debit'), sum('credit')], [debitCents, creditCents]);
      assert.equal(openingCents + sum('net'), closingCents);
      assert.equal(
        await town().value(
          `SELECT sum(amount_cents) FROM posting JOIN journal_entry USING (entry_number)
           WHERE ledger_account = ? AND effective_on <= '2026-10-31'`,
          [ledgerAccount],
        ),
        closingCents,
      );
    }
  });

  it('sets a name apart that a spreadsheet would take for a formula', () => {
    const zero = equalTotals([]);
    const text = generalLedgerCsv([{ month: '2026-08', ledgerAccount: '1', name: '=1+1', kind: null, ...zero }], zero);
    assert.match(text, /,'=1\+1,/);
  });

  it('stays as it is once its months are closed: nothing is dated into them any more', async () => {
    const { reply } = await close('2026-10-31');
    assert.equal(reply.closedThrough, '2026-10-31');
    assert.ok(reply.entries > 0);
    const before = await exported();
    const accountId = await town().value<string>(`SELECT min(account_id) FROM account WHERE status = 'active'`);
    const payment = (receivedAt: string) =>
      town().run(postPayment, { accountId, amountCents: 100, receivedAt, source: 'Counter' });
    await assert.rejects(payment('2026-10-31T15:00:00Z'), { code: 'closed-period' });
    await payment('2026-11-20T15:00:00Z');
    assert.equal(await exported(), before);
  });

  it('is closed by the supervisor, once, at the end of a month that is over', async () => {
    await assert.rejects(close('2026-10-31', 'coordinator'), { code: 'role-not-allowed' });
    await assert.rejects(close('2026-10-30'), { code: 'no-month-end', fix: /2026-10-31/ });
    await assert.rejects(close('2026-11-30'), { code: 'month-not-over' });
    await close('2026-10-31');
    for (const day of ['2026-10-31', '2026-09-30']) await assert.rejects(close(day), { code: 'closed-period' });
  });
});
