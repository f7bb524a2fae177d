import assert from 'node:assert/strict';
import { addAccountNote } from '../../../bridge/commands/add-account-note.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { adjustmentRow, cell, decide, push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';
import { HOUSE, useRebillSheet } from '../../support/town/use-rebill-sheet.js';

describe('the Receipt sheet', () => {
  const town = useTown();
  let accounts: string[];

  beforeEach(async () => {
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE ledger_account = '1110' AND status = 'active'
       GROUP BY account_id HAVING sum(amount_cents) > 2000 ORDER BY account_id LIMIT 2`,
    );
    accounts = rows.map((row) => row.account_id);
  });

  const pulled = (receiptNumber: number | null) => town().pull('receipt', { receiptNumber }, 'auditor');
  const heading = (receiptNumber: number | null) => pulls.receipt(town().database, { receiptNumber }, town().clock());
  const shown = async (receiptNumber: number | null, ...columns: string[]) => {
    const { rows } = await pulled(receiptNumber);
    return rows.map((row) => columns.map((column) => String(cell('receipt', row, column) ?? '')).join(' | '));
  };
  const nameOf = (accountId: string | undefined) =>
    town().value<string>(
      `SELECT name FROM account JOIN customer USING (customer_id) WHERE account_id = '${accountId ?? ''}'`,
    );
  const adjust = async (...rows: Readonly<Record<string, SheetCell>>[]) => {
    const { pullId } = await town().pull('adjustments', {});
    const typed = rows.map((row, index) =>
      adjustmentRow(`k${index}`, index + 5, { service: 'water', kind: 'goodwill', reason: 'Long outage', ...row }),
    );
    return push(town(), pullId, typed, { reason: 'Outage of May' });
  };
  const refusal = async (receiptNumber: number | null) => {
    const error: unknown = await pulled(receiptNumber).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof CurbstopError, 'it is refused');
    return `${error.code}: ${error.message} ${error.fix}`;
  };

  it('lists each row as it was told at the push, what it posted, and nothing posted for what waits; an auditor may pull it', async () => {
    const { receiptNumber, reply } = await adjust(
      { account: accounts[0] ?? '', amount: -3 },
      { account: accounts[1] ?? '', amount: -600 },
    );
    const entry = await town().value<number>('SELECT max(entry_number) FROM journal_entry');
    assert.match(reply.rows[1]?.text ?? '', /^Waits for approval/);
    assert.deepEqual(
      await shown(receiptNumber, 'row', 'account', 'customer', 'what', 'debit', 'credit', 'entries', 'reversedBy'),
      [
        `5 | ${accounts[0]} | ${await nameOf(accounts[0])} | ${reply.rows[0]?.text} |  | 3.00 | ${entry} | `,
        `6 | ${accounts[1]} | ${await nameOf(accounts[1])} | ${reply.rows[1]?.text} |  |  |  | `,
      ],
    );
  });

  it('says what was pushed, by whom, when by the clock of the utility and why, with the totals of the push', async () => {
    const { receiptNumber, reply } = await adjust({ account: accounts[0] ?? '', amount: -3 });
    const { subject, totals } = await heading(receiptNumber);
    assert.match(
      subject,
      new RegExp(
        `^Receipt ${receiptNumber}: Adjustments, pushed by Dana Whitlock on \\d{4}-\\d\\d-\\d\\d at \\d\\d:\\d\\d. Reason: Outage of May$`,
      ),
    );
    assert.ok(reply.totals.length > 0);
    assert.deepEqual(totals, [{ label: 'Rows', value: '1' }, ...reply.totals]);
  });

  it('keeps what a reversed row posted, and says which receipt reversed it, who and why', async () => {
    const { receiptNumber } = await adjust(
      { account: accounts[0] ?? '', amount: -3 },
      { account: accounts[1] ?? '', amount: -4 },
    );
    const reversal = await reversePushed(town(), receiptNumber, { rows: ['k1'] });
    const [first, second] = await shown(receiptNumber, 'key', 'credit', 'reversedBy', 'reversedWho');
    assert.equal(first, 'k0 | 3.00 |  | ');
    assert.match(
      second ?? '',
      new RegExp(`^k1 \\| 4\\.00 \\| ${reversal.receiptNumber} \\| \\w+ \\w+, \\d{4}-\\d\\d-\\d\\d: Wrong account$`),
    );
    const { totals } = await heading(receiptNumber);
    assert.deepEqual(totals.slice(0, 2), [
      { label: 'Rows', value: '2' },
      { label: 'Reversed since', value: '1' },
    ]);
    assert.match(
      await refusal(reversal.receiptNumber),
      new RegExp(`^not-a-push: .* Pull receipt ${receiptNumber}: it says of each row what reversed it\\.$`),
    );
  });

  it('lists decisions on reads with account and customer as they were pulled, and no amounts', async () => {
    const billRunId = BEACON_RUN;
    const sheet = await town().pull('readings', { billRunId });
    const row = sheet.rows.find((each) => cell('readings', each, 'account') !== null) ?? [];
    const [account, customer] = [cell('readings', row, 'account'), cell('readings', row, 'customer')];
    const { receiptNumber, reply } = await decide(town(), billRunId, {
      [String(row[0])]: { action: 'hold', reason: 'Ask the customer' },
    });
    assert.equal(reply.applied, 1, JSON.stringify(reply.issues));
    assert.deepEqual(await shown(receiptNumber, 'key', 'account', 'customer', 'what', 'debit', 'credit', 'entries'), [
      `${row[0]} | ${account} | ${customer} | ${reply.rows[0]?.text} |  |  | `,
    ]);
  });

  it('has the account of rows that are named by it', async () => {
    const sheet = await town().pull('customer-contacts', {});
    const [account = ''] = accounts;
    const typed = { [account]: { phone: '205-555-0133' } };
    const { receiptNumber, reply } = await push(town(), sheet.pullId, pushRowsOf('customer-contacts', sheet, typed));
    assert.equal(reply.applied, 1, JSON.stringify(reply.issues));
    assert.deepEqual(await shown(receiptNumber, 'key', 'account', 'customer', 'what'), [
      `${account} | ${account} | ${await nameOf(account)} | ${reply.rows[0]?.text}`,
    ]);
  });

  it('has the number of each document, and both sides of what moves between accounts', async () => {
    const { pullId } = await town().pull('account-entries', {});
    const typed = { what: 'transfer', charge: 'water', amount: 12.5, reason: 'Paid for the neighbour' };
    const [account = '', otherAccount = ''] = accounts;
    const { receiptNumber, reply } = await push(town(), pullId, [
      typedRow('account-entries', 'k1', 9, { ...typed, account, otherAccount }),
    ]);
    assert.equal(reply.applied, 1, JSON.stringify(reply.issues));
    const documents = await town().database.raw<{ number: number }[]>(
      `SELECT document_number AS number FROM ledger_document JOIN journal_entry USING (entry_number) WHERE command_number = ${receiptNumber}`,
    );
    assert.deepEqual(await shown(receiptNumber, 'row', 'account', 'debit', 'credit', 'documents'), [
      `9 | ${account} | 12.50 | 12.50 | ${documents.map(({ number }) => number).join(', ')}`,
    ]);
  });

  it('says what to do where there is no such receipt, or it is no push', async () => {
    assert.match(await refusal(999_999), /^unknown-receipt: There is no receipt 999999\. Look its number up/);
    const loaded = await town().value<number>('SELECT min(command_number) FROM journal_entry');
    assert.match(await refusal(loaded), /^not-a-push: .* is no push of a sheet.* See it in the ledger/);
    const noted = await town().run(addAccountNote, { accountId: accounts[0], text: 'Called' });
    assert.match(await refusal(noted.receiptNumber), /^not-a-push: .* is no push of a sheet.* Pull Commands/);
  });
});

describe('the Receipt sheet of bills that were made again', () => {
  const { town, rebills, row } = useRebillSheet();

  it('has the account of the whole sheet in each row, and below them the entries that are of no single row', async () => {
    const { key } = await row();
    const { receiptNumber } = await rebills().make(HOUSE, { [key]: { newRead: 47_908, reason: 'Misread' } });
    const { rows } = await town().pull('receipt', { receiptNumber });
    const entries = await town().database.raw<{ number: number }[]>(
      `SELECT entry_number AS number FROM journal_entry WHERE command_number = ${receiptNumber} ORDER BY 1`,
    );
    assert.ok(entries.length > 1);
    assert.deepEqual(
      rows.map((each) => ['key', 'account', 'entries'].map((column) => cell('receipt', each, column))),
      [[key, HOUSE, null], ...entries.map(({ number }) => [`E${number}`, HOUSE, String(number)])],
    );
  });
});
