import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';
import { depositEntry } from '../../../bridge/domain/ledger/entries/deposit-and-refund-entries.js';
import { appendEntries } from '../../../bridge/store/journal.js';
import { startingChart } from '../../support/ledger/starting-chart.js';
import { AccountEntries } from '../../support/town/account-entries.js';
import { useTown } from '../../support/town/town.js';

describe('deposit interest without an amount in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  /** $100.00 since 365 days before today, at 1.25 percent a year. */
  async function depositOfAYear(): Promise<void> {
    const { database } = town();
    await database.raw(`UPDATE setting SET value = ? WHERE name = 'deposit-interest'`, [
      JSON.stringify({ annualRatePercent: '1.25', daysInYear: 365 }),
    ]);
    const input = {
      accountId: sheet.debtor,
      effectiveOn: calendarDate('2025-11-23'),
      amountCents: cents(10_000),
      memo: '',
    };
    const entry = depositEntry(input, startingChart());
    await database.transaction((trx) => appendEntries(trx, [entry], 1));
  }

  it('is worked out from the rate and the days, and the preview says how much it is', async () => {
    await depositOfAYear();
    const row = { account: sheet.debtor, what: 'deposit interest' };
    const { reply } = await sheet.send([row, row], { dryRun: true, mode: 'valid' });
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['5010', 125],
        ['2300', -125],
        ['1020', 125],
        ['1010', -125],
      ],
    );
    assert.deepEqual(reply.totals[0], { label: 'Deposit interest (1)', value: '$1.25' });
    assert.match(reply.rows.map(({ text }) => text).join(' '), /Deposit interest of \$1\.25, entry \d+\./);
    assert.deepEqual(
      reply.issues.map(({ column, code }) => [column, code]),
      [['amount', 'no-interest']],
    );
  });

  it('is refused where there is no rate, and takes an amount that is typed as it is', async () => {
    await depositOfAYear();
    await town().database.raw(
      `UPDATE setting SET value = '{"annualRatePercent":"0","daysInYear":365}' WHERE name = 'deposit-interest'`,
    );
    const { reply } = await sheet.send([{ account: sheet.debtor, what: 'deposit interest' }]);
    assert.deepEqual(
      [reply.issues[0]?.code, /deposit-interest/.test(reply.issues[0]?.fix ?? '')],
      ['no-interest', true],
    );
    const typed = await sheet.send([{ account: sheet.debtor, what: 'deposit interest', amount: 2 }], { dryRun: true });
    assert.equal(typed.reply.journal[0]?.amountCents, 200);
  });
});
