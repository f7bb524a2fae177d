import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { DraftAllocation, DraftEntry, PostingRef } from '../../../bridge/contract/journal-entry.js';
import { cents } from '../../../bridge/contract/money.js';
import { allocationChecks } from '../../../bridge/queries/proof/allocation-checks.js';
import { appendEntries } from '../../../bridge/store/journal.js';
import { useTown } from '../../support/town/town.js';

const NOT_OF_THE_LEDGER = /larger than the item or the credit/;

describe('the open items of the ledger', () => {
  const town = useTown();
  let account: string;
  let other: string;
  /** An item of 500 cents on the account's water receivable. */
  let item: PostingRef;

  beforeEach(async () => {
    [account = '', other = ''] = (
      await town().database.raw<{ id: string }[]>('SELECT account_id AS id FROM account ORDER BY account_id LIMIT 2')
    ).map(({ id }) => id);
    item = await charge(account, '1110', 500);
  });

  interface Facts {
    readonly lines: readonly (readonly [string, string | null, number])[];
    readonly allocations?: readonly DraftAllocation[];
    readonly on?: string;
  }

  async function post({ lines, allocations = [], on = '2026-11-23' }: Facts): Promise<number> {
    const entry: DraftEntry = {
      kind: 'adjustment',
      effectiveOn: calendarDate(on),
      accountId: account,
      memo: 'Test',
      reverses: null,
      postings: lines.map(([ledgerAccount, accountId, amount]) => {
        return { ledgerAccount, accountId, amountCents: cents(amount) };
      }),
      allocations,
    };
    const [number = 0] = await town().database.transaction((trx) => appendEntries(trx, [entry], 1));
    return number;
  }

  async function charge(accountId: string, receivable: string, amount: number): Promise<PostingRef> {
    const lines = [[receivable, accountId, amount] as const, ['4010', null, -amount] as const];
    return { entryNumber: await post({ lines }), lineNumber: 1 };
  }

  /** A credit to the account's water receivable that is applied as told. */
  function credit(amount: number, applied: readonly (readonly [PostingRef, number])[], on?: string): Promise<number> {
    const allocations = applied.map(([ref, part]) => ({ credit: { line: 1 }, item: ref, amountCents: cents(part) }));
    const lines = [['1010', null, amount] as const, ['1110', account, -amount] as const];
    return post({ lines, allocations, ...(on === undefined ? {} : { on }) });
  }

  const applied = () =>
    town().value<number>('SELECT sum(amount_cents) FROM allocation WHERE item_entry = ?', [item.entryNumber]);

  it('are paid in part, and then to the end', async () => {
    await credit(200, [[item, 200]]);
    await credit(300, [[item, 300]]);
    assert.equal(await applied(), 500);
  });

  it('refuse a credit that is not applied, or not wholly', async () => {
    await assert.rejects(credit(200, []), /not wholly applied/);
    await assert.rejects(credit(200, [[item, 199]]), /not wholly applied/);
  });

  it('refuse more than is open, at once and in the end', async () => {
    await assert.rejects(credit(501, [[item, 501]]), NOT_OF_THE_LEDGER);
    await credit(300, [[item, 300]]);
    await assert.rejects(credit(201, [[item, 201]]), NOT_OF_THE_LEDGER);
    await assert.rejects(
      credit(400, [
        [item, 200],
        [item, 200],
      ]),
      NOT_OF_THE_LEDGER,
    );
    await assert.rejects(
      credit(100, [
        [item, 200],
        [item, -100],
      ]),
      NOT_OF_THE_LEDGER,
    );
  });

  it('refuse more than the credit has', () => assert.rejects(credit(100, [[item, 200]]), NOT_OF_THE_LEDGER));

  it('refuse the item of another account or another receivable, a credit for an item, and an item for a credit', async () => {
    await assert.rejects(credit(100, [[await charge(other, '1110', 500), 100]]), NOT_OF_THE_LEDGER);
    await assert.rejects(credit(100, [[await charge(account, '1120', 500), 100]]), NOT_OF_THE_LEDGER);
    await assert.rejects(credit(100, [[{ ...item, lineNumber: 2 }, 100]]), NOT_OF_THE_LEDGER);
    const turned = { credit: item, item: { line: 1 }, amountCents: cents(100) };
    const lines = [['1010', null, 100] as const, ['1110', account, -100] as const];
    await assert.rejects(post({ lines, allocations: [turned] }), NOT_OF_THE_LEDGER);
  });

  it('refuse an item that is not in the ledger', () =>
    assert.rejects(credit(100, [[{ entryNumber: 999_999, lineNumber: 1 }, 100]]), /larger than|FOREIGN KEY/));

  it('refuse to be paid before they were charged', () =>
    assert.rejects(credit(100, [[item, 100]], '2026-11-22'), /before its time/));

  it('refuse an allocation under an entry that is sealed', () =>
    assert.rejects(
      town().database.raw('INSERT INTO allocation VALUES (?, 1, ?, 2, ?, 1, 1)', [
        ...[item.entryNumber, item.entryNumber, item.entryNumber],
      ]),
      /sealed/,
    ));

  it('are open again when a credit is released to a debit that takes it', async () => {
    const paid: PostingRef = { entryNumber: await credit(500, [[item, 500]]), lineNumber: 2 };
    const lines = [['1110', account, 500] as const, ['1010', null, -500] as const];
    const release = { credit: paid, item, amountCents: cents(-500) };
    await assert.rejects(post({ lines, allocations: [release] }), /released is not wholly applied again/);
    const taken = { credit: paid, item: { line: 0 }, amountCents: cents(500) };
    await assert.rejects(post({ lines, allocations: [release, taken], on: '2026-11-22' }), /before its time/);
    await post({ lines, allocations: [release, taken], on: '2026-11-25' });
    assert.equal(await applied(), 0);
    await credit(500, [[item, 500]], '2026-11-26');
    for (const check of allocationChecks) assert.deepEqual(await check(town().database), []);
  });

  it('leave no account with more deposit or credit taken than it has', async () => {
    for (const owed of ['2300', '2400']) {
      const take = (amount: number) =>
        post({
          lines: [
            [owed, account, amount],
            ['1010', null, -amount],
          ],
        });
      await post({
        lines: [
          ['1010', null, 300],
          [owed, account, -300],
        ],
      });
      await assert.rejects(take(301), /than the account has/);
      await take(100);
      await assert.rejects(take(201), /than the account has/);
      await take(200);
    }
  });

  it('refuse an entry of a day that lies in a closed period, which only grows', async () => {
    const { database } = town();
    await database.raw(`INSERT INTO period_closing VALUES (1, '2026-10-31', 1)`);
    const lines = [['1110', account, 1] as const, ['4010', null, -1] as const];
    await assert.rejects(post({ lines, on: '2026-10-31' }), /closed period/);
    await post({ lines, on: '2026-11-01' });
    await assert.rejects(
      database.raw(`INSERT INTO period_closing VALUES (2, '2026-10-31', 1)`),
      /closed already|never/,
    );
    await assert.rejects(database.raw(`INSERT INTO period_closing VALUES (2, '2026-09-30', 1)`), /closed already/);
    await assert.rejects(database.raw('DELETE FROM period_closing'), /never changed/);
  });
});
