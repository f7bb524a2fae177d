import assert from 'node:assert/strict';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
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

  it('gives the findings of every check, not only of the first', async () => {
    await tamper(
      TAMPERINGS.filter(({ what }) => /memo|bill|payment$/.test(what)).flatMap(({ statements }) => statements),
    );
    const codes = new Set((await verifyLedger(town().database)).findings.map(({ code }) => code));
    for (const code of ['entry-changed', 'bill-differs', 'payment-differs']) assert.ok(codes.has(code), code);
  });
});
