import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { verifyInUse, verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { useTown } from '../../support/town/town.js';

/** What someone with a database tool could do to the books, and where the proof must find it. */
const TAMPERINGS: readonly { what: string; statements: string[]; code: string; where: RegExp }[] = [
  {
    what: 'a changed amount',
    statements: ['UPDATE posting SET amount_cents = amount_cents + 1 WHERE entry_number = 7 AND line_number = 1'],
    code: 'unbalanced',
    where: /Entry 7 is off by \$0\.01/,
  },
  {
    what: 'an amount moved from one posting to another so that the entry still balances',
    statements: [
      'UPDATE posting SET amount_cents = amount_cents + 100 WHERE entry_number = 7 AND line_number = 1',
      'UPDATE posting SET amount_cents = amount_cents - 100 WHERE entry_number = 7 AND line_number = 2',
    ],
    code: 'entry-changed',
    where: /Entry 7 /,
  },
  {
    what: 'a changed memo',
    statements: [`UPDATE journal_entry SET memo = memo || '.' WHERE entry_number = 9`],
    code: 'entry-changed',
    where: /Entry 9 /,
  },
  {
    what: 'a changed date',
    statements: [`UPDATE journal_entry SET effective_on = '2001-01-01' WHERE entry_number = 9`],
    code: 'entry-changed',
    where: /Entry 9 /,
  },
  {
    what: 'a changed hash',
    statements: [`UPDATE journal_entry SET hash = '${'0'.repeat(64)}' WHERE entry_number = 9`],
    code: 'chain-broken',
    where: /Entry 10 does not follow entry 9/,
  },
  {
    what: 'a removed posting',
    statements: ['DELETE FROM posting WHERE entry_number = 11 AND line_number = 1'],
    code: 'unbalanced',
    where: /Entry 11 /,
  },
  {
    what: 'a removed entry',
    statements: ['DELETE FROM journal_entry WHERE entry_number = 11'],
    code: 'chain-broken',
    where: /Entry 12 does not follow entry 10/,
  },
  {
    what: 'a removed payment’s entry',
    statements: [
      'DELETE FROM posting WHERE entry_number = (SELECT max(entry_number) FROM payment)',
      'DELETE FROM journal_entry WHERE entry_number = (SELECT max(entry_number) FROM payment)',
    ],
    code: 'orphan',
    where: /payment/,
  },
  {
    what: 'a changed bill',
    statements: ['UPDATE bill SET total_cents = total_cents + 1 WHERE bill_number = 3'],
    code: 'bill-differs',
    where: /Bill 3 /,
  },
  {
    what: 'a changed charge',
    statements: [`UPDATE bill_charge SET amount_cents = amount_cents + 1 WHERE bill_number = 3`],
    code: 'bill-differs',
    where: /Bill 3 /,
  },
  {
    what: 'a changed line of a charge',
    statements: [`UPDATE bill_charge SET lines = json_set(lines, '$[0].amountCents', 1) WHERE bill_number = 3`],
    code: 'line-differs',
    where: /Bill 3: the lines for \w+ do not add up/,
  },
  {
    what: 'a changed payment',
    statements: ['UPDATE payment SET amount_cents = amount_cents + 1 WHERE payment_number = 2'],
    code: 'payment-differs',
    where: /Payment 2 /,
  },
  {
    what: 'a removed bill whose entry stayed',
    statements: ['DELETE FROM bill_charge WHERE bill_number = 3', 'DELETE FROM bill WHERE bill_number = 3'],
    code: 'source-missing',
    where: /Entry \d+ is of kind bill, and no bill names it/,
  },
  {
    what: 'a removed payment whose entry stayed',
    statements: ['DELETE FROM payment WHERE payment_number = 2'],
    code: 'source-missing',
    where: /Entry \d+ is of kind payment, and no payment names it/,
  },
  {
    what: 'an entry that was made into an adjustment that nobody asked for',
    statements: [`UPDATE journal_entry SET kind = 'adjustment' WHERE entry_number = 9`],
    code: 'source-missing',
    where: /Entry 9 is of kind adjustment, and no adjustment names it/,
  },
  {
    what: 'a payment that names the entry of a bill',
    statements: [
      'UPDATE payment SET entry_number = (SELECT entry_number FROM bill WHERE bill_number = 3) WHERE payment_number = 2',
    ],
    code: 'source-differs',
    where: /The payment 2 .* is of kind bill/,
  },
  {
    what: 'a bill that was moved to another account',
    statements: [
      'UPDATE bill SET account_id = (SELECT max(account_id) FROM account WHERE account_id NOT IN (SELECT account_id FROM bill WHERE bill_run_id = (SELECT bill_run_id FROM bill WHERE bill_number = 3))) WHERE bill_number = 3',
    ],
    code: 'source-differs',
    where: /The bill 3 of account/,
  },
  {
    what: 'postings that name another account than the bill',
    statements: [
      'UPDATE posting SET account_id = (SELECT max(account_id) FROM account) WHERE account_id IS NOT NULL AND entry_number = 9',
    ],
    code: 'account-differs',
    where: /Entry 9 of account .* posts to account/,
  },
  {
    what: 'a bill whose total is right and whose services are not',
    statements: [
      `UPDATE bill_charge SET amount_cents = amount_cents + iif(service = 'water', 100, -100),
         lines = json_set(lines, '$[0].amountCents', (lines ->> '$[0].amountCents') + iif(service = 'water', 100, -100))
       WHERE service <> 'garbage' AND bill_number =
         (SELECT bill_number FROM bill_charge WHERE service <> 'garbage' GROUP BY bill_number HAVING count(*) = 2 LIMIT 1)`,
    ],
    code: 'service-differs',
    where: /Entry \d+ posts -?\d+ cents to (water|sewer), for -?\d+ that were charged/,
  },
  {
    what: 'a bill for other gallons than its reads make',
    statements: ['UPDATE bill SET usage_gallons = usage_gallons + 10 WHERE bill_number = 3'],
    code: 'usage-differs',
    where: /Bill 3 .* gallons/,
  },
  {
    what: 'a read that was changed after it was billed',
    statements: [
      `UPDATE period_read SET usage_gallons = usage_gallons + 10 WHERE (bill_run_id, account_id) =
         (SELECT bill_run_id, account_id FROM bill WHERE usage_gallons > 0 LIMIT 1)`,
    ],
    code: 'usage-differs',
    where: /Bill \d+ .* gallons, its reads make/,
  },
  {
    what: 'a bill whose inputs are not those that it was priced from',
    statements: [
      `UPDATE bill_charge SET inputs = json_set(inputs, '$.carts', '3') WHERE service = 'garbage' AND rate_class = 'RESIDENTIAL'
         AND inputs ->> '$.carts' = '1'`,
    ],
    code: 'not-repeatable',
    where: /Bill \d+: garbage is \$\d+\.\d\d, and not the \$\d+\.\d\d of garbage-alabaster@/,
  },
  {
    what: 'a bill that names other rates than those that it was priced by',
    statements: [`UPDATE bill_charge SET tariff_version_id = 'sewer-alabaster@2000-01-01' WHERE service = 'sewer'`],
    code: 'not-repeatable',
    where: /Bill \d+: sewer is .* of sewer-alabaster@2000-01-01/,
  },
  {
    what: 'a bill that names rates that are not there',
    statements: [`UPDATE bill_charge SET tariff_version_id = 'nobody' WHERE service = 'sewer'`],
    code: 'not-repeatable',
    where: /Bill \d+: sewer names the rates nobody, which are not there/,
  },
  {
    what: 'a bill that names a class without rates',
    statements: [`UPDATE bill_charge SET rate_class = 'NOBODY' WHERE bill_number = 3`],
    code: 'not-repeatable',
    where: /Bill 3: \w+ can't be priced again by .*NOBODY/,
  },
  {
    what: 'a line whose words were changed',
    statements: [`UPDATE bill_charge SET lines = json_set(lines, '$[0].description', 'Paid') WHERE bill_number = 3`],
    code: 'not-repeatable',
    where: /Bill 3: \w+ has other lines than/,
  },
  {
    what: 'rates that were changed after bills were priced by them',
    statements: [
      `UPDATE tariff_version SET source = replace(source, '22.92', '2.92') WHERE tariff_id = 'sewer-alabaster'`,
    ],
    code: 'rates-changed',
    where: /The rates sewer-alabaster@2026-02-15 are not as they were loaded/,
  },
  {
    what: 'rates that were made to begin on another day',
    statements: [
      `UPDATE tariff_version SET effective_from = '2026-02-16' WHERE tariff_version_id = 'sewer-alabaster@2026-02-15'`,
    ],
    code: 'rates-changed',
    where: /The rates sewer-alabaster@2026-02-15 are not as they were loaded/,
  },
  {
    what: 'rates that were changed into what is none',
    statements: [`UPDATE tariff_version SET source = 'none', source_hash = 'none' WHERE tariff_id = 'water-sample'`],
    code: 'not-repeatable',
    where: /Bills can't be priced again: /,
  },
  {
    what: 'a payment that is said to have come another way',
    statements: [`UPDATE payment SET source = 'Mail it in' WHERE payment_number = 2`],
    code: 'rows-changed',
    where: /The rows of payment with payment_number 1 to \d+ are not as receipt 1 left them/,
  },
  {
    what: 'a bill that is due on another day',
    statements: [`UPDATE bill SET due_on = '2027-01-01' WHERE bill_number = 3`],
    code: 'rows-changed',
    where: /The rows of bill with bill_number 1 to \d+ /,
  },
  {
    what: 'another reason for what was done',
    statements: [`UPDATE command SET reason = 'I was told to'`],
    code: 'rows-changed',
    where: /The rows of command with command_number 1 are not as receipt 1 left them/,
  },
  {
    what: 'a setting that was changed by nobody',
    statements: [`UPDATE setting SET value = '{"coordinator":99999999}' WHERE name = 'adjustment-limits'`],
    code: 'table-changed',
    where: /The table setting is not as receipt 1 left it/,
  },
  {
    what: 'a last payment that was taken away with all that it made',
    statements: [
      ...['posting', 'allocation', 'journal_entry'].map(
        (table) => `DELETE FROM ${table} WHERE entry_number = (SELECT max(entry_number) FROM payment)`,
      ),
      'DELETE FROM payment WHERE payment_number = (SELECT max(payment_number) FROM payment)',
    ],
    code: 'seal-head-differs',
    where: /Receipt 1 was sealed with entry \d+ as the last, which is not there/,
  },
  {
    what: 'a removed allocation',
    statements: ['DELETE FROM allocation WHERE entry_number = (SELECT min(entry_number) FROM allocation)'],
    code: 'credit-not-applied',
    where: /Of credit \d+\.\d+ of account .*, 0 cents are applied and not \d+/,
  },
  {
    what: 'an allocation that was moved to an item of another account',
    statements: [
      `UPDATE allocation SET item_entry = (SELECT entry_number FROM bill WHERE account_id <> (SELECT account_id FROM bill WHERE bill_number = 3) LIMIT 1)
       WHERE item_entry = (SELECT entry_number FROM bill WHERE bill_number = 3)`,
    ],
    code: 'allocation-differs',
    where: /Allocation \d+\.\d+ applies posting .* to .*, which is no item/,
  },
  {
    what: 'an allocation that is larger than its item',
    statements: [
      `UPDATE allocation SET amount_cents = amount_cents + 1000000 WHERE item_entry = (SELECT entry_number FROM bill WHERE bill_number = 3)`,
    ],
    code: 'allocation-too-large',
    where: /To item \d+\.\d+ of \d+ cents of account .*, 10\d+ are applied on 20/,
  },
  {
    what: 'an allocation of which a part was taken to another item of the account',
    statements: [
      `UPDATE allocation SET amount_cents = amount_cents - 100 WHERE (entry_number, line_number) = (SELECT min(entry_number), 1 FROM allocation)`,
    ],
    code: 'open-items-differ',
    where: /Account .* owes -?\d+ cents on \d+, and its items have -?\d+ open/,
  },
  {
    what: 'credit that was used before it was there',
    statements: [
      `UPDATE journal_entry SET effective_on = '2000-01-01' WHERE entry_number = (SELECT min(entry_number) FROM journal_entry WHERE kind = 'application')`,
    ],
    code: 'liability-negative',
    where: /Account .* has -\d+ cents on 2400 Unapplied credit on 2000-01-01/,
  },
  {
    what: 'lines of a charge that can be read no more',
    statements: ['PRAGMA ignore_check_constraints = ON', `UPDATE bill_charge SET lines = '[{' WHERE bill_number = 3`],
    code: 'rows-changed',
    where: /The rows of bill_charge with bill_number 1 to \d+ are not as receipt 1 left them/,
  },
  {
    what: 'inputs of a charge that can be read no more',
    statements: ['PRAGMA ignore_check_constraints = ON', `UPDATE bill_charge SET inputs = '{"' WHERE bill_number = 3`],
    code: 'not-repeatable',
    where: /Bill 3: \w+ can't be priced again by .*JSON/,
  },
  {
    what: 'a posted run that was opened again',
    statements: [
      `UPDATE bill_run SET status = 'posted'`,
      `UPDATE bill_run SET status = 'open' WHERE bill_run_id = (SELECT bill_run_id FROM bill WHERE bill_number = 3)`,
    ],
    code: 'run-not-posted',
    where: /Bill 3 /,
  },
];

/** What someone could do to the rules that the database itself holds. */
const LOOSENINGS: readonly { what: string; statements: string[]; where: RegExp }[] = [
  {
    what: 'a missing trigger',
    statements: ['DROP TRIGGER bill_refuses_update'],
    where: /The trigger bill_refuses_update of the database is missing/,
  },
  {
    what: 'a trigger that was made harmless',
    statements: [
      'DROP TRIGGER bill_refuses_update',
      'CREATE TRIGGER bill_refuses_update BEFORE UPDATE ON bill BEGIN SELECT 1; END',
    ],
    where: /The trigger bill_refuses_update of the database is changed/,
  },
  {
    what: 'a trigger of somebody else',
    statements: ['CREATE TRIGGER helpful AFTER INSERT ON payment BEGIN SELECT 1; END'],
    where: /The trigger helpful of the database is not Curbstop's/,
  },
  {
    what: 'a missing unique index',
    statements: ['DROP INDEX meter_in_one_place'],
    where: /The index meter_in_one_place of the database is missing/,
  },
  {
    what: 'a table without its rules',
    statements: ['DROP TABLE work_order', 'CREATE TABLE work_order (work_order_number INTEGER PRIMARY KEY)'],
    where: /The table work_order of the database is changed/,
  },
];

describe('proving the books', () => {
  const town = useTown();

  /** Removes every trigger, as a tool would have to, and tampers. */
  async function tamper(statements: readonly string[]): Promise<void> {
    const { database } = town();
    const triggers = await database.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
    await database.raw('PRAGMA foreign_keys = OFF');
    for (const statement of [...triggers.map(({ name }) => `DROP TRIGGER ${name}`), ...statements]) {
      await database.raw(statement);
    }
  }

  it('finds nothing in a town that was never tampered with, and counts what it proved', async () => {
    const proof = await verifyLedger(town().database);
    assert.deepEqual(proof.findings, []);
    assert.equal(proof.entries, await town().value('SELECT count(*) FROM journal_entry'));
    assert.equal(proof.bills, await town().value('SELECT count(*) FROM bill'));
    assert.ok(proof.entries > 1_000 && proof.receivableCents > 0);
  });

  for (const { what, statements, code, where } of TAMPERINGS) {
    it(`finds ${what}, and says where`, async () => {
      await tamper(statements);
      const { findings } = await verifyLedger(town().database);
      assert.ok(
        findings.some((finding) => finding.code === code && where.test(finding.message)),
        JSON.stringify(findings.slice(0, 5)),
      );
    });
  }

  for (const { what, statements, where } of LOOSENINGS) {
    it(`finds ${what}, and says which`, async () => {
      for (const statement of statements) await town().database.raw(statement);
      const { findings } = await verifyLedger(town().database);
      const found = findings.filter(({ code }) => code === 'shape-differs');
      assert.ok(
        found.some(({ message }) => where.test(message)),
        JSON.stringify(found),
      );
    });
  }

  it('lets an index of another program be', async () => {
    await town().database.raw('CREATE INDEX my_report ON bill (due_on)');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('gives the findings of every check, not only of the first', async () => {
    await tamper(
      TAMPERINGS.filter(({ what }) => /^a changed (memo|bill|payment)$/.test(what)).flatMap(
        ({ statements }) => statements,
      ),
    );
    const codes = new Set((await verifyLedger(town().database)).findings.map(({ code }) => code));
    for (const code of ['entry-changed', 'bill-differs', 'payment-differs']) assert.ok(codes.has(code), code);
  });

  it('goes on where a check can not be finished, and says which', async () => {
    await tamper(['PRAGMA ignore_check_constraints = ON', `UPDATE bill_charge SET lines = '[{' WHERE bill_number = 3`]);
    await town().database.raw('UPDATE payment SET amount_cents = amount_cents + 1 WHERE payment_number = 2');
    const { findings } = await verifyLedger(town().database);
    const messages = findings.map(({ message }) => message).join('\n');
    assert.match(messages, /The proof of bills, payments and their entries could not be finished: malformed JSON\./);
    assert.match(messages, /Payment 2 of account .* differs from its entry/);
  });

  it('tells what it found in a file with a damaged page, and never that the books prove', async () => {
    const { database, file } = town();
    const page = await town().value<number>(`SELECT rootpage FROM sqlite_master WHERE name = 'bill_charge'`);
    const pageSize = await town().value<number>('PRAGMA page_size');
    await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from([0xff]), 0, 1, (page - 1) * pageSize);
    await handle.close();
    const damaged = await openDatabase(file);
    try {
      const messages = (await verifyInUse(damaged)).findings.map(({ message }) => message).join('\n');
      assert.match(
        messages,
        /The rows of bill_charge with bill_number 1 to \d+ can't be read: database disk image is malformed/,
      );
    } finally {
      await damaged.destroy();
    }
  });

  it('finds nothing in books that are in use: what another program posts meanwhile is seen whole or not at all', async () => {
    const accountId = await town().value<string>(`SELECT min(account_id) FROM account WHERE status = 'active'`);
    const payment = { accountId, amountCents: 100, receivedAt: '2026-11-23T14:00:00Z', source: 'Counter' };
    const other = await openDatabase(town().file);
    let isProven = false;
    let posted = 0;
    const posting = (async () => {
      for (; !isProven; posted += 1) await town().run(postPayment, payment);
    })();
    try {
      assert.deepEqual((await verifyInUse(other)).findings, []);
    } finally {
      isProven = true;
      await posting;
      await other.destroy();
    }
    assert.ok(posted > 1, 'nothing was posted meanwhile');
  });
});
