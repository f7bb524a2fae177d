import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { DraftEntry } from '../../../bridge/contract/journal-entry.js';
import { cents, CENTS_MAX } from '../../../bridge/contract/money.js';
import type { Database } from '../../../bridge/store/database.js';
import { appendEntries, entryHash } from '../../../bridge/store/journal.js';
import { useTown } from '../../support/town/town.js';

function entry(amount: number, accountId: string, other = -amount): DraftEntry {
  return {
    kind: 'adjustment',
    effectiveOn: calendarDate('2026-11-23'),
    accountId,
    memo: 'Test',
    reverses: null,
    postings: [
      { ledgerAccount: '1110', accountId, amountCents: cents(amount) },
      { ledgerAccount: '4010', accountId: null, amountCents: cents(other) },
    ],
    allocations: [],
  };
}

describe('the journal', () => {
  const town = useTown();
  let account: string;
  let last: { entry_number: number; hash: string };

  beforeEach(async () => {
    account = await town().value('SELECT min(account_id) FROM account');
    const [row] = await town().database.raw<(typeof last)[]>(
      'SELECT entry_number, hash FROM journal_entry ORDER BY entry_number DESC LIMIT 1',
    );
    assert.ok(row);
    last = row;
  });

  interface Sealing {
    readonly number?: number;
    readonly count?: number;
    readonly previous?: string;
    readonly lines?: readonly (readonly [string, string | null, number])[];
  }

  /** Writes an entry by hand, as a program with a mistake in it would. */
  async function write(trx: Database, { number, count, previous, lines }: Sealing): Promise<void> {
    const entryNumber = number ?? last.entry_number + 1;
    const postings = lines ?? [
      ['1110', account, 500],
      ['4010', null, -500],
    ];
    for (const [index, [ledger, owner, amount]] of postings.entries()) {
      await trx.raw('INSERT INTO posting VALUES (?, ?, ?, ?, ?)', [entryNumber, index + 1, ledger, owner, amount]);
    }
    await trx.raw(`INSERT INTO journal_entry VALUES (?, 'adjustment', '2026-11-23', ?, 'Hand', NULL, 1, ?, ?, ?)`, [
      ...[entryNumber, account, count ?? postings.length, previous ?? last.hash, 'f'.repeat(64)],
    ]);
  }

  async function refuses(sealing: Sealing, why: RegExp): Promise<void> {
    await assert.rejects(
      town().database.transaction((trx) => write(trx, sealing)),
      why,
    );
    assert.equal(await town().value('SELECT max(entry_number) FROM journal_entry'), last.entry_number);
    assert.equal(await town().value('SELECT max(entry_number) FROM posting'), last.entry_number);
  }

  it('takes a whole entry', async () => {
    await town().database.transaction((trx) => write(trx, {}));
    assert.equal(await town().value('SELECT max(entry_number) FROM journal_entry'), last.entry_number + 1);
  });

  it('refuses an entry that does not balance', () =>
    refuses(
      {
        lines: [
          ['1110', account, 500],
          ['4010', null, -499],
        ],
      },
      /does not balance/,
    ));

  it('refuses an entry of one posting or none', async () => {
    await refuses({ lines: [['1110', account, 500]] }, /does not balance/);
    await refuses({ lines: [] }, /does not balance/);
  });

  it('refuses an entry that counts its postings wrongly', () => refuses({ count: 3 }, /does not balance/));

  it('refuses a number that skips one or comes again', async () => {
    await refuses({ number: last.entry_number + 2 }, /does not follow|FOREIGN KEY/);
    await refuses({ number: last.entry_number }, /sealed/);
  });

  it('refuses an entry that does not carry the hash of the one before', () =>
    refuses({ previous: '0'.repeat(64) }, /does not follow/));

  it('refuses a posting to a control account without a customer, and to another with one', async () => {
    const postings = (owner: string | null, other: string | null) =>
      [
        ['1110', owner, 500],
        ['4010', other, -500],
      ] as const;
    await refuses({ lines: postings(null, null) }, /control account/);
    await refuses({ lines: postings(account, account) }, /control account/);
  });

  it('refuses a posting to a customer account that is not there', () =>
    refuses(
      {
        lines: [
          ['1110', 'nobody', 500],
          ['4010', null, -500],
        ],
      },
      /FOREIGN KEY/,
    ));

  it('refuses a posting of zero, and one beyond 2^51 cents', async () => {
    await refuses({ lines: [['1110', account, 0]] }, /CHECK/);
    await refuses({ lines: [['1110', account, CENTS_MAX + 1]] }, /CHECK/);
  });

  it('refuses a late posting to a sealed entry', () =>
    assert.rejects(
      town().database.raw(`INSERT INTO posting VALUES (?, 99, '4010', NULL, 1)`, [last.entry_number]),
      /sealed/,
    ));

  it('refuses postings that no entry sealed when the transaction ends', () =>
    assert.rejects(
      town().database.transaction((trx) =>
        trx.raw(`INSERT INTO posting VALUES (?, 1, '4010', NULL, 1)`, [last.entry_number + 1]),
      ),
      /FOREIGN KEY/,
    ));

  it('appends entries in their order, each with the hash of the one before', async () => {
    const entries = [entry(100, account), entry(200, account), entry(CENTS_MAX, account)];
    const numbers = await town().database.transaction((trx) => appendEntries(trx, entries, 1));
    assert.deepEqual(
      numbers,
      [1, 2, 3].map((step) => last.entry_number + step),
    );
    const rows = await town().database.raw<{ hash: string; previous_hash: string }[]>(
      'SELECT hash, previous_hash FROM journal_entry WHERE entry_number > ? ORDER BY entry_number',
      [last.entry_number],
    );
    let previous = last.hash;
    for (const [index, row] of rows.entries()) {
      const given = entries[index];
      assert.ok(given);
      const entryNumber = last.entry_number + 1 + index;
      assert.equal(row.previous_hash, previous);
      assert.equal(row.hash, entryHash(previous, { ...given, entryNumber, commandNumber: 1 }));
      previous = row.hash;
    }
    assert.equal(rows.length, 3);
  });

  it('appends nothing where there is nothing, and nothing of a batch with an entry that does not balance', async () => {
    const { database } = town();
    assert.deepEqual(await appendEntries(database, [], 1), []);
    const batch = [entry(100, account), entry(100, account, -99)];
    await assert.rejects(
      database.transaction((trx) => appendEntries(trx, batch, 1)),
      /off by 1 cents/,
    );
    assert.equal(await town().value('SELECT max(entry_number) FROM journal_entry'), last.entry_number);
  });

  it('makes another hash when any fact of an entry is another', () => {
    const facts = { ...entry(100, 'A'), entryNumber: 7, commandNumber: 1 };
    const hash = entryHash('', facts);
    const others = [
      entryHash('x', facts),
      entryHash('', { ...facts, entryNumber: 8 }),
      entryHash('', { ...facts, kind: 'bill' }),
      entryHash('', { ...facts, effectiveOn: '2026-11-24' }),
      entryHash('', { ...facts, accountId: 'B' }),
      entryHash('', { ...facts, memo: 'test' }),
      entryHash('', { ...facts, reverses: 1 }),
      entryHash('', { ...facts, commandNumber: 2 }),
      entryHash('', { ...facts, postings: facts.postings.toReversed() }),
      entryHash('', { ...facts, postings: entry(101, 'A').postings }),
    ];
    assert.equal(new Set([hash, ...others]).size, others.length + 1);
    assert.equal(entryHash('', facts), hash);
  });
});
