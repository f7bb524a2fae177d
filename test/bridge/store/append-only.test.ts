import assert from 'node:assert/strict';
import { RawConnection } from '../../support/raw-connection.js';
import { TestTown } from '../../support/town/town.js';

const LEDGER_TABLES: Readonly<Record<string, string>> = {
  journal_entry: 'memo',
  posting: 'amount_cents',
  bill: 'total_cents',
  bill_charge: 'amount_cents',
  bill_run_seal: 'digest',
  payment: 'amount_cents',
  command: 'reason',
  reading: 'raw',
  tariff_version: 'source',
  account_input: 'value',
  allocation: 'amount_cents',
  entry_kind: 'title',
  charge_type: 'name',
  seal: 'digest',
  table_seal: 'digest',
  command_seal: 'hash',
};

describe('the books, from a connection that knows nothing of Curbstop', () => {
  let town: TestTown;
  let raw: RawConnection;

  before(async () => {
    town = await TestTown.open();
    raw = await RawConnection.open(town.file);
    await raw.exec(`BEGIN;
      INSERT INTO posting VALUES ((SELECT max(entry_number) + 1 FROM journal_entry), 1, '1110', 'A', 5);
      ROLLBACK;`);
    const account = await town.value<string>('SELECT min(account_id) FROM account');
    await raw.exec(`INSERT INTO adjustment
      SELECT 1, 'p', 'k', '${account}', 'water', 'leak', 5, 'r', '', entry_number, '', '', NULL, '[]', NULL, NULL
      FROM payment LIMIT 1;
      INSERT INTO adjustment_charge VALUES (1, 'water', 5);
      INSERT INTO adjusted_bill SELECT 1, min(bill_number) FROM bill;
      INSERT INTO adjusted_bill_share SELECT 1, min(bill_number), 'water', 5 FROM bill;
      INSERT INTO adjustment_request VALUES (1, 'p', 'k', '${account}', 'leak', 5, '{}', NULL, 'above', 1);
      INSERT INTO requested_bill SELECT 1, min(bill_number) FROM bill;
      INSERT INTO approval_decision SELECT 1, 1, 'decline', 1, 'no', person_id, 1 FROM person
        WHERE person_id NOT IN (SELECT person_id FROM command WHERE command_number = 1) LIMIT 1`);
    await raw.exec(`INSERT INTO account_note VALUES (9999, '${account}', 'n', 1);
      INSERT INTO account_note_strike VALUES (1, 9999, 1)`);
    await raw.exec(`INSERT INTO reading_import VALUES (1, 'f', 'h', 'beacon-csv', 1, 1)`);
    await raw.exec(`INSERT INTO period_closing VALUES (1, '2001-01-31', 1)`);
    await raw.exec(`INSERT INTO payment_import VALUES (1, 'f', 'h', 'lockbox', 1, 1, 1)`);
    await raw.exec(`INSERT INTO cycle VALUES ('X', 'X', 5, 'beacon-csv');
      INSERT INTO bill_run VALUES ('0-X', 'X', '2020-01-01', '2020-02-01', '2020-02-02', '2020-02-03', 'open', NULL, 1, '');
      UPDATE bill_run SET status = 'posted', posted_by_command = 1 WHERE bill_run_id = '0-X';
      INSERT INTO bill_run_reversal VALUES (1, '0-X', 'r', 1);
      INSERT INTO bill_disposition VALUES (1, '0-X', '${account}', 'zero-bill', 's', 'release', '', 1);
      INSERT INTO comparison_decision VALUES (1, '0-X', 'A', 'water', 1, NULL, 'accepted', '', 1);
      INSERT INTO posted_exception VALUES (1, '0-X', '${account}', 'R', 'zero-bill', 'look', 's', 'f', 'released', 'release', 1);
      INSERT INTO held_account VALUES (1, '0-X', '${account}', 'r', 1);
      INSERT INTO bill_run_approval VALUES (1, '0-X', 1, 1, '${'a'.repeat(64)}', 1);
      INSERT INTO bill_run_output VALUES (1, '0-X', 'statements', 1)`);
    await raw.exec(`INSERT INTO ledger_document (kind, amount_cents, effective_on, reason, entry_number)
      SELECT 'fee', 1, '2026-01-01', 'r', entry_number FROM payment LIMIT 1`);
    await raw.exec(`INSERT INTO suspense_item SELECT 1, NULL, NULL, 'a', '', '', 's', '', 'unknown-account', 1, entry_number
      FROM payment LIMIT 1`);
    await raw.exec(`INSERT INTO suspense_resolution SELECT 1, 'return', NULL, 'r', entry_number FROM payment LIMIT 1`);
    await raw.exec(`INSERT INTO returned_payment VALUES (1, 1)`);
    await raw.exec(`INSERT INTO entry_rule SELECT entry_number, '2026-01-01' FROM payment LIMIT 1`);
    await raw.exec(`INSERT INTO command SELECT command_number + 1, 'x', kind, person_id, client_id, reason, applied_at,
      payload_hash, payload, reply FROM command; INSERT INTO push_reversal VALUES (1, 1, 'k', 2)`);
    await raw.exec(
      `INSERT INTO remittance SELECT 1, 'sewer', '2026-01', 'billed', 1, '2026-02-01', '', entry_number FROM payment LIMIT 1`,
    );
  });
  after(async () => {
    await raw.close();
    await town.close();
  });

  const tables = {
    ...LEDGER_TABLES,
    account_note: 'text',
    account_note_strike: 'note_number',
    adjusted_bill: 'bill_number',
    adjusted_bill_share: 'amount_cents',
    adjustment: 'note',
    adjustment_charge: 'amount_cents',
    bill_disposition: 'reason',
    bill_run_approval: 'digest',
    bill_run_output: 'kind',
    comparison_decision: 'note',
    entry_rule: 'ruled_on',
    held_account: 'reason',
    bill_run_reversal: 'reason',
    ledger_document: 'reason',
    payment_import: 'layout',
    period_closing: 'closed_through',
    posted_exception: 'severity',
    push_reversal: 'row_key',
    reading_import: 'file_name',
    remittance: 'reference',
    requested_bill: 'bill_number',
    returned_payment: 'document_number',
    suspense_item: 'payer',
    suspense_resolution: 'reason',
  };
  for (const [table, column] of Object.entries(tables)) {
    it(`hold a ${table} that is never updated`, async () => {
      assert.ok((await town.value<number>(`SELECT count(*) FROM ${table}`)) > 0, 'nothing to try it on');
      await assert.rejects(raw.exec(`UPDATE ${table} SET ${column} = ${column}`), /never changed/);
    });

    it(`hold a ${table} that is never deleted`, async () => {
      await assert.rejects(raw.exec(`DELETE FROM ${table}`), /never changed/);
    });

    it(`hold a ${table} that is never replaced by another with its key`, async () => {
      const before = JSON.stringify((await town.dump())[table]);
      await assert.rejects(
        raw.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`),
        /never changed|does not follow|sealed|closed already/,
      );
      assert.ok(JSON.stringify((await town.dump())[table]) === before, 'something was replaced');
    });
  }

  const POSTED = `(SELECT max(bill_run_id) FROM bill_run WHERE status = 'posted')`;
  const OPEN = `(SELECT max(bill_run_id) FROM bill_run WHERE status = 'open')`;
  const READ = `bill_run_id, row_key, account_id, meter_id, register_number, previous_value, previous_on, reading_id, value,
    read_on, usage_gallons, status, exceptions, action, reason, version`;
  const copyOf = (run: string, key: string) =>
    `SELECT ${READ.replace('bill_run_id, row_key', `${POSTED}, ${key}`)} FROM period_read WHERE bill_run_id = ${run} LIMIT 1`;
  const POSTED_RUNS_REFUSE: Readonly<Record<string, string>> = {
    'an update': `UPDATE bill_run SET due_on = '2099-01-01' WHERE status = 'posted'`,
    'a delete': `DELETE FROM bill_run WHERE bill_run_id = ${POSTED}`,
    'a replacement by its id': `INSERT OR REPLACE INTO bill_run
      SELECT bill_run_id, cycle_id, period_from, '2099-01-01', '2099-01-02', '2099-01-03', 'open', NULL, attempt, message FROM bill_run WHERE bill_run_id = ${POSTED}`,
    'a replacement by its period': `INSERT OR REPLACE INTO bill_run
      SELECT 'other', cycle_id, period_from, period_to, billed_on, due_on, 'open', NULL, attempt, message FROM bill_run WHERE bill_run_id = ${POSTED}`,
    'an open run that takes its period': `UPDATE OR REPLACE bill_run SET (cycle_id, period_from, period_to) =
      (SELECT cycle_id, period_from, period_to FROM bill_run WHERE bill_run_id = ${POSTED}) WHERE bill_run_id = ${OPEN}`,
    'a changed read': `UPDATE period_read SET value = value + 1 WHERE bill_run_id = ${POSTED}`,
    'a deleted read': `DELETE FROM period_read WHERE bill_run_id = ${POSTED}`,
    'another read': `INSERT INTO period_read (${READ}) ${copyOf(POSTED, "'another'")}`,
    'a replaced read': `INSERT OR REPLACE INTO period_read (${READ}) ${copyOf(POSTED, 'row_key')}`,
    'a read moved into it': `UPDATE period_read SET bill_run_id = ${POSTED}, row_key = 'moved' || row_key WHERE bill_run_id = ${OPEN}`,
    'a read moved out of it': `UPDATE period_read SET bill_run_id = ${OPEN}, row_key = 'moved' || row_key WHERE bill_run_id = ${POSTED}`,
  };
  for (const [what, statement] of Object.entries(POSTED_RUNS_REFUSE)) {
    it(`hold posted runs, which refuse ${what}`, async () => {
      const before = JSON.stringify(await town.dump());
      await assert.rejects(raw.exec(statement), /posted bill run (is|are) never changed/);
      assert.ok(JSON.stringify(await town.dump()) === before, 'something was changed');
    });
  }

  it('hold a late charge that is not replaced by another of its account, type and due day', async () => {
    const charge = (documentNumber: number, amount: number, entry: string) =>
      raw.exec(`INSERT OR REPLACE INTO ledger_document (document_number, kind, account_id, charge_type, amount_cents, effective_on,
          due_on, reason, entry_number)
        SELECT ${documentNumber}, 'late-charge', account_id, 'water-late-charge', ${amount}, '2026-02-01', '2026-01-28', 'r', ${entry}
        FROM account WHERE account_id = (SELECT min(account_id) FROM account)`);
    await charge(8_001, 100, '(SELECT max(entry_number) FROM bill)');
    await assert.rejects(charge(8_002, 900, '(SELECT max(entry_number) - 1 FROM bill)'), /never changed/);
    assert.equal(await town.value('SELECT amount_cents FROM ledger_document WHERE document_number = 8001'), 100);
  });

  it('hold an entry that reverses another, which no second one takes the place of', async () => {
    const last = '(SELECT max(entry_number) FROM journal_entry)';
    const reverse = () =>
      raw.exec(`INSERT INTO posting VALUES (${last} + 1, 1, '1010', NULL, 5), (${last} + 1, 2, '4110', NULL, -5);
        INSERT OR REPLACE INTO journal_entry SELECT entry_number + 1, 'reversal', '2030-01-01', NULL, 'm', 9, 1, 2, hash, '${'a'.repeat(64)}'
        FROM journal_entry WHERE entry_number = ${last}`);
    await reverse();
    await assert.rejects(reverse(), /never changed/);
    assert.equal(await town.value('SELECT count(*) FROM journal_entry WHERE reverses = 9'), 1);
  });

  it('hold ledger accounts that keep their number, kind and purpose, and are never removed', async () => {
    for (const change of [
      `UPDATE ledger_account SET kind = 'revenue' WHERE ledger_account = '1010'`,
      `UPDATE ledger_account SET purpose = NULL WHERE ledger_account = '1010'`,
      `UPDATE ledger_account SET is_control = 0 WHERE ledger_account = '1110'`,
    ]) {
      await assert.rejects(raw.exec(change), /never changed/);
    }
    await assert.rejects(raw.exec(`DELETE FROM ledger_account WHERE ledger_account = '5010'`), /never removed/);
    const replace = `INSERT OR REPLACE INTO ledger_account VALUES ('9999', 'Other cash', 'asset', 0, NULL, 'cash')`;
    await assert.rejects(raw.exec(replace), /never removed/);
  });

  it('hold no second run of a period whose run was not reversed', () =>
    assert.rejects(
      raw.exec(`INSERT INTO bill_run SELECT 'again', cycle_id, period_from, period_to, billed_on, due_on, 'open', NULL, 2, ''
        FROM bill_run WHERE bill_run_id = ${POSTED}`),
      /only after its run was reversed/,
    ));

  it('hold no run that was posted before it was open', () =>
    assert.rejects(
      raw.exec(
        `INSERT INTO bill_run VALUES ('r', '1', '2030-01-01', '2030-02-01', '2030-02-02', '2030-02-03', 'posted', 1, 1, '')`,
      ),
      /opened before it is posted/,
    ));
});
