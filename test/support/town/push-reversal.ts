import assert from 'node:assert/strict';
import { reversePush } from '../../../bridge/commands/reverse-push/reverse-push.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ReversePushReply } from '../../../bridge/contract/commands/reverse-push.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { accountStates } from '../../../bridge/queries/account-entry-facts.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { comparisons } from '../../../bridge/queries/reconciliation.js';
import { TODAY } from './sample-town-file.js';
import type { RunOptions, TestTown } from './town.js';

export interface ReversalOptions extends RunOptions {
  /** The keys of the rows; the whole receipt unless told. */
  readonly rows?: readonly string[];
}

/** Reverses a push; the supervisor asks unless told. */
export function reversePushed(
  town: TestTown,
  receiptNumber: number | null,
  { rows, ...options }: ReversalOptions = {},
): Promise<CommandReply<ReversePushReply>> {
  assert.ok(receiptNumber !== null, 'the push was kept');
  const payload = { receiptNumber, ...(rows === undefined ? {} : { rows }) };
  return town.run(reversePush, payload, { role: 'supervisor', reason: 'Wrong account', ...options });
}

/** Asserts that a receipt as such can't be reversed, and that nothing was changed. */
export async function refusedReversal(
  town: TestTown,
  receiptNumber: number | null,
  code: string,
  options: ReversalOptions = {},
): Promise<CurbstopError> {
  const before = JSON.stringify(await town.dump());
  const error: unknown = await reversePushed(town, receiptNumber, options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof CurbstopError, 'it is refused');
  assert.equal(error.code, code);
  assert.ok(error.fix.length > 10, 'it says what to do');
  assert.ok(JSON.stringify(await town.dump()) === before, 'nothing was changed');
  return error;
}

/** What rows can't be reversed for, as "key code"; the books must be as before. */
export async function refusedRows(
  town: TestTown,
  receiptNumber: number | null,
  options: ReversalOptions = {},
): Promise<string[]> {
  const before = JSON.stringify(await town.dump());
  const { outcome, reply } = await reversePushed(town, receiptNumber, options);
  assert.equal(outcome, 'refused', JSON.stringify(reply));
  assert.ok(JSON.stringify(await town.dump()) === before, 'nothing was changed');
  return reply.issues.map(({ rowKey, code }) => `${rowKey} ${code}`);
}

/** All that stands on accounts, and what each ledger account comes to: the same again after a reversal. */
export async function standing(town: TestTown, accountIds: readonly string[]): Promise<unknown> {
  const states = await accountStates(town.database, accountIds, TODAY);
  const ledger = await town.database.raw<unknown[]>(
    'SELECT ledger_account, sum(amount_cents) AS cents FROM posting GROUP BY ledger_account HAVING cents <> 0 ORDER BY 1',
  );
  return [
    ledger,
    ...accountIds.map((accountId) => {
      const state = states.get(accountId);
      assert.ok(state);
      const { items, deposit, credit, refundsCents, lateCharges } = state;
      return { items, deposit: deposit.amountCents, credit: credit.amountCents, refundsCents, lateCharges };
    }),
  ];
}

export async function assertBooksProven(town: TestTown): Promise<void> {
  assert.deepEqual((await verifyLedger(town.database)).findings, []);
}

/** The comparisons of the Reconciliation sheet that are not even. */
export async function uneven(town: TestTown): Promise<string[]> {
  const rows = await comparisons(town.database, TODAY);
  return rows.filter(({ ledgerCents, detailCents }) => ledgerCents !== detailCents).map(({ key }) => key);
}
