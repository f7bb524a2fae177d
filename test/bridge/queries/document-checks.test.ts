import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { documentChecks } from '../../../bridge/queries/proof/document-checks.js';
import { push, typedRow } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

/** What someone with a database tool could do to a document, and what the proof must say of it. */
const TAMPERINGS: readonly (readonly [what: string, statement: string, where: RegExp])[] = [
  ...['fee', 'late-charge', 'returned-payment', 'deposit', 'deposit-interest', 'deposit-applied'].map(changedAmount),
  ...['deposit-refund', 'credit-refund', 'refund-paid', 'transfer', 'write-off', 'recovery'].map(changedAmount),
  [
    'another type of charge',
    `UPDATE ledger_document SET charge_type = 'sewer-late-charge' WHERE kind = 'late-charge'`,
    /is a charge of type sewer-late-charge, and its entry posts to 1151/,
  ],
  [
    'the accounts of a transfer exchanged',
    `UPDATE ledger_document SET account_id = other_account_id, other_account_id = account_id WHERE kind = 'transfer'`,
    /^Transfer \d+ from account/,
  ],
  ['a return that is no more', 'DELETE FROM returned_payment', /returns a payment, and no payment names it/],
  [
    'a return of another payment',
    `UPDATE returned_payment SET payment_number = (SELECT min(payment_number) FROM payment)`,
    /is returned by document \d+, which is not about it/,
  ],
  [
    'a refund that was to be paid and is not there',
    `DELETE FROM ledger_document WHERE kind IN ('credit-refund', 'deposit-refund')`,
    /was refunded 100 cents more than it was to be/,
  ],
  [
    'deposits that are more than the cash kept for them',
    `UPDATE posting SET amount_cents = amount_cents - 1 WHERE ledger_account = '2300' AND amount_cents = -5000`,
    /Restricted cash is \d+ cents, and deposits come to \d+/,
  ],
];

function changedAmount(kind: string): readonly [string, string, RegExp] {
  const statement = `UPDATE ledger_document SET amount_cents = amount_cents + 1 WHERE kind = '${kind}'`;
  return [`another amount of a ${kind}`, statement, new RegExp(`^Document \\d+ \\(${kind}\\) of account .* cents`)];
}

describe('proving what was entered on accounts', () => {
  const town = useTown();

  it('finds nothing where all is as it was posted, and every document that was changed', async () => {
    await enterOneOfEach();
    const { database } = town();
    assert.deepEqual(await findings(), []);
    const triggers = await database.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
    await database.raw('PRAGMA foreign_keys = OFF');
    for (const { name } of triggers) await database.raw(`DROP TRIGGER ${name}`);
    for (const [what, statement, where] of TAMPERINGS) {
      await database.raw('SAVEPOINT tampering');
      await database.raw(statement);
      const found = await findings();
      assert.ok(
        found.some((message) => where.test(message)),
        `${what}: ${JSON.stringify(found)}`,
      );
      await database.raw('ROLLBACK TO tampering');
      await database.raw('RELEASE tampering');
      assert.deepEqual(await findings(), [], what);
    }
  });

  async function findings(): Promise<string[]> {
    const found = await Promise.all(documentChecks.map((check) => check(town().database)));
    return found.flat().map(({ message }) => message);
  }

  async function enterOneOfEach(): Promise<void> {
    const [account = '', otherAccount = ''] = await accountsOwing();
    const paid = { accountId: account, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter' };
    const { reply } = await town().run(postPayment, { ...paid, amountCents: 500 });
    const clear = await town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
    await town().run(postPayment, { ...paid, accountId: clear, amountCents: 900 });
    const rows: Readonly<Record<string, SheetCell>>[] = [
      { account, what: 'fee', amount: 25 },
      { account, what: 'late charge', charge: 'water-late-charge', amount: 2, date: '2026-10-28' },
      { account, what: 'returned payment', payment: reply.entryNumber },
      { account, what: 'deposit taken', amount: 50 },
      { account, what: 'deposit interest', amount: 1 },
      { account, what: 'deposit applied', amount: 10 },
      { account, what: 'deposit refund', amount: 10 },
      { account: clear, what: 'credit refund', amount: 5 },
      { account: clear, what: 'refund paid', amount: 1 },
      { account, what: 'transfer', otherAccount, amount: 3 },
      { account, what: 'write-off', amount: 4 },
      { account, what: 'recovery', amount: 2 },
    ];
    const { pullId } = await town().pull('account-entries', {});
    const typed = rows.map((row, at) => typedRow('account-entries', `k${at}`, at + 5, { reason: 'As told', ...row }));
    const { reply: pushed } = await push(town(), pullId, typed);
    assert.deepEqual(pushed.issues, []);
  }

  async function accountsOwing(): Promise<string[]> {
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM posting JOIN service USING (account_id) WHERE service = 'water' AND ledger_account = '1130'
       GROUP BY account_id HAVING sum(amount_cents) >= 2000 ORDER BY account_id LIMIT 2`,
    );
    return rows.map(({ account_id: accountId }) => accountId);
  }
});
