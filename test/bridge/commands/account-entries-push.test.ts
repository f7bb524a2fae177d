import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { cents } from '../../../bridge/contract/money.js';
import { depositEntry } from '../../../bridge/domain/ledger/entries/deposit-and-refund-entries.js';
import { account } from '../../../bridge/queries/account.js';
import { accountBalance } from '../../../bridge/queries/balances.js';
import { openItems } from '../../../bridge/queries/open-items.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { appendEntries } from '../../../bridge/store/journal.js';
import { startingChart } from '../../support/ledger/starting-chart.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { push, typedRow, type PushOptions } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

type Typed = Readonly<Record<string, SheetCell>>;

describe('pushing the Account Entries sheet', () => {
  const town = useTown();
  let pullId: string;
  /** Owes garbage for three months. */
  let debtor: string;
  /** Owes nothing. */
  let clear: string;

  beforeEach(async () => {
    ({ pullId } = await town().pull('account-entries', {}));
    debtor = await town().value(
      `SELECT account_id FROM posting WHERE ledger_account = '1130'
       GROUP BY account_id HAVING sum(amount_cents) = 6000 ORDER BY account_id LIMIT 1`,
    );
    clear = await town().value(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE status = 'active'
       GROUP BY account_id HAVING sum(amount_cents) = 0 ORDER BY account_id LIMIT 1`,
    );
  });

  /** Pushes typed rows; whatever it posts leaves books that are proven. */
  const send = async (rows: readonly Typed[], options: PushOptions = {}, firstKey = 1) => {
    const typed = rows.map((row, index) =>
      typedRow('account-entries', `k${firstKey + index}`, 5 + index, { reason: 'As told', ...row }),
    );
    const answer = await push(town(), pullId, typed, options);
    if (answer.outcome === 'applied') assert.deepEqual((await verifyLedger(town().database)).findings, []);
    return answer;
  };
  const journal = async (...rows: Typed[]) => {
    const { outcome, reply } = await send(rows);
    assert.deepEqual(reply.issues, []);
    assert.equal(outcome, 'applied');
    return reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
  };
  const refusals = async (row: Typed, options: PushOptions = {}) => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await send([row], options);
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await town().dump()) === before);
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  };
  const pay = async (accountId: string, amountCents: number, receivedAt = '2026-11-23T14:30:00Z') => {
    const { reply } = await town().run(postPayment, { accountId, amountCents, receivedAt, source: 'Counter' });
    return reply.entryNumber;
  };
  const owed = async (accountId: string) => (await account(town().database, accountId)).balanceCents;
  const open = (accountId: string) => openItems(town().database, [accountId], TODAY);
  describe('fees and late charges', () => {
    it('posts a fee, due today unless told, as fee revenue', async () => {
      assert.deepEqual(await journal({ account: clear, what: 'fee', amount: 25, reference: 'WO 7' }), [
        ['1160', 2500],
        ['4120', -2500],
      ]);
      const [item] = await open(clear);
      assert.deepEqual([item?.chargeType, item?.dueOn, item?.openCents], ['fee', TODAY, 2500]);
      await send([{ account: clear, what: 'fee', amount: 1, date: '2026-12-08' }], {}, 2);
      assert.equal((await open(clear))[1]?.dueOn, '2026-12-08');
    });

    it('posts a late charge, as old as the due date that was missed, and a due date once', async () => {
      const row = {
        account: debtor,
        what: 'late charge',
        charge: 'water-late-charge',
        amount: 4.5,
        date: '2026-10-28',
      };
      assert.deepEqual(await journal(row), [
        ['1151', 450],
        ['4110', -450],
      ]);
      const item = (await open(debtor)).find(({ chargeType }) => chargeType === 'water-late-charge');
      assert.deepEqual([item?.dueOn, item?.openCents], ['2026-10-28', 450]);
      const again = await send([{ ...row, reason: 'Once more' }], {}, 2);
      assert.deepEqual(
        again.reply.issues.map(({ column, code }) => [column, code]),
        [['date', 'charged-already']],
      );
      const twice = await send(
        [
          { ...row, date: '2026-09-28' },
          { ...row, date: '2026-09-28' },
        ],
        {},
        3,
      );
      assert.deepEqual(
        twice.reply.issues.map(({ code, sheetRow }) => [code, sheetRow]),
        [['charged-already', 6]],
      );
    });

    it('refuses what is no fee and no late charge, and days that do not fit', async () => {
      const fee = { account: clear, what: 'fee', amount: 25 };
      assert.deepEqual(await refusals({ ...fee, charge: 'water' }), ['charge not-a-fee']);
      assert.deepEqual(await refusals({ ...fee, date: '2026-11-22' }), ['date date-over']);
      const late = { account: debtor, what: 'late charge', charge: 'water-late-charge', amount: 1, date: '2026-10-28' };
      assert.deepEqual(await refusals({ ...late, charge: 'water' }), ['charge not-a-late-charge']);
      assert.deepEqual(await refusals({ ...late, date: TODAY }), ['date not-late-yet']);
    });
  });

  describe('a returned payment', () => {
    it('opens again what it paid, as old as it was, and charges the fee', async () => {
      const before = await open(debtor);
      const entry = await pay(debtor, 2500);
      const rows = await journal({ account: debtor, what: 'returned payment', payment: entry });
      assert.deepEqual(rows, [
        ['1010', -2500],
        ['1130', 2000],
        ['1120', 500],
        ['1160', 3000],
        ['4120', -3000],
      ]);
      const after = await open(debtor);
      assert.deepEqual(
        after.filter(({ chargeType }) => chargeType !== 'fee'),
        before,
      );
    });

    it('changes no balance of a day before it came back', async () => {
      const entry = await pay(debtor, 2500, '2026-11-16T14:30:00Z');
      const days = ['2026-11-15', '2026-11-16', '2026-11-22'].map(calendarDate);
      const balances = () => Promise.all(days.map((day) => accountBalance(town().database, debtor, day)));
      const before = await balances();
      const owedBefore = await owed(debtor);
      await journal({ account: debtor, what: 'returned payment', payment: entry });
      assert.deepEqual(await balances(), before);
      assert.equal(await owed(debtor), owedBefore + 2500 + 3000);
    });

    it('takes back the credit that it left', async () => {
      const entry = await pay(clear, 700);
      assert.deepEqual(await journal({ account: clear, what: 'returned payment', payment: entry }), [
        ['1010', -700],
        ['2400', 700],
        ['1160', 3000],
        ['4120', -3000],
      ]);
      assert.equal(await owed(clear), 3000);
    });

    it('releases the credit that it left where that pays for something by now', async () => {
      const entry = await pay(clear, 700);
      await journal({ account: clear, what: 'fee', amount: 5 });
      const { reply } = await send([{ account: clear, what: 'returned payment', payment: entry }], {}, 2);
      assert.deepEqual(
        reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
        [
          ['1160', 500],
          ['2400', -500],
          ['1010', -700],
          ['2400', 700],
          ['1160', 3000],
          ['4120', -3000],
        ],
      );
      assert.equal(await owed(clear), 3500);
      assert.deepEqual(
        (await open(clear)).map(({ openCents }) => openCents),
        [500, 3000],
      );
    });

    it('is refused a second time, for another account, in part, and where its credit was refunded', async () => {
      const entry = await pay(clear, 700);
      const row = { account: clear, what: 'returned payment', payment: entry };
      assert.deepEqual(await refusals({ ...row, account: debtor }), ['payment unknown-payment']);
      assert.deepEqual(await refusals({ ...row, amount: 6.99 }), ['amount other-amount']);
      await journal({ account: clear, what: 'credit refund', amount: 1 });
      assert.deepEqual(
        (await send([row], {}, 2)).reply.issues.map(({ code, message }) => [code, message]),
        [['credit-refunded', 'Of the credit that the payment left, $1.00 were refunded since.']],
      );
      const other = await pay(debtor, 100);
      assert.equal((await send([{ ...row, account: debtor, payment: other }], {}, 3)).outcome, 'applied');
      const again = await send([{ ...row, account: debtor, payment: other, reason: 'Once more' }], {}, 4);
      assert.deepEqual(
        again.reply.issues.map(({ code }) => code),
        ['returned-already'],
      );
    });
  });

  describe('deposits', () => {
    it('are taken, earn interest, pay what is open, and are given back, and never go below nothing', async () => {
      assert.deepEqual(await journal({ account: debtor, what: 'deposit taken', amount: 100 }), [
        ['1020', 10_000],
        ['2300', -10_000],
      ]);
      const before = await owed(debtor);
      const { reply } = await send(
        [
          { account: debtor, what: 'deposit interest', amount: 1.25 },
          { account: debtor, what: 'deposit applied', amount: 20 },
          { account: debtor, what: 'deposit refund', amount: 81.25 },
        ],
        {},
        2,
      );
      assert.deepEqual(
        reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
        [
          ['5010', 125],
          ['2300', -125],
          ['1020', 125],
          ['1010', -125],
          ['2300', 2000],
          ['1130', -2000],
          ['1010', 2000],
          ['1020', -2000],
          ['2300', 8125],
          ['2310', -8125],
          ['1010', 8125],
          ['1020', -8125],
        ],
      );
      assert.equal(await owed(debtor), before - 2000);
      const more = await send([{ account: debtor, what: 'deposit refund', amount: 0.01 }], {}, 5);
      assert.deepEqual(
        more.reply.issues.map(({ column, code }) => [column, code]),
        [['amount', 'too-much']],
      );
      assert.equal(
        await town().value(`SELECT sum(amount_cents) FROM posting WHERE ledger_account IN ('1020', '2300')`),
        0,
      );
    });

    it('are refused for what they are not enough for, or nothing is open for', async () => {
      await journal({ account: clear, what: 'deposit taken', amount: 10 });
      const applied = await send([{ account: clear, what: 'deposit applied', amount: 10 }], {}, 2);
      assert.match(
        applied.reply.issues[0]?.message ?? '',
        /^\$10\.00 is more than what is open on account .*, \$0\.00\.$/,
      );
      const refund = await send([{ account: clear, what: 'deposit refund', amount: 10.01 }], {}, 3);
      assert.match(refund.reply.issues[0]?.message ?? '', /more than its deposit/);
      const interest = await send([{ account: debtor, what: 'deposit interest', amount: 1 }], {}, 4);
      assert.equal(interest.reply.issues[0]?.message, 'There is no deposit on the account.');
    });
  });

  describe('deposit interest without an amount', () => {
    /** $100.00 since 365 days before today, at 1.25 percent a year. */
    async function depositOfAYear(): Promise<void> {
      const { database } = town();
      await database.raw(`UPDATE setting SET value = ? WHERE name = 'deposit-interest'`, [
        JSON.stringify({ annualRatePercent: '1.25', daysInYear: 365 }),
      ]);
      const input = {
        accountId: debtor,
        effectiveOn: calendarDate('2025-11-23'),
        amountCents: cents(10_000),
        memo: '',
      };
      const entry = depositEntry(input, startingChart());
      await database.transaction((trx) => appendEntries(trx, [entry], 1));
    }

    it('is worked out from the rate and the days, and the preview says how much it is', async () => {
      await depositOfAYear();
      const row = { account: debtor, what: 'deposit interest' };
      const { reply } = await send([row, row], { dryRun: true, mode: 'valid' });
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
      const { reply } = await send([{ account: debtor, what: 'deposit interest' }]);
      assert.deepEqual(
        [reply.issues[0]?.code, /deposit-interest/.test(reply.issues[0]?.fix ?? '')],
        ['no-interest', true],
      );
      const typed = await send([{ account: debtor, what: 'deposit interest', amount: 2 }], { dryRun: true });
      assert.equal(typed.reply.journal[0]?.amountCents, 200);
    });
  });

  describe('refunds', () => {
    it('turn credit into what is to be paid, and pay no more than that', async () => {
      await pay(clear, 700);
      assert.deepEqual(
        await journal(
          { account: clear, what: 'credit refund', amount: 5 },
          { account: clear, what: 'refund paid', amount: 4, reference: 'Check 1001' },
        ),
        [
          ['2400', 500],
          ['2310', -500],
          ['2310', 400],
          ['1010', -400],
        ],
      );
      assert.equal(await owed(clear), -200);
      const { reply } = await send([{ account: clear, what: 'refund paid', amount: 1.01 }], {}, 3);
      assert.match(reply.issues[0]?.message ?? '', /\$1\.01 is more than what is to be refunded .* \$1\.00/);
    });
  });

  describe('a transfer', () => {
    it('moves what is open, receivable by receivable, with its age, and leaves the sum of both accounts', async () => {
      const sum = (await owed(debtor)) + (await owed(clear));
      const items = await open(debtor);
      const [oldest] = items.map(({ dueOn }) => dueOn).toSorted();
      const row = { account: debtor, what: 'transfer', otherAccount: clear, amount: 25 };
      assert.deepEqual(await journal(row), [
        ['1130', -2000],
        ['1120', -500],
        ['1130', 2000],
        ['1120', 500],
      ]);
      assert.equal((await owed(debtor)) + (await owed(clear)), sum);
      assert.deepEqual(
        (await open(clear)).map(({ chargeType, dueOn, openCents }) => [chargeType, dueOn, openCents]),
        [
          ['garbage', oldest, 2000],
          ['sewer', oldest, 500],
        ],
      );
    });

    it('makes an entry for each due date', async () => {
      const { reply } = await send([
        { account: debtor, what: 'transfer', charge: 'garbage', otherAccount: clear, amount: 30 },
      ]);
      assert.equal(new Set(reply.journal.map(({ entryNumber }) => entryNumber)).size, 2);
      assert.equal(new Set((await open(clear)).map(({ dueOn }) => dueOn)).size, 2);
    });

    it('is refused to the same account, to none, to a closed one, and for more than is open', async () => {
      const row = { account: debtor, what: 'transfer', otherAccount: clear, amount: 25 };
      assert.deepEqual(await refusals({ ...row, otherAccount: debtor }), ['otherAccount same-account']);
      assert.deepEqual(await refusals({ ...row, otherAccount: 'nobody' }), ['otherAccount unknown-account']);
      assert.deepEqual(await refusals({ ...row, charge: 'garbage', amount: 60.01 }), ['amount too-much']);
      await town().database.raw(`UPDATE account SET status = 'closed' WHERE account_id = ?`, [clear]);
      assert.deepEqual(await refusals(row), ['otherAccount account-closed']);
    });
  });

  describe('a write-off and its recovery', () => {
    it('writes the City’s part off against what is due to it, and pays the old items when money comes', async () => {
      const before = await open(debtor);
      const dueToCity = () =>
        town().value(`SELECT sum(amount_cents) FROM posting WHERE ledger_account IN ('2110', '2120')`);
      const due = await dueToCity();
      assert.deepEqual(await journal({ account: debtor, what: 'write-off', amount: 25 }), [
        ['2120', 2000],
        ['2110', 500],
        ['1130', -2000],
        ['1120', -500],
      ]);
      const { reply } = await send([{ account: debtor, what: 'recovery', amount: 21, reference: 'Check 9' }], {}, 2);
      assert.deepEqual(
        reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
        [
          ['1130', 2000],
          ['1120', 100],
          ['2120', -2000],
          ['2110', -100],
          ['1010', 2100],
          ['1130', -2000],
          ['1120', -100],
        ],
      );
      assert.equal(Number(await dueToCity()), Number(due) + 400);
      assert.equal(await owed(debtor), before.reduce((sum, { openCents }) => sum + openCents, 0) - 2500);
      const more = await send([{ account: debtor, what: 'recovery', amount: 4.01 }], {}, 3);
      assert.match(more.reply.issues[0]?.message ?? '', /written off and not recovered .* \$4\.00/);
      const payment = await town().value<number>(`SELECT entry_number FROM payment WHERE source = 'Recovery'`);
      await send([{ account: debtor, what: 'returned payment', payment }], {}, 4);
      assert.equal(await owed(debtor), before.reduce((sum, { openCents }) => sum + openCents, 0) - 400 + 3000);
    });

    it('writes the utility’s own part off against the allowance', async () => {
      assert.deepEqual(
        (await journal({ account: debtor, what: 'write-off', charge: 'water', amount: 1 })).slice(0, 2),
        [
          ['1190', 100],
          ['1110', -100],
        ],
      );
    });
  });

  describe('what a person may do alone', () => {
    it('bounds write-offs, transfers and refunds of credit together with adjustments, by the role', async () => {
      await journal({ account: clear, what: 'fee', amount: 900 });
      const row = { account: clear, what: 'write-off', amount: 500.01 };
      assert.deepEqual(
        (await send([row], {}, 2)).reply.issues.map(({ column, code }) => [column, code]),
        [['amount', 'above-limit']],
      );
      assert.equal((await send([{ ...row, amount: 300 }], {}, 3)).outcome, 'applied');
      const rest = await send([{ account: clear, what: 'transfer', otherAccount: debtor, amount: 200.01 }], {}, 4);
      assert.match(rest.reply.issues[0]?.message ?? '', /Today's credits on account .* would be \$500\.01/);
      assert.equal((await send([{ ...row, amount: 600 }], { role: 'supervisor' }, 5)).outcome, 'applied');
    });

    it('bounds refunds of deposits and interest that is typed, which would else be money out of nothing', async () => {
      for (const what of ['deposit interest', 'deposit refund']) {
        assert.deepEqual(await refusals({ account: clear, what, amount: 500.01 }), ['amount above-limit']);
      }
      await send([{ account: clear, what: 'deposit taken', amount: 900 }]);
      assert.equal((await send([{ account: clear, what: 'deposit interest', amount: 100 }], {}, 2)).outcome, 'applied');
      const refund = await send([{ account: clear, what: 'deposit refund', amount: 400.01 }], {}, 3);
      assert.match(refund.reply.issues[0]?.message ?? '', /Today's credits on account .* would be \$500\.01/);
      const whole = [{ account: clear, what: 'deposit refund', amount: 1000 }];
      assert.equal((await send(whole, { role: 'supervisor' }, 4)).outcome, 'applied');
    });

    it('is nothing for an auditor', async () => {
      await assert.rejects(send([{ account: clear, what: 'fee', amount: 1 }], { role: 'auditor' }), {
        code: 'role-not-allowed',
      });
    });
  });

  it('shows at preview what the push posts, leaves no trace of it, and posts a row once', async () => {
    const rows = [
      { account: debtor, what: 'deposit taken', amount: 50 },
      { account: debtor, what: 'deposit applied', amount: 50 },
    ];
    const before = JSON.stringify(await town().dump());
    const preview = await send(rows, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    const pushed = await send(rows);
    assert.deepEqual([preview.outcome, preview.reply], ['previewed', pushed.reply]);
    const after = await owed(debtor);
    const again = await send(rows);
    assert.deepEqual([again.outcome, again.reply.applied, await owed(debtor)], ['already-applied', 0, after]);
    assert.deepEqual(await refusals({ ...rows[0], amount: 51 }), ['amount already-posted']);
  });

  it('refuses an amount that no customer of a town is charged at once', async () => {
    assert.deepEqual(await refusals({ account: clear, what: 'fee', amount: '10000000.01' }), [
      'amount amount-too-large',
    ]);
  });

  it('says every cell that is missing or says nothing in its row', async () => {
    assert.deepEqual(await refusals({ what: 'transfer', reason: null }), [
      'account missing',
      'reason missing',
      'amount missing',
      'otherAccount missing',
    ]);
    assert.deepEqual(
      await refusals({ account: clear, what: 'deposit taken', amount: 1, charge: 'fee', payment: 3, date: TODAY }),
      ['charge not-used', 'payment not-used', 'date not-used'],
    );
    for (const amount of [0, -1]) {
      assert.deepEqual(await refusals({ account: clear, what: 'fee', amount }), ['amount not-positive']);
    }
    assert.deepEqual(await refusals({ account: 'nobody', what: 'fee', amount: 1 }), ['account unknown-account']);
    assert.deepEqual(await refusals({ account: clear, amount: 1 }), ['what missing']);
  });

  it('is refused on a day that lies in a closed period', async () => {
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-11-23', 1)`);
    await assert.rejects(send([{ account: clear, what: 'fee', amount: 1 }]), { code: 'closed-period' });
  });

  it('shows both sides of a transfer in the ledger of either account', async () => {
    await journal({ account: debtor, what: 'transfer', otherAccount: clear, amount: 20 });
    for (const accountId of [debtor, clear]) {
      const { rows } = await town().pull('ledger', { accountId });
      assert.equal(rows.filter(([, , , kind]) => kind === 'transfer').length, 2);
    }
  });
});
