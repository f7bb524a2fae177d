import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { balancesOf } from '../../../bridge/queries/balances.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { enter, postCurrent } from '../../support/town/run-reversal.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';
import { push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
import { TestTown } from '../../support/town/town.js';

type Typed = Readonly<Record<string, SheetCell>>;

/** What a row is, by its place in the list, and how much of it in dollars. */
interface RandomRow {
  readonly kind: number;
  readonly account: number;
  readonly other: number;
  readonly dollars: number;
}

interface RandomPush {
  readonly sheet: 'account-entries' | 'adjustments';
  readonly mode: 'all' | 'valid';
  readonly rows: readonly RandomRow[];
  readonly isApproved: boolean;
}

const ENTRIES = ['deposit taken', 'deposit applied', 'deposit refund', 'credit refund', 'transfer', 'write-off', 'fee'];
const ADJUSTMENTS = ['deposit correction', 'goodwill', 'transfer between accounts', 'write-off', 'deposit correction'];

const randomRow: fc.Arbitrary<RandomRow> = fc.record({
  ...{ kind: fc.nat(6), account: fc.nat(2), other: fc.nat(2) },
  dollars: fc.integer({ min: 1, max: 70 }),
});
const randomPush: fc.Arbitrary<RandomPush> = fc.record({
  sheet: fc.constantFrom('account-entries', 'adjustments'),
  mode: fc.constantFrom('all', 'valid'),
  rows: fc.array(randomRow, { minLength: 1, maxLength: 8 }),
  isApproved: fc.boolean(),
});

describe('credit and deposits that several rows take', () => {
  let original: string;
  let accounts: readonly string[];

  before(async () => {
    const town = await TestTown.open();
    accounts = await accountsWithCredit(town);
    await town.close();
    original = town.file;
  });

  const inTown = async (work: (town: TestTown) => Promise<void>) => {
    const file = path.join(await emptyFolder(), 'curbstop.db');
    await copyFile(original, file);
    const town = new TestTown(file, await openDatabase(file));
    await work(town).finally(() => town.close());
  };

  it('are not taken twice by a transfer to the very account, which is refused in words', () =>
    inTown(async (town) => {
      const [accountId = ''] = accounts;
      const { pullId } = await town.pull('account-entries', {});
      const row = typedRow('account-entries', 'k1', 5, {
        ...{ account: accountId, what: 'transfer', otherAccount: accountId, amount: 5, reason: 'As told' },
      });
      const { outcome, reply } = await town.run(pushSheet, { pullId, mode: 'all', knownReceipts: [], rows: [row] });
      assert.deepEqual([outcome, reply.issues.map(({ code }) => code)], ['refused', ['same-account']]);
    }));

  it('are posted or refused in words, whatever rows of a push take them and whatever is approved at once', () =>
    fc.assert(
      fc.asyncProperty(fc.array(randomPush, { minLength: 1, maxLength: 4 }), (pushes) =>
        inTown(async (town) => {
          for (const [turn, each] of pushes.entries()) await pushRandom(town, accounts, { turn, ...each });
          assert.deepEqual((await verifyLedger(town.database)).findings, []);
        }),
      ),
      { numRuns: 10 },
    ));
});

/** Two accounts that owe a bill beside $20.00 of credit that was kept from it, and have a deposit of $50.00; and one that owes nothing. */
async function accountsWithCredit(town: TestTown): Promise<string[]> {
  const rule = { method: 'oldest-first', order: [], applyCreditToNewBills: false };
  await town.writeSetting('payment-application', '2026-01-01', rule);
  await town.writeSetting('adjustment-limits', '2026-01-01', { coordinator: 4_000, supervisor: 50_000_000 });
  const billed = await town.database.raw<{ id: string }[]>(
    `SELECT DISTINCT account_id AS id FROM period_read JOIN account USING (account_id)
     WHERE bill_run_id = '1-2026-11' AND account.status = 'active' ORDER BY 1 LIMIT 2`,
  );
  const accountIds = billed.map(({ id }) => id);
  for (const [index, accountId] of accountIds.entries()) {
    const owed = (await balancesOf(town.database, [accountId])).get(accountId) ?? 0;
    const received = { receivedAt: '2026-11-20T14:30:00Z', source: 'Counter' };
    await town.run(postPayment, { accountId, amountCents: owed + 2_000, ...received });
    await enter(town, { account: accountId, what: 'deposit taken', amount: 50 }, `d${index}`);
  }
  await postCurrent(town);
  return [...accountIds, '06-0002-01'];
}

interface RandomTurn extends RandomPush {
  readonly turn: number;
}

/** Pushes rows as the coordinator, and has the supervisor approve all that waits. */
async function pushRandom(
  town: TestTown,
  accounts: readonly string[],
  { turn, sheet, mode, rows, isApproved }: RandomTurn,
): Promise<void> {
  const { pullId } = await town.pull(sheet, {});
  const typed = rows.map((row, index) => {
    const key = `t${turn}-${index}`;
    return typedRow(sheet, key, 5 + index, { ...cellsOf(sheet, accounts, row), note: key });
  });
  assertTold(await push(town, pullId, typed, { mode }));
  if (!isApproved) return;
  const waiting = await town.pull('pending-approvals', {}, 'supervisor');
  const said = waiting.rows.map(([key]) => [String(key), { decision: 'approve' }] as const);
  const edits = pushRowsOf('pending-approvals', waiting, Object.fromEntries(said));
  assertTold(await push(town, waiting.pullId, edits, { mode, role: 'supervisor' }));
}

function assertTold({ outcome, reply }: Awaited<ReturnType<typeof push>>): void {
  assert.equal(outcome === 'refused' && reply.issues.length === 0, false);
  for (const { rowKey, message, fix } of reply.issues) assert.ok(rowKey !== '' && message !== '' && fix !== '');
}

function cellsOf(
  sheet: RandomPush['sheet'],
  accounts: readonly string[],
  { kind, account, other, dollars }: RandomRow,
): Typed {
  const [accountId, otherAccount] = [accounts[account] ?? '', accounts[other] ?? ''];
  if (sheet === 'account-entries') {
    const what = ENTRIES[kind] ?? '';
    const moved: Typed = what === 'transfer' ? { otherAccount } : {};
    return { account: accountId, what, amount: dollars, reason: 'As told', ...moved };
  }
  const named = ADJUSTMENTS[kind % ADJUSTMENTS.length] ?? '';
  const more: Typed =
    named === 'goodwill' ? { service: 'water' } : named.startsWith('transfer') ? { otherAccount } : {};
  const amount = named === 'goodwill' || named === 'deposit correction' ? -dollars : dollars;
  return { account: accountId, kind: named, amount, reason: 'As told', ...more };
}
